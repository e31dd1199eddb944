"""Commands that keep an archive safe: check, export, backup, restore."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from index.archive import Archive
from index.cli.errors import plainly
from index.cli.options import ArchiveOption
from index.cli.withdraw import print_receipt
from index.store.backup import Copied
from index.store.backup import backup as back_up
from index.store.backup import restore as restore_from


def check(
    archive: ArchiveOption,
    repair: Annotated[
        bool, typer.Option("--repair", help="Finish broken-off withdrawals, and make indexes anew that don't fit.")
    ] = False,
) -> None:
    """Hold every file and index against the database; exit status 1 when something is wrong."""
    with plainly(), Archive.open(archive) as opened:
        if repair and (receipt := opened.repair()):
            print_receipt(receipt)
        problems = opened.check()
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo("all is well")


def export(
    archive: ArchiveOption,
    public: Annotated[bool, typer.Option("--public", help="Only what a reader may see now.")] = False,
) -> None:
    """Print every article as a line of JSON: withheld, embargoed and expired ones too, unless --public is given."""
    with plainly(), Archive.open(archive) as opened:
        for article in opened.articles(opened.now() if public else None):
            typer.echo(json.dumps(article.to_dict(), ensure_ascii=False))


def backup(
    archive: ArchiveOption, target: Annotated[Path, typer.Argument(help="A new or empty folder.")]
) -> None:
    """Copy an archive while it is used, and verify the copy."""
    with plainly():
        typer.echo(f"{_copied(back_up(archive, target))} copied to {target}, and verified")


def restore(
    archive: ArchiveOption, kept: Annotated[Path, typer.Argument(help="The folder of a backup.")]
) -> None:
    """Make an archive, in a new or empty folder, from a backup."""
    with plainly():
        typer.echo(f"{_copied(restore_from(kept, archive))} restored to {archive}")


def _copied(copied: Copied) -> str:
    return f"{copied.articles:,} articles, {copied.passages:,} passages"
