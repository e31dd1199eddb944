"""Options that several commands take, and where they say the archive is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from corpus import InputError, ScopeError
from index.types.scope import Scope

ArchiveOption = Annotated[Path, typer.Option("--archive", envvar="CUTTINGS_ARCHIVE", help="The archive's folder.")]
StoreOption = Annotated[
    Optional[str],  # noqa: UP045  (typer reads this at run time)
    typer.Option("--store", envvar="CUTTINGS_STORE", help="Instead of a folder: milvus://HOST:PORT/COLLECTION or "
                 "milvus-lite:///PATH.db"),
]
EmbedderOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(envvar="CUTTINGS_EMBEDDER", help="Name or folder of a sentence-transformers model; int8:NAME "
                 "has its weights in eight bits."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
CsvOption = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
SinceOption = Annotated[Optional[str], typer.Option(help="Published on or after this day.")]  # noqa: UP045
UntilOption = Annotated[Optional[str], typer.Option(help="Published on or before this day.")]  # noqa: UP045
MaxRemovalsOption = Annotated[
    str, typer.Option(help="How many of a source's articles may be removed at once: a share or a number.")
]
HonourOption = Annotated[
    bool, typer.Option("--honour-reservations", help="Leave out pages whose sites reserve such use: Content-Signal, "
                       "TDMRep, ai.txt, noai. `index info` shows what they say.")
]
PauseOption = Annotated[float, typer.Option(min=0, help="Seconds between two requests to one server, at least.")]
PrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Open addresses of this machine and private networks too.")
]
AsOfOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--as-of", help="Answer from what the archive knew on this day, such as 2019-06-01; what was "
                 "corrected since is said."),
]
_NAMED = re.compile(r"\b(?:since|until|as_of|limit)(?= is | \()")      # a filter, as an error of its scope names it
Names = Optional[list[str]]  # noqa: UP045  (typer reads this at run time)


def place(archive: Path | None, store: str | None) -> Path | str:
    """Where the archive is: at the store's address when there is one, else in the folder.

    Raises InputError where neither is given.
    """
    if store or archive:
        return store or archive or ""
    raise InputError("Say where the archive is: --archive DIR, or --store milvus://host:port/collection.")


def asked_scope(**filters: Any) -> Scope:  # noqa: ANN401  (dates are read as people write them)
    """The scope that a command's options ask for; raises ScopeError, which names each option as it is typed."""
    try:
        return Scope(**filters)
    except ScopeError as error:
        raise ScopeError(_NAMED.sub(lambda name: f"--{name[0].replace('_', '-')}", str(error), count=2)) from None


def counted(number: int, noun: str) -> str:
    """So many of what a regular noun names: "1 row", "2,000 rows"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@contextmanager
def reading(option: str) -> Iterator[None]:
    """Put the option as it is typed before what is wrong with its value: what raises InputError inside raises it so."""
    try:
        yield
    except InputError as error:
        raise InputError(f"{option}: {error}") from None


def one_form(*, as_csv: bool, as_json: bool) -> None:
    """Nothing, where a list is asked for in one form; raises InputError where it is in two."""
    if as_csv and as_json:
        raise InputError("Print CSV or JSON (--csv or --json), not both.")
