"""Say which readings of a follow-up are about as likely: "he" behind two men, "the bridge", "Morrow" behind two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.languages.en.question_words import QUESTION_WORDS
from bot.languages.en.stop_words import STOP_WORDS
from bot.languages.patterns import either
from bot.understand.standalone import Standalone
from bot.understand.talk.coreference import asked_for, fit, pointing, resolve
from bot.understand.talk.subjects import RECENT, Subject, Talk, stems
from bot.understand.thread.mentions import NAME, NAMES, PAIR, PERSON, PHRASE, Mention, mentions
from bot.understand.thread.place import for_pronoun, large

MOST = 3          # readings that are offered

_SIDE_BY_SIDE = re.compile(
    r"\s*(?:,|,?\s+(?:and|or|nor|versus|vs\.?)\s)\s*(?:(?:and|or)\s+)?(?:the\s+)?", re.IGNORECASE
)
_COMPARED = re.compile(r"\bthan\s+(?:the\s+)?$", re.IGNORECASE)
_ASKED_TOO = re.compile(rf"\band\s+{either(QUESTION_WORDS)}\b", re.IGNORECASE)
_ASKS_HOW = re.compile(rf"\W*{either(QUESTION_WORDS)}\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_][\w'’-]*")
_BEHIND = re.compile(
    r"\b(?:against|about|at|by|for|from|in|into|of|on|over|to|towards?|with)\s+(?:the\s+)?$", re.IGNORECASE
)
# "Who is older, X or Y?"
_OR = re.compile(r"^\W*(?:who|which)\b[^,:]*[,:]\s+(?:the\s+)?[A-Z][^?]*\bor\b", re.IGNORECASE)
_DETERMINED = re.compile(r"\b(?:the|an?|his|her|its|their)\s+$", re.IGNORECASE)


def rivals(question: str, talk: Talk) -> tuple[tuple[str, Standalone], ...]:
    """What a question may mean, each reading by whom or what it is about; nothing where one is clearly likelier.

    Two are about as likely where the last question was typed with both, neither was spoken of before, and neither
    stands aside in it.
    """
    if talk.is_topic or not talk.turn or talk.asks_back:
        return ()
    named = [(mention, subject) for mention, subject in _named_last(talk) if subject.words[-1] not in _words(question)]
    for sort, _ in pointing(question):
        if sort != "they":
            likely = _of_a_pronoun(question, sort, named, talk)
            return tuple(_about(each, for_pronoun(each.shown, question), talk) for each in likely)
    for mention in mentions(question):
        if likely := _of_a_name(mention, talk):
            the = "the " if mention.kind == PHRASE else ""
            ahead, behind = f"{question[: mention.start]}{the}", question[mention.end :]
            return tuple(_about(each, f"{ahead}{each.shown.removeprefix(the)}{behind}", talk) for each in likely)
    return ()


def _about(subject: Subject, text: str, talk: Talk) -> tuple[str, Standalone]:
    text, people = large(resolve(text, talk)), subject.kind in (PERSON, NAME)
    return subject.shown, Standalone(text, text, about=subject.words[-1] if people else subject.name)


def _named_last(talk: Talk) -> list[tuple[Mention, Subject]]:
    """Whom and what the last question was typed with, in its order, but for what only says where or whose."""
    named: list[tuple[Mention, Subject]] = []
    for mention in mentions(talk.asked[-1]):
        subject = talk.known(mention.text, phrase=mention.kind == PHRASE)
        which = mention.beside and _DETERMINED.search(talk.asked[-1][: mention.start])
        there = mention.placed and not (subject and (subject.person or subject.gender))      # "reply to X"
        whose = talk.asked[-1][mention.end :].startswith(("'s", "’s"))
        aside = mention.kind == PAIR or mention.owner or whose or which or there
        if subject and not aside and all(subject is not each for _, each in named):
            named.append((mention, subject))
    return named


def _of_a_pronoun(
    question: str, sort: str, named: Sequence[tuple[Mention, Subject]], talk: Talk
) -> list[Subject]:
    """Whom or what a pronoun of that sort means, of two or three that it fits; else nobody."""
    if asked_for(sort, talk) is not None and not _OR.search(talk.asked[-1]):
        return []
    fitting = [(mention, subject) for mention, subject in named if fit(sort, subject) > 0]
    together = _side_by_side([(mention, subject) for mention, subject in named if subject.kind != PHRASE], talk)
    if fitting and sort != "it" and len(fitting) < len(together) and fitting[0] in together:
        other = "f" if sort == "he" else "m"
        fitting = [(mention, subject) for mention, subject in together if subject.gender != other]
    people = [subject for _, subject in fitting]
    if not 1 < len(people) <= MOST or _spoken_of(people, talk):
        return []
    return people if _side_by_side(fitting, talk) or _may_both(question, sort, fitting, talk) else []


def _side_by_side(named: Sequence[tuple[Mention, Subject]], talk: Talk) -> Sequence[tuple[Mention, Subject]]:
    """All of them where the last question puts them side by side: "X or Y", "bigger than Y"; else none."""
    asked = talk.asked[-1]
    between = (asked[one.end : other.start] for (one, _), (other, _) in pairwise(named))
    alike = (_SIDE_BY_SIDE.fullmatch(words) or _COMPARED.search(words) or _ASKED_TOO.search(words) for words in between)
    return named if all(alike) else ()


def _may_both(question: str, sort: str, fitting: Sequence[tuple[Mention, Subject]], talk: Talk) -> bool:
    """Whether each of the people may be meant who aren't named side by side.

    A question with a word of the one before goes on about who did that, and so does one behind "How did X do with Y?".
    """
    asked = talk.asked[-1]
    if sort == "it" or stems(_telling(question)) & stems(_telling(asked)):
        return False
    return not (_ASKS_HOW.match(asked) and any(_BEHIND.search(asked[: mention.start]) for mention, _ in fitting[1:]))


def _of_a_name(mention: Mention, talk: Talk) -> list[Subject]:
    """Of whom a name that several have may be said, of what "the bridge", where the last turn spoke of each in full."""
    words = mention.text.casefold().split()
    kinds = (NAME, *NAMES, PHRASE) if mention.kind == PHRASE and words[0] == "the" else (PERSON, NAME)
    if len(words) != (2 if PHRASE in kinds else 1) or mention.owner or mention.beside:
        return []
    sharing = [each for each in talk.subjects if each.kind in kinds and each.turn == talk.turn
               and len(each.words) > 1 and each.words[-1] == words[-1]]
    likely = [each for each in sharing if each.asked] or sharing
    return likely if 1 < len(likely) <= MOST and not _spoken_of(likely, talk) else []


def _spoken_of(likely: Sequence[Subject], talk: Talk) -> bool:
    """Whether the talk was about some of them before, and not about the others."""
    before = [_words(question) for question in talk.questions[-RECENT:-1]]
    known = [any(each.words[-1] in words for words in before) for each in likely]
    return any(known) and not all(known)


def _words(text: str) -> frozenset[str]:
    """Its words in small letters, whatever is theirs left away."""
    return frozenset(word.casefold().removesuffix("'s").removesuffix("’s") for word in _WORD.findall(text))


def _telling(text: str) -> str:
    return " ".join(word for word in _WORD.findall(text) if word.casefold() not in STOP_WORDS)
