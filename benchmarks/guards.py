"""How well the guards tell what passages say from what they don't."""

from __future__ import annotations

import calendar
import csv
import gzip
import json
import random
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks import prose
from benchmarks.injections import injections, quotations
from benchmarks.machine import heading
from benchmarks.perturb import Sample, changes
from bot.verify import Claim, Evidence, Similarities, fact, quotation, support
from bot.verify.prose import contradiction
from index import load_embedder, sentences

_PREAMBLE = re.compile(r"^[^.\n]{0,120}:\s*\n")
_NAMES = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_LISTED = re.compile(r"^(?:[*•-]+ |\d{1,2}[.)] |(?:No|Yes)[.,] )+")
# "The passage describes two people of that name": about the passage, where an answer is about the news.
_ABOUT = re.compile(r"\b(?:passage|summary|text|article)\b")
# Written large in some sentence and yet no name that another could be exchanged for.
NO_NAMES = {*calendar.month_name, *calendar.day_name, "Your", "What", "Will", "This", "That", "When", "With", "They"}
_COMPARED = 700     # characters of a text: the model refuses what it can't read to its end
SHORTEST = 4        # words of a sentence that is measured


def measure(data: Path, part: str | None = None) -> None:
    """Print the tables, those of the half that nothing was tuned on marked as the check; of a part, only its prose."""
    print(heading())
    similarities = compared()
    for each in (part,) if part else prose.PARTS:
        print(f"sentences as a good model writes them over the sample archive, {each}")
        for line in prose.measure(data, each, similarities):
            print(f"    {line}")
        print(f"the same over real news, {each}")
        for line in prose.measure_news(data, each, similarities):
            print(f"    {line}")
    if part is None:
        _measure_data(data, similarities)


def _measure_data(data: Path, similarities: Similarities) -> None:
    samples = list(clapnq(data)) + list(consistent(data))
    for half in ("development", "check"):
        print(f"changed sentences, {half}")
        for line in changed_sentences([each for each in samples if side(each.source) == half], similarities):
            print(f"    {line}")
    rows = list(faithbench(data))
    for half in ("development", "check"):
        print(f"FaithBench, {half}")
        for line in balanced([row for row in rows if side(row[0]) == half], similarities):
            print(f"    {line}")
    for half in ("development", "check"):
        print(f"planted instructions (BIPIA), {half}")
        for line in injections(data, similarities, half):
            print(f"    {line}")
    print("planted instructions (BIPIA), without a model")
    for line in quotations(data):
        print(f"    {line}")


def compared() -> Similarities:
    """Cosines by the default model, each text embedded once."""
    model = load_embedder()
    known: dict[str, np.ndarray] = {}

    def similarities(text: str, others: Sequence[str]) -> list[float]:
        text, others = text[:_COMPARED], [each[:_COMPARED] for each in others]
        fresh = [each for each in dict.fromkeys([text, *others]) if each not in known]
        if fresh:
            known.update(zip(fresh, model.embed(fresh), strict=True))
        return [float(known[text] @ known[each]) for each in others]

    return similarities


def grounded(claim: Claim, similarities: Similarities) -> str | None:
    """The name of the first guard of the four that weigh what is said, or None."""
    guards: tuple[tuple[str, Callable[[], str | None]], ...] = (
        ("quotation", lambda: quotation(claim)), ("fact", lambda: fact(claim)),
        ("support", lambda: support(claim, similarities)), ("claims", lambda: contradiction(claim)),
    )
    return next((name for name, guard in guards if guard()), None)


def side(source: str) -> str:
    """Which half a document is in: the same in every run."""
    return "development" if zlib.crc32(source.encode()) % 2 else "check"


def clapnq(data: Path) -> Iterator[Sample]:
    """The sentences of the long answers that people wrote."""
    with gzip.open(data / "clapnq" / "clapnq_dev_answerable.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            passage = row["passages"][0]
            for sentence in _sentences(row["output"][0]["answer"]):
                yield Sample(sentence, passage["text"], passage["title"], row["input"], passage["text"])


def consistent(data: Path) -> Iterator[Sample]:
    """The sentences of the summaries in which nobody found anything wrong."""
    for source, summary, label in faithbench(data):
        if label == "Consistent":
            for sentence in _sentences(summary):
                if not _ABOUT.search(sentence):
                    yield Sample(sentence, source, "", "", source)


def faithbench(data: Path) -> Iterator[tuple[str, str, str]]:
    """(source, summary, worst label), each summary without the line that announces it."""
    with (data / "faithbench" / "FaithBench.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["source"], _PREAMBLE.sub("", row["summary"].strip()).strip(), row["worst-label"]


def changed_sentences(samples: Sequence[Sample], similarities: Similarities) -> Iterator[str]:
    """Lines of the table: how many unchanged sentences are withheld, and how many changed ones of each kind."""
    shuffle = random.Random(5)
    names = sorted({name for each in samples for name in _NAMES.findall(each.text)} - NO_NAMES)
    unchanged, kinds, caught = Counter[str](), Counter[str](), Counter[str]()
    for sample in samples:
        unchanged[grounded(_claim(sample, sample.text), similarities) or ""] += 1
        for kind, changed in changes(sample, names, shuffle):
            kinds[kind] += 1
            caught[kind] += bool(grounded(_claim(sample, changed), similarities))
    withheld = sum(unchanged.values()) - unchanged[""]
    by = ", ".join(f"{name} {count}" for name, count in unchanged.items() if name)
    yield f"{'unchanged, withheld':<22}{_share(withheld, sum(unchanged.values()))}   by {by}"
    for kind in kinds:
        yield f"{kind + ' changed, caught':<22}{_share(caught[kind], kinds[kind])}"
    yield f"{'all changed, caught':<22}{_share(sum(caught.values()), sum(kinds.values()))}"


def balanced(rows: Sequence[tuple[str, str, str]], similarities: Similarities) -> Iterator[str]:
    """Lines of the table for summaries: a summary is withheld when one of its sentences is."""
    counts = Counter[tuple[str, bool]]()
    for source, summary, label in rows:
        if label in ("Consistent", "Unwanted"):
            evidence = (Evidence(source),)
            counts[label, any(grounded(Claim(each, evidence), similarities) for each in _sentences(summary))] += 1
    right, missed = counts["Unwanted", True], counts["Unwanted", False]
    wrong, kept = counts["Consistent", True], counts["Consistent", False]
    recall, spared = right / max(1, right + missed), kept / max(1, kept + wrong)
    precision = right / max(1, right + wrong)
    yield f"balanced accuracy {(recall + spared) / 2:.3f}, precision {precision:.2f}, recall {recall:.2f}"
    yield f"Unwanted withheld {_share(right, right + missed)}; Consistent withheld {_share(wrong, wrong + kept)}"


def _claim(sample: Sample, text: str) -> Claim:
    return Claim(text, (Evidence(sample.passage, sample.heading),), sample.question)


def _sentences(text: str) -> list[str]:
    found = [_LISTED.sub("", " ".join(text[start:end].split())) for start, end in sentences(text)]
    return [each for each in found if len(each.split()) >= SHORTEST]


def _share(count: int, of: int) -> str:
    return f"{count:>5} of {of:<5} {count / max(1, of):.1%}"
