"""Which words report the same event, and which exclude each other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from bot.languages.en.grammar.contraries import CONTRARIES, STAGES, SYNONYMS
from bot.languages.en.grammar.irregular_verbs import IRREGULAR
from bot.languages.en.grammar.joints import PARTICLES
from bot.verify.words import stem

Places = frozenset[tuple[int, int]]       # lines of a list and sides of the line
_NOWHERE: Places = frozenset()

_EDGES = ".,;:!?\"'()“”‘’"


def same(one: str, other: str) -> bool:
    """Whether two verbs, or two nouns, by lemma, report the same."""
    return one == other or bool(_SYNONYMS.get(one, _NOWHERE) & _SYNONYMS.get(other, _NOWHERE))


def contrary(one: str, other: str) -> bool:
    """Whether two words, by lemma, can't both be true of a thing."""
    first, second = _CONTRARIES.get(one, _NOWHERE), _CONTRARIES.get(other, _NOWHERE)
    return any((line, 1 - side) in second for line, side in first) and not first & second


def stages(word: str) -> Places:
    """How far a matter has come by a verb: (the row of stages, how far on in it)."""
    return _STAGES.get(word, _NOWHERE)


@lru_cache(maxsize=4_096)
def near_stems(word: str) -> frozenset[str]:
    """The stem of a word, by lemma, and those of all words that may stand for it or point the same way."""
    groups, sides = _SYNONYMS.get(word, _NOWHERE), _CONTRARIES.get(word, _NOWHERE)
    others = [each for each, places in _SYNONYMS.items() if places & groups]
    others += [each for each, places in _CONTRARIES.items() if places & sides]
    words = [each for each in (word.partition(" ")[0], *others) if " " not in each]
    return frozenset(stem(form) for each in words for form in (each, *IRREGULAR.get(each, ())))


def in_two_words(word: str, text: str) -> bool:
    """Whether a text has a verb with its particle that may stand for a word, by lemma: "dropped out" for "quit"."""
    first, _, particle = word.partition(" ")
    wanted = {each for each, forms in _PHRASES.items() if stem(word) in forms} if not particle else {
        (stem(form), particle) for form in (first, *IRREGULAR.get(first, ()))}
    words = text.casefold().split()
    return any((stem(first.strip(_EDGES)), second.strip(_EDGES)) in wanted for first, second in pairwise(words))


@lru_cache(maxsize=4_096)
def contrary_stems(word: str) -> frozenset[str]:
    """The stems of the words that can't be true where this one, by lemma, is."""
    sides = {(line, 1 - side) for line, side in _CONTRARIES.get(word, _NOWHERE)}
    others = [each for each, places in _CONTRARIES.items() if places & sides]
    words = [part for each in others for part in each.split()]
    return frozenset(stem(form) for each in words for form in (each, *IRREGULAR.get(each, ())))


def kin(own: str) -> frozenset[str]:
    """The stems of the words that may stand for those of this stem; its own among them."""
    return _KIN.get(own, frozenset()) | {own}


def kin_of_phrase(first: str, particle: str) -> frozenset[str]:
    """The stems of the words that may stand for a verb with its particle, by the verb's stem: "thrown", "out"."""
    return _PHRASES.get((first, particle), frozenset())


def _entries(part: str) -> list[str]:
    """The words of a list, verbs with their particles: "turn down" is one."""
    words = part.split()
    if all(word in PARTICLES for word in words):
        return words
    found: list[str] = []
    for word in words:
        if word in PARTICLES and found and " " not in found[-1]:
            found.append(f"{found.pop()} {word}")
        else:
            found.append(word)
    return found


def _indexed(text: str) -> dict[str, Places]:
    index: dict[str, set[tuple[int, int]]] = {}
    for line, side, part in _rows(text):
        for word in _entries(part):
            index.setdefault(word, set()).add((line, side))
    return {word: frozenset(places) for word, places in index.items()}


def _rows(text: str) -> Iterable[tuple[int, int, str]]:
    for line, row in enumerate(text.splitlines()):
        yield from ((line, side, part) for side, part in enumerate(re.split(r"\s*\|\s*", row)))


_CONTRARIES, _STAGES, _SYNONYMS = _indexed(CONTRARIES), _indexed(STAGES), _indexed(SYNONYMS)
_PHRASES = {(stem(form), phrase.partition(" ")[2]): near_stems(phrase)
            for phrase in _SYNONYMS if " " in phrase
            for form in (phrase.partition(" ")[0], *IRREGULAR.get(phrase.partition(" ")[0], ()))}
_KIN: dict[str, frozenset[str]] = {}
for _word in _SYNONYMS:
    for _form in (_word, *IRREGULAR.get(_word, ())):
        if " " not in _word:
            _KIN[stem(_form)] = _KIN.get(stem(_form), frozenset()) | near_stems(_word)
