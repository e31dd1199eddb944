"""Keeps what several readers asked in vain, in the words that they share; what fewer asked is in no file.

Until ASKERS different readers have asked for the same, their questions are in memory alone. Who asked is a keyed hash
of an address there; its key is a random one, in memory too, and is thrown away with all that was counted by it.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from queue import Full, Queue
from typing import Protocol

from filelock import FileLock, Timeout

from bot.languages.en.grammar.asking import ASKS
from bot.records.private import keep_private
from corpus import ArchiveBusy, InputError
from index.model.words import STOP_WORDS

logger = logging.getLogger(__name__)

FORM = "cuttings-gaps-1"
ASKERS = 5                          # different readers, below whom nothing is shown or written
PERIOD = timedelta(days=30)         # within which they are counted; then all is counted anew
ALIKE = 0.65                        # cosine from which two questions ask for the same: of paraphrases .67 to .9
MOST = 2_000                        # questions in memory; beyond it the longest unasked are forgotten
_LONGEST = 300                      # characters of a question that are looked at
_WAITING = 200                      # questions that may wait to be counted
_PATIENCE_S = 10
_WORD = re.compile(r"[^\W_]+(?:['’.@/-][^\W_]+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ONE_PERSONS = re.compile(r"[\d@/]|www\.")      # numbers, addresses: nothing that several readers should share


class Meaning(Protocol):
    """What is asked of an archive to tell whether two questions mean the same."""

    def terms(self, text: str) -> list[str]:
        """The words of a text, stemmed."""

    def similarities(self, query: str, texts: Sequence[str]) -> list[float]:
        """Cosine of the question with each text."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What at least `askers` readers asked in vain."""

    words: str           # the question that they all typed, else the words that they share
    question: bool       # which of the two it is
    askers: int          # a multiple of ASKERS, rounded down
    month: str           # in which that many had asked first: 2026-11


@dataclass
class _Group:
    """Questions that mean the same, in memory."""

    first: str
    written: dict[str, dict[str, set[bytes]]] = field(default_factory=dict)     # by stem: by spelling: who
    typed: dict[str, set[bytes]] = field(default_factory=dict)                  # by question: who
    askers: set[bytes] = field(default_factory=set)
    asked: int = 0
    shown: Gap | None = None


class SharedQuestions:
    """Groups questions by meaning and counts who asked them, in memory alone; gives what enough of them share."""

    def __init__(self, meaning: Meaning, now: Callable[[], datetime] | None = None) -> None:
        """Tell by this archive what means the same."""
        self._meaning = meaning
        self._now = now or (lambda: datetime.now(UTC))
        self._begin()

    def add(self, asker: str, question: str) -> tuple[Gap, Gap | None] | None:
        """Count a question; what enough readers share since, and what they shared before; None where nothing changed.

        `asker` is whatever tells one reader from others; it is kept nowhere.
        """
        if self._now() - self._began >= PERIOD:
            self._begin()
        question = " ".join(question[:_LONGEST].split())
        words = _telling(question)
        if not any(word.casefold() not in ASKS for word in words):
            return None
        group = self._group(question)
        self._count(group, hashlib.blake2b(asker.encode(), key=self._key, digest_size=16).digest(), question, words)
        self._groups.remove(group)
        self._groups.append(group)          # the one that was asked last stands last
        self._forget()
        shared, before = self._shared(group), group.shown
        if shared is None or (before and (shared.words, shared.askers) == (before.words, before.askers)):
            return None
        group.shown = shared
        return shared, before

    def _begin(self) -> None:
        self._key, self._began = secrets.token_bytes(32), self._now()
        self._groups: list[_Group] = []

    def _group(self, question: str) -> _Group:
        """The group that the question belongs to; a new one where none means the same."""
        stems = set(self._meaning.terms(question))
        near = [each for each in self._groups if stems & each.written.keys()]
        alike = self._meaning.similarities(question, [each.first for each in near]) if near else []
        best = max(range(len(near)), key=alike.__getitem__, default=None)
        if best is not None and alike[best] >= ALIKE:
            return near[best]
        made = _Group(question)
        self._groups.append(made)
        return made

    def _count(self, group: _Group, who: bytes, question: str, words: Sequence[str]) -> None:
        group.asked += 1
        group.askers.add(who)
        group.typed.setdefault(_plain(question), set()).add(who)
        for word in words:
            for stem in self._meaning.terms(word) or [word.casefold()]:
                group.written.setdefault(stem, {}).setdefault(word, set()).add(who)

    def _forget(self) -> None:
        while sum(each.asked for each in self._groups) > MOST:
            del self._groups[0]

    def _shared(self, group: _Group) -> Gap | None:
        """What ASKERS of the group's readers have in common, without what is any one person's."""
        month = group.shown.month if group.shown else f"{self._now():%Y-%m}"
        if len(typed := group.typed.get(_plain(group.first), ())) >= ASKERS and not _ONE_PERSONS.search(group.first):
            return Gap(group.first, True, _rounded(len(typed)), month)
        words, who = _in_common(group)
        if not any(word.casefold() not in ASKS for word in words):
            return None
        return Gap(" ".join(words), False, _rounded(len(who)), month)


class GapRecorder:
    """Counts refused questions in a thread of its own, and writes to a file what enough readers share."""

    def __init__(self, file: Path, meaning: Meaning) -> None:
        """Raises InputError where the file can't be one of gaps, or can't be written."""
        self.file = file
        if not os.access(file.parent, os.W_OK):
            why = "can't be written to" if file.parent.is_dir() else "is no folder"
            raise InputError(f"{file} can't keep what is asked in vain: {file.parent} {why}; name another --gaps file.")
        read_gaps(file)
        self._shared = SharedQuestions(meaning)
        self._queue: Queue[tuple[str, str] | None] = Queue(_WAITING)
        self._thread: threading.Thread | None = None

    def note(self, asker: str, question: str) -> None:
        """Count a question that was refused; no answer waits for it."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, daemon=True)
            self._thread.start()
        try:
            self._queue.put_nowait((asker, question))
        except Full:
            logger.warning("Too many refused questions wait to be counted; one was left out.")

    def close(self) -> None:
        """Count what waits, and end."""
        if self._thread:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    def _work(self) -> None:
        while (each := self._queue.get()) is not None:
            try:
                if change := self._shared.add(*each):
                    _put(self.file, *change)
            except Exception as error:          # a reader's words are in it: no traceback, no message
                logger.warning("A refused question could not be counted: %s", type(error).__name__)


def read_gaps(file: Path) -> list[Gap]:
    """What the file holds, the most asked first; nothing where there is no file. Raises InputError for another file."""
    if not file.exists():
        return []
    try:
        written = json.loads(file.read_text(encoding="utf-8"))
        gaps = [Gap(**each) for each in written["gaps"]] if written["form"] == FORM else None
    except (OSError, ValueError, KeyError, TypeError):
        gaps = None
    if gaps is None:
        raise InputError(f"{file} is no file of unanswered questions; name another one, or remove it.")
    return sorted(gaps, key=lambda each: (-each.askers, each.month, each.words))


def _put(file: Path, gap: Gap, before: Gap | None) -> None:
    """Write what is shared in the place of what was; the file's date is a day, not the moment of a question."""
    with _alone(file):
        kept, old = read_gaps(file), {gap.words, before.words if before else gap.words}
        known = [gap, *(each for each in kept if each.words in old)]
        most, first = max(each.askers for each in known), min(each.month for each in known)
        others = [each for each in kept if each.words not in old]
        _write(file, [*others, replace(gap, askers=most, month=first)])


def _write(file: Path, gaps: Sequence[Gap]) -> None:
    new = file.with_name(f"{file.name}.new")
    keep_private(new)
    written = {"form": FORM, "gaps": [asdict(each) for each in gaps]}
    new.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _date(new)
    os.replace(new, file)


def _date(file: Path) -> None:
    """Leave the day of its last change, and not the moment."""
    day = datetime.combine(datetime.now(UTC).date(), time.min, UTC).timestamp()
    os.utime(file, (day, day))


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    try:
        with FileLock(f"{file}.lock", timeout=_PATIENCE_S):
            yield
            _date(Path(f"{file}.lock"))
    except Timeout:
        raise ArchiveBusy(f"Another process is writing to {file.name}; try again.") from None


def _telling(question: str) -> list[str]:
    """The words that may be shown: no small ones but who, when and how, and nothing with a number that is no year."""
    words = [match.group() for match in _WORD.finditer(question)]
    small = [word for word in words if word.casefold() not in STOP_WORDS or word.casefold() in ASKS]
    return [word for word in small if not _ONE_PERSONS.search(word) or _YEAR.fullmatch(word)]


def _plain(question: str) -> str:
    return " ".join(_WORD.findall(question.casefold()))


def _in_common(group: _Group) -> tuple[list[str], set[bytes]]:
    """Words that at least ASKERS readers used, all of them, and who: the most usual first, then shown in order."""
    who, kept = set(group.askers), set()
    by_stem = {stem: set().union(*spelt.values()) for stem, spelt in group.written.items()}
    for stem in sorted(by_stem, key=lambda stem: -len(by_stem[stem])):
        if len(who & by_stem[stem]) >= ASKERS:
            who &= by_stem[stem]
            kept.add(stem)
    return [_most_usual(spelt) for stem, spelt in group.written.items() if stem in kept], who


def _most_usual(spelt: dict[str, set[bytes]]) -> str:
    return max(spelt, key=lambda word: len(spelt[word]))


def _rounded(askers: int) -> int:
    return askers // ASKERS * ASKERS
