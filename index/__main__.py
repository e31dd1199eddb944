"""The command line of the archive: build, watch, info, search, export, check, and the life of an article."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated, Any, Optional

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from corpus import Article, CuttingsError, Fields, InputError, Notice
from corpus.web import Fetcher, Manners
from index.archive import Archive
from index.ingest.build import Sync
from index.ingest.build import build as build_archive
from index.ingest.sync import MaxRemovals
from index.ingest.watch import watch as watch_sources
from index.model.memory import keep_together
from index.open import open_archive
from index.store.backup import Copied
from index.store.backup import backup as back_up
from index.store.backup import restore as restore_from
from index.store.history import Change
from index.store.tombstones import Tombstone
from index.types.hit import Hit
from index.types.info import ArchiveInfo
from index.types.scope import Scope
from index.withdraw import Receipt

SHOWN_NAME = 200      # characters of a file's
SHOWN_NOTICES = 20   # of a build; the rest is counted

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)

ArchiveOption = Annotated[Path, typer.Option("--archive", envvar="CUTTINGS_ARCHIVE", help="The archive's folder.")]
StoreOption = Annotated[
    Optional[str],  # noqa: UP045  (typer reads this at run time)
    typer.Option("--store", envvar="CUTTINGS_STORE", help="Instead of a folder: milvus://HOST:PORT/COLLECTION or "
                 "milvus-lite:///PATH.db"),
]
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
        typer.Option(envvar="CUTTINGS_EMBEDDER", help="Name or folder of a sentence-transformers model; int8:NAME "
                     "has its weights in eight bits."),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="Read every file as this format instead of finding it out: wxr, csv, ...")
    ] = "",
    fields: Annotated[
        Names, typer.Option("--map", help="A field of JSON or CSV by another name: title=Headline (repeatable).")
    ] = None,
    forbid_rights: Annotated[
        Names, typer.Option(help="Keep articles whose rights hold this text as headline and link only; * is any text "
                            "(repeatable; replaces what was given before).")
    ] = None,
    sync: Annotated[
        bool, typer.Option("--sync", help="Remove what came from these sources and is no longer there.")
    ] = False,
    max_removals: MaxRemovalsOption = "5%",
    pause: PauseOption = 1.0,
    allow_private: PrivateOption = False,
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
        syncing = Sync(MaxRemovals.parse(max_removals), _to_errors) if sync else None
        with _bar() as progress, _fetcher(pause, allow_private) as fetcher:
            built = build_archive(archive, sources, embedder=embedder, report=notices, progress=progress, form=form,
                                  fields=Fields.parse(fields or ()), fetcher=fetcher, sync=syncing,
                                  forbid_rights=forbid_rights, ray=ray)
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
    query: Annotated[
        str, typer.Argument(help='What to look for. "In quotation marks": exactly these words; -word: without it; '
                            'one OR other: either. Put -- before a query that begins with -.')
    ],
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
            hits = opened.find(query, scope)
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
def remove(archive: ArchiveOption, ids: Annotated[list[str], typer.Argument(help="Ids or addresses.")]) -> None:
    """Take articles out, until a source brings them back; exit status 1 when one of them was not there."""
    with plainly(), Archive.open(archive) as opened:
        named = [opened.named(each) for each in ids]
        removed = opened.remove(list(dict.fromkeys(id for found in named for id in found)))
    lost = sum(not found for found in named)
    typer.echo(f"{removed:,} removed, {lost:,} not found")
    if lost:
        raise typer.Exit(1)


@cli.command()
def check(
    archive: ArchiveOption,
    repair: Annotated[
        bool, typer.Option("--repair", help="Finish broken-off withdrawals, and make indexes anew that don't fit.")
    ] = False,
) -> None:
    """Hold every file and index against the database; exit status 1 when something is wrong."""
    with plainly(), Archive.open(archive) as opened:
        if repair and (receipt := opened.repair()):
            _print_receipt(receipt)
        problems = opened.check()
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo("all is well")


@cli.command()
def export(
    archive: ArchiveOption,
    public: Annotated[bool, typer.Option("--public", help="Only what a reader may see now.")] = False,
) -> None:
    """Print every article as a line of JSON: withheld, embargoed and expired ones too, unless --public is given."""
    with plainly(), Archive.open(archive) as opened:
        for article in opened.articles(opened.now() if public else None):
            typer.echo(json.dumps(article.to_dict(), ensure_ascii=False))


@cli.command(name="history")
def show_history(
    name: Annotated[str, typer.Argument(metavar="ID|URL", help="An article.")],
    archive: ArchiveOption,
    version: Annotated[Optional[int], typer.Option(help="Print this version whole.")] = None,  # noqa: UP045
    as_json: JsonOption = False,
) -> None:
    """Show every version of an article: when it came and what it changed. Former ones are found nowhere else."""
    with plainly(), Archive.open(archive) as opened:
        if tombstone := opened.tombstone(name):
            raise InputError(f"{_buried(tombstone)} Nothing of its versions is kept.")
        told = [opened.history(id) for id in opened.named(name)]
    if not told:
        typer.echo(f"There is no article {name}.", err=True)
        raise typer.Exit(1)
    if version is not None:
        _print_version(told[0], version, as_json)
    elif as_json:
        typer.echo(json.dumps([_versions(each) for each in told], ensure_ascii=False, indent=2))
    else:
        for each in told:
            _print_history(each)


@cli.command()
def withdraw(
    names: Annotated[list[str], typer.Argument(metavar="ID|URL...", help="Articles.")],
    archive: ArchiveOption,
    reason: Annotated[str, typer.Option(help="Why, in a line; it is kept with the id and the address.")],
    feedback: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(envvar="CUTTINGS_FEEDBACK", help="The file of readers' verdicts, when it is not in the archive."),
    ] = None,
    ledger: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(envvar="CUTTINGS_LEDGER", help="The ledger of answers, when no server of this archive noted it."),
    ] = None,
) -> None:
    """Withdraw articles: nothing they said is left in any file, no import brings them back; prints a receipt.

    Exit status: 0 when it is done and proved, 1 when an article was not there or something is left, 2 when refused.
    """
    with plainly(), Archive.open(archive) as opened:
        found = [(name, opened.named(name)) for name in names]
        for name, ids in found:
            if not ids:
                before = opened.tombstone(name)
                typer.echo(_buried(before) if before else f"There is no article {name}.", err=True)
        wanted = list(dict.fromkeys(id for _, ids in found for id in ids))
        with console_status() as tell:
            receipt = opened.withdraw(wanted, reason, answers=[each for each in (feedback, ledger) if each], tell=tell)
    _print_receipt(receipt)
    if not receipt.proved or not all(ids for _, ids in found):
        raise typer.Exit(1)


@cli.command()
def readmit(
    archive: ArchiveOption,
    names: Annotated[list[str], typer.Argument(metavar="ID|URL...", help="Articles that were withdrawn.")],
) -> None:
    """Allow withdrawn articles to be added again; exit status 1 when one of them was not withdrawn."""
    with plainly(), Archive.open(archive) as opened:
        lifted = {name: opened.readmit(name) for name in names}
    for name, ids in lifted.items():
        if ids:
            typer.echo(f"{', '.join(ids)} may be added again; nothing of it is here until a build brings it.")
        else:
            typer.echo(f"{name} was not withdrawn, or its withdrawal is not finished (index check --repair).", err=True)
    if not all(lifted.values()):
        raise typer.Exit(1)


@cli.command()
def backup(
    archive: ArchiveOption, target: Annotated[Path, typer.Argument(help="A new or empty folder.")]
) -> None:
    """Copy an archive while it is used, and verify the copy."""
    with plainly():
        typer.echo(f"{_copied(back_up(archive, target))} copied to {target}, and verified")


@cli.command()
def restore(
    archive: ArchiveOption, kept: Annotated[Path, typer.Argument(help="The folder of a backup.")]
) -> None:
    """Make an archive, in a new or empty folder, from a backup."""
    with plainly():
        typer.echo(f"{_copied(restore_from(kept, archive))} restored to {archive}")


def _copied(copied: Copied) -> str:
    return f"{copied.articles:,} articles, {copied.passages:,} passages"


@contextmanager
def console_status() -> Iterator[Callable[[str], None]]:
    """Shows the step that is being taken, where somebody watches."""
    console = Console(stderr=True)
    with console.status("") as status:
        yield lambda step: status.update(step)


def _buried(tombstone: Tombstone) -> str:
    return f"{tombstone.id} was withdrawn on {tombstone.withdrawn:%Y-%m-%d} ({tombstone.reason})."


def _versions(told: list[Change]) -> dict[str, Any]:
    return {"id": told[0].version.article.id, "versions": [each.to_dict() for each in told]}


def _print_version(told: list[Change], number: int, as_json: bool) -> None:
    chosen = next((each.version.article for each in told if each.version.number == number), None)
    if chosen is None:
        numbers = ", ".join(str(each.version.number) for each in told)
        typer.echo(f"There is no version {number}; there are {numbers}.", err=True)
        raise typer.Exit(1)
    if as_json:
        typer.echo(json.dumps(chosen.to_dict(), ensure_ascii=False, indent=2))
        return
    typer.echo("\n\n".join(filter(None, (chosen.title, _line_of(chosen), chosen.text))))


def _line_of(article: Article) -> str:
    dates = [f"{name} {moment:%Y-%m-%d %H:%M %z}" for name in ("published", "updated")
             if (moment := getattr(article, name))]
    return ", ".join(filter(None, (article.byline, article.source, article.section, *dates)))


def _print_history(told: list[Change]) -> None:
    for each in told:
        version, article = each.version, each.version.article
        came = f"stored {version.stored:%Y-%m-%d %H:%M}" if version.stored else "stored before times were kept"
        dates = [f"{name} {moment:%Y-%m-%d %H:%M}" for name in ("published", "updated")
                 if (moment := getattr(article, name))]
        facts = "; ".join((", ".join((came, *dates)), f"{len(article.text):,} characters"))
        typer.echo(f"{version.number}. {article.title}  ({facts})")
        for change in each.changed:
            typer.echo(f"   {change}")


def _print_receipt(receipt: Receipt) -> None:
    for each in receipt.withdrawn:
        named = " ".join(filter(None, (each.id, each.address)))
        typer.echo(f"Withdrawn: {named} ({each.reason}), {each.withdrawn:%Y-%m-%d %H:%M:%S} UTC")
    if receipt.withdrawn and receipt.finished:
        rows = receipt.erased
        typer.echo(
            f"Deleted from the database: {rows.articles:,} articles, {rows.versions:,} former versions, "
            f"{rows.passages:,} passages, {rows.vectors:,} vectors, {rows.tokens:,} passages' token vectors, "
            f"{rows.stories:,} entries of printed stories; rewritten, and its log emptied."
        )
        typer.echo(f"Indexes written anew: {receipt.words:,} passages by words, {receipt.vectors:,} by vectors.")
        for name, count in receipt.answers:
            typer.echo(f"Taken out of kept answers in {name}: {count:,}.")
        if receipt.searched:
            typer.echo(
                f"Proof: searched for {receipt.searched:,} phrases of it, in the archive and in each of its "
                f"{receipt.read:,} files: {'FOUND, see below' if receipt.found else 'nothing is found'}."
            )
        typer.echo("Copies and snapshots that were made of the folder before still hold it.")
    for line in receipt.found:
        typer.echo(line, err=True)
    if receipt.withdrawn and not receipt.finished:
        typer.echo("No reader sees it any more, but files still hold it; index check --repair finishes this.", err=True)
    for problem in receipt.problems:
        typer.echo(problem, err=True)
    if receipt.same_story:
        typer.echo(f"These print the same story and stay: {', '.join(receipt.same_story)}")

@cli.command()
def watch(
    archive: ArchiveOption,
    sources: Annotated[list[str], typer.Argument(help="Feeds, sitemaps, pages, folders or files.", show_default=False)],
    every: Annotated[str, typer.Option(help="How often: 90s, 15m, 6h, 1d.")] = "15m",
    embedder: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(envvar="CUTTINGS_EMBEDDER", help="Name or folder of a sentence-transformers model; int8:NAME "
                     "has its weights in eight bits."),
    ] = None,
    max_removals: MaxRemovalsOption = "5%",
    pause: PauseOption = 1.0,
    allow_private: PrivateOption = False,
) -> None:
    """Keep an archive in step with its sources until it is stopped (Ctrl-C, SIGTERM); prints a line a run.

    What vanishes from a source is removed, as `build --sync` does. A run that fails is said to, and the next one comes.
    """
    keep_together()
    with plainly(), _fetcher(pause, allow_private) as fetcher:
        watch_sources(archive, sources, every=every, limit=MaxRemovals.parse(max_removals), embedder=embedder,
                      fetcher=fetcher, say=typer.echo)


def place(archive: Path | None, store: str | None) -> Path | str:
    """Where the archive is: at the store's address when there is one, else in the folder."""
    if store or archive:
        return store or archive or ""
    raise InputError("Say where the archive is: --archive DIR, or --store milvus://host:port/collection.")


@contextmanager
def plainly() -> Iterator[None]:
    """End our own errors as one line on standard error and exit status 2; everything else keeps its traceback.

    A file or folder that the system doesn't let us use is such an error too: its name is too long, it isn't ours.
    """
    try:
        yield
    except CuttingsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())   # `export | head` is no error
        raise typer.Exit(0) from None
    except OSError as error:
        if error.filename is None:
            raise
        typer.echo(unusable(error), err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo("Stopped; what was stored is kept, and the same command goes on from there.", err=True)
        raise typer.Exit(130) from None


def unusable(error: OSError) -> str:
    """What a person is told of a file or folder that can't be used."""
    name = str(error.filename)
    return f"{name if len(name) <= SHOWN_NAME else name[:SHOWN_NAME] + '…'} can't be used: {error.strerror}."


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
