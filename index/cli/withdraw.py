"""Commands that end an article's life here, or allow it another: remove, withdraw, readmit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from index.archive import Archive, Receipt
from index.cli.errors import plainly
from index.cli.options import ArchiveOption
from index.cli.progress import console_status
from index.store.tombstones import Tombstone


def remove(archive: ArchiveOption, ids: Annotated[list[str], typer.Argument(help="Ids or addresses.")]) -> None:
    """Take articles out, until a source brings them back; exit status 1 when one of them was not there."""
    with plainly(), Archive.open(archive) as opened:
        named = [opened.named(each) for each in ids]
        removed = opened.remove(list(dict.fromkeys(id for found in named for id in found)))
    lost = sum(not found for found in named)
    typer.echo(f"{removed:,} removed, {lost:,} not found")
    if lost:
        raise typer.Exit(1)


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
                typer.echo(buried(before) if before else f"There is no article {name}.", err=True)
        wanted = list(dict.fromkeys(id for _, ids in found for id in ids))
        with console_status() as tell:
            receipt = opened.withdraw(wanted, reason, answers=[each for each in (feedback, ledger) if each], tell=tell)
    print_receipt(receipt)
    if not receipt.proved or not all(ids for _, ids in found):
        raise typer.Exit(1)


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


def buried(tombstone: Tombstone) -> str:
    """When an article was withdrawn, and why, as a sentence."""
    return f"{tombstone.id} was withdrawn on {tombstone.withdrawn:%Y-%m-%d} ({tombstone.reason})."


def print_receipt(receipt: Receipt) -> None:
    """What a withdrawal did goes to standard output, what it left undone to standard error."""
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
