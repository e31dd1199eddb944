"""Commands that bring articles in: build, watch."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from corpus import Fields
from corpus.web import Fetcher, Manners
from index.cli.errors import plainly
from index.cli.options import (
    ArchiveOption,
    EmbedderOption,
    HonourOption,
    MaxRemovalsOption,
    Names,
    PauseOption,
    PrivateOption,
    reading,
)
from index.cli.progress import Notices, progress_bar
from index.ingest.build import IngestOptions, Sync
from index.ingest.build import build as build_archive
from index.ingest.sync import MaxRemovals
from index.ingest.watch import EVERY, period
from index.ingest.watch import watch as watch_sources
from index.model.memory import keep_together

_MANNERS = Manners()
_REMOVALS = str(MaxRemovals())


def build(
    archive: ArchiveOption,
    sources: Annotated[
        list[str], typer.Argument(help="Files, folders, addresses of pages, feeds, sitemaps or repositories (OAI-PMH), "
                                  "s3://bucket/prefix.", show_default=False)
    ],
    embedder: EmbedderOption = None,
    form: Annotated[
        str, typer.Option("--format", help="Read every file as this format instead of finding it out: wxr, csv, ...")
    ] = "",
    fields: Annotated[
        Names, typer.Option("--map", help="A field of JSON or CSV by another name: title=Headline, text=body.0.html, "
                            "authors=author_id@users.id.name (repeatable).")
    ] = None,
    items: Annotated[
        str, typer.Option(help="Where a JSON file has its list of articles, dots going into objects: data.posts.")
    ] = "",
    forbid_rights: Annotated[
        Names, typer.Option(help="Keep articles whose rights hold this text as headline and link only; * is any text "
                            "(repeatable; replaces what was given before).")
    ] = None,
    timezone: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(envvar="CUTTINGS_TIMEZONE", help="The newsroom's time zone, such as Europe/London: dates without "
                     "a zone are read in it, and days are counted there. Kept in the archive."),
    ] = None,
    ocr: Annotated[
        str, typer.Option(help="Recognise scans (PDF without text) by Tesseract in these languages: eng, eng+deu. "
                          "Kept in the archive.")
    ] = "",
    sync: Annotated[
        bool, typer.Option("--sync", help="Remove what came from these sources and is no longer there.")
    ] = False,
    max_removals: MaxRemovalsOption = _REMOVALS,
    pause: PauseOption = _MANNERS.pause_s,
    allow_private: PrivateOption = False,
    honour_reservations: HonourOption = False,
    ray: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="Embed on a Ray cluster at this address, or on one started here: local."),
    ] = None,
) -> None:
    """Create an archive, or bring it up to date; ends with what was added, changed, unchanged and skipped.

    Exit status: 0 when every record was read, 1 when some were skipped, 2 when nothing could be done.
    """
    with plainly():
        notices = Notices()
        most = _most(max_removals)
        syncing = Sync(most, _to_errors) if sync else None
        with progress_bar() as progress, _fetcher(pause, allow_private, honour_reservations) as fetcher:
            built = build_archive(archive, sources, embedder=embedder, report=notices, progress=progress,
                                  fields=Fields.parse(fields or (), items, timezone or "", ocr),
                                  forbid_rights=forbid_rights, options=IngestOptions(form, fetcher, syncing, ray))
        notices.close()
        typer.echo(str(built))
        if built.skipped:
            raise typer.Exit(1)


def watch(
    archive: ArchiveOption,
    sources: Annotated[list[str], typer.Argument(help="As of build.", show_default=False)],
    every: Annotated[str, typer.Option(help="How often: 90s, 15m, 6h, 1d.")] = EVERY,
    embedder: EmbedderOption = None,
    max_removals: MaxRemovalsOption = _REMOVALS,
    pause: PauseOption = _MANNERS.pause_s,
    allow_private: PrivateOption = False,
    honour_reservations: HonourOption = False,
) -> None:
    """Keep an archive in step with its sources until it is stopped (Ctrl-C, SIGTERM); prints a line a run.

    What vanishes from a source is removed, as `build --sync` does. A run that fails is said to, and the next one comes.
    """
    keep_together()
    with plainly(), _fetcher(pause, allow_private, honour_reservations) as fetcher:
        with reading("--every"):
            period(every)
        watch_sources(archive, sources, every=every, limit=_most(max_removals), embedder=embedder, fetcher=fetcher,
                      say=typer.echo)


def _most(removals: str) -> MaxRemovals:
    with reading("--max-removals"):
        return MaxRemovals.parse(removals)


def _fetcher(pause: float, allow_private: bool, honour: bool) -> Fetcher:
    manners = Manners(pause_s=pause)
    if allow_private:
        return Fetcher(manners=manners, honour_reservations=honour, allowed=lambda address: True)
    return Fetcher(manners=manners, honour_reservations=honour)


def _to_errors(sentence: str) -> None:
    typer.echo(sentence, err=True)
