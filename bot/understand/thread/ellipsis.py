"""What a follow-up leaves out, as far as its own words tell: an object, a verb, on what occasion."""

from __future__ import annotations

import re

from bot.languages.en.common_words import COMMON
from bot.languages.en.question_words import AUXILIARIES, MEASURES
from bot.languages.en.readers.conversation import ADVERBS, ANYBODY, NOBODY_ELSE, PERIODS, REACTING
from bot.languages.en.stop_words import STOP_WORDS
from bot.languages.patterns import either
from bot.understand.thread.many import is_group

_EMPTY = STOP_WORDS | COMMON
_AUXILIARY = either(AUXILIARIES)
_WORD = re.compile(r"[^\W_][\w'’-]*")
# "How did the council react?", "What did Vale say?": to what, of what?
_REACTS = re.compile(
    rf"^(?:how|what)\s+(?:{_AUXILIARY})\s+(?P<who>.{{2,60}}?)\s+(?:{REACTING})(?:\s+(?:to|about|of) (?:it|that|this))?"
    r"[\s?.!]*$",
    re.IGNORECASE,
)
# "Was anyone hurt?", "anybody hurt?", "Who objected?": on what occasion?
_ANYBODY = re.compile(
    rf"^(?:(?:{_AUXILIARY})\s+)?(?:there\s+)?(?:{ANYBODY})\b(?:\s+(?:else\s+)?(?P<does>[\w'’-]+))?(?:\s+[\w'’-]+){{0,2}}[\s?.!]*$|"
    r"^who\s+(?:else\s+)?(?:(?:was|were|is|are|got)\s+(?:first|last|next|hurt|shot|\w+ed)|(?!was|were|is|are|got)[\w'’-]+)"
    r"(?:\s+(?:first|last|across|there|up|out|in|against))?[\s?.!]*$",
    re.IGNORECASE,
)
_WHO = re.compile(r"who\b", re.IGNORECASE)
_HOW_MUCH = re.compile(
    rf"^(?:by|for|at|in|to|with|from|on|after|out of)\s+(?:how (?:{either(MEASURES)})|which|what)"
    r"(?:\s+[\w'’-]+){0,3}[\s?.!]*$",
    re.IGNORECASE,
)
# "Which book was it?", "What day is that?": which of those the question before was about?
_WHICH_OF_THEM = re.compile(
    rf"^(?:which\s+(?:[\w'’-]+\s+){{1,3}}?|what\s+{either(PERIODS)}\s+)(?:{_AUXILIARY})\s+(?:it|that|this|they|those)[\s?.!]*$",
    re.IGNORECASE,
)
_FATE = re.compile(
    r"^what (?:happened to|(?:became|came|has become) of) (?P<thing>the [^,;:()]{2,60}?)(?: \([^()]*\))?\W*$",
    re.IGNORECASE,
)
# "How many are there now?", "How many did he drink?": how many what?
_NO_NOUN = re.compile(rf"^how many\s+(?:of (?:them|those|these)\s+)?(?:{_AUXILIARY})\b", re.IGNORECASE)
# "Who were they?" behind "How many people died?".
_WHO_ARE_THEY = re.compile(
    rf"^who(?:['’]re|\s+(?:{_AUXILIARY}))\s+(?:they|these|those)(?:\s+people)?\W*$", re.IGNORECASE
)
_HOW_MANY_PEOPLE = re.compile(
    rf"^how many\s+(?P<who>(?!{_AUXILIARY})[\w'’-]+(?:\s+[\w'’-]+)??)\s+(?P<did>\S.*)$", re.IGNORECASE
)
# "What is tephra?", "What does vog mean?", but not "What is the fare?"; and "vog", "a lahar".
_WORDS = r"(?P<word>(?-i:[a-z])[\w'’-]*(?:\s+[\w'’-]+)?)"
_IS_WHAT = re.compile(rf"^(?P<asks>what(?:['’]s|\s+is|\s+are)\s+)(?P<an>an?\s+)?{_WORDS}\W*$", re.IGNORECASE)
_MEANS_WHAT = re.compile(
    rf"^(?P<asks>what (?:does|do)\s+)(?P<an>an?\s+)?{_WORDS}(?P<mean>\s+mean)\W*$", re.IGNORECASE
)
_A_WORD = re.compile(rf"(?:an?\s+)?{_WORDS}", re.IGNORECASE)


def which_of_them(question: str) -> bool:
    """Whether it asks which of its kind something is that the question before was about: "Which book was it?"."""
    return bool(_WHICH_OF_THEM.match(question))


def who_they_are(question: str, before: str) -> str | None:
    """Turn "Who were they?" behind "How many people died there?" into "Who died there?"; None for any other."""
    counts = _HOW_MANY_PEOPLE.match(before) if _WHO_ARE_THEY.match(question) else None
    if not counts or not is_group(counts["who"].split()[-1].casefold()):
        return None
    return f"{'Who' if counts['who'].casefold() in NOBODY_ELSE else 'Which ' + counts['who']} {counts['did']}"


def without_noun(question: str) -> bool:
    """Whether it asks how many and doesn't say of what: "How many are there now?"."""
    return bool(_NO_NOUN.match(question))


def reacting(question: str) -> str | None:
    """Who it is that is asked about, where a reaction is asked for without saying to what; None otherwise."""
    match = _REACTS.match(question)
    return match["who"] if match else None


def explained_too(topic: str, before: str) -> str | None:
    """Turn "vog" behind "What is tephra?" into "What is vog?"; None where no word is to be explained."""
    asked, word = _MEANS_WHAT.match(before) or _IS_WHAT.match(before), _A_WORD.fullmatch(topic)
    if not asked or not word or ADVERBS.search(f" {topic}") or _known(asked["word"]) or _known(word["word"]):
        return None
    an = "" if word.start("word") else asked["an"] or ""
    return f"{asked['asks']}{an}{topic}{asked.groupdict().get('mean', '')}?"


def whose_fate(question: str) -> str | None:
    """Of what it asks what became of it: "the workers' bid" of "What happened to the workers' bid?"; None without."""
    match = _FATE.match(question)
    return match["thing"] if match else None


def without_occasion(question: str) -> bool:
    """Whether it asks who did something, or whether anybody did, and doesn't say on what occasion."""
    telling = len(_telling(question))
    return bool(_ANYBODY.match(question)) and (telling == 1 or (telling == 0 and not _WHO.match(question)))


def by_how_much(question: str) -> bool:
    """Whether nothing is asked but a measure of what was asked before: "By how many votes?"."""
    return bool(_HOW_MUCH.match(question))


def _telling(question: str) -> list[str]:
    plain = [word.casefold() for word in _WORD.findall(question)]
    return [word for word in plain if word not in _EMPTY and not re.fullmatch(ANYBODY, word)]


def _known(words: str) -> bool:
    """Whether nobody asks what they mean: "now", "so many"."""
    plain = words.casefold().split()
    return plain[-1] in COMMON or not STOP_WORDS.isdisjoint(plain)
