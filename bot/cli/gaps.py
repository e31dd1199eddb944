"""The command that lists what readers asked in vain: gaps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.bot import Bot
from bot.cli.ask import ArchiveOption
from bot.newsroom.unanswered import GapNow, gap_csv, gap_row, looked_into
from bot.quote.wording import in_marks
from bot.records.gaps import read_gaps
from corpus import InputError
from index.cli.errors import plainly
from index.cli.options import CsvOption, JsonOption, StoreOption, one_form, place

cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@cli.command()
def gaps(
    file: Annotated[Path, typer.Argument(envvar="CUTTINGS_GAPS", help="The file that `serve --gaps FILE` writes.")],
    archive: ArchiveOption = None,
    store: StoreOption = None,
    as_csv: CsvOption = False,
    as_json: JsonOption = False,
) -> None:
    """List what at least five readers asked and the archive didn't answer, and whether it does so since."""
    with plainly():
        one_form(as_csv=as_csv, as_json=as_json)
        if not file.exists():
            raise InputError(f"There is no {file}; a server makes it (--gaps {file}) when five readers have asked the "
                             "same in vain.")
        found = looked_into(read_gaps(file), Bot.open(place(archive, store)).ask)
    if as_json:
        typer.echo(json.dumps({"gaps": [gap_row(each) for each in found]}, ensure_ascii=False, indent=2))
    elif as_csv:
        typer.echo(gap_csv(found), nl=False)
    else:
        _print(found)


def _print(found: Sequence[GapNow]) -> None:
    for each in found:
        typer.echo(f"{each.gap.words}  ({each.gap.askers} or more readers, since {each.gap.month})")
        if each.answer:
            typer.echo(f"    Answered since: {in_marks(each.answer.quote)} {each.answer.link}")
        for article in each.nearest:
            typer.echo(f"    Nearest: {article.title} ({article.id})")
    typer.echo(f"{len(found):,} listed.")
