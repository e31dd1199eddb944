"""The command that answers a sheet of questions: batch."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.bot import Bot
from bot.cli.ask import ArchiveOption, ModelOption, ReaderOption, RerankerOption
from bot.newsroom.batch import batch as answered
from bot.newsroom.batch import rows_done
from bot.newsroom.sheet import read_sheet
from index.cli.errors import plainly
from index.cli.options import StoreOption, counted, place
from index.cli.progress import progress_bar

cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@cli.command()
def batch(
    questions: Annotated[Path, typer.Argument(help="A CSV file with a column question; others are carried along.")],
    answers: Annotated[Path, typer.Argument(help="The CSV file to write; one that was begun is gone on with.")],
    archive: ArchiveOption = None,
    store: StoreOption = None,
    model: ModelOption = None,
    reranker: RerankerOption = None,
    reader: ReaderOption = None,
) -> None:
    """Answer a sheet of questions, each by itself, into a sheet of answers with their citations."""
    with plainly():
        sheet = read_sheet(questions)
        before = rows_done(sheet, answers)
        refused = 0
        if left := len(sheet.rows) - before:
            bot = Bot.open(place(archive, store), model=model, reranker=reranker, reader=reader)
            with progress_bar() as progress:
                for done, answer in enumerate(answered(bot, sheet, answers), 1):
                    refused += not answer.answered
                    progress("Asking", before + done, len(sheet.rows))
    earlier = f", {before:,} before" if before else ""
    typer.echo(f"{counted(left, 'question')} asked{earlier}; {refused:,} of them are not in the archive. See {answers}")
