"""Search results as cards: the articles of the best passages, the words that matched marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from bot.answer import version_of
from bot.quote.wording import within_marks
from bot.web.api.name_facets import name_facets, naming
from bot.web.page.markup import part
from bot.web.page.render import once
from bot.web.page.texts import ENGLISH, Words, month, number
from corpus import Article
from index import Hit, Passage, Readable, Scope
from index.model.words import STOP_WORDS
from index.search.wording import places, read_search

PASSAGES = 50      # looked at for one list: up to 64 the archive's ranking is the same whatever is asked for
MOST = 2_000       # articles that can be gone through page by page
PAGE = 10          # cards at a time
SHOWN = 2          # passages of one article
SNIPPET = 320      # characters of a passage

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PHRASE = re.compile(r"[\"“„«]\s*([^\"“”„«»]+?)\s*[\"”“»]")

Order = Literal["best", "newest", "oldest"]
Terms = Callable[[str], list[str]]     # the words of a text as the index knows them
Marks = Callable[[str], list[tuple[int, int]]]   # where a text has what was searched for


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article and its passages that were found, best first."""

    article: Article
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Snippet:
    """What is shown of a passage, in pieces that matched or didn't."""

    start: int                       # of the passage in its article's text
    end: int
    pieces: list[tuple[str, bool]]
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True)
class Results:
    """The articles of a search, and whether these are all that there are."""

    found: tuple[FoundArticle, ...] = ()
    complete: bool = True
    dated: bool = False              # in order of time, rather than the best first
    then: bool = False               # as they were known on a day, each in its version of that day


def results(archive: Readable, query: str, scope: Scope, order: Order = "best") -> Results:
    """The articles of the best passages; in order of time every article that holds the words, undated ones last."""
    if not any(map(str.isalnum, query)):
        return Results(dated=order != "best")
    wording = read_search(query)
    if order == "best" or wording.required or wording.excluded:
        hits = archive.find(query, scope.with_limit(PASSAGES))
        found, complete = by_article(hits), len(hits) < PASSAGES
    else:
        holding = archive.holding(query, scope)
        found, complete = [_as_found(each) for each in holding.articles], holding.complete
    return Results(tuple(found if order == "best" else _by_date(found, order)), complete, order != "best",
                   bool(scope.as_of))


def narrowed(results: Results, names: Sequence[str]) -> Results:
    """Those of the articles that print every one of the names, in the same order; all of them without names."""
    kept = naming([each.article for each in results.found], names)
    return replace(results, found=tuple(each for each, holds in zip(results.found, kept, strict=True) if holds))


def by_article(hits: Sequence[Hit]) -> list[FoundArticle]:
    """The articles in the order of their best passages."""
    grouped: dict[str, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(hit.article.id, []).append(hit)
    return [FoundArticle(each[0].article, tuple(each)) for each in grouped.values()]


def results_html(query: str, results: Results, terms: Terms, start: int, words: Words = ENGLISH) -> str:
    """The cards from `start` on, a page of them, those in order of time under their months; nothing beyond the last."""
    marked = marking(query, terms)
    shown = results.found[start : start + PAGE]
    cards = [_card(each, marked, version_of(each.article) if results.then else "") for each in shown]
    months = _months(results, words) if results.dated else iter([""] * len(results.found))
    heads = list(months)[start : start + PAGE]
    return part("results.html", words, found=list(zip(heads, cards, strict=True)))


def names_html(articles: Sequence[Article], query: str, words: Words) -> str:
    """People, places and organisations that the articles name, as buttons that narrow the list; empty without any.

    Names in `query`, and those that the list was narrowed by already, are none of them.
    """
    kinds = [(words[kind], names) for kind, names in name_facets(articles, query).items() if names]
    return part("names.html", words, kinds=kinds) if kinds else ""


def _months(results: Results, words: Words) -> Iterator[str]:
    """For each article what stands above it: its month and how many articles that has; empty within a month."""
    named = [month(words, each.article.published) or words["undated"] for each in results.found]
    counts = Counter(named)
    for before, name in zip(["", *named], named, strict=False):
        yield "" if name == before else words["bar"].format(period=name, count=number(words, "article", counts[name]))


def _by_date(found: Sequence[FoundArticle], order: Order) -> list[FoundArticle]:
    """In order of time; those without a date last."""
    dated = [each for each in found if each.article.published]
    undated = [each for each in found if not each.article.published]
    return [*sorted(dated, key=lambda each: str(each.article.published), reverse=order == "newest"), *undated]


def _as_found(article: Article) -> FoundArticle:
    """An article as if all of it had been found."""
    return FoundArticle(article, (Hit(Passage(0, article, 0, len(article.text)), 0.0),))


def marking(query: str, terms: Terms) -> Marks:
    """What finds the places in a text that have what was searched for: phrases as they stand, words in any form."""
    wording = read_search(query)
    either = [term for group in wording.alternatives for term in group]
    exact = [*wording.phrases, *(term.text for term in either if term.exact)]
    single = " ".join([*wording.words, *(term.text for term in either if not term.exact)])
    wanted = frozenset(terms(" ".join(_telling(single))))
    known = lru_cache(4_096)(lambda word: frozenset(terms(word)))
    return lambda text: _together(places(text, exact), marked_words(text, wanted, known))


def _together(phrases: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Both in order, without the words that stand in a phrase."""
    inside = {at for start, end in phrases for at in range(start, end)}
    return sorted([*phrases, *(span for span in words if span[0] not in inside and span[1] - 1 not in inside)])


def summary(query: str, results: Results, words: Words) -> str:
    """How much was found, in a sentence of plain text."""
    articles, asked = len(results.found), " ".join(query.split())[:200]
    phrase = _PHRASE.fullmatch(asked)      # in one pair of marks, which the sentence has itself
    figures = {"query": phrase[1] if phrase else within_marks(asked), "articles": number(words, "article", articles)}
    some = "found_one" if articles == 1 else "found_dated" if results.dated else "found"
    return words[some if articles else "found_none"].format(**figures)


def snippet(text: str, marks: Sequence[tuple[int, int]], most: int = SNIPPET) -> tuple[int, int]:
    """Where to cut a passage: the `most` characters with the most marked words, from the edge of a word on."""
    if len(text) <= most:
        return 0, len(text)
    lead = most // 6                       # context before the first marked word
    starts = sorted({0, *(max(0, start - lead) for start, _ in marks)})
    best = max(starts, key=lambda start: (sum(start <= low and high <= start + most for low, high in marks), -start))
    best = min(best, len(text) - most)
    if best:
        best = min(best + len(text[best:].split(" ", 1)[0]) + 1, len(text) - 1)
    if best + most >= len(text):
        return best, len(text)
    cut = text[best : best + most].rstrip().rpartition(" ")[0]
    return best, best + (len(cut) or most)


def marked_words(text: str, wanted: frozenset[str], known: Callable[[str], frozenset[str]]) -> list[tuple[int, int]]:
    """Where the words of the text stand that the index takes for one of those wanted."""
    return [match.span() for match in _WORD.finditer(text) if known(match[0]) & wanted]


def _telling(query: str) -> list[str]:
    """The words of a query without those that every text has; all of them when there are no others."""
    everything = _WORD.findall(query)
    return [word for word in everything if word.casefold() not in STOP_WORDS] or everything


def _card(found: FoundArticle, marked: Marks, version: str) -> dict[str, object]:
    return {
        "article": found.article,
        "version": version,
        "first": found.hits[0].passage,
        "passages": [_passage(hit, marked) for hit in sorted(found.hits[:SHOWN], key=lambda hit: hit.passage.start)],
        "twins": once(twin for hit in found.hits for twin in hit.twins),
    }


def _passage(hit: Hit, marked: Marks) -> Snippet:
    marks = marked(hit.text)
    start, end = snippet(hit.text, marks)
    pieces, at = [], start
    for low, high in marks:
        if low >= start and high <= end:
            pieces += [(hit.text[at:low], False), (hit.text[low:high], True)]
            at = high
    pieces.append((hit.text[at:end], False))
    return Snippet(hit.passage.start, hit.passage.end, pieces, start > 0, end < len(hit.text))
