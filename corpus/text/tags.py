"""Refuse markup that a parser would take the square of its length for, before the parser sees it."""

from __future__ import annotations

import re

from corpus.types.errors import RecordError

MAX_ATTRIBUTES = 1_000   # of one element; pages have up to a hundred, and parsers compare each with every other

# Nothing here gives back what it has taken, and nothing fails that has begun: one pass, whatever comes.
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
_TOO_MANY = re.compile(rf"(?:{_ATTRIBUTE}){{{MAX_ATTRIBUTES + 1}}}")
_OPENED = re.compile(rf"<(?:!--|((?:script|style)(?=[\s/>])|[a-z][^\s/>]*+)((?:{_ATTRIBUTE})*+))", re.IGNORECASE)
_CLOSED = {   # of what holds no elements, whatever it looks like
    "!--": re.compile(r"--!?>"),
    "script": re.compile(r"</script", re.IGNORECASE),
    "style": re.compile(r"</style", re.IGNORECASE),
}


def check_tags(markup: str) -> None:
    """Raise RecordError for an element of more than MAX_ATTRIBUTES attributes, in HTML or XML."""
    at, unclosed = 0, set[str]()
    while opened := _OPENED.search(markup, at):
        at, name = opened.end(), (opened[1] or "!--").lower()
        if opened[1] and opened.end(2) - opened.start(2) > MAX_ATTRIBUTES and _TOO_MANY.match(markup, opened.start(2)):
            raise RecordError(f"An element of it has more than {MAX_ATTRIBUTES:,} attributes, as no page does; take "
                              "them out, or leave it out.")
        if name in _CLOSED and name not in unclosed:
            # "<!-->" is a comment, and what is never closed is searched for its end but once.
            closed = _CLOSED[name].search(markup, at - 2 if name == "!--" else at)
            at = closed.end() if closed else at
            unclosed.update(() if closed else (name,))
