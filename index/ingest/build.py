"""Build or update an archive from sources: read, add, embed, take out what vanished."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from functools import partial
from pathlib import Path

from corpus import Article, Fields, Notice, Report, SourceError
from corpus.read import survey
from corpus.readers import check_ocr
from corpus.record.newsroom import zone_named
from corpus.record.places import Event
from corpus.web import Fetcher, is_address, is_bucket, is_there, survey_address, survey_bucket
from index.archive import Added, Archive, Progress
from index.ingest.intake import Intake
from index.ingest.sync import MaxRemovals, removals_refused, remove_vanished
from index.model.embed import Embedder
from index.model.ray_embed import ray_readers
from index.store.tombstones import Tombstone

FILE_BATCH, PAGE_BATCH = 1_000, 20   # articles that are stored at once; pages come slowly, and a kill loses a batch

BuildProgress = Callable[[str, int, int | None], None]   # (step, how many are done, of how many where that is known)


@dataclass(frozen=True, slots=True)
class Sync:
    """That what vanished from its source is to be removed, within limits."""

    limit: MaxRemovals = MaxRemovals()
    say: Callable[[str], None] = lambda sentence: None   # is told how many, before they go


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """How sources are read and their passages embedded, where the usual way won't do."""

    form: str = ""                   # that every file is read as, instead of finding it out; as in `corpus.read`
    fetcher: Fetcher | None = None   # opens addresses; None: one that opens public ones
    sync: Sync | None = None         # removes what is no longer in its source; None: nothing is removed
    ray: str | None = None           # address of a Ray cluster that reads the passages; "local": one on this machine


@dataclass(frozen=True, slots=True)
class Built:
    """What became of the sources."""

    added: int
    changed: int
    unchanged: int
    skipped: int             # records, files and pages that could not be read as articles
    vectors: int             # passages that got their vector
    barred: int = 0          # articles that were withdrawn and are not brought back
    removed: int | None = None   # articles that vanished from their source; None where nobody looked

    def __str__(self) -> str:
        """One line for people."""
        removed = "" if self.removed is None else f"{self.removed:,} removed, "
        return (
            f"{self.added:,} added, {self.changed:,} changed, {self.unchanged:,} unchanged, {removed}"
            f"{self.skipped:,} skipped; {self.vectors:,} passages embedded"
            + (f"; {self.barred:,} withdrawn before and not brought back" if self.barred else "")
        )


def build(
    folder: Path,
    sources: Sequence[Path | str],
    *,
    embedder: str | Embedder | None = None,
    report: Report | None = None,
    progress: BuildProgress | None = None,
    fields: Fields | None = None,
    forbid_rights: Sequence[str] | None = None,
    options: IngestOptions = IngestOptions(),
) -> Built:
    """Create the archive in `folder`, or bring it up to date, from files, folders and addresses (http, https, s3).

    Articles can be searched by their words as soon as they are read; vectors follow. After a kill the same call goes on
    where it was. `fields` are those of `corpus.read`; `forbid_rights` are patterns for `Archive.forbid_rights`, and
    None keeps those of before. The time zone of `fields` and the languages of scans are kept in the archive, and
    without them those of before count. Raises InputError for a zone or a language that there isn't, MissingPackage
    where scans are to be recognised and nothing does that, and SourceError when a source isn't there, before anything
    is written, or when one holds no article or has lost more than may be removed, after the others are stored and
    embedded.
    """
    timezone = fields.timezone if fields else ""
    zone_named(timezone)
    if fields and fields.ocr:
        check_ocr(fields.ocr)
    for source in sources:
        _check(source, options.form, fields)
    with Archive.create(folder, embedder=embedder) as archive:
        if forbid_rights is not None:
            archive.forbid_rights(forbid_rights)
        if timezone:
            archive.origins.set_timezone(timezone)
        if fields and fields.ocr:
            archive.origins.set_ocr(fields.ocr)
        return update(archive, sources, report=report, progress=progress, fields=fields, options=options)


def update(
    archive: Archive,
    sources: Sequence[Path | str],
    *,
    report: Report | None = None,
    progress: BuildProgress | None = None,
    fields: Fields | None = None,
    options: IngestOptions = IngestOptions(),
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Built:
    """Bring an open archive up to date, as `build` does; raises what it does."""
    notices = _Notices(report)
    zone = zone_named(archive.origins.timezone())
    fields = replace(fields or Fields(), ocr=archive.origins.ocr())
    fetcher, sync = options.fetcher, options.sync
    tell = progress or (lambda step, done, total: None)
    counts, removed, ids = Added(), 0, set[str]()
    failures: list[SourceError] = []
    with ExitStack() as opened:
        if fetcher is None and any(is_address(str(source)) for source in sources):
            fetcher = opened.enter_context(Fetcher())
        for source in sources:
            before = counts
            intake = Intake(archive, _name(source), notices, ids, notices.barred)
            try:
                events = _events(source, intake, notices, options.form, fields, fetcher, now, zone)
                size = PAGE_BATCH if _is_remote(source) else FILE_BATCH
                counts = before.plus(intake.take(
                    events, size, lambda own, before=before: tell("Reading articles", _seen(before.plus(own)), None)))  # type: ignore[misc]
                if intake.failure:
                    failures.append(intake.failure)
                elif sync:
                    there = partial(is_there, fetcher=fetcher) if fetcher else _nobody_to_ask
                    removed += remove_vanished(archive, _name(source), intake, sync.limit, there, sync.say)
                    if reason := removals_refused(intake):
                        sync.say(reason)
            except SourceError as error:
                failures.append(error)
    archive.origins.note_offset()
    if fetcher and fetcher.reservations:
        archive.origins.note_reservations(fetcher.reservations)
    vectors = _embed(archive, options.ray, lambda done, total: tell("Embedding passages", done, total))
    if failures:
        raise failures[0]
    return Built(counts.added, counts.changed, counts.unchanged, notices.skipped, vectors, counts.barred,
                 removed if sync else None)


def _embed(archive: Archive, ray: str | None, progress: Progress) -> int:
    """Embed here, or on a cluster."""
    if not ray:
        return archive.embed(progress=progress)
    with ray_readers(ray, archive.recipe) as readers:
        return archive.embed(progress=progress, read=readers)


def _check(source: Path | str, form: str, fields: Fields | None) -> None:
    """Raise SourceError for a file that isn't there, before anything is written."""
    if is_bucket(str(source)):
        survey_bucket(str(source), lambda notice: None, form=form)
    elif not is_address(str(source)):
        survey(Path(source), lambda notice: None, form=form, fields=fields or Fields())


def _name(source: Path | str) -> str:
    """What a source is called in the archive, from wherever it is named."""
    return str(source) if _is_remote(source) else str(Path(source).resolve())


def _is_remote(source: Path | str) -> bool:
    return is_address(str(source)) or is_bucket(str(source))


def _events(
    source: Path | str, intake: Intake, report: Report, form: str, fields: Fields | None, fetcher: Fetcher | None,
    now: Callable[[], datetime], zone: tzinfo | None,
) -> Iterator[Event]:
    recall = intake.reading.recall
    if fetcher and is_address(str(source)):
        return survey_address(str(source), fetcher, report, recall=recall, now=now, zone=zone)
    if is_bucket(str(source)):
        return survey_bucket(str(source), report, form=form, fields=fields or Fields(), recall=recall, zone=zone)
    return survey(Path(source), report, form=form, fields=fields or Fields(), recall=recall,
                  zone=zone)


class _Notices:
    """Passes notices on and counts what was skipped."""

    def __init__(self, report: Report | None) -> None:
        self._report = report
        self.skipped = 0

    def __call__(self, notice: Notice) -> None:
        """Hear a reader's notice."""
        self.skipped += notice.skipped
        if self._report:
            self._report(notice)

    def barred(self, article: Article, tombstone: Tombstone) -> None:
        """Hear of an article that was withdrawn."""
        self(Notice(article.id, f"withdrawn on {tombstone.withdrawn:%Y-%m-%d} ({tombstone.reason}) and not "
                                f"brought back; index readmit {tombstone.id} would allow it"))


def _nobody_to_ask(url: str) -> bool:
    """Nobody can be asked."""
    return True


def _seen(counts: Added) -> int:
    return counts.added + counts.changed + counts.unchanged + counts.barred
