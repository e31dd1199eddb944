"""Which languages an archive's articles are written in, where that was not settled when they came."""

from __future__ import annotations

import json

from corpus import Article
from index.model.languages import ENGLISH, base, settled
from index.store.articles import Store
from index.store.record import columns

_BATCH = 1_000        # articles a transaction


def settle(store: Store) -> bool:
    """Settle the language of articles from before that was done; whether there were any.

    Those in another language than English go through the index of words again.
    """
    found = False
    while _unsettled(store):
        found = True
        with store.changing() as generation:
            for key, record, hash in _unsettled(store):
                _settle(store, key, Article.from_dict(json.loads(record)), hash, generation)
    return found


def _unsettled(store: Store) -> list[tuple[int, str, str]]:
    with store.looking() as db:
        rows: list[tuple[int, str, str]] = db.execute(
            "SELECT key, record, hash FROM articles WHERE given IS NULL LIMIT ?", (_BATCH,)
        ).fetchall()
    return rows


def _settle(store: Store, key: int, article: Article, hash: str, generation: int) -> None:
    found = settled(article)
    store.db.execute("UPDATE articles SET given = :given, hash = :hash, record = :record, crc = :crc, "
                     "language = :language WHERE key = :key", {**columns(found, hash), "key": key})
    if base(found.language) not in ("", ENGLISH):
        store.db.execute("UPDATE passages SET generation = ? WHERE article = ?", (generation, key))
