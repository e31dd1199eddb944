"""Keep articles and find their passages."""

from index.archive import Added, Archive, open_archive
from index.ingest.build import Built, IngestOptions, build
from index.model.embed import DEFAULT_MODEL, Embedder, load_embedder
from index.model.sentences import sentences
from index.model.tokens import Closeness, Contrast, Match, contrasts
from index.search.protocols import Readable
from index.search.vocabulary import Near, Printed, Vocabulary
from index.store.articles import Figures
from index.store.outline import Outline
from index.types.hit import Hit, Passage
from index.types.info import ArchiveInfo, Holding
from index.types.recipe import Recipe
from index.types.scope import Scope

__all__ = [
    "DEFAULT_MODEL",
    "Added",
    "Archive",
    "ArchiveInfo",
    "Built",
    "Closeness",
    "Contrast",
    "Embedder",
    "Figures",
    "Hit",
    "Holding",
    "IngestOptions",
    "Match",
    "Near",
    "Outline",
    "Passage",
    "Printed",
    "Readable",
    "Recipe",
    "Scope",
    "Vocabulary",
    "build",
    "contrasts",
    "load_embedder",
    "open_archive",
    "sentences",
]
