"""How often a quotation's speaker is the right one: 200 quotations of real news, whose speakers were marked by hand.

Half of them (`development`) were seen while the rules were made, the other half (`check`) was drawn and marked
afterwards. A mark is what the sentence and those around it say.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.sets import QUESTIONS
from benchmarks.tables import row
from bot.newsroom.quotations import spoken_in
from corpus import Article

PARTS = ("development", "check")
_PACKS = ("allsides", "realtimeqa-2022-2023")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A quotation that was marked: where it stands, and who said it; nobody where they are no one's words."""

    article: str
    start: int
    end: int
    speaker: str
    part: str


def measure(data: Path) -> None:
    """Print, by part, how many of the marked quotations are given a speaker, and how many of those the right one."""
    texts = _texts(data)
    for part in PARTS:
        right, named, of = score(texts, part)
        row(f"{part}: quotations that are given a speaker, of {of:,} marked", f"{named:,}")
        row(f"{part}: of these with the right one", f"{right / named:.1%}")


def score(texts: Mapping[str, str], part: str) -> tuple[int, int, int]:
    """(right, named, marked): `texts` are articles' texts by id."""
    marked = [each for each in _marked() if each.part == part and each.article in texts]
    right = named = 0
    for each in marked:
        given = _given(texts[each.article]).get((each.start, each.end), "")
        named += bool(given)
        right += bool(given and each.speaker) and f" {given}".endswith(f" {each.speaker}")
    return right, named, len(marked)


def _given(text: str) -> dict[tuple[int, int], str]:
    return {(each.start, each.end): each.speaker for each in spoken_in(Article("", "", text))}


def _marked() -> Iterator[Spoken]:
    with (QUESTIONS / "quotations.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield Spoken(**json.loads(line))


def _texts(data: Path) -> dict[str, str]:
    """Texts by id of the articles that have a mark; raises FileNotFoundError where the news isn't there."""
    wanted, texts = {each.article for each in _marked()}, {}
    for pack in _PACKS:
        with gzip.open(data / pack / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                if article["id"] in wanted:
                    texts[article["id"]] = article["text"]
    return texts
