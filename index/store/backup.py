"""Copies an archive's one truth while it is read and written, and proves that the copy is whole."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from corpus import ArchiveDamaged, ArchiveMismatch, ArchiveMissing
from index.store.articles import Store
from index.store.database import FILE, MARK, explained


@dataclass(frozen=True, slots=True)
class Copied:
    """What a backup or a restored archive holds."""

    articles: int
    passages: int
    generation: int


def backup(folder: Path, target: Path) -> Copied:
    """Copy the archive in `folder` as it is at one moment into the new or empty folder `target`, and verify the copy.

    Works while others read and write. Only the database is copied: the indexes are made from it when the copy is
    opened. Raises an ArchiveError when there is nothing to copy, `target` holds anything, or the copy isn't whole;
    then nothing is left in `target`.
    """
    source = folder / FILE
    if not source.is_file():
        raise ArchiveMissing(f"There is no archive in {folder} to copy.")
    if target.exists() and any(target.iterdir()):
        raise ArchiveMismatch(f"{target} holds files already; name a new or empty folder.")
    unfinished = target / f"{FILE}.unfinished"
    try:
        target.mkdir(parents=True, exist_ok=True)
        _copy(source, unfinished)
        unfinished.replace(target / FILE)
        return verified(target)
    except BaseException as error:
        unfinished.unlink(missing_ok=True)
        for each in target.glob(f"{FILE}*"):
            each.unlink()
        if isinstance(error, Exception) and (known := explained(error, source)) is not error:
            raise known from error
        raise


def restore(kept: Path, folder: Path) -> Copied:
    """Make an archive in the new or empty `folder` from a backup, after verifying that; raises ArchiveErrors."""
    if not (kept / FILE).is_file():
        raise ArchiveMissing(f"There is no backup in {kept}.")
    verified(kept)
    return backup(kept, folder)


def verified(folder: Path) -> Copied:
    """What the database in `folder` holds; raises ArchiveDamaged when it isn't whole."""
    store = Store(folder)
    try:
        if problems := store.check():
            raise ArchiveDamaged(f"The copy in {folder} is not whole: {'; '.join(problems[:3])}.")
        passages, _ = store.passages.counts()
        return Copied(sum(1 for _ in store.articles()), passages, store.generation())
    finally:
        store.close()


def _copy(source: Path, target: Path) -> None:
    """One snapshot of the database under a mark of its own, without the pages that deleted rows left behind."""
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    with closing(sqlite3.connect(target)) as copy, copy:
        copy.execute("UPDATE meta SET value = ? WHERE key = ?", (secrets.token_hex(7), MARK))
    with target.open("rb") as file:
        os.fsync(file.fileno())
