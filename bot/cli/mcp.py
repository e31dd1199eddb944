"""The command that serves an archive to a program over a pipe: mcp."""

from __future__ import annotations

import asyncio

import typer

from bot.bot import Bot
from bot.cli.ask import ArchiveOption, ModelOption, ReaderOption, RerankerOption
from index.cli.errors import plainly
from index.cli.options import StoreOption, place

cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@cli.command()
def mcp(
    archive: ArchiveOption = None,
    store: StoreOption = None,
    model: ModelOption = None,
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
