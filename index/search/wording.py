"""What is asked of the words themselves: exact phrases, words left out, one of several; pure text, in linear time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST_PHRASES = 5       # of a question: each costs two searches by word
EITHER = "OR"

# No pair may hold its own opening mark, so that none is looked for twice over the same text. A straight mark behind a
# letter or digit opens nothing: it stands for inches, or is the second of a pair that lacks its first.
_PAIRS = r"""(?<!\w)"([^"]*)"|“([^“”]*)”|„([^„“”]*)[“”]|«([^«»]*)»|»([^«»]*)«"""
_QUOTED = re.compile(_PAIRS)
_PART = re.compile(rf"(?P<minus>(?<!\S)-)?(?:{_PAIRS})")
_LEFT_OUT = re.compile(r"-[^\W\d_]")       # "-5" is a number
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """A word in any of its forms; `exact` is these words in this order and no other form."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """What a passage must hold, in its text or its headline, to be what was asked for."""

    text: str = ""                                     # what is looked for, without operators: ranks the passages
    words: tuple[str, ...] = ()                        # wanted, but not required
    phrases: tuple[str, ...] = ()                      # each of them
    excluded: tuple[Term, ...] = ()                    # none of them
    alternatives: tuple[tuple[Term, ...], ...] = ()    # of each group one at least

    @property
    def required(self) -> tuple[tuple[Term, ...], ...]:
        """Of each of these groups a passage must hold one term at least."""
        return (*((Term(phrase, exact=True),) for phrase in self.phrases), *self.alternatives)

    @property
    def plain(self) -> bool:
        """Whether nothing is required and nothing left out."""
        return not (self.phrases or self.excluded or self.alternatives)


ANY = Wording()


@dataclass(frozen=True, slots=True)
class _Item:
    term: Term
    excluded: bool = False

    @property
    def either(self) -> bool:
        return self.term == Term(EITHER)


def read_search(query: str) -> Wording:
    """A search as its reader means it: "exact words", -left out, one OR the other.

    Where there is no operator, `text` is the query as it stands. An OR that lacks one of its sides is a word.
    """
    items = list(_items(query))
    excluded = tuple(each.term for each in items if each.excluded)
    groups = _groups(items)
    single = [group[0] for group in groups if len(group) == 1]
    wording = Wording(
        words=tuple(term.text for term in single if not term.exact),
        phrases=tuple(term.text for term in single if term.exact),
        excluded=excluded,
        alternatives=tuple(group for group in groups if len(group) > 1),
        text=" ".join(term.text for group in groups for term in group),
    )
    return Wording(query, wording.words) if wording.plain else wording


def phrases(question: str) -> tuple[str, ...]:
    """What stands in a question's quotation marks, each once, the first few."""
    quoted = (_inside(match) for match in _QUOTED.finditer(question))
    return tuple(dict.fromkeys(each for each in quoted if _WORD.search(each)))[:MOST_PHRASES]


def exactly(phrase: str) -> Wording:
    """That this phrase must be there."""
    return Wording(phrase, phrases=(phrase,))


def places(text: str, wanted: Sequence[str]) -> list[tuple[int, int]]:
    """Where those phrases stand in a text, in order; of two that overlap the first."""
    words = [(_folded(match[0]), *match.span()) for match in _WORD.finditer(text)]
    named = [tuple(map(_folded, _WORD.findall(each))) for each in wanted]
    spans = sorted(
        (words[at][1], words[at + len(phrase) - 1][2]) for phrase in named if phrase
        for at in range(len(words) - len(phrase) + 1)
        if tuple(word for word, _, _ in words[at : at + len(phrase)]) == phrase
    )
    return [span for number, span in enumerate(spans) if not number or span[0] >= spans[number - 1][1]]


def _items(query: str) -> Iterator[_Item]:
    """Words and phrases in order; what has no letter and no digit is none."""
    at = 0
    for match in _PART.finditer(query):
        yield from map(_word, filter(_WORD.search, query[at : match.start()].split()))
        at = match.end()
        if _WORD.search(phrase := _inside(match)):
            yield _Item(Term(phrase, exact=True), excluded=bool(match["minus"]))
    yield from map(_word, filter(_WORD.search, query[at:].split()))


def _word(token: str) -> _Item:
    return _Item(Term(token[1:]), excluded=True) if _LEFT_OUT.match(token) else _Item(Term(token))


def _groups(items: Sequence[_Item]) -> list[tuple[Term, ...]]:
    """What is wanted: terms that an OR joins in one group, every other in a group of its own."""
    sides = [not each.excluded and not each.either for each in items]
    groups: list[list[Term]] = []
    joins = False
    for at, each in enumerate(items):
        if each.either and 0 < at < len(items) - 1 and sides[at - 1] and sides[at + 1]:
            joins = True
        elif joins:
            groups[-1].append(each.term)
            joins = False
        elif not each.excluded:
            groups.append([each.term])
    return list(map(tuple, groups))


def _inside(match: re.Match[str]) -> str:
    """The words between a pair of marks."""
    return " ".join(match[match.lastindex or 0].split())


def _folded(word: str) -> str:
    """A word without case and accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(sign))
