"""The words around quotations: when, by whom and where each was printed, and which day its "Wednesday" was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from bot.answer import Citation
from bot.languages.replies import Replies, replies
from bot.quote.relative_dates import explained
from bot.understand.about_archive import day
from corpus import Article
from corpus.text.byline import signed_by
from corpus.types.scanned import LOW_CONFIDENCE

LISTED = 3      # authors that are all named behind a quotation
NAMED = 2       # of more than those
# How a reply opens whose quoted article, or articles, don't have a name of the question.
LACKING = ("The article quoted doesn't mention", "The articles quoted don't mention")

_ENGLISH = replies("en")
_PAIR = re.compile(r"(?:[\"“«»”]([^\"“„«»”]*)[\"”«»]|„([^\"“„«»”]*)[\"“”])")     # “ closes only what „ opens
_TWICE = re.compile(r"(?<=\S)(?:''|’’)|(?:``|‘‘)(?=\w)|(?<!\S)''(?=\w)")     # a typewriter's double mark
_OPENING = re.compile(r"“|\"(?=\w)(?<!\S\")")
_CLOSING = re.compile(r"”|\"(?<=[^\s\d]\")")


def quotations(citations: Sequence[Citation], *, publisher: bool, says: Replies = _ENGLISH) -> str:
    """The quotations, a paragraph for those in a row from one article: the words first, then where they are from.

    `publisher` says whether the archive holds several, so that a reader must be told which. One alone has its mark at
    the end, as "“The ferry will sail.” — 10 January 2023, Ines Vale [1]"; several have theirs behind their words.
    """
    runs = [list(run) for _, run in groupby(citations, key=lambda each: each.article.id)]
    return "\n\n".join(_paragraph(run, publisher, says) for run in runs)


def alternatives(names: Sequence[str]) -> str:
    """Names as an English sentence has them that asks which is meant: Ann Lee, Bo Lee or Cy Lee."""
    *names, last = names
    return f"{', '.join(names)} or {last}" if names else last


def not_mentioned(names: Sequence[str], articles: int) -> str:
    """How a reply opens whose quoted articles, so many of them, don't have a name of the question."""
    return f"{LACKING[articles > 1]} {alternatives(names)}: "


def recognised_poorly(citations: Sequence[Citation], says: Replies = _ENGLISH) -> str:
    """Which quotations a machine read from pictures so poorly that the picture has to be seen; empty for none."""
    poor = [each for each in citations if each.confidence is not None and each.confidence < LOW_CONFIDENCE]
    marks = " ".join(f"[{each.number}]" for each in poor)
    return says("read_poorly", marks=marks) if poor else ""


def _paragraph(run: Sequence[Citation], publisher: bool, says: Replies) -> str:
    """The words of one article."""
    origin = f"{attribution(run[0].article, publisher=publisher, says=says)}{_recognised(run, says)}"
    if any(each.spoken for each in run):
        origin = f"{'; '.join(dict.fromkeys(filter(None, (each.spoken for each in run))))}: {origin}"
    days = _days(*run) if says is _ENGLISH else ""
    if len(run) == 1:
        return f"{in_marks(run[0].quote)} — {origin} [{run[0].number}]{days}"
    return f"{' '.join(f'{in_marks(each.quote)} [{each.number}]' for each in run)} — {origin}{days}"


def dated_quotation(citation: Citation) -> str:
    """One quotation of a course of events, with its day in front: "10 January 2023: “The ferry will sail.” [1]"."""
    when = day(citation.article.published) or "Undated"
    return f"{when}: {in_marks(citation.quote)} [{citation.number}]{_recognised([citation])}{_days(citation)}"


def attribution(article: Article, *, publisher: bool, says: Replies = _ENGLISH) -> str:
    """When and by whom it was written, as "10 January 2023, Ines Vale"; where nobody signed it, who printed it.

    Of more than LISTED authors the first NAMED are named, and the others counted.
    """
    by = _signed(article, says)
    printed = article.source if publisher or not by else ""
    facts = (says.day(article.published) or says("undated"), by, printed if printed != by else "")
    named = ", ".join(fact for fact in facts if fact)
    return named if by or printed else f"{named}, “{article.title}”" if article.title else named


def _signed(article: Article, says: Replies) -> str:
    """The authors in a few words: "Ann Lee, Bob Ray and 4 others"."""
    people = signed_by(article.authors)
    if len(people) <= LISTED:
        return replace(article, authors=people).byline
    return says("and_others", names=", ".join(people[:NAMED]), number=len(people) - NAMED)


def _recognised(run: Sequence[Citation], says: Replies = _ENGLISH) -> str:
    """How surely words were read from a scan, behind where they are from; empty for what was none."""
    sure = [each.confidence for each in run if each.confidence is not None]
    return says("recognised", sure=f"{100 * min(sure):.0f}") if sure else ""


def within_marks(text: str) -> str:
    """A text for a place between quotation marks: its own become single ones, "“‘No,’ she said.”"; as long as before.

    What ends or begins outside of the text has one mark; a straight one behind a figure (5") is left as it is.
    """
    paired = _PAIR.sub(lambda pair: f"‘{pair[1] or pair[2] or ''}’", text)
    return _OPENING.sub("‘", _CLOSING.sub("’", paired))


def in_marks(words: str) -> str:
    """Words as a quotation on one line; a mark made of two single ones is one."""
    line = _TWICE.sub(lambda mark: "“" if mark.end() < len(mark.string) and mark.string[mark.end()].isalnum() else "”",
                      " ".join(words.split()))
    return f"“{within_marks(line)}”"


def _days(*citations: Citation) -> str:
    """What the relative dates of quotations stand for, in brackets; empty where the day of printing says so.

    "Saturday" is a day to be told where the quotation was printed on another one; "this year" where in no year of it.
    """
    meant = dict.fromkeys((words, meaning) for each in citations
                          for words, meaning in explained(each.quote, each.article.published)
                          if not f" {day(each.article.published)}".endswith(f" {meaning}"))
    return f" ({'; '.join(f'{words}: {meaning}' for words, meaning in meant)})" if meant else ""
