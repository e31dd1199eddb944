"""Which articles may be found by their headline alone, because of what their rights say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus import Article, InputError

MAX_PATTERNS = 200
MAX_PATTERN = 200        # characters


def checked(patterns: Sequence[str]) -> tuple[str, ...]:
    """The patterns as they are kept; raises InputError for what is none."""
    kept = tuple(dict.fromkeys(" ".join(pattern.split()) for pattern in patterns))
    if any(not pattern.strip("*? ") or len(pattern) > MAX_PATTERN for pattern in kept) or len(kept) > MAX_PATTERNS:
        raise InputError(
            f"A pattern of rights has letters and at most {MAX_PATTERN} characters, such as \"Getty*\"; "
            f"at most {MAX_PATTERNS} of them."
        )
    return kept


def forbidden(rights: str, patterns: Sequence[str]) -> bool:
    """Whether any pattern is found anywhere in the rights, whatever the case: `*` is any text, `?` one character.

    Anywhere, because a pattern that misses a full stop at the end would let an article through.
    """
    stated = " ".join(rights.casefold().split())
    return any(_found(pattern.casefold().split("*"), stated) for pattern in patterns)


def headline_only(article: Article) -> Article:
    """The article without anything but its headline, its link and what is known about it; its text is the headline."""
    return replace(article, text=article.title, extra={})


def only_headline(article: Article) -> bool:
    """Whether that is all that is kept of it."""
    return bool(article.rights) and article.text == article.title


def _found(parts: Sequence[str], text: str) -> bool:
    """Whether the parts stand in the text one after the other: each as early as possible, which is never too early."""
    at = 0
    for part in parts:
        at = next((place + len(part) for place in range(at, len(text) - len(part) + 1) if _at(part, text, place)), -1)
        if at < 0:
            return False
    return True


def _at(part: str, text: str, place: int) -> bool:
    if "?" not in part:
        return text.startswith(part, place)
    return all(sign in ("?", text[place + offset]) for offset, sign in enumerate(part))
