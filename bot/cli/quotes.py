"""The command that lists what somebody is quoted with: quotes."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from typing import Annotated, Any

import typer

from bot.cli.ask import ArchiveOption
from bot.newsroom.credit import corrections, credit
from bot.newsroom.quotations import SpokenWords, quotations_of
from bot.newsroom.sheet import inert_cell
from bot.quote.citations import link as link_to
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
_SPOKEN, _PLACE = ("published", "quotation", "speaker"), ("article", "start", "end", "link")
_COLUMNS = (*_SPOKEN, "title", "source", "corrections", *_PLACE)


@cli.command()
def quotes(
    name: Annotated[str, typer.Argument(help="First and last name of whoever is quoted, such as “Amina Rourke”.")],
    archive: ArchiveOption = None,
    store: StoreOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_csv: CsvOption = False,
    as_json: JsonOption = False,
) -> None:
    """List what somebody is quoted with, word for word, the oldest first; from English articles, by rules."""
    with plainly():
        one_form(as_csv=as_csv, as_json=as_json)
        scope = asked_scope(since=since, until=until)
        with closing(open_archive(place(archive, store))) as opened:
            found, complete = quotations_of(opened, name, scope)
        _print(found, "csv" if as_csv else "json" if as_json else "")
    if not complete:
        typer.echo("Too many articles name them to go through; narrow it with --since and --until.", err=True)


def _print(found: Sequence[SpokenWords], form: str) -> None:
    if form == "json":
        typer.echo(json.dumps({"quotations": [_row(each) for each in found]}, ensure_ascii=False, indent=2))
    elif form == "csv":
        table = csv.writer(sys.stdout, lineterminator="\n")
        table.writerow(_COLUMNS)
        table.writerows([inert_cell(_text(value)) for value in _row(each).values()] for each in found)
    else:
        for each in found:
            link = link_to(each.article, each.start, each.end)
            typer.echo(f"“{' '.join(each.words.split())}”\n    {each.speaker} in {credit(each.article, link)}")
            for correction in corrections(each.article):
                typer.echo(f"    Corrected: {correction}")
        nobody = "Nobody of that name is quoted, as far as is told here."
        typer.echo(f"{counted(len(found), 'quotation')}." if found else nobody)


def _row(each: SpokenWords) -> dict[str, Any]:
    """A quotation as JSON types, in the order of the columns."""
    article = each.article
    published = article.published.isoformat() if article.published else None
    return {
        "published": published, "quotation": each.words, "speaker": each.speaker, "title": article.title,
        "source": article.source, "corrections": corrections(article), "article": article.id, "start": each.start,
        "end": each.end, "link": link_to(article, each.start, each.end),
    }


def _text(value: object) -> str:
    return "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
