"""Turns an archive of today into one of an earlier schema."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

# What each schema brought, undone; the newest last.
_UNDO = {
    2: "DROP TABLE tokens;",
    3: "DROP TABLE stories; DROP TABLE story_bands;",
    4: "DROP TABLE tombstones; ALTER TABLE articles DROP COLUMN stored; ALTER TABLE versions DROP COLUMN stored;"
       "DROP INDEX articles_address; DROP INDEX articles_unaddressed; ALTER TABLE articles DROP COLUMN address;",
    5: "DROP TABLE visits; DROP TABLE origins; DROP TABLE sources; DROP INDEX articles_url;",
    6: "DROP INDEX articles_filed; ALTER TABLE articles DROP COLUMN crc; CREATE INDEX articles_visible ON articles "
       "(status, embargoed_until, expires, published);",
    7: "DELETE FROM meta WHERE key = 'mark';",
    8: "",   # dates by the article's own clock: those in the tests' archives are in UTC
    9: "DROP INDEX articles_unsettled; ALTER TABLE articles DROP COLUMN given;",
}


def go_back(folder: Path, schema: int) -> None:
    """Take out what came after that schema."""
    undone = " ".join(step for number, step in sorted(_UNDO.items(), reverse=True) if number > schema)
    with closing(sqlite3.connect(folder / "archive.db")) as old:
        old.executescript(f"{undone} PRAGMA user_version = {schema};")
