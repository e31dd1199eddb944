"""Questions about the archive itself, answered from its figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from bot.languages.replies import Replies, replies
from index import Figures, Readable

_ENGLISH = replies("en")
_ARCHIVE = r"(?:(?:the|this|your) (?:news )?archive)"
_YOU = rf"(?:you|{_ARCHIVE})"
_HOLD = (
    rf"(?: (?:do you (?:have|hold|cover)|are there(?: in {_ARCHIVE})?|are in {_ARCHIVE}|does {_ARCHIVE} (?:have|hold)))"
)
_ITEMS = r"(?:news )?(?:articles?|stories|cuttings)"
_SPAN = re.compile(
    rf"how far back (?:do|does|can|did) {_YOU} (?:go|reach)(?: back)?|how old is {_ARCHIVE}|"
    rf"how far back does (?:it|this) go|"
    rf"(?:what|which) (?:years|dates|period|time span|time) (?:do |does )?{_YOU} (?:cover|covers|span|hold)|"
    rf"(?:what|which) is (?:the|your) (?:oldest|earliest|first|newest|latest|most recent) (?:article|story)"
    rf"(?: (?:in {_ARCHIVE}|you have))?|"
    rf"how (?:recent|current|up to date) (?:are you|is {_ARCHIVE})|when does {_ARCHIVE} (?:start|begin|end|stop)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"how many {_ITEMS}(?:{_HOLD})?|how (?:big|large) is {_ARCHIVE}", re.IGNORECASE
)
_SECTIONS = re.compile(
    rf"(?:what|which) (?:sections|topics|subjects)(?:{_HOLD}| does {_ARCHIVE} cover)|what(?:'s| is) in {_ARCHIVE}",
    re.IGNORECASE,
)


def about_archive(question: str, archive: Readable, moment: datetime) -> str | None:
    """The answer to a question about the archive's size, span or sections; None for every other question."""
    plain = question.strip().strip("?!. ").replace("’", "'")
    if _SPAN.fullmatch(plain):
        figures = archive.figures(moment)
        return f"{_span_sentence(figures)} The archive holds {count(figures.articles, 'article')}."
    if _COUNT.fullmatch(plain):
        figures = archive.figures(moment)
        return f"The archive holds {count(figures.articles, 'article')}. {_span_sentence(figures)}"
    if _SECTIONS.fullmatch(plain):
        return f"{_section_sentence(archive.info(moment).sections)} {_span_sentence(archive.figures(moment))}"
    return None


def _span_sentence(figures: Figures) -> str:
    if figures.oldest is None or figures.newest is None:
        return "None of its articles carries a date."
    return f"Its articles are dated from {day(figures.oldest)} to {day(figures.newest)}."


def span(figures: Figures, says: Replies = _ENGLISH) -> str:
    """What was searched, as "61 articles, dated 3 January 2022 to 24 November 2024"."""
    articles = says.articles(figures.articles)
    if figures.oldest is None or figures.newest is None:
        return articles
    return says("dated", articles=articles, since=says.day(figures.oldest), until=says.day(figures.newest))


def day(moment: datetime | None) -> str:
    """A date as English newspapers write it, "3 January 2022", in the moment's own time zone; empty when unknown."""
    return _ENGLISH.day(moment)


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 article", "61 articles"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _section_sentence(sections: Sequence[str]) -> str:
    if not sections:
        return "Its articles carry no sections."
    named = ", ".join(sections[:12])
    more = f" and {len(sections) - 12} more" if len(sections) > 12 else ""
    return f"The archive's sections are {named}{more}."
