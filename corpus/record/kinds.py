"""Tell what kind of article a genre of some source means."""

from __future__ import annotations

import re

from corpus.text.clean import clean_line

_KINDS = (
    ("opinion", r"op-?ed|opinion|editorial|column|comment(?:ary)?|letters?(?: to the editor)?|leader"),
    ("analysis", r"analysis|explainer|background(?:er)?"),
    ("live", r"live(?: ?blog| updates| coverage)?"),
    ("sponsored", r"sponsored|advertorial|advertis\w*|promoted|partner content|paid post"),
    ("release", r"(?:press|news)?[ -]?release"),
    ("correction", r"corrections?(?: and clarifications?)?|clarifications?|errat\w*"),
    ("interview", r"interview|q ?(?:&|and) ?a"),
    ("obituary", r"obituar(?:y|ies)"),
    ("review", r"reviews?"),
    ("feature", r"features?|profile"),
)
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)


def kind_of(*genres: object) -> str:
    """The kind that the first telling genre stands for; empty when none tells more than that it is news.

    A genre is a word ("Op-Ed"), a code ("genre:interview") or an address that ends in one.
    """
    for genre in genres:
        word = re.split(r"[/:]", genre.strip())[-1] if isinstance(genre, str) else ""
        for kind, pattern in _PATTERNS:
            if pattern.fullmatch(word):
                return kind
    return ""


def small_letters(kind: str) -> str:
    """The kind in small letters; as it is where these would read as other characters, or be more."""
    lowered = kind.lower()
    return lowered if clean_line(lowered) == lowered and len(lowered) == len(kind) else kind
