"""Names of a question that the articles which come nearest to it don't have: what it may have got wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bot.languages.en.grammar.titles import KINDS
from bot.quote.question import ParsedQuestion
from corpus import Article

NAMED = 2          # names that a refusal says are not there, at most
LETTERS = 4        # by which a word is looked for: Norway is not unheard of where Norwegians are
SHORT = 5          # characters of an abbreviation, at most
_WORD = re.compile(r"[^\W_](?:[\w'’&.-]*\w)?")

Terms = Callable[[str], list[str]]


def absent(question: ParsedQuestion, near: Sequence[Article], terms: Terms) -> list[str]:
    """The names that none of the articles has, as the question writes them, NAMED at most; none without articles."""
    if not near:
        return []
    there = {term[:LETTERS] for each in near for term in terms(f"{each.title}\n{each.text}")}
    there |= {str(each.published.year) for each in near if each.published}
    gone = (name for name in _names(question, terms) if not _is_short(name)
            and there.isdisjoint(term[:LETTERS] for term in terms(_telling(name))))
    return list(dict.fromkeys(gone))[:NAMED]


def _is_short(name: str) -> bool:
    """Whether it may stand in the articles in full: GOP, U.S., GPs."""
    return name.removesuffix("s").isupper() and len(name) <= SHORT


def _names(question: ParsedQuestion, terms: Terms) -> Iterator[str]:
    """The names of a question, whole: words beside one another that name something."""
    end, name = -1, ""
    for match in _WORD.finditer(question.text):
        word = match[0].removesuffix("'s").removesuffix("’s")
        if not question.names.issuperset(terms(word)) or not terms(word):
            continue
        if name and question.text[end : match.start()] != " ":
            yield name
            name = ""
        name, end = f"{name} {word}".strip(), match.start() + len(word)
    if name:
        yield name


def _telling(name: str) -> str:
    """The word of a name that tells whose it is: the last one that is no kind of thing."""
    words = [word for word in name.split() if word.casefold() not in KINDS] or name.split()
    return words[-1]
