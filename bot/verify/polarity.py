"""Negation and direction: whether a sentence says that something rose where its evidence says that it fell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from bot.languages.en.grammar.contraries import VOTING
from bot.languages.en.opposites import (
    NEGATIONS,
    NOT_DENYING,
    OPPOSITES,
    PLAIN_NEGATIONS,
    POINTING_NOWHERE,
    POSTPONING,
    WITH_PARTICLES,
)
from bot.languages.en.stop_words import STOP_WORDS
from bot.languages.patterns import either
from bot.understand.grammar.parser import tree
from bot.verify.alike import kin
from bot.verify.words import Word, fold, parted, stem

_NEGATION = re.compile(rf"\b{either(NEGATIONS)}\b|n't\b", re.IGNORECASE)
_PLAIN_NEGATION = re.compile(rf"\b{either(PLAIN_NEGATIONS)}\b|n't\b", re.IGNORECASE)
_NO_NEGATION = re.compile(
    rf"\b{either(NOT_DENYING)}\b|\bno\. ?\d|(?:\bnot\b|n't\b)(?=[^.;,]{{1,80}}\b{either(POSTPONING)}\b)|"
    r", (?:and |but )?not (?:the|an?|his|her|its|their|by|in|on|at|because|merely|(?-i:[A-Z])\w+)[^,.;]*(?=[.,;]|$)",
    re.IGNORECASE)
# What points nowhere: fixed phrases, particles of verbs, "New" in a place's name and "old" in an age.
_NO_DIRECTION = re.compile(
    rf"\b{either(POINTING_NOWHERE)}\b|(?<=[\d-])years?-old\b|(?<=year-)old\b|"
    r"\b(?-i:New|Old|Upper|Lower|Great|North|South|East|West|Long) (?=(?-i:[A-Z]))|"
    rf"\b{either(WITH_PARTICLES)}(?:s|d|ed|t|ting|ning|ing)? (?:up|down|out|over|in|off|on|back)\b",
    re.IGNORECASE)
_VOTING = frozenset(map(stem, VOTING))
_STOP = re.compile(r"[,;:.!?]")
_SHARED = 0.6       # of the sentence's words in the evidence that denies the only word they have in common there
_JOINED = 5         # words on either side of an "and" in which a word and its opposite stand
_REPEATED = 0.8     # share of a sentence's other words in one that has the opposite of the last: it is the same
_HANGING = 2        # words on the way from one to another that hang together
_TELLING = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
_SCOPE = 4          # words behind a negation that it may negate


@lru_cache(maxsize=1)
def _directions() -> dict[str, set[tuple[int, int]]]:
    """Stem -> the lines and sides it stands on."""
    found: dict[str, set[tuple[int, int]]] = {}
    for line, pair in enumerate(OPPOSITES):
        for side, part in enumerate(pair):
            for word in part:
                found.setdefault(stem(word), set()).add((line, side))
                found.setdefault(fold(word), set()).add((line, side))
    return found


def opposed(claim: str, evidence: Sequence[str]) -> str | None:
    """A word of the sentence whose opposite its evidence has instead, and of the same; None when there is none."""
    pointing = [(each, _affirmed(_blanked(each))) for each in evidence]
    have = {form for each in evidence for word in parted(each) for form in (word.stem, fold(word.text))}
    sides = {side for _, found in pointing for word in found for side in _sides(word)}
    pointing_claim = _blanked(claim)
    denied = {each.start for words in _scopes(pointing_claim, _PLAIN_NEGATION) for each in words[:1]}
    joined = _joined(parted(pointing_claim))
    for word in parted(pointing_claim):
        if word.start in denied:      # "did not live to see it" and "he died" agree
            continue
        own = _sides(word)
        if not own or own & sides or word.stem in have or fold(word.text) in have:
            continue
        if word.start in joined:      # "15 backed and 11 opposed it"
            continue
        others = {(line, 1 - side) for line, side in own}
        if any(_meet(claim, word, text, other) for text, found in pointing for other in found
               if others & _sides(other)):
            return word.text
    return None


def _blanked(text: str) -> str:
    """The text with blanks for what points nowhere; what stands behind it stays where it is."""
    return _NO_DIRECTION.sub(lambda match: " " * len(match[0]), text)


def _meet(claim: str, word: Word, text: str, other: Word) -> bool:
    """Whether two words hang together with the same in their sentences: nothing else stops than what goes on."""
    one, two = _beside(claim, word), _beside(text, other)
    own = {each.stem for each in _content(claim)} - {word.stem}
    repeated = len(own & {each.stem for each in _content(text)}) >= _REPEATED * len(own)
    return repeated or not one or not two or bool(one & two)


def _beside(text: str, word: Word) -> frozenset[str]:
    """The stems of the words that a word of a sentence hangs together with, and of those that may stand for them."""
    found = tree(text)
    beside = [each for node in found.at(word.start, word.end)
              for each in (found.below(node) if node.pos == "ADP" else found.near(node, _HANGING))]
    return frozenset(form for each in beside if each.pos in _TELLING for form in kin(stem(each.text)))


def _affirmed(text: str) -> list[Word]:
    """The words of a sentence without what it denies; none where that goes without saying: "but his wasn't"."""
    scopes = _scopes(text, _PLAIN_NEGATION)
    denied = {each.start for words in scopes for each in words[:1]}
    return [each for each in parted(text) if each.start not in denied] if all(scopes) else []


def _joined(words: Sequence[Word]) -> set[int]:
    """Where words stand that tell of both sides of a vote."""
    return {each.start for row, word in enumerate(words) if word.text.casefold() == "and"
            for one in words[max(0, row - _JOINED) : row] for other in words[row + 1 : row + 1 + _JOINED]
            if {one.stem, other.stem} <= _VOTING
            and any((line, 1 - side) in _sides(other) for line, side in _sides(one)) for each in (one, other)}


def _sides(word: Word) -> set[tuple[int, int]]:
    return _directions().get(fold(word.text)) or _directions().get(word.stem) or set()


def denies(text: str) -> bool:
    """Whether a text holds an odd number of plain negations: "not", "no", "never"."""
    return len(_PLAIN_NEGATION.findall(_NO_NEGATION.sub(" ", text))) % 2 == 1


def negated(claim: str, evidence: Sequence[str], every: Sequence[str] = ()) -> str | None:
    """What the sentence denies and its evidence doesn't, or the other way round; None when they agree.

    `every` has further sentences, of which one may deny the same.
    """
    together = " ".join(evidence)
    for words in _scopes(claim, _PLAIN_NEGATION):
        denies = bool(_NEGATION.search(_NO_NEGATION.sub(" ", together)))
        if words and denies and _stated_plainly(words[0], evidence) and not _denied(words[0], evidence):
            return f"not {words[0].text}"
        if not denies and not _opposite_in(words, together) and not _denied_elsewhere(words, every):
            return f"not {' '.join(word.text for word in words[:2])}"
    return None if _NEGATION.search(claim) else _denied_alone(claim, evidence)


def _denied_elsewhere(words: Sequence[Word], every: Sequence[str]) -> bool:
    """Whether a sentence denies something of the same: "has not explained the change", for "no reason for it"."""
    own = {word.stem for word in words}
    return bool(words) and not _stated_plainly(words[0], every) and any(
        own & {word.stem for word in denied} for each in every for denied in _scopes(each, _PLAIN_NEGATION))


def _denied_alone(claim: str, evidence: Sequence[str]) -> str | None:
    """A word of the sentence, itself without negation, that its evidence only ever denies."""
    own = {word.stem for word in _content(claim)}
    plainly: dict[str, bool] = {}   # by stem: each is looked for once
    for each in evidence:
        near = len(own & {word.stem for word in _content(each)}) >= _SHARED * len(own)
        for words in _scopes(each, _PLAIN_NEGATION):
            shared = [word for word in words if word.stem in own]
            if words and (words[0] not in shared or len(shared) < min(2, len(words))) or not shared or not (
                    near or len(words) > 1):
                continue
            first = words[0].stem
            if first not in plainly:
                plainly[first] = _stated_plainly(words[0], evidence)
            if not plainly[first]:
                return shared[0].text
    return None


def _scopes(text: str, negation: re.Pattern[str]) -> list[list[Word]]:
    """The content words that each negation of a text may negate, up to the next comma."""
    text = _NO_NEGATION.sub(lambda match: "_" * len(match[0]), text)
    content, stops = _content(text), [match.start() for match in _STOP.finditer(text)]
    starts = [word.start for word in content]
    found = []
    for match in negation.finditer(text):
        first, stop = bisect_left(starts, match.end()), bisect_left(stops, match.end())
        end = stops[stop] if stop < len(stops) else len(text)
        found.append([word for word in content[first : first + _SCOPE] if word.start < end])
    return found


def _content(text: str) -> list[Word]:
    return [word for word in parted(text) if fold(word.text) not in STOP_WORDS]


def _denied(word: Word, evidence: Sequence[str]) -> bool:
    """Whether a negation of any kind reaches the word somewhere in the evidence."""
    return any(one.stem == word.stem for each in evidence for words in _scopes(each, _NEGATION) for one in words)


def _stated_plainly(word: Word, evidence: Sequence[str]) -> bool:
    """Whether the evidence has the word somewhere outside every negation's reach."""
    for each in evidence:
        denied = {one.start for words in _scopes(each, _PLAIN_NEGATION) for one in words}
        if any(one.stem == word.stem and one.start not in denied for one in _content(each)):
            return True
    return False


def _opposite_in(words: Sequence[Word], text: str) -> bool:
    """Whether the text has the opposite of what is denied: "did not rise" where it fell."""
    have = {form for word in parted(text) for form in (word.stem, fold(word.text))}
    sides = {side for form in have for side in _directions().get(form, ())}
    own = {side for word in words for form in (word.stem, fold(word.text)) for side in _directions().get(form, ())}
    return any((line, 1 - side) in sides for line, side in own)
