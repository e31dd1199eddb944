"""The command that holds an archive to a newsroom's own questions: evaluate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from bot.bot import Bot
from bot.cli.ask import ArchiveOption, ModelOption, ReaderOption, RerankerOption
from bot.newsroom.comparison import Compared, compare, read_scorecard
from bot.newsroom.expected import expectations
from bot.newsroom.report import as_json as written_as_json
from bot.newsroom.report import check_form, write
from bot.newsroom.scorecard import Scorecard, requirements, unmet
from bot.newsroom.scorecard import evaluate as evaluated
from bot.newsroom.sheet import read_sheet
from index.cli.errors import plainly
from index.cli.options import JsonOption, Names, StoreOption, place, reading
from index.cli.progress import progress_bar

cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@cli.command()
def evaluate(
    questions: Annotated[
        Path, typer.Argument(help="A CSV file with the columns question, expected (words, alternatives apart by |, or "
                             "none) and article (id or address); one of the two will do.")
    ],
    archive: ArchiveOption = None,
    store: StoreOption = None,
    model: ModelOption = None,
    reranker: RerankerOption = None,
    reader: ReaderOption = None,
    report: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Option(help="Write the scorecard here: a page (.html), JUnit (.xml) or JSON (.json); repeatable."),
    ] = None,
    require: Annotated[
        Names, typer.Option(help="The least share of a measure, such as correct=80%, or exit status 1; repeatable.")
    ] = None,
    against: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="The .json of an earlier scorecard, of this or another archive, model or setting."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Ask a sheet of questions and say how many are found, answered as expected, and refused rightly."""
    with plainly():
        expected = expectations(read_sheet(questions))
        with reading("--require"):
            required = requirements(require or ())
        with reading("--report"):
            for path in report or ():
                check_form(path)
        with reading("--against"):
            before = read_scorecard(against) if against else None
        bot = Bot.open(place(archive, store), model=model, reranker=reranker, reader=reader)
        with progress_bar() as progress:
            card = evaluated(bot, expected, {"model": model, "reranker": reranker, "reader": reader}, progress)
        compared = compare(card, before) if before else None
        for path in report or ():
            write(path, card, compared)
        missed = unmet(card, required)
    _print(card, compared, as_json=as_json)
    for sentence in missed:
        typer.echo(sentence, err=True)
    if missed:
        raise typer.Exit(1)


def _print(card: Scorecard, compared: Compared | None, *, as_json: bool) -> None:
    if as_json:
        typer.echo(written_as_json(card, compared), nl=False)
        return
    for name, share in card.shares.items():
        figure = "–" if share.value is None else f"{share.value:.1%}"
        typer.echo(f"{name:<10} {figure:>7}   {share.hits:,} of {share.of:,}")
    for each in card.graded:
        if each.fault:
            typer.echo(f"{each.expected.place}: {each.fault} {each.expected.question}")
    if compared:
        typer.echo(f"Against {len(compared.better) + len(compared.worse) + compared.alike:,} questions of before: "
                   f"{len(compared.better):,} better, {len(compared.worse):,} worse (chance {compared.chance:.1%}).")
        for mark, questions in (("+", compared.better), ("-", compared.worse)):
            for question in questions:
                typer.echo(f"{mark} {question}")
