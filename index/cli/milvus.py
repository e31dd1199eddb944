"""Commands for an archive in Milvus: push, drop."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from index.cli.errors import plainly
from index.cli.options import ArchiveOption
from index.cli.progress import progress_bar


def push(
    archive: ArchiveOption,
    store: Annotated[str, typer.Option(envvar="CUTTINGS_STORE", help="milvus://HOST:PORT/COLLECTION or "
                                       "milvus-lite:///PATH.db")],
) -> None:
    """Fill an archive in Milvus from this one, or bring it up to date, withdrawals first."""
    from index.milvus import Address
    from index.milvus import push as push_archive

    with plainly():
        with progress_bar() as progress:
            pushed = push_archive(archive, Address.parse(store),
                                  progress=lambda done, total: progress("Writing articles", done, total))
        typer.echo(str(pushed))


def drop(store: Annotated[str, typer.Option(help="The store's address.")]) -> None:
    """Take a whole archive out of Milvus; the folder that it was filled from stays."""
    from index.milvus import Address
    from index.milvus.tables import Tables

    with plainly(), closing(Tables(Address.parse(store))) as tables:
        tables.require()
        tables.drop()
    typer.echo(f"{store} is gone")
