"""The commands of `python -m bot`: a question, and what a newsroom does about its readers."""

from __future__ import annotations

from bot.cli.ask import cli as ask
from bot.cli.batch import cli as batch
from bot.cli.evaluate import cli as evaluate
from bot.cli.feedback import cli as feedback
from bot.cli.ledger import affected_cli, forget_cli
from bot.cli.mcp import cli as mcp
from bot.cli.password import cli as password
from bot.cli.quotes import cli as quotes
from bot.cli.receipts import key_cli, verify_cli
from bot.cli.standing import cli as standing


def main(arguments: list[str]) -> None:
    """A question, a sheet of them, or one of the commands about readers: feedback, ledger, passwords."""
    commands = {"affected": affected_cli, "batch": batch, "evaluate": evaluate, "feedback": feedback,
                "forget": forget_cli, "mcp": mcp, "password": password, "quotes": quotes,
                "receipt-key": key_cli, "standing": standing, "verify": verify_cli}
    if arguments[:1] and arguments[0] in commands and len(arguments) > 1:      # a question is one argument, and options
        commands[arguments[0]](arguments[1:], prog_name=f"python -m bot {arguments[0]}")
    else:
        ask(arguments, prog_name="python -m bot")
