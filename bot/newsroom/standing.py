"""Questions that a newsroom keeps asking: what each rested on last, and what has become of it.

The file of them holds no word of an article: an answer is kept as the places that it quoted, and its words are read
from the archive whenever they are wanted, as far as a reader may see them then. A withdrawal has nothing to take out.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout

from bot.answer import LENGTHS, Answer, Mark
from bot.bot import Bot
from corpus import ArchiveBusy, Article, InputError
from index import Readable

FORM = "cuttings-standing-1"
KEPT = 20                # answers of one question; older ones are left out
MOST = 1_000             # questions of one file
_PATIENCE_S = 10         # that one process waits for another to finish with the file

Kind = Literal["answered now", "no longer answered", "another answer", "article changed"]


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """What an answer rested on, without its words."""

    at: str                        # ISO 8601, when it was asked
    answered: bool
    marks: tuple[Mark, ...] = ()   # what it quoted, in order


@dataclass(frozen=True, slots=True)
class StandingQuestion:
    """A question with what answered it, the newest last."""

    question: str
    answers: tuple[PastAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """That a question is answered otherwise than before."""

    question: str
    kind: Kind
    before: PastAnswer
    after: PastAnswer


def read_standing(file: Path) -> list[StandingQuestion]:
    """The questions in a file; none where there is no file yet. Raises InputError for what is no file of them."""
    if not file.exists():
        return []
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
        if read["form"] != FORM:
            raise ValueError("it is of another form")
        return [_question(each) for each in read["questions"]]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{file.name} is no file of standing questions ({error}); name another one.") from None


def add_standing(file: Path, question: str) -> bool:
    """Keep a question; False where it is kept already. Raises InputError for one that can't be asked."""
    asked = " ".join(question.split())
    if not any(map(str.isalnum, asked)) or len(asked) > LENGTHS.question:
        raise InputError(f"A standing question has words, and at most {LENGTHS.question:,} characters.")
    with _alone(file):
        kept = read_standing(file)
        if any(each.question == asked for each in kept):
            return False
        if len(kept) >= MOST:
            raise InputError(f"{file.name} has {MOST:,} questions, as many as it may have; remove one first.")
        _write(file, [*kept, StandingQuestion(asked)])
    return True


def remove_standing(file: Path, question: str) -> None:
    """Keep it no more; raises InputError where it isn't kept."""
    asked = " ".join(question.split())
    with _alone(file):
        kept = read_standing(file)
        left = [each for each in kept if each.question != asked]
        if len(left) == len(kept):
            raise InputError(f"That question is not among the {len(kept):,} in {file.name}; write it as it was added.")
        _write(file, left)


def ask_again(bot: Bot, file: Path, deliver: Callable[[Difference], None]) -> Iterator[Difference]:
    """Ask every question, and hand each that is answered otherwise than before to `deliver`.

    What `deliver` raises goes to the caller, and that difference is found again the next time: it isn't kept before it
    is delivered. The first answer to a question is what later ones are held against.
    """
    with _alone(file):
        kept = read_standing(file)
        for row, each in enumerate(kept):
            now = _past(bot.ask(each.question))
            different = difference(each, now)
            if different:
                deliver(different)
            if different or not each.answers:
                kept[row] = replace(each, answers=(*each.answers, now)[-KEPT:])
                _write(file, kept)
            if different:
                yield different


def difference(standing: StandingQuestion, now: PastAnswer) -> Difference | None:
    """How an answer differs from the last one; None where it rests on the same words of the same versions."""
    if not standing.answers:
        return None
    before = standing.answers[-1]
    kind: Kind
    if before.answered != now.answered:
        kind = "answered now" if now.answered else "no longer answered"
    elif not now.answered or before.marks == now.marks:
        return None
    else:
        kind = "article changed" if _same_articles(before, now) else "another answer"
    return Difference(standing.question, kind, before, now)


def differences(kept: Sequence[StandingQuestion]) -> list[Difference]:
    """All that are still known of, the newest first."""
    found = [
        different for each in kept for row in range(1, len(each.answers))
        if (different := difference(replace(each, answers=each.answers[:row]), each.answers[row]))
    ]
    return sorted(found, key=lambda each: each.after.at, reverse=True)


def as_quoted(archive: Readable, past: PastAnswer) -> dict[str, Any]:
    """A past answer with the words that it quoted, as JSON types; of what is no longer public, nothing but that."""
    return {"at": past.at, "answered": past.answered, "quotations": [_quotation(archive, mark) for mark in past.marks]}


def as_message(archive: Readable, different: Difference) -> dict[str, Any]:
    """A difference as programs are told it."""
    return {
        "question": different.question,
        "kind": different.kind,
        "before": as_quoted(archive, different.before),
        "after": as_quoted(archive, different.after),
    }


def _same_articles(before: PastAnswer, now: PastAnswer) -> bool:
    """Whether it is the same articles that are quoted, in other versions: one was corrected."""
    return [mark.article for mark in before.marks] == [mark.article for mark in now.marks]


def _past(answer: Answer) -> PastAnswer:
    marks = tuple(citation.mark for citation in answer.citations) if answer.answered else ()
    return PastAnswer(datetime.now(UTC).isoformat(timespec="seconds"), answer.answered, marks)


def _quotation(archive: Readable, mark: Mark) -> dict[str, Any]:
    article = _version(archive, mark)
    if article is None:
        return {"number": mark.number, "gone": True}
    return {"number": mark.number, "quote": article.text[mark.start : mark.end], "article": article.card()}


def _version(archive: Readable, mark: Mark) -> Article | None:
    """The article as it was quoted, where a reader may see it at present; a former version only from a folder."""
    return archive.as_cited(mark.article, mark.version)


def _question(read: dict[str, Any]) -> StandingQuestion:
    answers = tuple(
        PastAnswer(str(each["at"]), bool(each["answered"]), tuple(Mark(**mark) for mark in each["marks"]))
        for each in read["answers"]
    )
    return StandingQuestion(str(read["question"]), answers)


def _write(file: Path, kept: Sequence[StandingQuestion]) -> None:
    """Put the file in place of the one before: whoever reads it meanwhile sees one or the other."""
    new = file.with_name(f"{file.name}.new")
    written = {"form": FORM, "questions": [asdict(each) for each in kept]}
    new.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(new, file)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """The right to write to a file of standing questions; raises ArchiveBusy where another process has it."""
    if not file.parent.is_dir():
        raise InputError(f"There is no folder {file.parent} for {file.name}; make it first.")
    try:
        with FileLock(f"{file}.lock", timeout=_PATIENCE_S):
            yield
    except Timeout:
        raise ArchiveBusy(f"Another process is asking the questions in {file.name}; try again.") from None
