"""Which articles print the same story, kept in the database as they come, change and go.

Every story has a first article, and only that one is looked for by others: a story printed a thousand times costs each
print one comparison, and nobody joins by way of a third article.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence

import numpy as np

from corpus import Article
from corpus.text.fingerprint import HASHES, SHARED, Hashes, Print, bands, same_story

COMPARED = 12      # articles that share a band, compared in full at most: those that share the most bands
_DOUBT = 0.25      # by how much a signature may underestimate what two texts share: two deviations


def link(db: sqlite3.Connection, key: int, article: Article) -> None:
    """Note an article that has no entry: with the story that it prints, else as the first print of its own."""
    printed = Print(article)
    first = _first_print(db, printed)
    db.execute("INSERT INTO stories VALUES (?, ?, ?)", (key, first, printed.signature.astype("<u4").tobytes()))
    if first is None:
        db.executemany("INSERT INTO story_bands VALUES (?, ?)", [(band, key) for band in printed.bands])
    else:
        db.execute("UPDATE stories SET story = article WHERE article = ?", (first,))


def unlink(db: sqlite3.Connection, keys: Sequence[int]) -> None:
    """Forget articles' entries; the other prints of a story that loses its first article find each other anew."""
    left: set[int] = set()
    for key in keys:
        row = db.execute("SELECT story, signature FROM stories WHERE article = ?", (key,)).fetchone()
        if row is None:
            continue
        story, signature = row
        db.execute("DELETE FROM stories WHERE article = ?", (key,))
        if story in (None, key):
            places = np.frombuffer(signature, dtype="<u4")
            db.executemany("DELETE FROM story_bands WHERE band = ? AND article = ?", [(b, key) for b in bands(places)])
            left.update(id for (id,) in db.execute("SELECT article FROM stories WHERE story = ?", (key,)))
        else:
            db.execute(
                "UPDATE stories SET story = NULL WHERE article = :story AND "
                "NOT EXISTS (SELECT 1 FROM stories WHERE story = :story AND article <> :story)",
                {"story": story},
            )
    orphans = sorted(left.difference(keys))
    db.executemany("DELETE FROM stories WHERE article = ?", [(key,) for key in orphans])
    for key in orphans:
        link(db, key, _article(db, key))


def unlinked(db: sqlite3.Connection, limit: int) -> list[tuple[int, Article]]:
    """Keys and articles without an entry, at most `limit`: those of an archive from before there were entries."""
    # Counting goes through indexes alone; looking for each would read all that the articles say.
    (missing,) = db.execute("SELECT (SELECT count(*) FROM articles) - (SELECT count(*) FROM stories)").fetchone()
    if not missing:
        return []
    rows = db.execute(
        "SELECT key, record FROM articles WHERE NOT EXISTS (SELECT 1 FROM stories WHERE article = key) "
        "ORDER BY key LIMIT ?",
        (limit,),
    ).fetchall()
    return [(key, Article.from_dict(json.loads(record))) for key, record in rows]


def _first_print(db: sqlite3.Connection, printed: Print) -> int | None:
    """Key of the first article of the story; None when it is a new one."""
    found = printed.bands
    marks = ", ".join("?" * len(found))
    met = Counter(key for (key,) in db.execute(f"SELECT article FROM story_bands WHERE band IN ({marks})", found))
    for key, _ in sorted(met.items(), key=lambda each: (-each[1], each[0]))[:COMPARED]:
        (signature,) = db.execute("SELECT signature FROM stories WHERE article = ?", (key,)).fetchone()
        if _estimate(printed.signature, signature) >= SHARED - _DOUBT:
            if same_story(Print(_article(db, key)), printed):
                return int(key)
    return None


def _estimate(signature: Hashes, stored: bytes) -> float:
    """The share of shingles that the beginnings of two texts have in common, by their signatures."""
    return float(np.count_nonzero(signature == np.frombuffer(stored, dtype="<u4")) / HASHES)


def _article(db: sqlite3.Connection, key: int) -> Article:
    (record,) = db.execute("SELECT record FROM articles WHERE key = ?", (key,)).fetchone()
    return Article.from_dict(json.loads(record))
