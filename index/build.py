"""Build or update an archive from sources: read, add, embed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import Article, Fields, Notice, Report, SourceError, read
from index.archive import Added, Archive, Progress
from index.embed import Embedder
from index.ray_embed import ray_readers

BuildProgress = Callable[[str, int, int | None], None]   # (step, how many are done, of how many where that is known)


@dataclass(frozen=True, slots=True)
class Built:
    """What became of the sources."""

    added: int
    changed: int
    unchanged: int
    skipped: int      # records and files that could not be read as articles
    vectors: int      # passages that got their vector

    def __str__(self) -> str:
        """One line for people."""
        return (
            f"{self.added:,} added, {self.changed:,} changed, {self.unchanged:,} unchanged, {self.skipped:,} skipped; "
            f"{self.vectors:,} passages embedded"
        )


def build(
    folder: Path,
    sources: Sequence[Path],
    *,
    embedder: str | Embedder | None = None,
    report: Report | None = None,
    progress: BuildProgress | None = None,
    form: str = "",
    fields: Fields | None = None,
    ray: str | None = None,
) -> Built:
    """Create the archive in `folder`, or bring it up to date, from files and folders.

    Articles can be searched by their words as soon as they are read; vectors follow. After a kill the same call goes on
    where it was. `form` and `fields` are those of `corpus.read`; `ray` is the address of a Ray cluster that reads the
    passages, or "local" for one on this machine. Raises SourceError when a source isn't there, before
    anything is written, or when one holds no article, after the others are stored and embedded.
    """
    sieve = _Sieve(report)
    streams = [read(source, sieve, form=form, fields=fields or Fields()) for source in sources]
    tell = progress or (lambda step, done, total: None)
    with Archive.create(folder, embedder=embedder) as archive:
        added = archive.add(
            sieve.articles(streams), progress=lambda counts: tell("Reading articles", _seen(counts), None)
        )
        vectors = _embed(archive, ray, lambda done, total: tell("Embedding passages", done, total))
    if sieve.empty:
        raise sieve.empty[0]
    return Built(added.added, added.changed, added.unchanged, sieve.skipped, vectors)


def _embed(archive: Archive, ray: str | None, progress: Progress) -> int:
    """Embed here, or on a cluster."""
    if not ray:
        return archive.embed(progress=progress)
    with ray_readers(ray, archive.recipe) as readers:
        return archive.embed(progress=progress, read=readers)


class _Sieve:
    """Passes articles and notices on; counts what was skipped and keeps which sources were empty."""

    def __init__(self, report: Report | None) -> None:
        self._report = report
        self.skipped = 0
        self.empty: list[SourceError] = []
        self._ids: set[str] = set()

    def __call__(self, notice: Notice) -> None:
        """Hear a reader's notice."""
        self.skipped += notice.skipped
        if self._report:
            self._report(notice)

    def articles(self, streams: Sequence[Iterator[Article]]) -> Iterator[Article]:
        """The articles of all the streams, one after the other."""
        for stream in streams:
            try:
                for article in stream:
                    self._notice_twice(article)
                    yield article
            except SourceError as error:
                self.empty.append(error)

    def _notice_twice(self, article: Article) -> None:
        if article.id in self._ids and self._report:
            self._report(Notice(article.id, "this id came before in the same build; the later article takes its place"))
        self._ids.add(article.id)


def _seen(counts: Added) -> int:
    return counts.added + counts.changed + counts.unchanged
