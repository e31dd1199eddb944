"""The command that makes an account: password."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot.web.access.passwords import LONGEST, LONGEST_USER, SHORTEST, hashed, is_user
from corpus import InputError
from index.cli.errors import plainly

cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@cli.command()
def password(user: Annotated[str, typer.Argument(help="The name to sign in with; no colon in it.")]) -> None:
    """Ask for a password, and print what `--auth` takes: the name and the password's hash."""
    with plainly():
        if not is_user(user):
            raise InputError(f"A name has no colon, no blank and at most {LONGEST_USER} characters.")
        chosen = _asked()
        if not SHORTEST <= len(chosen) <= LONGEST:
            raise InputError(f"A password has {SHORTEST} to {LONGEST:,} characters; this has {len(chosen):,}.")
        typer.echo(f"{user}:{hashed(chosen)}")


def _asked() -> str:
    """From the keyboard twice, unseen; from a pipe its first line."""
    if sys.stdin.isatty():
        typed: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n")
