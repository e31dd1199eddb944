"""Commands about receipts: receipt-key makes the key that signs them, verify checks one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.ask import ArchiveOption
from bot.records.receipts import CheckedQuotation, check_quotations, is_signed_by, read_receipt, write_key
from index import open_archive
from index.cli.errors import plainly
from index.cli.options import JsonOption, StoreOption, place, reading

key_cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
verify_cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@key_cli.command(name="receipt-key")
def receipt_key(
    file: Annotated[Path, typer.Argument(help="Where to keep the private key; CUTTINGS_RECEIPT_KEY names it.")],
) -> None:
    """Make the key that signs receipts, and print its public half: publish it where readers find it."""
    with plainly():
        typer.echo(write_key(file))


@verify_cli.command(name="verify")
def verify(
    receipt: Annotated[Path, typer.Argument(help="A receipt, as /api/answers/{id}/receipt gave it.")],
    key: Annotated[str, typer.Option(envvar="CUTTINGS_RECEIPT_PUBLIC_KEY", help="The newsroom's public key.")],
    archive: ArchiveOption = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say whether a receipt is signed with the key, and with an archive, whether each quotation still stands there.

    Exit status: 0 when all of it holds, 1 when the signature or a quotation doesn't, 2 for what can't be read.
    """
    with plainly():
        read = read_receipt(receipt)
        with reading("--key"):
            signed = is_signed_by(read, key)
        checked: list[CheckedQuotation] = []
        looked_in = ""
        if signed and (archive or store):
            with closing(open_archive(place(archive, store))) as opened:
                checked = check_quotations(read, opened)
                looked_in = opened.info().name
    holds = signed and all(each.standing.startswith("stands") for each in checked)
    if as_json:
        rows = [{"number": each.number, "article": each.article, "standing": each.standing,
                 "corrections": list(each.corrections)} for each in checked]
        typer.echo(json.dumps({"signed": signed, "holds": holds, "quotations": rows}, ensure_ascii=False, indent=2))
    else:
        typer.echo(f"Signed with this key, {read.get('issued_at')}." if signed else
                   "Not signed with this key, or changed since: nothing of it can be relied on.")
        _print(checked, read["archive"]["name"], looked_in)
    if not holds:
        raise typer.Exit(1)


def _print(checked: Sequence[CheckedQuotation], answered_from: str, looked_in: str) -> None:
    for each in checked:
        typer.echo(f"[{each.number}] “{each.title}”: the quotation {each.sentence}.")
        for correction in each.corrections:
            typer.echo(f"    Corrected: {correction}")
    if answered_from != looked_in and any(each.standing == "gone" for each in checked):
        typer.echo(f"The receipt is of the archive {answered_from!r}; this one is {looked_in!r}.")
