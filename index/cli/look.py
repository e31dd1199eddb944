"""Commands that only look: info, search, history."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from corpus import Article, InputError
from index.archive import Archive, open_archive
from index.cli.errors import plainly
from index.cli.options import (
    ArchiveOption,
    AsOfOption,
    JsonOption,
    Names,
    SinceOption,
    StoreOption,
    UntilOption,
    asked_scope,
    place,
)
from index.cli.withdraw import buried
from index.store.history import Change
from index.types.hit import Hit
from index.types.info import ArchiveInfo
from index.types.scope import Scope


def info(archive: ArchiveOption, as_json: JsonOption = False) -> None:
    """Say what an archive holds."""
    with plainly(), Archive.open(archive) as opened:
        facts = {**_facts(opened.info()), "time zone": opened.origins.clock() or None,
                 "reserved": [f"{host}: {'; '.join(terms)}" for host, terms in opened.origins.reservations().items()]}
    if as_json:
        typer.echo(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    for name, value in facts.items():
        typer.echo(f"{name + ':':<12} {_value(value)}")


def _value(value: object) -> str:
    """A fact as people read it; nothing is a dash."""
    named = ", ".join(value) if isinstance(value, list) else value
    return "-" if named in (None, "") else str(named)


def search(
    query: Annotated[
        str, typer.Argument(help='What to look for. "In quotation marks": exactly these words; -word: without it; '
                            'one OR other: either. Put -- before a query that begins with -.')
    ],
    archive: Annotated[
        Optional[Path], typer.Option("--archive", envvar="CUTTINGS_ARCHIVE", help="The archive's folder.")  # noqa: UP045
    ] = None,
    store: StoreOption = None,
    limit: Annotated[int, typer.Option(help="How many passages.")] = Scope().limit,
    since: SinceOption = None,
    until: UntilOption = None,
    section: Annotated[Names, typer.Option(help="Only this section (repeatable).")] = None,
    source: Annotated[Names, typer.Option(help="Only this source (repeatable).")] = None,
    author: Annotated[Names, typer.Option(help="Only this author (repeatable).")] = None,
    kind: Annotated[Names, typer.Option(help="Only this kind, such as news or opinion (repeatable).")] = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find passages, best first."""
    with plainly():
        scope = asked_scope(
            since=since,
            until=until,
            sections=tuple(section or ()),
            sources=tuple(source or ()),
            authors=tuple(author or ()),
            kinds=tuple(kind or ()),
            limit=limit,
            as_of=as_of,
        )
        with closing(open_archive(place(archive, store))) as opened:
            hits = opened.find(query, scope)
    if as_json:
        typer.echo(json.dumps({"hits": [hit.to_dict() for hit in hits]}, ensure_ascii=False, indent=2))
    else:
        _print_hits(hits)


def history(
    name: Annotated[str, typer.Argument(metavar="ID|URL", help="An article.")],
    archive: ArchiveOption,
    version: Annotated[Optional[int], typer.Option(help="Print this version whole.")] = None,  # noqa: UP045
    as_json: JsonOption = False,
) -> None:
    """Show every version of an article: when it came and what it changed. Former ones are found as of a day alone."""
    with plainly(), Archive.open(archive) as opened:
        if tombstone := opened.tombstone(name):
            raise InputError(f"{buried(tombstone)} Nothing of its versions is kept.")
        histories = [opened.history(id) for id in opened.named(name)]
    if not histories:
        typer.echo(f"There is no article {name}.", err=True)
        raise typer.Exit(1)
    if version is not None:
        _print_version(histories[0], version, as_json)
    elif as_json:
        typer.echo(json.dumps([_versions(each) for each in histories], ensure_ascii=False, indent=2))
    else:
        for each in histories:
            _print_history(each)


def _facts(about: ArchiveInfo) -> dict[str, Any]:
    return {
        "name": about.name,
        "generation": about.generation,
        "articles": about.articles,
        "passages": about.passages,
        "embedded": about.embedded,
        "oldest": about.oldest.isoformat() if about.oldest else None,
        "newest": about.newest.isoformat() if about.newest else None,
        "in step": about.in_step.isoformat() if about.in_step else None,
        "sections": list(about.sections),
        "model": about.recipe.model,
        "dimensions": about.recipe.dimensions,
    }


def _print_hits(hits: list[Hit]) -> None:
    for number, hit in enumerate(hits, start=1):
        article = hit.article
        day = f"{article.published:%Y-%m-%d}" if article.published else "undated"
        typer.echo(f"{number}. {article.title} ({', '.join(filter(None, (article.source, day)))})  {hit.score:.2f}")
        typer.echo(f"   {' '.join(hit.text.split())}\n   {article.url or article.id}")
        if hit.twins:
            typer.echo(f"   Also printed in {', '.join(twin.source or twin.title for twin in hit.twins)}")
        typer.echo("")
    if not hits:
        typer.echo("Nothing found.")


def _versions(versions: list[Change]) -> dict[str, Any]:
    return {"id": versions[0].version.article.id, "versions": [each.to_dict() for each in versions]}


def _print_version(versions: list[Change], number: int, as_json: bool) -> None:
    chosen = next((each.version.article for each in versions if each.version.number == number), None)
    if chosen is None:
        numbers = ", ".join(str(each.version.number) for each in versions)
        typer.echo(f"There is no version {number}; there are {numbers}.", err=True)
        raise typer.Exit(1)
    if as_json:
        typer.echo(json.dumps(chosen.to_dict(), ensure_ascii=False, indent=2))
        return
    typer.echo("\n\n".join(filter(None, (chosen.title, _line_of(chosen), chosen.text))))


def _line_of(article: Article) -> str:
    dates = [f"{name} {moment:%Y-%m-%d %H:%M %z}" for name in ("published", "updated")
             if (moment := getattr(article, name))]
    return ", ".join(filter(None, (article.byline, article.source, article.section, *dates)))


def _print_history(versions: list[Change]) -> None:
    for each in versions:
        version, article = each.version, each.version.article
        came = f"stored {version.stored:%Y-%m-%d %H:%M}" if version.stored else "stored before times were kept"
        dates = [f"{name} {moment:%Y-%m-%d %H:%M}" for name in ("published", "updated")
                 if (moment := getattr(article, name))]
        facts = "; ".join((", ".join((came, *dates)), f"{len(article.text):,} characters"))
        typer.echo(f"{version.number}. {article.title}  ({facts})")
        for change in each.changed:
            typer.echo(f"   {change}")
