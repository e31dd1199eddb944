"""The command line of the archive: build, watch, info, search, export, check, and the life of an article."""

from __future__ import annotations

import typer

from index.cli.build import build, watch
from index.cli.keep import backup, check, export, restore
from index.cli.look import history, info, search
from index.cli.milvus import drop, push
from index.cli.withdraw import readmit, remove, withdraw

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)

for _command in (build, info, search, push, drop, remove, check, export, history, withdraw, readmit, backup, restore,
                 watch):
    cli.command()(_command)
