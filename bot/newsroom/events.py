"""Every time it happened: the events of one kind that articles report, each with its day, place and figure.

By grammar, made for English and for being right rather than complete: a cell that a sentence leaves open stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.languages.en.grammar.events import WHO_OR_WHAT_KIND
from bot.newsroom.cells import Span, day_of, figure_of, place_of
from bot.newsroom.occurrences import occurrences
from bot.understand.grammar.parser import LONGEST, trees
from bot.understand.grammar.tree import Node, Tree
from corpus import Article, InputError
from index import Readable, Scope, sentences
from index.model.languages import ENGLISH

MOST = 1_000          # articles that are gone through
_SIGNS = re.compile(r"[$£€¥%]")


@dataclass(frozen=True, slots=True)
class EventReport:
    """A sentence that reports an event, and what it says of it plainly; what it leaves open is empty."""

    article: Article
    start: int                   # of the sentence in article.text, end exclusive; so are the places below
    end: int
    day: str = ""                # ISO 8601: 2022-11-12, 2022-11, 2022; a week as 2022-11-07/2022-11-13
    place: Span | None = None
    figure: Span | None = None
    others: tuple[EventReport, ...] = ()      # later reports of the same day and place

    @property
    def sentence(self) -> str:
        """The words, exactly as the article has them."""
        return self.article.text[self.start : self.end]

    def words(self, cell: Span | None) -> str:
        """What stands in a cell, as the article has it but for its line breaks; empty for none."""
        return " ".join(self.article.text[slice(*cell)].split()) if cell else ""


@dataclass(frozen=True, slots=True)
class EventTable:
    """The reports of one kind of event."""

    rows: tuple[EventReport, ...]
    complete: bool           # whether every article with the subject's words was gone through


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is looked for, as the index knows words, and what tells whether a figure counts."""

    words: frozenset[str]
    terms: Callable[[str], list[str]]
    asks_who: bool           # whether the subject itself ends like somebody who does it
    counts: Callable[[str], bool] | None


def events_of(
    archive: Readable, subject: str, scope: Scope = Scope(), figure: str = ""
) -> EventTable:
    """What articles report to have happened in the subject's words, and when or where.

    `subject` names what happens, in any form of its words: "flood", "warehouse fire", "resigned". `figure` is a word
    beside the figures that count, or a currency's sign; without it a figure counts that stands alone. In order of
    days; what has a place only comes last, in order of printing. Raises InputError for a subject without words.
    """
    if not any(map(str.isalnum, subject)) or not archive.terms(subject):
        raise InputError(f"{subject[:100]!r} names nothing that happens; write it like “flood” or “warehouse fire”.")
    holding = archive.holding(subject, archive.at_present(scope))
    read = [each for each in holding.articles if each.language in ("", ENGLISH)][:MOST]
    sought = _sought(subject, archive.terms, figure)
    found = [report for article in read for report in _of_article(article, sought)]
    return EventTable(tuple(_merged(found)), holding.complete and len(read) == len(holding.articles))


def reports_in(
    article: Article, subject: str, terms: Callable[[str], list[str]], figure: str = ""
) -> Iterator[EventReport]:
    """Every report of it in one article, in order; `terms` are the words of a text as an index knows them."""
    yield from _reports(article, _sought(subject, terms, figure))


def _sought(subject: str, terms: Callable[[str], list[str]], figure: str) -> _Sought:
    asks_who = any(word.casefold().rstrip("s").endswith(WHO_OR_WHAT_KIND) for word in subject.split())
    return _Sought(frozenset(terms(subject)), terms, asks_who, _counts(figure, terms))


def _counts(figure: str, terms: Callable[[str], list[str]]) -> Callable[[str], bool] | None:
    signs, words = set(_SIGNS.findall(figure)), set(terms(figure))
    return (lambda text: bool(signs & set(text) or words & set(terms(text)))) if signs or words else None


def _of_article(article: Article, sought: _Sought) -> list[EventReport]:
    """One report of each day that an article gives, else one with a place: the fullest, of as full ones the first.

    A sentence that says neither can't be told from any other's event; it gives no row.
    """
    best: dict[str, EventReport] = {}
    for each in (each for each in _reports(article, sought) if each.day or each.place):
        if each.day not in best or _filled(each) > _filled(best[each.day]):
            best[each.day] = each
    dated = {day: each for day, each in best.items() if day}
    return sorted((dated or best).values(), key=lambda each: each.start)


def _filled(report: EventReport) -> int:
    return bool(report.place) + bool(report.figure)


def _reports(article: Article, sought: _Sought) -> Iterator[EventReport]:
    spans = [span for span in sentences(article.text, ENGLISH) if span[1] - span[0] <= LONGEST]
    spans = [span for span in spans if sought.words <= set(sought.terms(article.text[slice(*span)]))]
    for (start, end), tree in zip(spans, trees([article.text[slice(*span)] for span in spans]), strict=True):
        events = _events(tree, sought)
        for clause in occurrences(tree, events):
            day = day_of(tree, clause, article.published)
            place = place_of(tree, clause, {each.place for each in events})
            figure = figure_of(tree, clause, sought.counts)
            yield EventReport(article, start, end, day, _within(start, place), _within(start, figure))


def _events(tree: Tree, sought: _Sought) -> list[Node]:
    """The words of the subject in a sentence, of which one may be what happened; no "protesters" for a protest.

    A noun has the subject's other words with it: a school that reopened after a fire is no school fire.
    """
    found = [each for each in tree.nodes if sought.words.intersection(sought.terms(each.text))]
    return [each for each in found if each.pos != "NOUN" or (
        (sought.asks_who or not each.lemma.endswith(WHO_OR_WHAT_KIND))
        and sought.words <= set(sought.terms(tree.words(each))))]


def _within(start: int, span: Span | None) -> Span | None:
    return (start + span[0], start + span[1]) if span else None


def _merged(reports: Sequence[EventReport]) -> list[EventReport]:
    """Reports of the same day and the same place as one event, the earliest printed first."""
    groups: dict[object, list[EventReport]] = {}
    for number, each in enumerate(reports):
        known = len(each.day) == 10 and each.place
        groups.setdefault((each.day, each.words(each.place).casefold()) if known else number, []).append(each)
    made = [replace(first, others=tuple(others)) for first, *others in groups.values()]
    return sorted(made, key=lambda each: (not each.day, each.day))
