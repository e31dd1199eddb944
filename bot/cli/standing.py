"""Commands about standing questions: add, list, remove, check, watch."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Optional

import typer

from bot.bot import Bot
from bot.cli.ask import ArchiveOption, ModelOption
from bot.newsroom.deliver import (
    Undelivered,
    check_command,
    check_feed,
    check_webhook,
    in_words,
    post,
    run,
    write_feed,
)
from bot.newsroom.standing import (
    Difference,
    add_standing,
    as_message,
    ask_again,
    differences,
    read_standing,
    remove_standing,
)
from index.cli.errors import plainly
from index.cli.options import StoreOption, place, reading
from index.ingest.watch import period

cli = typer.Typer(
    add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True,
    help="Questions that are asked again and again: whoever wants to is told when an answer has changed.",
)
FileOption = Annotated[
    Path, typer.Option("--file", envvar="CUTTINGS_STANDING", help="The file of standing questions; no article's words.")
]
FeedOption = Annotated[Optional[Path], typer.Option(help="Write the changes to this Atom feed.")]  # noqa: UP045
WebhookOption = Annotated[Optional[str], typer.Option(help="Post each change here, as JSON.")]  # noqa: UP045
CommandOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--run", help="Run this for each change, with it as JSON on standard input; no shell is used."),
]


@cli.command()
def add(question: str, file: FileOption) -> None:
    """Ask a question from now on."""
    with plainly():
        added = add_standing(file, question)
    typer.echo("It is asked from now on." if added else "It is asked already.")


@cli.command("list")
def print_list(file: FileOption) -> None:
    """List the questions, and when the answer to each last changed."""
    with plainly():
        kept = read_standing(file)
    for each in kept:
        state = "never asked yet" if not each.answers else (
            f"{'answered' if each.answers[-1].answered else 'no answer'} since {each.answers[-1].at}")
        typer.echo(f"{each.question}  ({state})")


@cli.command()
def remove(question: str, file: FileOption) -> None:
    """Ask a question no more."""
    with plainly():
        remove_standing(file, question)


@cli.command()
def check(
    file: FileOption,
    archive: ArchiveOption = None,
    store: StoreOption = None,
    model: ModelOption = None,
    feed: FeedOption = None,
    webhook: WebhookOption = None,
    command: CommandOption = None,
) -> None:
    """Ask every question once, and tell what is answered otherwise; status 1 where something could not be delivered."""
    with plainly():
        _check_targets(feed, webhook, command)
        delivered = _checked(Bot.open(place(archive, store), model=model), file, feed, webhook, command)
    if not delivered:
        raise typer.Exit(1)


@cli.command()
def watch(
    file: FileOption,
    archive: ArchiveOption = None,
    store: StoreOption = None,
    model: ModelOption = None,
    feed: FeedOption = None,
    webhook: WebhookOption = None,
    command: CommandOption = None,
    every: Annotated[str, typer.Option(help="How often to see whether the archive has changed: 90s, 15m, 6h.")] = "90s",
) -> None:
    """The same whenever the archive has changed, until it is stopped: beside `index watch`, or anything that writes."""
    with plainly():
        _check_targets(feed, webhook, command)
        with reading("--every"):
            wait_s = period(every).total_seconds()
        bot = Bot.open(place(archive, store), model=model)
        seen = ""
        while True:
            if (state := bot.archive.state) != seen:
                seen = state if _checked(bot, file, feed, webhook, command) else ""
            time.sleep(wait_s)


def _check_targets(feed: Path | None, webhook: str | None, command: str | None) -> None:
    """Refuse what nothing could be delivered to before anything is asked."""
    with reading("--webhook"):
        if webhook:
            check_webhook(webhook)
    with reading("--feed"):
        if feed:
            check_feed(feed)
    with reading("--run"):
        if command is not None:
            check_command(command)


def _checked(bot: Bot, file: Path, feed: Path | None, webhook: str | None, command: str | None) -> bool:
    """Ask everything, and tell; whether all of it was delivered."""
    delivered = True
    if not read_standing(file):
        typer.echo(f"{file.name} holds no question yet; `standing add` puts one in.", err=True)
    try:
        for different in ask_again(bot, file, _to(bot, webhook, command)):
            typer.echo(f"{different.question} ({different.kind})\n{in_words(as_message(bot.archive, different))}")
    except Undelivered as error:
        typer.echo(f"{error} It is tried again with the next check.", err=True)
        delivered = False
    if feed:
        messages = [as_message(bot.archive, each) for each in differences(read_standing(file))]
        write_feed(feed, bot.archive.name, messages)
    return delivered


def _to(bot: Bot, webhook: str | None, command: str | None) -> Callable[[Difference], None]:
    def deliver(different: Difference) -> None:
        message = as_message(bot.archive, different)
        if webhook:
            post(webhook, message)
        if command:
            run(command, message)

    return deliver
