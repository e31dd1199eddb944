"""Keep articles and find their passages."""

from index.archive import Added, Archive
from index.build import Built, build
from index.embed import DEFAULT_MODEL, Embedder, load_embedder
from index.engine import Readable
from index.hit import Hit, Passage
from index.info import ArchiveInfo, Holding
from index.open import open_archive
from index.outline import Outline
from index.recipe import Recipe
from index.scope import Scope
from index.sentences import sentences
from index.store import Figures
from index.tokens import Closeness, Match

__all__ = [
    "DEFAULT_MODEL",
    "Added",
    "Archive",
    "ArchiveInfo",
    "Built",
    "Closeness",
    "Embedder",
    "Figures",
    "Hit",
    "Holding",
    "Match",
    "Outline",
    "Passage",
    "Readable",
    "Recipe",
    "Scope",
    "build",
    "load_embedder",
    "open_archive",
    "sentences",
]
