"""Withdraws articles: nothing of what they said is left in any file of the archive, and they may not come back.

The steps, in order, each of which may be done again: hide (one transaction, after which no reader gets at them), take
them out of kept answers, delete their rows, write both indexes anew, rewrite the database without what was deleted,
note that it is done. A withdrawal that is broken off is hidden; the next opening of the archive finishes it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from corpus import Article
from index.search.dense import DenseIndex
from index.search.lexical import LexicalIndex
from index.store.articles import Erased, Store
from index.store.tombstones import Tombstone

logger = logging.getLogger(__name__)

_PHRASES = 24             # of an article that every file is searched for
_PHRASE = (16, 48)        # characters of one, at least and at most
_READ = 8 * 1024 * 1024

Tell = Callable[[str], None]     # hears the name of each step before it is taken


@dataclass(frozen=True, slots=True)
class Redacted:
    """What became of kept answers."""

    answers: tuple[tuple[str, int], ...] = ()   # file, how many answers in it repeated the articles
    problems: tuple[str, ...] = ()              # files that can't be changed, a sentence each

    def plus(self, other: Redacted) -> Redacted:
        """Both together."""
        return Redacted(self.answers + other.answers, self.problems + other.problems)


class Redactor(Protocol):
    """Takes articles out of answers that are kept of an archive: only who keeps them knows where and how."""

    def __call__(
        self, folder: Path, files: Sequence[Path], ids: Collection[str], articles: Sequence[Article]
    ) -> Redacted:
        """Out of its files in the archive's `folder` and out of these others, which need not be there any more.

        `articles` are all versions of the articles with these ids. What was taken out before may be done again.
        """


DECLARED = "cuttings.redactors"     # entry points of packages that keep answers: their redactors, found unimported
_redactors: dict[str, Redactor] = {}


def hand_in(name: str, redactor: Redactor) -> None:
    """Have every withdrawal of this process call `redactor`; one of the same name takes its place."""
    _redactors[name] = redactor


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was removed from where, and the proof."""

    withdrawn: tuple[Tombstone, ...]
    finished: bool                        # False: hidden, but a file may still hold it; `problems` says why
    erased: Erased = Erased()
    answers: tuple[tuple[str, int], ...] = ()   # file, how many answers in it repeated them
    words: int = 0                        # passages that the lexical index was written anew with
    vectors: int = 0                      # and the dense one
    searched: int = 0                     # phrases that the archive was asked for and its files were read for
    read: int = 0                         # files
    found: tuple[str, ...] = ()           # where any of it was found all the same
    same_story: tuple[str, ...] = ()      # ids of other articles that print it, and stay
    problems: tuple[str, ...] = ()

    @property
    def proved(self) -> bool:
        """Whether it is done and nothing was found."""
        return self.finished and not self.found


def finish(store: Store, lexical: LexicalIndex, dense: DenseIndex, answers: Sequence[Path], tell: Tell) -> Receipt:
    """Do every step after the hiding for all withdrawals that are not finished; the caller may write alone.

    `answers` are files outside the archive's folder.
    """
    buried = store.tombstones.unfinished()
    ids = [each.id for each in buried]
    tell("kept answers")
    redacted = _from_answers(store.path.parent, answers, ids, store.versions.every(ids))
    erased = wipe(store, lexical, dense, ids, tell)
    tell("end")
    if not redacted.problems:
        store.tombstones.finish(ids)
    return Receipt(
        withdrawn=tuple(buried), finished=not redacted.problems, erased=erased, answers=redacted.answers,
        words=lexical.size, vectors=dense.size, problems=redacted.problems,
    )


def wipe(store: Store, lexical: LexicalIndex, dense: DenseIndex, ids: Sequence[str], tell: Tell) -> Erased:
    """Take articles out of the database and its indexes, so that none of these files holds any of it."""
    tell("database")
    erased = store.erase(ids)
    tell("lexical index")
    lexical.rebuild(store.passages)
    tell("dense index")
    dense.catch_up(store)
    dense.write()
    tell("pages")
    store.scrub()
    return erased


def phrases(articles: Sequence[Article]) -> list[str]:
    """Stretches of headlines and texts that tell them from others, evenly from first to last."""
    found: dict[str, None] = {}
    for article in articles:
        lines = [article.title, *article.text.split("\n")]
        found.update((each, None) for line in lines for each in _stretches(line))
    step = max(1, len(found) // _PHRASES)
    return list(found)[::step][:_PHRASES]


def holding(folder: Path, wanted: Sequence[str]) -> tuple[int, list[tuple[str, str]]]:
    """How many files of a folder were read, and (file, phrase) for each phrase that one holds in any spelling."""
    forms = [(phrase, _forms(phrase)) for phrase in wanted]
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "writer.lock")
    found = []
    for path in files:
        seen: set[str] = set()
        for block in _blocks(path):
            seen.update(phrase for phrase, written in forms if any(form in block for form in written))
        found += [(str(path.relative_to(folder)), phrase) for phrase in wanted if phrase in seen]
    return len(files), found


def _from_answers(
    folder: Path, files: Sequence[Path], ids: Collection[str], articles: Sequence[Article]
) -> Redacted:
    """What every redactor did; where none was handed in, files that keep answers are a problem."""
    redactors = _every_redactor()
    if not redactors:
        return Redacted(problems=tuple(
            f"{file} keeps answers that can't be changed from here; run index check --repair."
            for file in files if file.is_file()
        ))
    redacted = Redacted()
    for redactor in redactors:
        redacted = redacted.plus(redactor(folder, files, ids, articles))
    return redacted


def _every_redactor() -> list[Redactor]:
    """What was handed in, and under other names what installed packages declare."""
    declared = [each for each in entry_points(group=DECLARED) if each.name not in _redactors]
    return [*_redactors.values(), *(each.load() for each in declared)]


def _stretches(line: str) -> Iterator[str]:
    """A line cut into stretches between words."""
    least, most = _PHRASE
    words, stretch = line.split(), ""
    for word in words:
        longer = f"{stretch} {word}".strip()
        if len(longer) > most:
            if len(stretch) >= least:
                yield stretch
            stretch = word[:most]
        else:
            stretch = longer
    if len(stretch) >= least:
        yield stretch


def _forms(phrase: str) -> set[bytes]:
    """How a phrase may stand in a file: plain, as JSON with and without other letters, in a link."""
    written = {phrase, json.dumps(phrase)[1:-1], json.dumps(phrase, ensure_ascii=False)[1:-1], quote(phrase, safe="")}
    return {each.encode("utf-8", "replace") for each in written}


def _blocks(path: Path) -> Iterator[bytes]:
    """A file in blocks that overlap by more than a phrase is long."""
    overlap = 12 * _PHRASE[1]
    with path.open("rb") as file:
        kept = b""
        while block := file.read(_READ):
            yield kept + block
            kept = block[-overlap:]
