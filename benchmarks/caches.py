"""Archives and vectors that a measurement needs, kept between runs by what they are made from."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.sets import QuestionSet
from corpus import Article
from index import Archive, Embedder
from index.types.arrays import Array

Tell = Callable[[str], None]

_PROBED = 20      # articles that are cut anew in each run, to see whether passages are still cut the same way
_SHARD = 256      # texts whose vectors are written at once: half a minute of work, lost at most by a kill


def archive_of(asked: QuestionSet, cache: Path, model: Embedder, tell: Tell) -> Archive:
    """The set's archive, complete: opened, or built, or gone on with where the last run was stopped."""
    folder = cache / f"{asked.name}-{archive_key(asked.articles, model)}"
    archive = Archive.create(folder, embedder=model)
    archive.add(asked.articles)
    wanted = {article.id for article in asked.articles}
    if more := [article.id for article in archive.articles() if article.id not in wanted]:   # put there by hand
        archive.remove(more)
    archive.embed(progress=lambda done, total: tell(f"{folder}: {done:,} of {total:,} passages embedded"))
    return archive


def archive_key(articles: Sequence[Article], model: Embedder) -> str:
    """A name for what is in the articles and how an archive is made from them.

    The latter is the recipe, and how the first articles come out: code that cuts them otherwise makes other archives.
    """
    with tempfile.TemporaryDirectory() as scratch, Archive.create(scratch, embedder=model) as probe:
        probe.add(articles[:_PROBED])
        cut = probe._store.passages.read(probe._store.passages.pending()).values()
        made = sorted([each.article.id, each.start, each.end] for each in cut)
        recipe = json.dumps([probe.recipe.to_dict(), made], sort_keys=True)
    return digest([recipe, *sorted(f"{each.id} {each.content_hash}" for each in articles)])


def vectors_of(texts: Sequence[str], folder: Path, model: Embedder, tell: Tell) -> Array:
    """A vector a text, (n, dimensions); what an earlier run has left in `folder` is not computed again."""
    folder.mkdir(parents=True, exist_ok=True)
    shards: list[Array] = [np.zeros((0, model.dimensions), dtype=np.float32)]
    for start in range(0, len(texts), _SHARD):
        path = folder / f"{start:08}.npy"
        if not path.exists():
            tell(f"{folder}: {start:,} of {len(texts):,} chunks embedded")
            unfinished = path.with_suffix(".part")
            with unfinished.open("wb") as file:
                np.save(file, model.embed([fitting(text, model) for text in texts[start : start + _SHARD]]))
            unfinished.replace(path)
        shards.append(np.load(path, allow_pickle=False))
    return np.concatenate(shards)


def fitting(text: str, model: Embedder) -> str:
    """What the model reads of a text: sentence-transformers cuts off what is too long, and says nothing."""
    words = text.split()
    room = model.max_tokens - 2 - np.cumsum(model.token_counts(words))   # two special tokens
    return text if not len(words) or room[-1] >= 0 else " ".join(words[: int((room >= 0).sum())])


def digest(parts: Iterable[str]) -> str:
    """A short name for these strings in this order."""
    named = hashlib.sha256()
    for part in parts:
        named.update(part.encode() + b"\0")
    return named.hexdigest()[:16]
