"""Tells how a thing stands now: a question whether the bridge is shut isn't answered by the day it was shut on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.languages.en.opposites import OUT_OF_OFFICE, STATES
from bot.languages.en.titles import WORK
from bot.languages.en.verbs import UNREAL
from bot.quote.candidate import Candidate
from bot.quote.question import ParsedQuestion
from bot.quote.reports.change import UNDATED, day_of
from bot.understand.grammar.clauses import OWN
from bot.understand.grammar.parser import tree
from bot.understand.grammar.tree import Node, Tree
from bot.verify.words import stem, words

Sides = tuple[frozenset[str], frozenset[str]]      # stems of words of a state, and of the one that ends it

_OF_THE_PRESENT = re.compile(r"^\W*(?:(?:so|and|but)\W+)?(?:is|are|has|have|does|do)\b", re.IGNORECASE)
_STILL = "still"
_REACH = 4          # words before one for a state that may deny it
_UNSURE = UNREAL - {"will", "due", "scheduled"}
_OF_WHAT = frozenset(("amod", "appos", "compound", "nmod", "relcl"))      # of a word for a state: what it is said of
_COMPLEMENTS = frozenset(("acomp", "attr", "ccomp", "oprd", "pcomp", "xcomp"))      # of a verb, whose subject counts
_JOINED = frozenset(("conj", "pobj", "prep"))


class _Report(NamedTuple):
    """A sentence that tells of the state of a thing."""

    sentence: Candidate
    side: int | None      # of the state's two; None where it is denied, wished for or unsure


def present_state(question: ParsedQuestion, about: Candidate, ranked: Sequence[Candidate]) -> Candidate | None:
    """The sentence that tells how things stand, where a question asks that and `about` tells how they stood before.

    Of reports of the same subject the newest decides; of those that say the same since, the best comes first. None
    where `about` says the same as the newest, or comes after it.
    """
    sides = _asked(question.text) if question.period is None else None
    if sides is None or about.hit.article.published is None:
        return None
    subject = _subject(question, about, sides)
    reports = [report for each in ranked if each.named >= about.named and (report := _report(each, subject, sides))]
    sided = [each for each in reports if each.side is not None]
    if not sided:
        return None
    newest = max(sided, key=lambda report: day_of(report.sentence))
    before = max((day_of(each.sentence) for each in sided if each.side != newest.side), default=UNDATED)
    since = [each.sentence for each in sided if each.side == newest.side and day_of(each.sentence) > before]
    if about in since or (any(about is each.sentence for each in reports) and day_of(about) >= day_of(newest.sentence)):
        return None
    return (since or [newest.sentence])[0]


@lru_cache(maxsize=64)
def _asked(question: str) -> Sides | None:
    """The state that is asked about, and its end; None for a question of no state, or of none now."""
    if not _OF_THE_PRESENT.match(question):
        return None
    asked = frozenset(each.stem for each in words(question) if not each.large)
    if stem(_STILL) in asked and (offices := asked & {*map(stem, WORK)}):
        return offices, _stems(OUT_OF_OFFICE)
    rows = ((_stems(one), _stems(other)) for one, other in STATES)
    return next((row for row in rows if asked & (row[0] | row[1])), None)


def _subject(question: ParsedQuestion, about: Candidate, sides: Sides) -> list[str]:
    """The question's words in or around `about`, but for its state, the rarest first: what is asked about."""
    state = sides[0] | sides[1] | {stem(_STILL)}
    there = [term for term in question.weights.keys() & about.terms if stem(term) not in state]
    return sorted(there, key=lambda term: -question.weights[term])


def _report(each: Candidate, subject: Sequence[str], sides: Sides) -> _Report | None:
    """What a dated sentence tells of the state of the subject, which the sentence or what is around it names."""
    either = sides[0] | sides[1]
    dated, there = each.hit.article.published, words(each.text)
    if not dated or not subject or subject[0] not in each.terms or either.isdisjoint([word.stem for word in there]):
        return None
    parsed, stems = tree(each.text), frozenset(map(stem, subject))
    for node in parsed.nodes:
        if stem(node.text) in either and not _in_speech(each.text[: node.start]) and _belongs_to(parsed, node, stems):
            before = [word.text.casefold() for word in there if word.start < node.start][-_REACH:]
            unsure = before[-1:] == ["to"] or not _UNSURE.isdisjoint(before)
            return _Report(each, None if unsure else int(stem(node.text) in sides[1]))
    return None


def _belongs_to(parsed: Tree, state: Node, subject: frozenset[str]) -> bool:
    """Whether a word for a state is said of the subject, by a word of its name or a pronoun."""
    bearer = _bearer(parsed, state)
    return bearer is not None and (
        bearer.pos == "PRON" or any(stem(node.text) in subject for node in parsed.below(bearer, OWN)))


def _in_speech(before: str) -> bool:
    """Whether a quotation is open behind these words: what somebody says is no report."""
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _bearer(parsed: Tree, state: Node) -> Node | None:
    """What a word for a state is said of: the object of closing, the subject of being closed, the noun it stands by."""
    at: Node | None = state
    while at is not None:
        if done_to := parsed.under(at, "dobj"):
            return done_to[0]
        if at.dep in _OF_WHAT:
            return parsed.above(at)
        if subjects := parsed.under(at, "nsubj", "nsubjpass"):
            return subjects[0]
        if at.pos == "NOUN" and at is state:
            return at
        at = parsed.above(at) if at.dep in _COMPLEMENTS | _JOINED else None
    return None


@lru_cache(maxsize=32)
def _stems(line: str) -> frozenset[str]:
    return frozenset(map(stem, line.split()))
