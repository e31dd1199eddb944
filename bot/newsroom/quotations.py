"""Who said what: the words that articles print in quotation marks, with the speaker whom the sentence names.

By rules over quotation marks and the clause beside them, made for English and for being right rather than complete:
what a pronoun says, or nobody whom the paragraph names, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.languages.en.calendar import MONTHS, WEEKDAYS
from bot.languages.en.proper_names import PARTICLES
from bot.languages.en.stop_words import STOP_WORDS
from bot.languages.en.titles import OFFICES, RANKS, TITLES
from bot.languages.en.verbs import BEHIND_A_SPEAKER, NAMING, SAYING, SOMEBODY_ELSE
from bot.languages.patterns import capitalised, either
from corpus import Article, InputError
from index import Readable, Scope

_DAYS = frozenset(day.casefold() for day in (*WEEKDAYS, *MONTHS))
SHORTEST = 4              # words of a quotation: fewer are a term in quotation marks
_NEAR = 220               # characters around a quotation in which its speaker is looked for
_PARAGRAPH = re.compile(r"[^\n]+")
_QUOTED = re.compile(r"“(?P<curly>[^“”]+)”|\"(?P<straight>[^\"]+)\"")
_TITLE = either(capitalised([*TITLES, *RANKS]))
_NAME = (
    rf"(?:{_TITLE}\.? )?"
    rf"[A-Z][\w’'-]+(?: (?:{either(PARTICLES)} )?[A-Z](?:[\w’'-]+|\.))*"
)
_WHO = (        # nobody's spokesman, and not one of two
    rf"({_NAME})(?<!['’]s)(?![\w’'-]| [A-Z]| and [A-Z]| (?!{either(BEHIND_A_SPEAKER)}\b)[a-z])"
)
_ROLE = rf"(?:(?!(?:{either(SOMEBODY_ELSE)})\b)[a-z][\w’'-]*,? ){{0,6}}?"
_ASIDE = r"(?:,(?: [^,.;:“”\"]{2,60}){1,2},)?"
_SAY = either(SAYING)
_INVERTED = either([verb for verb in SAYING if verb != "told"])      # "told X" tells whom
_LATER = r"(?:also |then |later |has |had |once )?"
# Behind the closing mark, in the same sentence, and before the opening one.
_NAMED = rf"({_NAME})(?<!['’]s)(?![\w’'-])"
_VERB_FIRST = re.compile(rf",? (?:{_INVERTED}|according to),? {_ROLE}{_WHO}")
_NAME_FIRST = re.compile(rf",? {_NAMED}{_ASIDE} {_LATER}{_SAY}\b")
_AHEAD = re.compile(
    rf"(?:^|[.!?”\"’] |, ){_NAMED}{_ASIDE} {_LATER}{_SAY}\b([^.!?;“”\"]{{0,60}})(?<![\w-])$"
)
_NO_WORDS_OF_THEIRS = re.compile(rf"\b(?:{_SAY}|{either(NAMING)})\b")     # others', or a term
_A_WORK = re.compile(r"(?:wrote|writes)(?! that\b)[^:,]*$")                  # "wrote the classic “...”"
_INTRODUCES = re.compile(r"[^.!?“\"]{0,60}[“\"]")     # another quotation
_ENDS = re.compile(r"[^.!?“”\"]{0,120}[.!?] *$")                      # of the clause between two quotations


@dataclass(frozen=True, slots=True)
class SpokenWords:
    """A quotation in an article, and whom the article names as its speaker."""

    article: Article
    start: int           # character offsets into article.text of the words between the marks, end exclusive
    end: int
    speaker: str         # as the sentence names them

    @property
    def words(self) -> str:
        """The words, exactly as the article has them."""
        return self.article.text[self.start : self.end]


def quotations_of(archive: Readable, name: str, scope: Scope = Scope()) -> tuple[list[SpokenWords], bool]:
    """What a person is quoted with, the oldest first, and whether all articles that name them were gone through.

    `name` is a full name, such as Amina Rourke; where an article has it, its last word alone is understood too, unless
    somebody else there has it. Raises InputError for less than a full name.
    """
    wanted = name.split()
    if len(wanted) < 2 or not all(any(map(str.isalpha, word)) for word in wanted):
        raise InputError(f"{name[:100]!r} is no full name; write first and last name, such as Amina Rourke.")
    holding = archive.holding(name, archive.at_present(scope))
    found = [each for article in holding.articles for each in spoken_in(article) if _is_named(each, wanted)]
    return found, holding.complete


def spoken_in(article: Article) -> Iterator[SpokenWords]:
    """Every quotation of an article whose sentence names a speaker."""
    for paragraph in _PARAGRAPH.finditer(article.text):
        text = paragraph.group()
        if text.count('"') % 2 or text.count("“") != text.count("”"):
            continue            # where one begins or ends can't be told
        speaker, end = "", 0
        for quoted in _QUOTED.finditer(text):
            speaker = _speaker(text, quoted, speaker if speaker and _ENDS.fullmatch(text[end : quoted.start()]) else "")
            end = quoted.end()
            group = "curly" if quoted["curly"] else "straight"
            words = quoted[group].split()
            if speaker and len(words) >= SHORTEST and not _is_title(words):
                first = paragraph.start() + quoted.start(group)
                yield SpokenWords(article, first, first + len(quoted[group]), speaker)


def _speaker(text: str, quoted: re.Match[str], before: str) -> str:
    """Whom the clause behind the quotation names, or the one before it, or who spoke `before` and goes on."""
    behind = text[quoted.end() : quoted.end() + _NEAR]
    found = _VERB_FIRST.match(behind) or _name_first(quoted.group()[-2], behind)
    if found is None:
        found = _AHEAD.search(text[max(0, quoted.start() - _NEAR) : quoted.start()])
        if found is None or _NO_WORDS_OF_THEIRS.search(found[2]) or _A_WORK.search(found.group()):
            return before
    words = _without_day(found[1].split())
    return " ".join(words) if words and _is_name(words) else ""


def _without_day(words: list[str]) -> list[str]:
    """Without the day that stands behind a name: "said Amina Rourke Monday"."""
    return _without_day(words[:-1]) if words and words[-1].casefold() in _DAYS else words


def _is_name(words: list[str]) -> bool:
    """Whether it is more than what opens a sentence, or a rank."""
    first, last = words[0].casefold(), words[-1].casefold().strip(".")
    return first not in STOP_WORDS and last not in RANKS and last not in TITLES and last not in OFFICES


def _is_title(words: list[str]) -> bool:
    """Whether every longer word is written large: the title of a book, a song, a film."""
    longer = [word for word in words if sum(map(str.isalpha, word)) > 3]
    return len(longer) > 1 and all(next(filter(str.isalpha, word)).isupper() for word in longer)


def _name_first(last: str, behind: str) -> re.Match[str] | None:
    """Who is named first and then said it, in the sentence of a quotation that ends with the sign `last`."""
    found = None if last == "." else _NAME_FIRST.match(behind)
    another = found and last in "!?" and _INTRODUCES.match(behind, found.end())
    return None if another else found


def _is_named(spoken: SpokenWords, wanted: list[str]) -> bool:
    """Whether the speaker is the person: by full name, or by last name where nobody else in the article has it."""
    named = [word.strip(".") for word in spoken.speaker.split()]
    if named[-len(wanted) :] == wanted:
        return True
    last = wanted[-1]
    if named[-1] != last or (len(named) > 1 and named[-2] not in capitalised(TITLES)):
        return False
    text = f"{spoken.article.title}\n{spoken.article.text}"
    others = {match[1] for match in re.finditer(rf"\b([A-Z][\w’'-]+) {re.escape(last)}\b", text)}
    titles = {*capitalised(TITLES), wanted[-2]}
    return " ".join(wanted) in text and others <= titles
