"""Show each passage once, however many articles print it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus import Article
from corpus.text.fingerprint import Print
from index.search.protocols import Engine
from index.store.articles import Telling
from index.types.hit import Passage
from index.types.scope import Scope

TIE = 0.01         # scores that differ by less are a tie: the same words in a text of another length
MAX_TWINS = 20     # that a hit lists


@dataclass(frozen=True, slots=True)
class Distinct:
    """A passage that is worth showing, and the other articles that print its story."""

    passage: Passage
    twins: tuple[Article, ...]     # in the scope and visible; the earliest first, those without a date last


def distinct(store: Engine, scores: Mapping[int, float], scope: Scope) -> list[Distinct]:
    """The first `scope.limit` passages, each once: `scores` by passage id, best first.

    Of a story's prints the best scoring one is shown, at a tie the earliest published; passages of the others are left
    out, unless they say what it doesn't.
    """
    tellings = store.tellings(list(scores))
    repeated = _repeated(store, scores, tellings, scope) if tellings else set()
    kept = [id for id in scores if id not in repeated][: scope.limit]
    passages = store.passages(kept, scope)
    prints = store.prints({tellings[id].story for id in kept if id in tellings}, scope, MAX_TWINS + 1)
    return [
        Distinct(passages[id], _others(passages[id].article, prints[tellings[id].story] if id in tellings else ()))
        for id in kept
        if id in passages        # the indexes propose, the database disposes
    ]


def _others(article: Article, prints: Sequence[Article]) -> tuple[Article, ...]:
    return tuple([each for each in prints if each.id != article.id][:MAX_TWINS])


def _repeated(store: Engine, scores: Mapping[int, float], tellings: Mapping[int, Telling], scope: Scope) -> set[int]:
    """Ids of the passages that another print of the same story, shown before them, holds as well."""
    prints: dict[int, set[int]] = {}
    for telling in tellings.values():
        prints.setdefault(telling.story, set()).add(telling.article)
    passages = store.passages([id for id, telling in tellings.items() if len(prints[telling.story]) > 1], scope)
    ranked = {id: tellings[id] for id in scores if id in passages}
    shown: dict[int, dict[int, Print]] = {
        story: {ranked[id].article: Print(passages[id].article)} for story, id in _leads(scores, ranked).items()
    }
    repeated = set()
    for id, telling in ranked.items():
        before = shown[telling.story]
        text = passages[id].text
        if any(key != telling.article and other.holds(text) for key, other in _until(before, telling.article)):
            repeated.add(id)
        else:
            before.setdefault(telling.article, Print(passages[id].article))
    return repeated


def _leads(scores: Mapping[int, float], ranked: Mapping[int, Telling]) -> dict[int, int]:
    """For each story, the passage whose article stands for it."""
    leads: dict[int, int] = {}
    best: dict[int, float] = {}
    for id, telling in ranked.items():
        lead = leads.setdefault(telling.story, id)
        if scores[id] >= best.setdefault(telling.story, scores[id]) - TIE and telling.before(ranked[lead]):
            leads[telling.story] = id
    return leads


def _until(shown: Mapping[int, Print], article: int) -> list[tuple[int, Print]]:
    """The prints shown before this article's; all of them when it isn't shown yet."""
    keys = list(shown)
    return [(key, shown[key]) for key in keys[: keys.index(article) if article in shown else len(keys)]]
