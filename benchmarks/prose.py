"""Sentences as a good model writes them over the sample archive, each beside its twin with one thing wrong.

They were written with the articles in sight, before the guards told them apart; every other one is the check.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.sets import QUESTIONS, sample
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
    articles: tuple[str, ...]      # ids of those that are cited
    right: str
    wrong: str


def measure(data: Path, part: str, similarities: Similarities) -> Iterator[str]:
    """Lines by kind: how many correct sentences are withheld, and how many wrong ones are shown."""
    articles = {each.id: each for each in sample(data).articles}
    return tables([(each, *_withheld(each, articles, similarities)) for each in written(part)])


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
    """The pairs of one part: development or check."""
    for line in (QUESTIONS / "prose.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.pop("part") == part:
            yield Written(**{**row, "articles": tuple(row["articles"])})


def claims_of(pair: Written, articles: Mapping[str, Article]) -> tuple[Claim, Claim]:
    """Both sentences as the guards get them, over the whole articles that they cite."""
    evidence = tuple(_evidence(articles[id]) for id in pair.articles)
    return Claim(pair.right, evidence, pair.question), Claim(pair.wrong, evidence, pair.question)


def _withheld(pair: Written, articles: Mapping[str, Article], similarities: Similarities) -> tuple[bool, bool]:
    right, wrong = claims_of(pair, articles)
    return bool(objection(right, similarities)), bool(objection(wrong, similarities))


def _evidence(article: Article) -> Evidence:
    return Packed("", Hit(Passage(0, article, 0, len(article.text)), 0.0), len(article.text)).evidence
