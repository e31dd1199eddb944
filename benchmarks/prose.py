"""Sentences as a good model writes them, each beside its twin with one thing wrong.

They were written with the articles in sight, before the guards told them apart: over the sample archive, where every
other one is the check, and over real news, where the hash of the right sentence says which part it is of.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.sets import QUESTIONS, half, news_claims, sample
from bot.generate.prompt import Packed
from bot.verify import Claim, Evidence, Similarities
from bot.verify.prose import objection
from corpus import Article
from index import Hit, Passage

PARTS = ("development", "check")


@dataclass(frozen=True, slots=True)
class Written:
    """A correct sentence, and the same with one thing wrong."""

    kind: str
    question: str
    passages: tuple[tuple[str, int, int | None], ...]      # those that are cited: id of the article, characters of it
    right: str
    wrong: str


def measure(data: Path, part: str, similarities: Similarities) -> Iterator[str]:
    """Lines by kind, over the sample archive: how many correct sentences are withheld and wrong ones shown."""
    return _counted(sample(data).articles, written(part), similarities)


def measure_news(data: Path, part: str, similarities: Similarities) -> Iterator[str]:
    """The same over real news."""
    return _counted(news_claims(data), written_news(part), similarities)


def _counted(articles: Sequence[Article], pairs: Iterable[Written], similarities: Similarities) -> Iterator[str]:
    by_id = {each.id: each for each in articles}
    return tables([(each, *_withheld(each, by_id, similarities)) for each in pairs])


def tables(rows: Sequence[tuple[Written, bool, bool]]) -> Iterator[str]:
    """The same of (pair, whether the right sentence was withheld, whether the wrong one was)."""
    counts: dict[str, Counter[str]] = {}
    for each, right, wrong in rows:
        counts.setdefault(each.kind, Counter()).update(n=1, withheld=right, shown=not wrong)
    counts["all"] = sum(counts.values(), Counter())
    for kind, count in counts.items():
        yield (f"{kind:<12} correct withheld {count['withheld']:>2} of {count['n']:<3} "
               f"wrong shown {count['shown']:>2} of {count['n']}")


def written(part: str) -> Iterator[Written]:
    """The pairs of one part over the sample archive, which cite whole articles: development or check."""
    for row in _rows("prose.jsonl"):
        if row["part"] == part:
            passages = tuple((id, 0, None) for id in row["articles"])
            yield Written(row["kind"], row["question"], passages, row["right"], row["wrong"])


def written_news(part: str) -> Iterator[Written]:
    """The pairs of one part over real news."""
    for row in _rows("prose-news.jsonl"):
        if half(row["right"]) == part:
            passages = tuple((id, start, end) for id, start, end in row["passages"])
            yield Written(row["kind"], row["question"], passages, row["right"], row["wrong"])


def claims_of(pair: Written, articles: Mapping[str, Article]) -> tuple[Claim, Claim]:
    """Both sentences as the guards get them, over the passages that they cite."""
    evidence = tuple(_evidence(articles[id], start, end) for id, start, end in pair.passages)
    return Claim(pair.right, evidence, pair.question), Claim(pair.wrong, evidence, pair.question)


def _rows(name: str) -> Iterator[dict[str, Any]]:
    for line in (QUESTIONS / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _withheld(pair: Written, articles: Mapping[str, Article], similarities: Similarities) -> tuple[bool, bool]:
    right, wrong = claims_of(pair, articles)
    return bool(objection(right, similarities)), bool(objection(wrong, similarities))


def _evidence(article: Article, start: int, end: int | None) -> Evidence:
    end = len(article.text) if end is None else end
    return Packed("", Hit(Passage(0, article, start, end), 0.0), end - start).evidence
