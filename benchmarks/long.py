"""What a server's process holds after tens of thousands of questions, while another process changes the archive.

This process asks, by as many threads as a server answers with; a second one writes: it changes articles, takes them out
and puts them back, so that the archive ends with as many as it began with. Time is pressed together: a day's changes
come in minutes.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import cycle
from pathlib import Path

from benchmarks.curve import can_draw
from benchmarks.machine import busy_s, heading, resident_bytes
from benchmarks.sets import SAMPLE, sample_questions
from benchmarks.tables import markdown, percent
from bot import Answer, Bot
from bot.web.http.limits import Limits
from corpus import Article, read
from index import Archive, build
from index.model.memory import keep_together

FOLLOW_UPS = ("And when was that?", "Why?", "Who said so?", "What happened next?", "How much will it cost?")
SAMPLES = 100              # readings over the whole run
COMPARED = 1_000           # questions at either end whose latency is compared
AWAY = 20                  # changes after which an article that was taken out comes back
MOST_SLOWER = 0.15         # of the last questions against the first
MOST_GROWN = 0.10          # of resident memory, after the first tenth
MOST_MORE_FILES = 8        # open at the end, beside those after the first tenth
MOST_WAL = 64_000_000      # bytes
MOST_SEGMENTS = 40
Row = tuple[str, str, str, str]    # what, the figure, the target, whether it is met


@dataclass(frozen=True, slots=True)
class Reading:
    """What was held at one moment."""

    asked: int
    updated: int
    resident: int          # bytes of the process that asks
    writing: int           # bytes of the process that writes
    files: int             # open in the process that asks
    threads: int
    wal: int               # bytes of archive.db-wal
    database: int          # bytes of archive.db, which keeps every version
    segments: int          # of the Tantivy index
    dense: int             # bytes of the FAISS file
    slowest_s: float       # p95 of the questions since the reading before


@dataclass(slots=True)
class Asked:
    """What the threads that ask have done so far."""

    seconds: list[float] = field(default_factory=list)
    answered: list[bool] = field(default_factory=list)
    busy: dict[int, float] = field(default_factory=dict)       # processor seconds used, by questions asked
    failed: list[BaseException] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, seconds: float, answer: Answer) -> None:
        """One more."""
        with self.lock:
            self.seconds.append(seconds)
            self.answered.append(answer.answered)
            if len(self.seconds) % COMPARED == 0:
                self.busy[len(self.seconds)] = busy_s()

    @property
    def count(self) -> int:
        """Questions answered."""
        return len(self.seconds)


def measure(questions: int, updates: int, path: Path) -> None:
    """Print the table, and draw the readings into a PNG."""
    print(heading())
    keep_together()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "The Merrowby Bell"
        build(folder, [SAMPLE / "articles"])
        bot = Bot.open(folder)
        asked, readings, began = Asked(), list[Reading](), time.perf_counter()
        asked.busy[0] = busy_s()
        with _writer(folder) as writer:
            _run(bot, folder, asked, writer, readings, questions, updates)
        took = time.perf_counter() - began
        found = bot.archive.check() if isinstance(bot.archive, Archive) else []
        bot.archive.close()
    if asked.failed:
        raise asked.failed[0]
    print(f"{asked.count:,} questions and {updates:,} changes in {took / 60:.1f} minutes: "
          f"{asked.count / took:.1f} questions a second by {Limits().at_once} threads\n")
    rows = [*_rows(asked, readings), ("what `check` finds afterwards", f"{len(found)}", "0", _met(not found))]
    print(markdown(("over the sample archive", "measured", "target", "met"), rows))
    if can_draw():
        _draw(readings, path)


def _run(
    bot: Bot, folder: Path, asked: Asked, writer: subprocess.Popen[str], readings: list[Reading],
    questions: int, updates: int,
) -> None:
    """Ask and change side by side; a reading whenever another hundredth has been asked."""
    supply, lock = _conversations(), threading.Lock()
    threads = [threading.Thread(target=_ask, args=(bot, supply, lock, asked, questions), daemon=True)
               for _ in range(Limits().at_once)]
    for thread in threads:
        thread.start()
    updated, every = 0, max(1, questions // SAMPLES)
    try:
        while updated < updates or asked.count < questions:
            if asked.failed:
                break
            if updated < updates and asked.count * updates >= updated * questions:
                updated += _change(writer)
            elif asked.count < every * (len(readings) + 1):
                time.sleep(0.01)
            if asked.count >= every * (len(readings) + 1):
                readings.append(_reading(folder, asked, updated, writer.pid, every))
    except BaseException as error:       # the threads end at it, too: one left in native code would abort the process
        asked.failed.append(error)
    for thread in threads:
        thread.join()


def _ask(bot: Bot, supply: Iterator[list[str]], lock: threading.Lock, asked: Asked, questions: int) -> None:
    try:
        while asked.count < questions and not asked.failed:
            with lock:
                conversation = next(supply)
            history: list[Answer] = []
            for question in conversation:
                began = time.perf_counter()
                answer = bot.ask(question, history=history)
                asked.add(time.perf_counter() - began, answer)
                history.append(answer)
    except BaseException as error:
        asked.failed.append(error)


def _conversations() -> Iterator[list[str]]:
    """The sample's questions with what they follow up on and a follow-up more, in ever other orders."""
    chance = random.Random(1)
    written = [each for name in ("questions", "paraphrases") for each in sample_questions(SAMPLE / f"{name}.jsonl")]
    more = cycle(FOLLOW_UPS)
    while True:
        chance.shuffle(written)
        for each in written:
            yield [*([each.before] if each.before else []), each.text, next(more)]


def _change(writer: subprocess.Popen[str]) -> int:
    """Have one change written, and wait until it is there."""
    assert writer.stdin and writer.stdout
    writer.stdin.write("\n")
    writer.stdin.flush()
    if not writer.stdout.readline():
        raise RuntimeError("The process that writes has ended.")
    return 1


@contextmanager
def _writer(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that makes a change for every line it is sent, and answers with one."""
    command = [sys.executable, "-m", "benchmarks.long", str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


def write(folder: Path) -> None:
    """Change, take out and put back, a step for every line of standard input; what a newsroom does in a day."""
    keep_together()
    chance = random.Random(2)
    articles = list(read(SAMPLE / "articles", lambda problem: None))
    away: list[Article] = []
    with Archive.open(folder) as archive:
        for number, _ in enumerate(sys.stdin):
            if number % AWAY == 0 or len(away) > 3:
                archive.add(away)
                away = []
            chosen = chance.choice([each for each in articles if each not in away])
            if number % 4 == 3:
                archive.remove([chosen.id])
                away.append(chosen)
            else:
                archive.add([replace(chosen, text=f"{chosen.text}\n\nThis report was brought up to date ({number}).")])
            archive.embed()
            print(number, flush=True)


def _reading(folder: Path, asked: Asked, updated: int, writing: int, every: int) -> Reading:
    latest = sorted(asked.seconds[-every:])
    segments = json.loads((folder / "lexical" / "meta.json").read_text(encoding="utf-8"))["segments"]
    return Reading(
        asked.count, updated, resident_bytes(), resident_bytes(writing), len(list(Path("/proc/self/fd").iterdir())),
        len(list(Path("/proc/self/task").iterdir())), _size(folder / "archive.db-wal"), _size(folder / "archive.db"),
        len(segments), _size(folder / "dense.faiss"), latest[int(len(latest) * 0.95)],
    )


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _rows(asked: Asked, readings: Sequence[Reading]) -> Iterator[Row]:
    """From the first tenth on: what a process needs once is taken by then."""
    settled = readings[len(readings) // 10 :]
    first, last = settled[0], settled[-1]
    grown = last.resident / first.resident - 1
    yield (f"resident after {first.asked:,} and {last.asked:,} questions, MB",
           f"{first.resident / 1e6:.0f} / {last.resident / 1e6:.0f}", f"at most {MOST_GROWN:+.0%}",
           _met(grown <= MOST_GROWN))
    yield ("the process that writes: resident, then and at the end, MB",
           f"{first.writing / 1e6:.0f} / {last.writing / 1e6:.0f}", f"at most {MOST_GROWN:+.0%}",
           _met(last.writing <= first.writing * (1 + MOST_GROWN)))
    yield ("open files, then / most / at the end", _course([each.files for each in settled]),
           f"at most {MOST_MORE_FILES} more",
           _met(max(each.files for each in settled) <= first.files + MOST_MORE_FILES))
    yield ("threads, then / most / at the end", _course([each.threads for each in settled]), "no more",
           _met(max(each.threads for each in settled) <= first.threads))
    most_wal = max(each.wal for each in readings)
    yield "SQLite's WAL, most, MB", f"{most_wal / 1e6:.1f}", f"at most {MOST_WAL / 1e6:.0f}", _met(most_wal <= MOST_WAL)
    most = max(each.segments for each in readings)
    yield ("Tantivy's segments, then / most / at the end", _course([each.segments for each in settled]),
           f"at most {MOST_SEGMENTS}", _met(most <= MOST_SEGMENTS))
    yield ("FAISS file, then and at the end, MB", f"{first.dense / 1e6:.2f} / {last.dense / 1e6:.2f}", "", "")
    yield ("database with all versions, then and at the end, MB", f"{first.database / 1e6:.1f} / "
           f"{last.database / 1e6:.1f}", "", "")
    yield from _ends(asked)


def _ends(asked: Asked) -> Iterator[Row]:
    """The first questions beside the last."""
    count = min(COMPARED, asked.count // 2)
    early, late = sorted(asked.seconds[:count]), sorted(asked.seconds[-count:])
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        before, after = (each[int(len(each) * share)] for each in (early, late))
        yield (f"a question, first and last {count:,}, {name}, ms", f"{before * 1000:.0f} / {after * 1000:.0f}",
               f"at most {MOST_SLOWER:+.0%}", _met(after <= before * (1 + MOST_SLOWER)))
    mean_early, mean_late = statistics.fmean(early), statistics.fmean(late)
    yield "the same, mean, ms", f"{mean_early * 1000:.0f} / {mean_late * 1000:.0f}", "", ""
    marks = sorted(asked.busy)
    if len(marks) > 2:
        used = [(asked.busy[until] - asked.busy[since]) / (until - since) * 1000
                for since, until in (marks[:2], marks[-2:])]
        yield ("processor time a question, first and last 1,000, ms", f"{used[0]:.0f} / {used[1]:.0f}",
               f"at most {MOST_SLOWER:+.0%}", _met(used[1] <= used[0] * (1 + MOST_SLOWER)))
    answered = (percent(sum(each) / count) for each in (asked.answered[:count], asked.answered[-count:]))
    yield f"answered, first and last {count:,}", " / ".join(answered), "", ""


def _course(values: Sequence[int]) -> str:
    return f"{values[0]} / {max(values)} / {values[-1]}"


def _met(is_met: bool) -> str:
    return "yes" if is_met else "no"


def _draw(readings: Sequence[Reading], path: Path) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    drawn: dict[str, list[float]] = {
        "resident memory, MB": [each.resident / 1e6 for each in readings],
        "resident memory of the writer, MB": [each.writing / 1e6 for each in readings],
        "open files": [each.files for each in readings],
        "threads": [each.threads for each in readings],
        "SQLite's WAL, MB": [each.wal / 1e6 for each in readings],
        "Tantivy's segments": [each.segments for each in readings],
        "FAISS file, MB": [each.dense / 1e6 for each in readings],
        "a question, p95, ms": [each.slowest_s * 1000 for each in readings],
    }
    figure = Figure(figsize=(9, 10), dpi=110, layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(f"{readings[-1].asked:,} questions, {readings[-1].updated:,} changes of the archive in between")
    asked = [each.asked for each in readings]
    for axes, (name, values) in zip(figure.subplots(4, 2, sharex=True).flat, drawn.items(), strict=True):
        axes.plot(asked, values)
        axes.set_ylim(0, max(values) * 1.15 or 1)
        axes.set_title(name, fontsize=10, loc="left")
        axes.grid(color="0.9")
    figure.supxlabel("questions asked", fontsize=10)
    figure.savefig(path, metadata={"Software": None})


if __name__ == "__main__":
    write(Path(sys.argv[1]))
