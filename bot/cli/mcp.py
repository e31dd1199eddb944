"""The command that serves an archive to a program over a pipe: mcp."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, Optional

import typer

from bot.bot import Bot
from bot.cli.ask import ReaderOption, RerankerOption
from index.cli.errors import plainly
from index.cli.options import StoreOption, place

cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@cli.command()
def mcp(
    archive: Annotated[
        Optional[Path],  # noqa: UP045  (typer reads this at run time)
        typer.Option("--archive", envvar="CUTTINGS_ARCHIVE", help="The archive's folder."),
    ] = None,
    store: StoreOption = None,
    model: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(envvar="CUTTINGS_MODEL", help="A chat model to answer in prose: provider:name or gguf:PATH."),
    ] = None,
    reranker: RerankerOption = None,
    reader: ReaderOption = None,
) -> None:
    """Serve an archive over standard input and output to a program that speaks the Model Context Protocol."""
    with plainly():
        from bot.web.http.limits import Limits
        from bot.web.mcp.protocol import serve_pipe
        from bot.web.service.desk import Desk

        bot = Bot.open(place(archive, store), model=model, reranker=reranker, reader=reader)
        unhurried = Limits(client_rate="", conversation_rate="", read_rate="")     # there is one client
        asyncio.run(serve_pipe(Desk(bot, unhurried)))
