"""Whether false premises are noticed and true ones let pass: pairs written by hand, questions with one thing changed.

The pairs were written before anything told them apart: over the sample archive, where a third of each kind is the
check, and over real news, where the hash of the true question says which half it is of.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.caches import Tell, archive_of
from benchmarks.machine import heading
from benchmarks.perturb import Sample, changes
from benchmarks.sets import QUESTIONS, QuestionSet, clapnq, half, news_claims, realtimeqa, sample, squad
from bot import Bot
from bot.languages.replies import replies
from bot.quote.wording import LACKING
from index import load_embedder

ASKED = 200        # questions of each set that are changed
PARTS = ("development", "check")

_NAME = re.compile(r"(?<=[a-z,’'] )(?:[A-Z][a-z]+ )*[A-Z][a-z]{2,}\b(?! [A-Z])")
_CALENDAR = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday".split())


@dataclass(frozen=True, slots=True)
class Posed:
    """A question, and whether it takes something for granted that is false."""

    kind: str
    text: str
    false: bool


def measure(data: Path, cache: Path, part: str | None, tell: Tell) -> None:
    """Print, by kind, how many false premises are noticed and how many true ones raise an alarm."""
    print(heading())
    model = load_embedder()
    with archive_of(sample(data), cache, model, tell) as archive:
        for each in (part,) if part else PARTS:
            print(f"pairs over the sample archive, {each}")
            _print(Bot(archive), list(written(each)))
    with archive_of(QuestionSet("claims", news_claims(data), ()), cache, model, tell) as archive:
        for each in (part,) if part else PARTS:
            print(f"pairs over real news, {each}")
            _print(Bot(archive), list(written_news(each)))
            print(f"yes or no over real news, {each}: {_polar(Bot(archive), each)}")
    for load in (squad, clapnq, realtimeqa) if part is None and data.is_dir() else ():
        questions = load(data)
        with archive_of(questions, cache, model, tell) as archive:
            print(f"{questions.name}, questions with one thing changed")
            _print(Bot(archive), list(changed(_answered(questions))))


def _answered(questions: QuestionSet) -> list[tuple[str, str]]:
    """Questions, each with the texts that answer it: of long sets an even share."""
    texts = {each.id: each.text for each in questions.articles}
    rows = [(each.text, " ".join(texts[id] for id in each.articles or each.holding if id in texts))
            for each in questions.questions if each.answerable]
    return rows[:: max(1, len(rows) // ASKED)][:ASKED]


def _print(bot: Bot, asked: Sequence[Posed]) -> None:
    rows = [(posed, bot.ask(posed.text)) for posed in asked]
    for line in tables((posed, answer.answered, answer.contradicted, _names_what_is_missing(answer.text))
                       for posed, answer in rows):
        print(f"    {line}")


def _names_what_is_missing(reply: str) -> bool:
    """Whether a reply says which name of the question the articles that it shows don't have."""
    return reply.startswith(LACKING) or replies("en")("absent", names="").rstrip(". ") in reply


def written(part: str) -> Iterator[Posed]:
    """The pairs of the sample archive, those of one part: development or check."""
    for row in _rows("premises.jsonl"):
        if row["part"] == part:      # a third of each kind is the check
            yield Posed(row["kind"], row["true"], false=False)
            if "false" in row:
                yield Posed(row["kind"], row["false"], false=True)


def written_news(part: str) -> Iterator[Posed]:
    """The pairs over real news, those of one half: development or check."""
    for row in _rows("premises-news.jsonl"):
        if half(row["true"]) == part:
            yield Posed(row["kind"], row["true"], false=False)
            yield Posed(row["kind"], row["false"], false=True)


def _polar(bot: Bot, part: str) -> str:
    """How often "Yes:" or "No:" is said rightly and wrongly, and how often neither is."""
    rows = [row for row in _rows("polar-news.jsonl") if half(row["question"]) == part]
    opened = [(row["answer"], bot.ask(row["question"]).text.partition(":")[0].casefold()) for row in rows]
    answers = [(right, reply) for right, reply in opened if reply in ("yes", "no")]
    wrong = sum(right != reply for right, reply in answers)
    return f"right {len(answers) - wrong}, wrong {wrong}, neither {len(rows) - len(answers)} of {len(rows)}"


def _rows(name: str) -> Iterator[dict[str, str]]:
    for line in (QUESTIONS / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def changed(questions: Sequence[tuple[str, str]], seed: int = 11) -> Iterator[Posed]:
    """Questions and the text that answers each, as they are and with one thing changed that the text doesn't have."""
    shuffle = random.Random(seed)
    names = sorted({name for text, _ in questions for name in _names(text)})
    for text, answering in questions:
        yield Posed("as it was asked", text, false=False)
        twins = dict(changes(Sample(text, answering, "", "", ""), [], shuffle))
        twins.pop("name", None)
        if other := _renamed(text, answering, names, shuffle):
            twins["name"] = other
        yield from (Posed(kind, twin, false=True) for kind, twin in sorted(twins.items()))


def _names(text: str) -> list[str]:
    return [name for name in _NAME.findall(text) if not _CALENDAR & set(name.split())]


def _renamed(text: str, answering: str, names: Sequence[str], shuffle: random.Random) -> str | None:
    """The question with another name of as many words in the place of one."""
    own = _names(text)
    if not own:
        return None
    name = shuffle.choice(own)
    others = [each for each in names if len(each.split()) == len(name.split()) and each not in answering]
    return text.replace(name, shuffle.choice(others), 1) if others else None


def tables(rows: Iterable[tuple[Posed, bool, bool, bool]]) -> Iterator[str]:
    """Lines by kind: of (question, whether it was answered, whether an alarm was given or a missing name told)."""
    counts: dict[str, Counter[str]] = {}
    for posed, answered, alarm, named in rows:
        count = counts.setdefault(posed.kind, Counter())
        count["false" if posed.false else "true"] += 1
        count["noticed"] += posed.false and alarm
        count["named"] += posed.false and not alarm and named
        count["noted"] += not posed.false and not alarm and answered and named
        count["refused"] += posed.false and not alarm and not answered
        count["alarms"] += not posed.false and alarm
    counts["all"] = sum(counts.values(), Counter())
    for kind, count in counts.items():
        yield (f"{kind:<28} noticed {count['noticed']:>3} of {count['false']:<4} else named {count['named']:>3}   "
               f"refused {count['refused']:>3}   "
               f"false alarms {count['alarms']:>3}, names {count['noted']:>3} of {count['true']}")
