"""Where a process writes beside an archive: in its folder, or where nobody can write there, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from contextlib import suppress
from pathlib import Path

from index.search.lexical import FOLDER
from index.store.database import FILE, writable

_LOCKS = ".tantivy-"       # how the names of locks begin: each folder has its own


class Aside:
    """The archive's folder itself while it can be written; else a temporary one that links to its index of words.

    Tantivy wants to lock an index that it only reads. What a read-only index lacks is written to the temporary folder.
    """

    def __init__(self, folder: Path) -> None:
        """Choose; the temporary folder goes with this object."""
        self.writable = writable(folder / FILE)
        self.place = folder
        if not self.writable:
            self.place = Path(tempfile.mkdtemp(prefix="cuttings-"))
            weakref.finalize(self, shutil.rmtree, self.place, ignore_errors=True)
        self._index = folder / FOLDER
        self.link()

    def link(self) -> None:
        """Link to what lies in the archive's index now, if its folder can't be written."""
        if self.writable or not self._index.is_dir():
            return
        links = self.place / FOLDER
        links.mkdir(exist_ok=True)
        for link in links.iterdir():
            if link.is_symlink() and not link.exists():
                link.unlink()
        for name in os.listdir(self._index):
            if not name.startswith(_LOCKS):
                with suppress(FileExistsError):
                    (links / name).symlink_to((self._index / name).resolve())
