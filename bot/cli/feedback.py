"""Commands about readers' feedback: export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.records.feedback import FILE, Feedback, sound
from bot.records.redact import articles_of, without
from corpus import InputError
from index.cli.errors import plainly
from index.store.articles import Store
from index.store.database import FILE as STORE

cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help="What readers think of answers.")


@cli.callback()
def feedback() -> None:
    """What readers think of answers."""


@cli.command()
def export(
    archive: Annotated[
        Path | None, typer.Option("--archive", envvar="CUTTINGS_ARCHIVE", help="The archive's folder.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", envvar="CUTTINGS_FEEDBACK", help="The file, when it lies elsewhere.")
    ] = None,
) -> None:
    """Print every verdict as JSON lines: when, verdict, comment, and the answer with its passages.

    What no reader may see any more is left out of answers, as the archive beside the file or named with it knows.
    """
    with plainly():
        found = file or (archive / FILE if archive else None)
        if found is None:
            raise InputError("Name the archive (--archive DIR) or the file of feedback (--file FILE).")
        if not found.exists():
            raise InputError(f"There is no feedback in {found} so far.")
        for row in _public(Feedback(found).rows(), archive or found.parent):
            typer.echo(sound(json.dumps(row, ensure_ascii=False)))


def _public(rows: Iterator[dict[str, Any]], archive: Path) -> Iterator[dict[str, Any]]:
    """The rows without what articles say that are no longer public."""
    if not (archive / STORE).is_file():
        typer.echo(f"There is no archive in {archive}; what was withdrawn from it since may be in here.", err=True)
        yield from rows
        return
    with closing(Store(archive)) as store:
        for row in rows:
            named = articles_of(row["answer"])
            gone = named - store.visible(named, datetime.now(UTC))
            yield {**row, "answer": without(row["answer"], gone)} if gone else row
