"""How well follow-ups are rewritten: CANARD's conversations, held against what people made of each question."""

from __future__ import annotations

import gzip
import json
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.machine import heading
from bot.answer import LENGTHS, Turn
from bot.understand.follow_up import rewrite
from index.model.words import STOP_WORDS

FILE = Path("canard/dev.json")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question asked in a conversation, and the person's rewrite that stands alone."""

    dialogue: str
    question: str
    history: tuple[Turn, ...]
    human: str


@dataclass(frozen=True, slots=True)
class RewritingScore:
    """Content words against a person's rewrite, as shares from 0 to 1; a question without rewriting is `raw`."""

    questions: int
    raw_f1: float              # mean over the questions
    f1: float
    recall: float             # of the words that the person added, all questions together; raw adds none: 0
    recall_by_question: float  # the same, mean over the questions to which the person added any
    precision: float          # of the words that were added, all questions together
    strayed: float            # share of questions on a new subject to which words of the old one were added
    new_subjects: int         # how many of those there are
    seconds: float            # of the processor, a question, mean


def measure(data: Path) -> None:
    """Print the table."""
    if not (data / FILE).is_file():
        print(f"Rewriting isn't measured: there is no {data / FILE}.")
        return
    print(heading())
    print(f"{'CANARD dev':<42} questions  raw F1     F1  recall  by question  precision  strayed    ms")
    for titled in (True, False):
        for half in ("development", "check"):
            found = score(data, half, titled=titled)
            name = f"{half}, {'headline known' if titled else 'questions and answers alone'}"
            print(
                f"{name:<42} {found.questions:>9}  {found.raw_f1:>6.3f}  {found.f1:>5.3f}  {found.recall:>6.3f}"
                f"  {found.recall_by_question:>11.3f}  {found.precision:>9.3f}  {found.strayed:>7.3f}"
                f"  {1000 * found.seconds:>4.1f}"
            )
    for name, asked in (("RealTimeQA", news_questions(data)), ("SQuAD 2.0 dev", page_questions(data))):
        print(f"{name + ', a question behind another one':<42} {len(asked):>9}  strayed {strayed(asked):.3f}")


def score(data: Path, half: str = "check", *, titled: bool = True) -> RewritingScore:
    """Scores on one half of the dialogues, "development" or "check"; raises FileNotFoundError without the data.

    `titled` gives the article's title and section as the first turn, as the people who rewrote had them; without it a
    conversation knows no more than its questions and answers, and first questions are left out.
    """
    asked = follow_ups(data, half, titled=titled)
    began = time.process_time()
    rewritten = [rewrite(each.question, each.history).text for each in asked]
    seconds = (time.process_time() - began) / len(asked)
    said = [
        (content(each.question), content(text), content(each.human))
        for each, text in zip(asked, rewritten, strict=True)
    ]
    added = [(made - raw, human - raw) for raw, made, human in said]
    hits = sum(len(ours & theirs) for ours, theirs in added)
    strange = list(_new_subjects(follow_ups(data, half, titled=titled, openings=True)))
    return RewritingScore(
        questions=len(asked),
        raw_f1=_mean([f1(raw, human) for raw, _, human in said]),
        f1=_mean([f1(made, human) for _, made, human in said]),
        recall=hits / sum(len(theirs) for _, theirs in added),
        recall_by_question=_mean([len(ours & theirs) / len(theirs) for ours, theirs in added if theirs]),
        precision=hits / max(1, sum(len(ours) for ours, _ in added)),
        strayed=strayed(strange),
        new_subjects=len(strange),
        seconds=seconds,
    )


def strayed(asked: Sequence[FollowUp]) -> float:
    """Share of questions on a new subject to which words were added, all of them wrong."""
    texts = [rewrite(each.question, each.history).text for each in asked]
    return _mean([float(not content(text) <= content(each.question)) for each, text in zip(asked, texts, strict=True)])


def follow_ups(data: Path, half: str, *, titled: bool = True, openings: bool = False) -> list[FollowUp]:
    """The questions of every second dialogue, in the file's order: the even ones are for development.

    Without a title a dialogue's first question is no follow-up: it is there only when `openings` are wanted.
    """
    rows: list[dict[str, Any]] = json.loads((data / FILE).read_text(encoding="utf-8"))
    order = {name: number for number, name in enumerate(dict.fromkeys(row["QuAC_dialog_id"] for row in rows))}
    parity = {"development": 0, "check": 1}[half]
    every = (_follow_up(row, titled) for row in rows if order[row["QuAC_dialog_id"]] % 2 == parity)
    return [each for each in every if titled or each.history or openings]


def content(text: str) -> frozenset[str]:
    """The words of a text that aren't stop words, in small letters and without "'s"."""
    words = (word.removesuffix("'s").removesuffix("’s") for word in _WORD.findall(text.casefold()))
    return frozenset(word for word in words if word not in STOP_WORDS)


def f1(found: frozenset[str], wanted: frozenset[str]) -> float:
    """Twice the words shared over the words of both; 1 when there are none."""
    return 2 * len(found & wanted) / (len(found) + len(wanted)) if found or wanted else 1.0


def _follow_up(row: dict[str, Any], titled: bool) -> FollowUp:
    said = row["History"] if titled else row["History"][2:]
    turns = [Turn(question, answer) for question, answer in zip(said[::2], said[1::2], strict=True)]
    return FollowUp(row["QuAC_dialog_id"], row["Question"], tuple(turns[-LENGTHS.turns:]), row["Rewrite"])


def _new_subjects(asked: Sequence[FollowUp]) -> Iterator[FollowUp]:
    """First questions that people left as they were, each behind the conversation of the dialogue before."""
    before: FollowUp | None = None
    for each in asked:
        if before and each.dialogue != before.dialogue and content(each.question) == content(each.human):
            yield FollowUp(each.dialogue, each.question, before.history, each.human)
        before = each


def news_questions(data: Path) -> list[FollowUp]:
    """News-quiz questions, each behind the one before and its answer; they have nothing to do with each other."""
    lines = (data / "realtimeqa-2022-2023" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return _one_after_another([(row["question"], row["answer"]) for row in map(json.loads, lines)])


def page_questions(data: Path) -> list[FollowUp]:
    """The same with questions of different pages."""
    with gzip.open(data / "squad2" / "squad2-dev.json.gz", "rt", encoding="utf-8") as file:
        pages = json.load(file)["data"]
    asked = [
        [(each["question"], each["answers"][0]["text"]) for part in page["paragraphs"] for each in part["qas"]
         if each["answers"]]
        for page in pages
    ]
    turns = zip(*(page[:60] for page in asked), strict=False)
    return _one_after_another([pair for turn in turns for pair in turn])


def _one_after_another(pairs: Sequence[tuple[str, str]]) -> list[FollowUp]:
    return [
        FollowUp("", question, (Turn(*before),), question)
        for before, (question, _) in zip(pairs, pairs[1:], strict=False)
    ]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
