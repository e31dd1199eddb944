"""Read a Markdown file, with or without front matter in YAML or TOML, as one article."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import yaml

from corpus.record.aliases import field_of, hides
from corpus.record.file_id import file_id
from corpus.record.record import articles_from
from corpus.text.dates import may_lie_ahead, parse_date
from corpus.text.decode import File, decode_and_tell, read_bytes
from corpus.text.markdown import plain_text, take_title
from corpus.types.article import Article
from corpus.types.notice import Notice, Report

MAX_FRONT_MATTER = 100_000   # characters; more than that between two lines of dashes is text

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$", re.DOTALL | re.MULTILINE)
_DATED_NAME = re.compile(r"(?:^|/)(\d{4}-\d\d?-\d\d?)-[^/]+$")   # as Jekyll names its posts
_LINE = re.compile(r"^([A-Za-z][\w -]{0,60}):[ \t]+(.+)$", re.MULTILINE)
_TOML_LINE = re.compile(r"^([A-Za-z][\w-]{0,60})[ \t]*=[ \t]*(.+)$", re.MULTILINE)
_NAME = re.compile(r"([A-Za-z][\w-]{1,60})[\"']?\s*[:=]")


class _FrontMatter(yaml.BaseLoader):
    """YAML in which every word is a text: "No" is a title, 007 an id. Refuses aliases, which can grow without bound."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:   # noqa: ANN401
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not allowed here")
        return super().compose_node(parent, index)


_NULL = "tag:yaml.org,2002:null"
_FrontMatter.add_implicit_resolver(_NULL, re.compile(r"(?:~|null|Null|NULL)?\Z"), ["~", "n", "N", ""])
_FrontMatter.add_constructor(_NULL, lambda loader, node: None)


def read_markdown(path: File, name: str, report: Report) -> Iterator[Article]:
    """The article of a Markdown file; without a title in the front matter, a heading at the top is the title."""
    text = decode_and_tell(read_bytes(path), name, report).replace("\r\n", "\n")
    fields, body = _split(text, name, report)
    heading, rest = take_title(body)
    titles = [value for field, value in fields.items() if value and (field_of(field) or ("",))[0] == "title"]
    if not titles or heading in titles:
        fields, body = {**fields, "title": heading}, rest
    dated = _DATED_NAME.search(name)
    if dated and not any((field_of(field) or ("",))[0] == "published" for field in fields):
        fields = {**fields, "published": dated[1]}
    record = {**fields, **_planned(fields), "text": plain_text(body)}
    yield from articles_from(record, name, report, file_id=file_id(name))


def _planned(fields: dict[str, Any]) -> dict[str, list[Any]]:
    """A date that lies ahead, until which Hugo and Jekyll publish nothing."""
    now = datetime.now(UTC)
    dates = [value for field, value in fields.items() if (field_of(field) or ("",))[0] == "published"]
    ahead = [each for each in dates if (moment := parse_date(each, future=True)) and may_lie_ahead(moment, now)]
    return {"publish after": ahead} if ahead else {}


def _split(text: str, name: str, report: Report) -> tuple[dict[str, Any], str]:
    """The front matter's fields and the text below; broken front matter is reported and read line by line."""
    if toml := _TOML.match(text, 0, MAX_FRONT_MATTER):
        try:
            return tomllib.loads(toml[1]), text[toml.end() :]
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            return _recovered(toml[1], _TOML_LINE, f"TOML ({error})", name, report), text[toml.end() :]
    match = _FRONT_MATTER.match(text, 0, MAX_FRONT_MATTER)
    if not match:
        return {}, text
    try:
        # Its loader knows texts, lists and mappings of them, and nothing else.
        fields = yaml.load(match[1], Loader=_FrontMatter)   # noqa: S506 # nosec B506
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        reason = getattr(error, "problem", None) or str(error) or type(error).__name__
        return _recovered(match[1], _LINE, f"YAML ({reason})", name, report), text[match.end() :]
    if fields is not None and not isinstance(fields, dict):
        return {}, text   # two rules with text between them
    return {str(field): value for field, value in (fields or {}).items()}, text[match.end() :]


def _recovered(block: str, line: re.Pattern[str], reason: str, name: str, report: Report) -> dict[str, Any]:
    """The lines "field: value"; the article is withheld when other lines may say that it must not be shown."""
    withheld = any(hides(word) for word in _NAME.findall(line.sub(r"\2", block)))
    what = "and may hold an embargo or a status; the article is withheld" if withheld else "and was read line by line"
    report(Notice(name, f"The front matter is broken {reason}, {what}. Mend it."))
    fields = {field: value.strip().strip("\"'") for field, value in line.findall(block)}
    return {**fields, "withheld": True} if withheld else fields
