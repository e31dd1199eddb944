"""Keep articles and find their passages."""

from index.archive import Added, Archive, ArchiveInfo
from index.embed import DEFAULT_MODEL, Embedder, load_embedder
from index.hit import Hit, Passage
from index.recipe import Recipe
from index.scope import Scope
from index.sentences import sentences

__all__ = [
    "DEFAULT_MODEL",
    "Added",
    "Archive",
    "ArchiveInfo",
    "Embedder",
    "Hit",
    "Passage",
    "Recipe",
    "Scope",
    "load_embedder",
    "sentences",
]
