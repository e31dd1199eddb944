"""Names of a question that the articles which come nearest to it don't have: what it may have got wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bot.languages.en.grammar.titles import KINDS
from bot.languages.en.proper_names import OTHER_NAMES, SECOND_NAMES
from bot.quote.candidates import share
from bot.quote.question import ParsedQuestion
from bot.understand.grammar.parser import kind_at
from bot.verify.words import fold
from corpus import Article

NAMED = 2          # names that a refusal says are not there, at most
LETTERS = 4        # by which a word is looked for: Norway is not unheard of where Norwegians are
SHORT = 5          # characters of an abbreviation, at most
BESIDE = 0.6       # share of the question's other words, by rarity, beside which another article may be on the name
_WORD = re.compile(r"[^\W_](?:[\w'’&.-]*\w)?")

Terms = Callable[[str], list[str]]


def absent(question: ParsedQuestion, near: Sequence[Article], terms: Terms) -> list[str]:
    """The names that none of the articles has, NAMED at most; none without articles."""
    if not near:
        return []
    there = {term[:LETTERS] for each in near for term in terms(f"{each.title}\n{each.text}")}
    there |= {str(each.published.year) for each in near if each.published}
    gone = (name for name in _names(question, terms) if not _is_short(name)
            and there.isdisjoint(term[:LETTERS] for term in terms(_telling(name))))
    return list(dict.fromkeys(gone))[:NAMED]


def unmentioned(
    question: ParsedQuestion, typed: str, quoted: Sequence[Article], found: Sequence[Article], terms: Terms
) -> list[str]:
    """The names that no quoted article has, NAMED at most, of those that were typed and not taken from the talk.

    None that may go by another one (the Danes, Washington), nor one that another article has of those found which may
    be on the same: then it is that article which should have been quoted.
    """
    asked = fold(typed)
    named = [name for name in dict.fromkeys(_names(question, terms)) if fold(name) in asked and not _is_short(name)]
    texts = [_printed(each) for each in {each.id: each for each in quoted}.values()] if named else []
    gone = [name for name in named if texts and not any(_is_in(name, text) for text in texts)
            and not _goes_by_another(name, question.printed)]
    others = {each.id: each for each in found if each not in quoted}.values() if gone else ()
    return [name for name in gone if not any(
        _is_in(name, _printed(each)) and _may_be_on(question, name, each, terms) for each in others)][:NAMED]


def _printed(article: Article) -> str:
    """All that a reader sees of an article, folded; the byline too: "as Ann Lee writes"."""
    return fold("\n".join((article.title, article.text, *article.authors, article.source or "")).replace("’", "'"))


def _is_in(name: str, text: str) -> bool:
    """Whether a folded text has a word that begins as the telling one of a name: "al Assad" for "Al-Assad"."""
    telling = fold(_telling(name).rpartition("-")[2].replace("’", "'"))
    return re.search(rf"\b{re.escape(telling[:LETTERS])}", text) is not None


def _goes_by_another(name: str, text: str) -> bool:
    """Whether it is a number, a people, as "the Danes" or "Danish", or a name for which papers often write another."""
    several = name.endswith("s") and f"the {name}" in text
    has_another = fold(name) in OTHER_NAMES or fold(name) in SECOND_NAMES
    return several or has_another or any(map(str.isdigit, name)) or kind_at(text, text.find(name)) == "NORP"


def _may_be_on(question: ParsedQuestion, name: str, article: Article, terms: Terms) -> bool:
    """Whether an article has enough of the question's words beside a name."""
    own, there = set(terms(name)), set(terms(f"{article.title}\n{article.text}"))
    rest = {term: weight for term, weight in question.weights.items() if term not in own}
    return share(rest, there) >= BESIDE


def _is_short(name: str) -> bool:
    """Whether it may stand in the articles in full: GOP, U.S., GPs."""
    return name.removesuffix("s").isupper() and len(name) <= SHORT


def _names(question: ParsedQuestion, terms: Terms) -> Iterator[str]:
    """The names of a question, whole: words beside one another that name something."""
    end, name = -1, ""
    for match in _WORD.finditer(question.printed):
        word = match[0].removesuffix("'s").removesuffix("’s")
        if not question.names.issuperset(terms(word)) or not terms(word) or _may_be_no_name(question, match.start()):
            continue
        if name and question.printed[end : match.start()] != " ":
            yield name
            name = ""
        name, end = f"{name} {word}".strip(), match.start() + len(word)
    if name:
        yield name


def _may_be_no_name(question: ParsedQuestion, at: int) -> bool:
    """Whether a word was typed small and is no country or town: in "which street" it need not be Mill Street."""
    small = question.text[at : at + 1].islower() and question.printed[at].isupper()
    return small and kind_at(question.printed, at) != "GPE"


def _telling(name: str) -> str:
    """The word of a name that tells whose it is: the last one that is no kind of thing."""
    words = [word for word in name.split() if word.casefold() not in KINDS] or name.split()
    return words[-1]
