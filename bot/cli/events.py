"""The command that lists every time something happened: events."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from typing import Annotated

import typer

from bot.cli.ask import ArchiveOption
from bot.newsroom.credit import corrections, credit
from bot.newsroom.event_table import event_csv, event_row
from bot.newsroom.events import EventReport, events_of
from bot.quote.citations import link
from bot.quote.wording import in_marks
from index import open_archive
from index.cli.errors import plainly
from index.cli.options import (
    CsvOption,
    JsonOption,
    SinceOption,
    StoreOption,
    UntilOption,
    asked_scope,
    counted,
    one_form,
    place,
)

cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@cli.command()
def events(
    subject: Annotated[str, typer.Argument(help="What happens, in any form of its words: “flood”, “warehouse fire”.")],
    archive: ArchiveOption = None,
    store: StoreOption = None,
    figure: Annotated[
        str, typer.Option(help="Which figures count: a word beside them, such as “people”, or a currency's sign.")
    ] = "",
    since: SinceOption = None,
    until: UntilOption = None,
    as_csv: CsvOption = False,
    as_json: JsonOption = False,
) -> None:
    """List every time that something happened, as English articles report it; what they leave open stays empty."""
    with plainly():
        one_form(as_csv=as_csv, as_json=as_json)
        scope = asked_scope(since=since, until=until)
        with closing(open_archive(place(archive, store))) as opened:
            found = events_of(opened, subject, scope, figure)
        if as_json:
            rows = [event_row(each) for each in found.rows]
            typer.echo(json.dumps({"events": rows, "complete": found.complete}, ensure_ascii=False, indent=2))
        elif as_csv:
            typer.echo(event_csv(found.rows), nl=False)
        else:
            _print(found.rows)
    if not found.complete:
        typer.echo("Not every article with these words was gone through; narrow it with --since and --until.", err=True)


def _print(found: Sequence[EventReport]) -> None:
    for each in found:
        typer.echo(f"{each.day or 'no day'} · {each.words(each.place) or '–'} · {each.words(each.figure) or '–'}")
        typer.echo(f"    {in_marks(each.sentence)}")
        typer.echo(f"    {credit(each.article, link(each.article, each.start, each.end))}")
        for correction in corrections(each.article):
            typer.echo(f"    Corrected: {correction}")
        if each.others:
            typer.echo(f"    Reported again: {len(each.others)}")
    typer.echo(f"{counted(len(found), 'row')}." if found else "No sentence reports that, as far as is told here.")
