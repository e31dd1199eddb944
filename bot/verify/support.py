"""The support guard: the evidence says what the sentence says, in the same direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.languages.en.numbers import AMOUNTS, FRACTIONS
from bot.languages.en.stop_words import STOP_WORDS
from bot.verify.alike import kin, kin_of_phrase
from bot.verify.claim import Claim, Similarities
from bot.verify.named import unknown_name
from bot.verify.polarity import negated, opposed
from bot.verify.words import Word, content, fold, numbered, parted, words

COVERED = 0.5      # share of the sentence's content words that the evidence or the question must have
PARAPHRASED, CLOSE = 0.4, 0.55     # fewer words will do from that cosine on: a paraphrase
NEAR = 0.45        # cosine with the nearest sentence of the evidence
CERTAIN = 0.65     # share of covered words from which on nearness decides nothing
AGREEING = 4       # words around another one that must agree, at most two on either side
ALIKE = 0.75       # share of letters in common from which on two words are spellings of one
# Numbers are the fact guard's: it knows what is worked out.
_COUNTING = {*AMOUNTS, *FRACTIONS, "cent", "per", "percent", "point", "points"}
ALIGNED = 3        # sentences of the evidence that a sentence is held against


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a sentence being supported."""

    covered: float              # share of its content words in the evidence or the question
    best: float                 # the same in the one sentence that has most of them
    aligned: tuple[str, ...]    # the sentences that together have most of them, best first


def support(claim: Claim, similarities: Similarities) -> str | None:
    """The reason why the evidence doesn't support the sentence, or None."""
    signs = read(claim)
    near = max(similarities(claim.plain, list(signs.aligned)), default=0.0) if signs.aligned else 0.0
    if signs.covered < COVERED and not (signs.covered >= PARAPHRASED and near >= CLOSE):
        return f"Only {signs.covered:.0%} of its words are in the cited passage."
    if word := opposed(claim.plain, signs.aligned[:2]):
        return f"The cited passage says the opposite of “{word}”."
    if denied := negated(claim.plain, signs.aligned[:2], claim.sentences):
        return f"It and the cited passage differ in what they deny (“{denied}”)."
    if swapped := substituted(claim.plain, claim.evidence[0].passage if claim.evidence else "", signs.aligned):
        return f"Where it says “{swapped[0]}” the cited passage says “{swapped[1]}”."
    return "The cited passage says something else." if signs.covered < CERTAIN and near < NEAR else None


def read(claim: Claim) -> Signs:
    """The signs of support that need no model."""
    telling = [word for word in content(claim.plain) if not numbered(word.text) and word.text not in _COUNTING]
    own = {word.stem for word in telling}
    have = {word.stem for word in parted(claim.known)}
    named = {word.stem for word in telling if word.large and not unknown_name(f"The {word.text}", claim.known)}
    named |= _phrasal(claim.plain, have)
    covered = sum(each in named or bool(kin(each) & have) for each in own) / len(own) if own else 1.0
    aligned = align(own, claim.sentences)
    best = len(own & stems(aligned[0])) / len(own) if own and aligned else 0.0
    return Signs(covered, best, tuple(aligned))


def _phrasal(text: str, have: set[str]) -> set[str]:
    """The stems of verbs whose meaning with their particle is there: "thrown" of "thrown out", for "dismissed"."""
    found = words(text)
    return {one.stem for one, two in zip(found, found[1:], strict=False)
            if kin_of_phrase(one.stem, two.text.casefold()) & have}


def align(own: set[str], sentences: Sequence[str]) -> list[str]:
    """Up to ALIGNED sentences: the one with most of the stems first, then those that add most of what is missing."""
    found: list[str] = []
    missing, rest = set(own), list(sentences)
    while rest and len(found) < ALIGNED:
        best = max(rest, key=lambda sentence: (len(missing & stems(sentence)), len(own & stems(sentence))))
        if found and not missing & stems(best):
            break
        found.append(best)
        rest.remove(best)
        missing -= stems(best)
    return found


def stems(text: str) -> set[str]:
    """The stems of a text's words."""
    return {word.stem for word in parted(text)}


def substituted(claim: str, passage: str, aligned: Sequence[str]) -> tuple[str, str] | None:
    """A word of the sentence, and the one that the evidence has between the same neighbours.

    "The council rejected the plan" and "the council approved the plan" differ in one word between three that agree.
    """
    claimed = parted(claim)
    own = [word.stem for word in claimed]
    known_anywhere = stems(passage)
    for each in aligned:
        given = parted(each)
        theirs = [word.stem for word in given]
        known = known_anywhere.union(theirs)
        free = _by_neighbours(given, theirs, taken=set(own))
        for place, word in enumerate(claimed):
            if own[place] in known or fold(word.text) in STOP_WORDS:
                continue
            for at in free.get(_neighbours(own, place), ()):
                if _same_around(own, place, theirs, at) and not _respelt(own[place], theirs[at]):
                    return word.text, given[at].text
    return None


def _by_neighbours(given: Sequence[Word], theirs: Sequence[str], taken: set[str]) -> dict[tuple[str, str], list[int]]:
    """Where a sentence has words of its own that may stand for another, by the stems before and after them."""
    found: dict[tuple[str, str], list[int]] = {}
    for at, word in enumerate(given):
        if theirs[at] not in taken and fold(word.text) not in STOP_WORDS and not numbered(word.text):
            found.setdefault(_neighbours(theirs, at), []).append(at)
    return found


def _neighbours(row: Sequence[str], at: int) -> tuple[str, str]:
    return (row[at - 1] if at else "", row[at + 1] if at + 1 < len(row) else "")


def _same_around(one: Sequence[str], place: int, other: Sequence[str], at: int) -> bool:
    """Whether there is a word on each side, and of two words on each side so many are the same."""
    before = _agree(one[max(0, place - 2) : place][::-1], other[max(0, at - 2) : at][::-1])
    after = _agree(one[place + 1 : place + 3], other[at + 1 : at + 3])
    return min(before, after) >= 1 and before + after >= AGREEING


def _respelt(one: str, other: str) -> bool:
    """Whether two words are spellings or forms of one: organised and organized, though and although."""
    return SequenceMatcher(None, one, other).ratio() >= ALIKE


def _agree(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count

