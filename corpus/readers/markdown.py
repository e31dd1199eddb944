"""Read a Markdown file, with or without front matter in YAML or TOML, as one article."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import yaml

from corpus.aliases import field_of
from corpus.article import Article
from corpus.decode import File, decode, read_bytes
from corpus.errors import RecordError
from corpus.notice import Notice, Report
from corpus.readers.file_id import file_id
from corpus.readers.markdown_text import plain_text, take_title
from corpus.record import articles_from

MAX_FRONT_MATTER = 100_000   # characters; more than that between two lines of dashes is text

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$", re.DOTALL | re.MULTILINE)
_DATED_NAME = re.compile(r"(?:^|/)(\d{4}-\d\d-\d\d)-[^/]+$")   # as Jekyll names its posts
_LINE = re.compile(r"^([A-Za-z][\w -]{0,60}):[ \t]+(.+)$", re.MULTILINE)
_HIDES = re.compile(r"embargo|expir|status|draft|valid.?until", re.IGNORECASE)


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
    text = decode(read_bytes(path)).replace("\r\n", "\n")
    fields, body = _split(text, name, report)
    heading, rest = take_title(body)
    titles = [value for field, value in fields.items() if value and (field_of(field) or ("",))[0] == "title"]
    if not titles or heading in titles:
        fields, body = {**fields, "title": heading}, rest
    dated = _DATED_NAME.search(name)
    if dated and not any((field_of(field) or ("",))[0] == "published" for field in fields):
        fields = {**fields, "published": dated[1]}
    yield from articles_from({**fields, "text": plain_text(body)}, name, report, file_id=file_id(name))


def _split(text: str, name: str, report: Report) -> tuple[dict[str, Any], str]:
    """The front matter's fields and the text below; broken front matter is reported and read line by line."""
    if toml := _TOML.match(text, 0, MAX_FRONT_MATTER):
        try:
            return tomllib.loads(toml[1]), text[toml.end() :]
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise RecordError(f"The front matter is broken TOML ({error}); mend it.") from None
    match = _FRONT_MATTER.match(text, 0, MAX_FRONT_MATTER)
    if not match:
        return {}, text
    try:
        # Its loader knows texts, lists and mappings of them, and nothing else.
        fields = yaml.load(match[1], Loader=_FrontMatter)   # noqa: S506 # nosec B506
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return _recovered(match[1], error, name, report), text[match.end() :]
    if fields is not None and not isinstance(fields, dict):
        return {}, text   # two rules with text between them
    return {str(field): value for field, value in (fields or {}).items()}, text[match.end() :]


def _recovered(block: str, error: Exception, name: str, report: Report) -> dict[str, Any]:
    """The lines "field: value"; raises RecordError when other lines may say that the article must not be shown."""
    if _HIDES.search(_LINE.sub("", block)):
        raise RecordError("The front matter is broken YAML and may hold an embargo or a status; mend it.")
    reason = getattr(error, "problem", None) or str(error) or type(error).__name__
    report(Notice(name, f"The front matter is broken YAML ({reason}); it was read line by line. Mend it."))
    return {field: value.strip().strip("\"'") for field, value in _LINE.findall(block)}
