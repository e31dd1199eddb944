"""What an archive has open: a database and its two indexes, all of one archive."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.model.reader import Reader
from index.search.dense import DenseIndex
from index.search.lexical import LexicalIndex
from index.search.local import LocalEngine
from index.search.ranking import Ranking
from index.search.vocabulary import Vocabulary
from index.store.articles import Store
from index.store.origins import Origins


@dataclass(frozen=True, slots=True)
class Files:
    """Files that were opened together; they serve no database that takes the place of theirs."""

    store: Store
    lexical: LexicalIndex
    dense: DenseIndex
    engine: LocalEngine
    ranking: Ranking
    origins: Origins
    vocabulary: Vocabulary

    @classmethod
    def of(cls, store: Store, folder: Path, reader: Reader, aside: Path) -> Files:
        """Open what lies beside a database, the index of words in `aside`; what belongs to another one is made anew."""
        recipe = reader.recipe
        lexical = LexicalIndex(aside, recipe.stemmer, store.mark)
        dense = DenseIndex(folder, recipe.dimensions, recipe.flat_until, store.mark)
        engine = LocalEngine(store, dense, lexical)
        vocabulary = Vocabulary(engine, lexical)
        return cls(store, lexical, dense, engine, Ranking(engine, reader), Origins(store), vocabulary)
