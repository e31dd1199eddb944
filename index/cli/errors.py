"""What a person reads where a command can't go on, and the exit status that goes with it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from corpus import CuttingsError

SHOWN_NAME = 200   # characters of a file's name


@contextmanager
def plainly() -> Iterator[None]:
    """End our own errors as one line on standard error and exit status 2; everything else keeps its traceback.

    A file or folder that the system doesn't let us use is such an error too: its name is too long, it isn't ours.
    """
    try:
        yield
    except CuttingsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())   # `export | head` is no error
        raise typer.Exit(0) from None
    except OSError as error:
        if error.filename is None:
            raise
        typer.echo(unusable(error), err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo("Stopped; what was stored is kept, and the same command goes on from there.", err=True)
        raise typer.Exit(130) from None


def unusable(error: OSError) -> str:
    """What a person is told of a file or folder that can't be used."""
    name = str(error.filename)
    return f"{name if len(name) <= SHOWN_NAME else name[:SHOWN_NAME] + '…'} can't be used: {error.strerror}."
