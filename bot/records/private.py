"""Keeps files about readers from everybody but whoever runs the server."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

WAIT_S = 5          # for another process to finish with such a file
_OWNER = 0o600
_BESIDE = ("", "-wal", "-shm", "-journal")     # SQLite gives these the database's rights when it makes them


def keep_private(file: Path) -> None:
    """Make an SQLite file, or take one that is there, so that only its owner can read it and what lies beside it.

    Raises OSError where it can't be made. Rights that can't be changed stay: the file may be another account's.
    """
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER))
    for ending in _BESIDE:
        with suppress(OSError):
            _narrow(Path(f"{file}{ending}"))


def _narrow(file: Path) -> None:
    """Rights are only ever taken: a file that its owner may not write stays so."""
    rights = file.stat().st_mode & 0o777
    if rights & ~_OWNER:
        file.chmod(rights & _OWNER)
