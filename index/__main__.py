"""The command line of the archive: build, info, search, remove, check, export."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated, Any, Optional

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from corpus import CuttingsError, Fields, InputError, Notice
from index.archive import Archive, ArchiveInfo
from index.build import build as build_archive
from index.hit import Hit
from index.open import open_archive
from index.scope import Scope

SHOWN_NOTICES = 20   # of a build; the rest is counted

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)

ArchiveOption = Annotated[Path, typer.Option("--archive", envvar="CUTTINGS_ARCHIVE", help="The archive's folder.")]
StoreOption = Annotated[
    Optional[str],  # noqa: UP045  (typer reads this at run time)
    typer.Option("--store", envvar="CUTTINGS_STORE", help="Instead of a folder: milvus://HOST:PORT/COLLECTION or "
                 "milvus-lite:///PATH.db"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Names = Optional[list[str]]  # noqa: UP045  (typer reads this at run time)


@cli.command()
def build(
    archive: ArchiveOption,
    sources: Annotated[list[Path], typer.Argument(help="Files or folders of articles.", show_default=False)],
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
    ray: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="Embed on a Ray cluster at this address, or on one started here: local."),
    ] = None,
) -> None:
    """Create an archive, or bring it up to date; ends with what was added, changed, unchanged and skipped.

    Exit status: 0 when every record was read, 1 when some were skipped, 2 when nothing could be done.
    """
    with plainly():
        notices = _Notices()
        with _bar() as progress:
            built = build_archive(archive, sources, embedder=embedder, report=notices, progress=progress,
                                  form=form, fields=Fields.parse(fields or ()), ray=ray)
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
    archive: Annotated[
        Optional[Path], typer.Option("--archive", envvar="CUTTINGS_ARCHIVE", help="The archive's folder.")  # noqa: UP045
    ] = None,
    store: StoreOption = None,
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
        with closing(open_archive(place(archive, store))) as opened:
            hits = opened.search(query, scope)
    if as_json:
        typer.echo(json.dumps({"hits": [hit.to_dict() for hit in hits]}, ensure_ascii=False, indent=2))
    else:
        _print_hits(hits)


@cli.command()
def push(
    archive: ArchiveOption,
    store: Annotated[str, typer.Option(envvar="CUTTINGS_STORE", help="milvus://HOST:PORT/COLLECTION or "
                                       "milvus-lite:///PATH.db")],
) -> None:
    """Fill an archive in Milvus from this one, or bring it up to date, withdrawals first."""
    from index.milvus import Address
    from index.milvus import push as push_archive

    with plainly():
        with _bar() as progress:
            pushed = push_archive(archive, Address.parse(store),
                                  progress=lambda done, total: progress("Writing articles", done, total))
        typer.echo(str(pushed))


@cli.command()
def drop(store: Annotated[str, typer.Option(help="The store's address.")]) -> None:
    """Take a whole archive out of Milvus; the folder that it was filled from stays."""
    from index.milvus import Address
    from index.milvus.tables import Tables

    with plainly(), closing(Tables(Address.parse(store))) as tables:
        tables.require()
        tables.drop()
    typer.echo(f"{store} is gone")


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


def place(archive: Path | None, store: str | None) -> Path | str:
    """Where the archive is: at the store's address when there is one, else in the folder."""
    if store or archive:
        return store or archive or ""
    raise InputError("Say where the archive is: --archive DIR, or --store milvus://host:port/collection.")


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
