"""Commands about the ledger of answers: affected, forget."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.records.feedback import FILE, Feedback
from bot.records.ledger import affected, forget, key_of
from corpus import ArchiveError, InputError
from index.cli.errors import plainly
from index.store.articles import Store
from index.types.address import canonical

LedgerOption = Annotated[Path, typer.Option("--ledger", envvar="CUTTINGS_LEDGER", help="The ledger of answers.")]

affected_cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
forget_cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@affected_cli.command(name="affected")
def print_affected(
    name: Annotated[str, typer.Argument(metavar="ID|URL", help="An article.")],
    ledger: LedgerOption,
    archive: Annotated[Path, typer.Option("--archive", envvar="CUTTINGS_ARCHIVE", help="The archive's folder.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the answers that cited an article as it no longer stands: what they quoted, and what has changed since."""
    with plainly():
        store = _store(archive)
        found = affected(ledger, store, _named(store, name))
        store.close()
    if as_json:
        typer.echo(json.dumps([each.to_dict() for each in found], ensure_ascii=False, indent=2))
        return
    for each in found:
        version = f"version {each.version}" if each.version else "an unknown version"
        typer.echo(f"{each.at}  answer {each.answer}, conversation {each.conversation}\n   asked: {each.question}\n"
                   f"   cited: {each.article}, {version}")
        if each.quote:
            standing = "still stands" if each.stands else "no longer stands"
            typer.echo(f"   quoted: “{' '.join(each.quote.split())}” ({standing})")
        for change in each.since:
            typer.echo(f"   since: {change}")
    answers = len({each.answer for each in found})
    typer.echo(f"{answers:,} answers cited it as it no longer stands." if found else
               "No recorded answer cited it in another version than the present one.")


@forget_cli.command(name="forget")
def print_forgotten(
    conversation: Annotated[str, typer.Argument(help="A conversation's key or id, or the id of one of its answers.")],
    ledger: Annotated[
        Path | None, typer.Option("--ledger", envvar="CUTTINGS_LEDGER", help="The ledger of answers.")
    ] = None,
    archive: Annotated[
        Path | None, typer.Option("--archive", envvar="CUTTINGS_ARCHIVE", help="The archive, with its feedback.")
    ] = None,
    feedback: Annotated[
        Path | None, typer.Option("--feedback", envvar="CUTTINGS_FEEDBACK", help="The file of feedback elsewhere.")
    ] = None,
) -> None:
    """Delete a conversation from the ledger and from readers' feedback; exit status 1 when there was none."""
    with plainly():
        verdicts = feedback or (archive / FILE if archive else None)
        if ledger is None and verdicts is None:
            raise InputError("Say where to look: --ledger FILE, and --archive DIR or --feedback FILE.")
        answers, key = forget(ledger, conversation) if ledger else ([], "")
        keys = {key, conversation, key_of(conversation)} - {""}
        rated = Feedback(verdicts).forget({*answers, conversation}, keys) if verdicts else 0
    typer.echo(f"Deleted {len(answers):,} answers from the ledger and {rated:,} verdicts from the feedback.")
    if not answers and not rated:
        raise typer.Exit(1)


def _store(archive: Path) -> Store:
    """The archive's database alone: no model is loaded for this."""
    if not (archive / "archive.db").is_file():
        raise ArchiveError(f"There is no archive in {archive}.")
    return Store(archive)


def _named(store: Store, name: str) -> list[str]:
    """Ids that an id or an address names, withdrawn and removed articles too."""
    tombstone = store.tombstones.find(name)
    address = canonical(name)
    found = [*([tombstone.id] if tombstone else []), *(store.addresses.at(address) if address else [])]
    return list(dict.fromkeys(found)) or [name]
