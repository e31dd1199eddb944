"""Ask an archive one question from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Optional

import typer

from bot.answer import Citation
from bot.bot import Bot
from bot.understand.about_archive import day
from index import Archive
from index.cli.errors import plainly
from index.cli.options import AsOfOption, StoreOption, asked_scope, place

ArchiveOption = Annotated[
    Optional[Path],  # noqa: UP045  (typer reads this at run time)
    typer.Option("--archive", envvar="CUTTINGS_ARCHIVE", help="The archive's folder."),
]
ModelOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(envvar="CUTTINGS_MODEL", help="A chat model to answer in prose: provider:name or gguf:PATH."),
]
RerankerOption = Annotated[
    Optional[str],  # noqa: UP045  (typer reads this at run time)
    typer.Option("--reranker", envvar="CUTTINGS_RERANKER", help="Name or folder of a CrossEncoder that reorders hits."),
]
ReaderOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--reader", envvar="CUTTINGS_READER",
        help="Name or folder of an extractive question-answering model that picks short answers.",
    ),
]

cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@cli.command()
def ask(
    question: str,
    archive: ArchiveOption = None,
    store: StoreOption = None,
    model: ModelOption = None,
    reranker: RerankerOption = None,
    reader: ReaderOption = None,
    as_of: AsOfOption = None,
    as_typed: Annotated[
        bool, typer.Option("--as-typed", help="Search the words as they are, misspelt or not.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")] = False,
) -> None:
    """Answer one question from an archive, with its citations; says so when the archive does not hold the answer."""
    with plainly():
        scope = asked_scope(as_of=as_of)
        bot = Bot.open(place(archive, store), model=model, reranker=reranker, reader=reader)
        if scope.as_of and isinstance(bot.archive, Archive):
            bot.archive.prepare_as_known(_progress)
        answer = bot.ask(question, scope=scope, respell=not as_typed)
    if as_json:
        typer.echo(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2))
        return
    if answer.respelt:
        typer.echo(f"Searched for “{answer.question_used}”; --as-typed searches for what you typed.\n")
    typer.echo("\n".join([answer.text, *(f"\n({notice})" for notice in answer.notices)]))
    for choice in answer.choices:
        typer.echo(f"- {choice}")
    for citation in answer.citations:
        typer.echo(f"\n[{citation.number}] {_where(citation)}\n    {citation.link}")
        if citation.twins:
            typer.echo(f"    Also printed in {', '.join(twin.source or twin.title for twin in citation.twins)}")
    if answer.more:
        typer.echo("\nMore from the archive:")
    for citation in answer.more:
        typer.echo(f"\n[{citation.number}] “{' '.join(citation.quote.split())}”\n    {_where(citation)}, "
                   f"{day(citation.article.published) or 'undated'}\n    {citation.link}")


def _progress(done: int, total: int) -> None:
    """Said where it takes a while, on standard error: former versions get their vectors this first time."""
    if total and done == 0:
        typer.echo(f"Making {total:,} passages of former versions searchable, this first time only.", err=True)


def _where(citation: Citation) -> str:
    """The headline with byline, publisher and section, as far as they are known."""
    article = citation.article
    where = ", ".join(filter(None, (article.byline, article.source, article.section)))
    return f"{article.title} ({where})" if where else article.title
