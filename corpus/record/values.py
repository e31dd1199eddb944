"""Make of the values that records hold what a field of an article can take."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from corpus.text.clean import clean_line
from corpus.text.json_values import is_integer

MAX_LISTED = 100        # names that are looked at
MAX_WORDS = 10_000      # characters of one
MAX_URL = 4_096

EMPTY: tuple[object, ...] = (None, "", [], {}, ())
_ANSWERS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_NONE = frozenset(("", "no", "none", "null", "never", "n/a", "nan", "nat", "false", "-"))   # no date, in words
_NO_DATE = re.compile(r"000[01]-\d\d-\d\d.*", re.DOTALL)                      # no date, in databases


def rendered(value: object) -> object:
    """WordPress wraps its texts into an object."""
    return value.get("rendered", value) if isinstance(value, Mapping) else value


def is_in_blocks(value: object, rank: int) -> bool:
    """Whether a body is objects, or JSON within a text; a field named text is taken at its word."""
    if isinstance(value, str):
        return rank > 0 and value.lstrip()[:2] in ('{"', "[{")
    return not isinstance(value, (list, tuple)) or not all(isinstance(each, str) for each in value)


def each_of(value: object) -> list[Any]:
    """The values of a field that may have several, each without the object that JSON-LD wraps it in."""
    listed = value if isinstance(value, (list, tuple)) else [value]
    bare = (each.get("@value", each) if isinstance(each, Mapping) else each for each in listed)
    return [each for each in bare if each not in EMPTY]


def says_none(value: object) -> bool:
    """Whether a value says that there is no such date."""
    written = str(value).strip().lower() if isinstance(value, (str, float)) else "?"
    return value in EMPTY or yes_or_no(value) is False or written in _NONE or _NO_DATE.fullmatch(written) is not None


def yes_or_no(value: object) -> bool | None:
    """What "draft: yes" and "published: 0" say; None for anything else."""
    stated = isinstance(value, (str, bool)) or is_integer(value)
    return _ANSWERS.get(str(value).strip().lower()) if stated else None


def running_text(value: object) -> str:
    """A text, or a list of paragraphs; empty for anything else."""
    if isinstance(value, (list, tuple)):
        return "\n\n".join(each for each in value if isinstance(each, str))
    return value if isinstance(value, str) else ""


def label_of(value: object) -> str:
    """The words of a value in one line: of a list the first that has any, of an object its name."""
    for each in value[:MAX_LISTED] if isinstance(value, (list, tuple)) else [value]:
        words = each.get("name") if not isinstance(each, str) and isinstance(each, Mapping) else each
        if isinstance(words, str) and (label := clean_line(words[: MAX_WORDS])):
            return label
        if is_integer(words) or isinstance(words, float):
            return str(words)
    return ""


def absolute(link: object, base: object) -> object:
    """The address that a link of a site means, whose own address is `base`; the link where nothing tells."""
    if not isinstance(link, str) or not isinstance(base, str) or not link.startswith("/") or not is_web_address(base):
        return link
    try:
        joined = urljoin(base, link)
    except ValueError:
        return link
    return joined if is_web_address(joined) else link


def is_web_address(url: str) -> bool:
    """Whether it is an http(s) address that can be kept."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and len(url) <= MAX_URL and url.isprintable()
    except ValueError:
        return False
