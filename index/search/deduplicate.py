"""Show each passage once, however many articles print it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus import Article
from corpus.text.fingerprint import Print
from index.search.protocols import Engine
from index.store.passages import StoryPassage
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
    in_stories = store.of_stories(list(scores))
    repeated = _repeated(store, scores, in_stories, scope) if in_stories else set()
    kept = [id for id in scores if id not in repeated][: scope.limit]
    passages = store.passages(kept, scope)
    prints = store.prints({in_stories[id].story for id in kept if id in in_stories}, scope, MAX_TWINS + 1)
    return [
        Distinct(passages[id], _others(passages[id].article, prints[in_stories[id].story] if id in in_stories else ()))
        for id in kept
        if id in passages        # the indexes propose, the database disposes
    ]


def _others(article: Article, prints: Sequence[Article]) -> tuple[Article, ...]:
    return tuple([each for each in prints if each.id != article.id][:MAX_TWINS])


def _repeated(
    store: Engine, scores: Mapping[int, float], in_stories: Mapping[int, StoryPassage], scope: Scope
) -> set[int]:
    """Ids of the passages that another print of the same story, shown before them, holds as well."""
    prints: dict[int, set[int]] = {}
    for printed in in_stories.values():
        prints.setdefault(printed.story, set()).add(printed.article)
    passages = store.passages([id for id, printed in in_stories.items() if len(prints[printed.story]) > 1], scope)
    ranked = {id: in_stories[id] for id in scores if id in passages}
    shown: dict[int, dict[int, Print]] = {
        story: {ranked[id].article: Print(passages[id].article)} for story, id in _leads(scores, ranked).items()
    }
    repeated = set()
    for id, printed in ranked.items():
        before = shown[printed.story]
        text = passages[id].text
        if any(key != printed.article and other.holds(text) for key, other in _until(before, printed.article)):
            repeated.add(id)
        else:
            before.setdefault(printed.article, Print(passages[id].article))
    return repeated


def _leads(scores: Mapping[int, float], ranked: Mapping[int, StoryPassage]) -> dict[int, int]:
    """For each story, the passage whose article stands for it."""
    leads: dict[int, int] = {}
    best: dict[int, float] = {}
    for id, printed in ranked.items():
        lead = leads.setdefault(printed.story, id)
        if scores[id] >= best.setdefault(printed.story, scores[id]) - TIE and printed.before(ranked[lead]):
            leads[printed.story] = id
    return leads


def _until(shown: Mapping[int, Print], article: int) -> list[tuple[int, Print]]:
    """The prints shown before this article's; all of them when it isn't shown yet."""
    keys = list(shown)
    return [(key, shown[key]) for key in keys[: keys.index(article) if article in shown else len(keys)]]
