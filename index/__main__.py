"""The command line of the archive: build, info, search, remove, check, export, watch."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Optional

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from corpus import CuttingsError, Fields, Notice
from corpus.web import Fetcher, Manners
from index.archive import Archive, ArchiveInfo
from index.build import Sync
from index.build import build as build_archive
from index.hit import Hit
from index.scope import Scope
from index.sync import MaxRemovals
from index.watch import watch as watch_sources

SHOWN_NOTICES = 20   # of a build; the rest is counted

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)

ArchiveOption = Annotated[Path, typer.Option("--archive", envvar="CUTTINGS_ARCHIVE", help="The archive's folder.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
MaxRemovalsOption = Annotated[
    str, typer.Option(help="How many of a source's articles may be removed at once: a share or a number.")
]
PauseOption = Annotated[float, typer.Option(min=0, help="Seconds between two requests to one server, at least.")]
PrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Open addresses of this machine and private networks too.")
]
Names = Optional[list[str]]  # noqa: UP045  (typer reads this at run time)


@cli.command()
def build(
    archive: ArchiveOption,
    sources: Annotated[
        list[str], typer.Argument(help="Files, folders, addresses of pages, feeds or sitemaps.", show_default=False)
    ],
    embedder: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(envvar="CUTTINGS_EMBEDDER", help="Name or folder of a sentence-transformers model."),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="Read every file as this format instead of finding it out: wxr, csv, ...")
    ] = "",
    fields: Annotated[
        Names, typer.Option("--map", help="A field of JSON or CSV by another name: title=Headline (repeatable).")
    ] = None,
    sync: Annotated[
        bool, typer.Option("--sync", help="Remove what came from these sources and is no longer there.")
    ] = False,
    max_removals: MaxRemovalsOption = "5%",
    pause: PauseOption = 1.0,
    allow_private: PrivateOption = False,
) -> None:
    """Create an archive, or bring it up to date; ends with what was added, changed, unchanged and skipped.

    Exit status: 0 when every record was read, 1 when some were skipped, 2 when nothing could be done.
    """
    with plainly():
        notices = _Notices()
        syncing = Sync(MaxRemovals.parse(max_removals), _to_errors) if sync else None
        with _bar() as progress, _fetcher(pause, allow_private) as fetcher:
            built = build_archive(archive, sources, embedder=embedder, report=notices, progress=progress, form=form,
                                  fields=Fields.parse(fields or ()), fetcher=fetcher, sync=syncing)
        notices.close()
        typer.echo(str(built))
        if built.skipped:
            raise typer.Exit(1)


@cli.command()
def info(archive: ArchiveOption, as_json: JsonOption = False) -> None:
    """Say what an archive holds."""
    with plainly(), Archive.open(archive) as opened:
        facts = _facts(opened.info())
    if as_json:
        typer.echo(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    for name, value in facts.items():
        typer.echo(f"{name + ':':<12} {', '.join(value) if isinstance(value, list) else value}")


@cli.command()
def search(
    query: str,
    archive: ArchiveOption,
    limit: Annotated[int, typer.Option(help="How many passages.")] = 10,
    since: Annotated[Optional[str], typer.Option(help="Published on or after this day.")] = None,  # noqa: UP045
    until: Annotated[Optional[str], typer.Option(help="Published on or before this day.")] = None,  # noqa: UP045
    section: Annotated[Names, typer.Option(help="Only this section (repeatable).")] = None,
    source: Annotated[Names, typer.Option(help="Only this source (repeatable).")] = None,
    author: Annotated[Names, typer.Option(help="Only this author (repeatable).")] = None,
    kind: Annotated[Names, typer.Option(help="Only this kind, such as news or opinion (repeatable).")] = None,
    as_json: JsonOption = False,
) -> None:
    """Find passages, best first."""
    with plainly():
        scope = Scope(   # it reads dates as people write them
            since=since,  # type: ignore[arg-type]
            until=until,  # type: ignore[arg-type]
            sections=tuple(section or ()),
            sources=tuple(source or ()),
            authors=tuple(author or ()),
            kinds=tuple(kind or ()),
            limit=limit,
        )
        with Archive.open(archive) as opened:
            hits = opened.search(query, scope)
    if as_json:
        typer.echo(json.dumps({"hits": [hit.to_dict() for hit in hits]}, ensure_ascii=False, indent=2))
    else:
        _print_hits(hits)


@cli.command()
def remove(archive: ArchiveOption, ids: Annotated[list[str], typer.Argument(help="Ids of articles.")]) -> None:
    """Take articles out for good; exit status 1 when one of them was not there."""
    with plainly(), Archive.open(archive) as opened:
        removed = opened.remove(ids)
    typer.echo(f"{removed:,} removed, {len(ids) - removed:,} not found")
    if removed < len(ids):
        raise typer.Exit(1)


@cli.command()
def check(archive: ArchiveOption) -> None:
    """Hold every file and index against the database; exit status 1 when something is wrong."""
    with plainly(), Archive.open(archive) as opened:
        problems = opened.check()
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo("all is well")


@cli.command()
def export(archive: ArchiveOption) -> None:
    """Print every article as a line of JSON, hidden ones too."""
    with plainly(), Archive.open(archive) as opened:
        for article in opened.articles():
            typer.echo(json.dumps(article.to_dict(), ensure_ascii=False))


@cli.command()
def watch(
    archive: ArchiveOption,
    sources: Annotated[list[str], typer.Argument(help="Feeds, sitemaps, pages, folders or files.", show_default=False)],
    every: Annotated[str, typer.Option(help="How often: 90s, 15m, 6h, 1d.")] = "15m",
    embedder: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(envvar="CUTTINGS_EMBEDDER", help="Name or folder of a sentence-transformers model."),
    ] = None,
    max_removals: MaxRemovalsOption = "5%",
    pause: PauseOption = 1.0,
    allow_private: PrivateOption = False,
) -> None:
    """Keep an archive in step with its sources until it is stopped (Ctrl-C, SIGTERM); prints a line a run.

    What vanishes from a source is removed, as `build --sync` does. A run that fails is said to, and the next one comes.
    """
    with plainly(), _fetcher(pause, allow_private) as fetcher:
        watch_sources(archive, sources, every=every, limit=MaxRemovals.parse(max_removals), embedder=embedder,
                      fetcher=fetcher, say=typer.echo)


@contextmanager
def plainly() -> Iterator[None]:
    """End our own errors as one line on standard error and exit status 2; everything else keeps its traceback."""
    try:
        yield
    except CuttingsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())   # `export | head` is no error
        raise typer.Exit(0) from None
    except KeyboardInterrupt:
        typer.echo("Stopped; what was stored is kept, and the same command goes on from there.", err=True)
        raise typer.Exit(130) from None


def _fetcher(pause: float, allow_private: bool) -> Fetcher:
    manners = Manners(pause_s=pause)
    return Fetcher(manners=manners, allowed=lambda address: True) if allow_private else Fetcher(manners=manners)


def _to_errors(sentence: str) -> None:
    typer.echo(sentence, err=True)


class _Notices:
    """Prints the first notices of a build and counts the rest."""

    def __init__(self) -> None:
        self._heard = 0

    def __call__(self, notice: Notice) -> None:
        self._heard += 1
        if self._heard <= SHOWN_NOTICES:
            typer.echo(f"{notice}{' (skipped)' if notice.skipped else ''}", err=True)

    def close(self) -> None:
        """Say how many were not shown."""
        if self._heard > SHOWN_NOTICES:
            typer.echo(f"... and {self._heard - SHOWN_NOTICES:,} more notices", err=True)


@contextmanager
def _bar() -> Iterator[Any]:
    """One progress bar on standard error that tells the step, how far it is and the time left."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
               TextColumn("left"), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks: dict[str, Any] = {}

        def progress(step: str, done: int, total: int | None) -> None:
            if step not in tasks:
                for earlier in tasks.values():
                    bar.update(earlier, total=bar.tasks[earlier].completed)
                tasks[step] = bar.add_task(step, total=total)
            bar.update(tasks[step], completed=done, total=total)

        yield progress


def _facts(about: ArchiveInfo) -> dict[str, Any]:
    return {
        "name": about.name,
        "generation": about.generation,
        "articles": about.articles,
        "passages": about.passages,
        "embedded": about.embedded,
        "oldest": about.oldest.isoformat() if about.oldest else None,
        "newest": about.newest.isoformat() if about.newest else None,
        "in step": about.in_step.isoformat() if about.in_step else None,
        "sections": list(about.sections),
        "model": about.recipe.model,
        "dimensions": about.recipe.dimensions,
    }


def _print_hits(hits: list[Hit]) -> None:
    for number, hit in enumerate(hits, start=1):
        article = hit.article
        day = f"{article.published:%Y-%m-%d}" if article.published else "undated"
        typer.echo(f"{number}. {article.title} ({', '.join(filter(None, (article.source, day)))})  {hit.score:.2f}")
        typer.echo(f"   {' '.join(hit.text.split())}\n   {article.url or article.id}")
        if hit.twins:
            typer.echo(f"   Also printed in {', '.join(twin.source or twin.title for twin in hit.twins)}")
        typer.echo("")
    if not hits:
        typer.echo("Nothing found.")


if __name__ == "__main__":
    cli(prog_name="python -m index")
