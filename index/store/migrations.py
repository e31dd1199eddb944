"""The database's schema, as numbered steps from an empty file to today's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from corpus import ArchiveDamaged, ArchiveMismatch

APPLICATION_ID = 0x43555454   # "CUTT": tells an archive from any other SQLite file

_LIFE_OF_AN_ARTICLE = """
    ALTER TABLE articles ADD COLUMN stored INTEGER;   -- when this version came; NULL for one from before this was kept
    ALTER TABLE versions ADD COLUMN stored INTEGER;
    ALTER TABLE articles ADD COLUMN address TEXT;     -- canonical URL, or empty; NULL until the next articles come
    CREATE INDEX articles_address ON articles (address) WHERE address <> '';
    CREATE INDEX articles_unaddressed ON articles (key) WHERE address IS NULL;

    CREATE TABLE tombstones (            -- what was withdrawn and may not come back; nothing of what it said
        id TEXT PRIMARY KEY,
        address TEXT NOT NULL,           -- canonical; empty when there is none, or when other articles share it
        reason TEXT NOT NULL,
        withdrawn INTEGER NOT NULL,      -- microseconds since 1970
        unfinished INTEGER NOT NULL      -- 1 until no file of the archive holds it any more
    ) STRICT;
    CREATE INDEX tombstones_address ON tombstones (address) WHERE address <> '';
    CREATE INDEX tombstones_unfinished ON tombstones (id) WHERE unfinished = 1;
"""

_STATED = "json_extract(record, '$.published')"     # ends in an offset: +02:00
_ZONED = f"published IS NOT NULL AND length({_STATED}) >= 25 AND substr({_STATED}, -6) <> '+00:00'"

STEPS = (
    """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

    CREATE TABLE articles (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        version INTEGER NOT NULL,
        hash TEXT NOT NULL,              -- of the whole record: equal means nothing to do
        record TEXT NOT NULL,            -- Article.to_dict as JSON: the truth; the columns below are for filtering
        published INTEGER,               -- microseconds since 1970, UTC
        section TEXT NOT NULL,           -- names are case-folded
        source TEXT NOT NULL,
        kind TEXT NOT NULL,
        language TEXT NOT NULL,
        authors TEXT NOT NULL,           -- each between line breaks
        status TEXT NOT NULL,
        embargoed_until INTEGER,
        expires INTEGER
    ) STRICT;
    CREATE INDEX articles_published ON articles (published);
    CREATE INDEX articles_visible ON articles (status, embargoed_until, expires, published);
    CREATE INDEX articles_restricted ON articles (key)
        WHERE status <> 'usable' OR embargoed_until IS NOT NULL OR expires IS NOT NULL;

    CREATE TABLE versions (              -- what an article said before it was changed
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        record TEXT NOT NULL,
        replaced INTEGER NOT NULL,       -- when, microseconds since 1970
        PRIMARY KEY (id, version)
    ) STRICT;

    CREATE TABLE passages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used twice, so a stale index can't name another passage
        article INTEGER NOT NULL REFERENCES articles (key),
        ordinal INTEGER NOT NULL,        -- 0 for the passage with the lead
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        generation INTEGER NOT NULL,     -- of the archive when this was last written
        embedded INTEGER                 -- generation that brought its vector; NULL before
    ) STRICT;
    CREATE INDEX passages_article ON passages (article);
    CREATE INDEX passages_generation ON passages (generation);
    CREATE INDEX passages_embedded ON passages (embedded);

    CREATE TABLE vectors (passage INTEGER PRIMARY KEY, vector BLOB NOT NULL) STRICT;   -- float16, little endian

    CREATE TABLE removed (passage INTEGER PRIMARY KEY, generation INTEGER NOT NULL) STRICT;
    CREATE INDEX removed_generation ON removed (generation);
    """,
    """
    CREATE TABLE tokens (passage INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;   -- index/model/tokens.py: pack
    DELETE FROM vectors;                 -- the next build embeds every passage again, now with its tokens
    UPDATE passages SET embedded = NULL;
    """,
    """
    CREATE TABLE stories (               -- which articles print the same story; index/store/stories.py fills it
        article INTEGER PRIMARY KEY REFERENCES articles (key),
        story INTEGER REFERENCES articles (key),    -- the first article that printed it; NULL while nobody else does
        signature BLOB NOT NULL          -- MinHash, 32 bits a hash, little endian; empty for a text without words
    ) STRICT;
    CREATE INDEX stories_story ON stories (story) WHERE story IS NOT NULL;

    CREATE TABLE story_bands (           -- where an article looks for its twins: first prints only
        band INTEGER NOT NULL,
        article INTEGER NOT NULL REFERENCES articles (key),
        PRIMARY KEY (band, article)
    ) STRICT, WITHOUT ROWID;
    """,
    _LIFE_OF_AN_ARTICLE,
    """
    CREATE TABLE sources (               -- what was read: files, folders, addresses; index/store/origins.py fills these
        key INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,       -- the absolute path, or the address
        reading INTEGER NOT NULL         -- how often it was read
    ) STRICT;

    CREATE TABLE origins (               -- which source an article came from, and where in it
        source INTEGER NOT NULL REFERENCES sources (key),
        article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
        place TEXT NOT NULL,             -- a file's path in its folder, or an address
        reading INTEGER NOT NULL,        -- the last one that it was seen in
        PRIMARY KEY (source, article)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX origins_place ON origins (source, place);
    CREATE INDEX origins_article ON origins (article);

    CREATE TABLE visits (                -- what is remembered of a place, so that it need not be read again
        source INTEGER NOT NULL REFERENCES sources (key),
        place TEXT NOT NULL,
        stamp TEXT NOT NULL,
        etag TEXT NOT NULL,
        modified TEXT NOT NULL,
        checked INTEGER,                 -- microseconds since 1970
        note TEXT NOT NULL,              -- why it held no article
        reading INTEGER NOT NULL,        -- when it was last read, or found to be the same; what it gave carries it too
        articles INTEGER NOT NULL,       -- how many it gave; with fewer left of them it is read again
        PRIMARY KEY (source, place)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX articles_url ON articles (json_extract(record, '$.url'));
    """,
    """
    ALTER TABLE articles ADD COLUMN crc INTEGER;      -- CRC-32 of the record; NULL for one from before this was kept
    CREATE INDEX articles_filed ON articles           -- all that filters and outlines look at: records are long
        (status, embargoed_until, expires, published, section, source, kind, language, authors);
    DROP INDEX articles_visible;
    """,
    """
    INSERT INTO meta VALUES ('mark', lower(hex(randomblob(7))));      -- of this file: a copy gets one of its own
    """,
    f"""
    UPDATE articles SET published = published + 60000000      -- by the article's own clock from now on: its day counts
        * (CASE substr({_STATED}, -6, 1) WHEN '-' THEN -1 ELSE 1 END)
        * (60 * substr({_STATED}, -5, 2) + substr({_STATED}, -2)) WHERE {_ZONED};
    UPDATE passages SET generation = (SELECT CAST(value AS INTEGER) + 1 FROM meta WHERE key = 'generation')
        WHERE article IN (SELECT key FROM articles WHERE {_ZONED});
    UPDATE meta SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = 'generation'
        AND EXISTS (SELECT 1 FROM articles WHERE {_ZONED});
    """,
    """
    ALTER TABLE articles ADD COLUMN given TEXT;       -- hash of what its source gave, before its language was settled;
                                                      -- NULL until the next articles come
    CREATE INDEX articles_unsettled ON articles (key) WHERE given IS NULL;
    """,
)


def migrate(connection: sqlite3.Connection, *, may_write: bool = True) -> None:
    """Bring a database to today's schema, a step a transaction.

    Raises ArchiveDamaged for another file, ArchiveMismatch for a newer schema and, where it may not write, for an
    older one.

    `connection` begins no transactions by itself. One that is broken off goes on with the step that it was at, and
    of two processes at it one waits for the other.
    """
    application, version, tables = connection.execute(
        "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), "
        "(SELECT count(*) FROM sqlite_schema)"       # of one moment: another process may be at it
    ).fetchone()
    if application != APPLICATION_ID and tables:
        raise ArchiveDamaged("archive.db is a database of something else; give another folder as the archive.")
    if version > len(STEPS):
        raise ArchiveMismatch(
            f"The archive was written by a newer version of Cuttings (schema {version}; this one reads up to "
            f"{len(STEPS)}). Upgrade Cuttings, or rebuild the archive from its sources in another folder."
        )
    if version < len(STEPS) and not may_write:
        raise ArchiveMismatch(
            f"The archive was written by an older version of Cuttings (schema {version}; this one reads {len(STEPS)}), "
            f"and can't be written here. Run index info once where it can."
        )
    for number, step in enumerate(STEPS[version:], start=version + 1):
        _take(connection, number, step)


def _take(connection: sqlite3.Connection, number: int, step: str) -> None:
    """Take a step, unless another process has taken it meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] < number:
            for statement in _statements(step):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(step: str) -> Iterator[str]:
    """The statements of a step; `executescript` would commit what it finds begun."""
    statement = ""
    for part in step.split(";")[:-1]:
        statement += f"{part};"
        if sqlite3.complete_statement(statement):      # and not in the middle of a comment
            yield statement
            statement = ""
