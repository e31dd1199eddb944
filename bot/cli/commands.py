"""The commands of `python -m bot`: a question, a sheet of them, and what a newsroom does about its readers."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from importlib import import_module

import typer

# Where each is; only the one that is called is imported.
COMMANDS = {
    "affected": "bot.cli.ledger:affected_cli",
    "ask": "bot.cli.ask:cli",
    "batch": "bot.cli.batch:cli",
    "evaluate": "bot.cli.evaluate:cli",
    "events": "bot.cli.events:cli",
    "feedback": "bot.cli.feedback:cli",
    "forget": "bot.cli.ledger:forget_cli",
    "gaps": "bot.cli.gaps:cli",
    "mcp": "bot.cli.mcp:cli",
    "password": "bot.cli.password:cli",
    "quotes": "bot.cli.quotes:cli",
    "receipt-key": "bot.cli.receipts:key_cli",
    "standing": "bot.cli.standing:cli",
    "verify": "bot.cli.receipts:verify_cli",
}


def main(arguments: list[str]) -> None:
    """One of the commands with what it takes, or else a question with its options."""
    name = arguments[0] if len(arguments) > 1 else ""      # a question is one argument, and options
    if name in COMMANDS:
        command(name)(arguments[1:], prog_name=f"python -m bot {name}")
    else:
        command("ask")(arguments, prog_name="python -m bot")


def command(name: str) -> typer.Typer:
    """The command of that name."""
    module, _, attribute = COMMANDS[name].partition(":")
    found: typer.Typer = getattr(import_module(module), attribute)
    return found


def joined(others: typer.Typer, serve: Callable[..., None], name: str) -> typer.Typer:
    """Other commands with `serve` and all of these, to be listed; without these where it is one of the others' names.

    The others stay as they are.
    """
    every = copy(others)
    every.registered_commands, every.registered_groups = [*others.registered_commands], [*others.registered_groups]
    every.command()(serve)
    if name in {each.name or each.callback.__name__ for each in every.registered_commands if each.callback}:
        return every
    for own in COMMANDS:
        made = command(own)
        called = [each.callback for each in made.registered_commands if each.callback]
        if len(called) == 1 and made.registered_callback is None:
            every.command(own)(called[0])
        else:
            every.add_typer(made, name=own)
    return every
