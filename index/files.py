"""What an archive has open: a database and its two indexes, all of one archive."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus import ArchiveMismatch, ArchiveMissing
from index.model.reader import Reader
from index.search.dense import DenseIndex
from index.search.lexical import LexicalIndex
from index.search.local import LocalEngine
from index.search.ranking import Ranking
from index.search.vocabulary import Vocabulary
from index.store.articles import Store
from index.store.database import FILE, explained
from index.store.origins import Origins
from index.types.recipe import Recipe


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
    def of(cls, store: Store, folder: Path, reader: Reader) -> Files:
        """Open what lies beside a database; what belongs to another one is made anew."""
        recipe = reader.recipe
        lexical = LexicalIndex(folder, recipe.stemmer, store.mark)
        dense = DenseIndex(folder, recipe.dimensions, recipe.flat_until, store.mark)
        engine = LocalEngine(store, dense, lexical)
        vocabulary = Vocabulary(engine, lexical)
        return cls(store, lexical, dense, engine, Ranking(engine, reader), Origins(store), vocabulary)


def begun(store: Store) -> Recipe:
    """The recipe of an archive; raises ArchiveMissing where its first build was broken off before one was kept."""
    if recipe := store.recipe():
        return recipe
    raise ArchiveMissing(
        f"The first build of the archive in {store.path.parent} was broken off before its first article; run the same "
        f"index build again, which finishes it."
    )


def make_folder(folder: Path) -> None:
    """Make the folder of an archive where it isn't; raises an ArchiveError for one that holds other files."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explained(error, folder / FILE) from error
    if any(folder.iterdir()) and not (folder / FILE).exists():
        raise ArchiveMismatch(f"{folder} holds other files and no archive; give an empty or new folder.")
