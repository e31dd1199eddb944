"""Answers a question that asks several things in one breath part by part, with a sentence for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.quote.candidate import Candidate
from bot.quote.candidates import quotable
from bot.quote.question import taken_apart
from bot.quote.selection import Quotations, apart, likeliest, overlap
from bot.quote.several.parts import needs_subject
from bot.quote.support import ENOUGH, support
from bot.quote.wanted.naming import asks_for_a_name, says_a_name
from bot.retriever.found import Found
from index import Readable


@dataclass(frozen=True, slots=True)
class InParts:
    """What was found for the parts of a question; nothing where it has one part, or none is answered."""

    leads: tuple[Candidate, ...] = ()     # the sentence for each part that is answered, in the order of the parts
    likelihood: float = 0.0               # of an answer to the part that is answered best
    partly: bool = False                  # whether a part that says what it is about is not answered


def answered_in_parts(archive: Readable, asked: Sequence[str], found: Found) -> InParts:
    """The best sentence for each part: one that leans on another is answered from the other's article."""
    if len(asked) < 2:
        return InParts()
    leads: list[Candidate] = []
    likely: list[float] = []
    for part in asked:
        if leads and needs_subject(part):
            leads.extend(_beside(archive, part, leads[-1], found))
        else:
            lead, likelihood = _alone(archive, part, found)
            leads.extend([lead] if lead else [])
            likely.append(likelihood)
    return InParts(tuple(leads), max(likely), min(likely) < ENOUGH) if leads else InParts()


def with_parts(leads: Sequence[Candidate], quotes: Quotations) -> Quotations:
    """The sentence for each part first, what else was chosen under the fold; as chosen where no part has one."""
    if not leads:
        return quotes
    shown, _ = apart(leads, ())
    others = [each for each in quotes.all if not any(overlap(each, other) for other in shown)]
    return Quotations(shown, tuple(others))


def _alone(archive: Readable, part: str, found: Found) -> tuple[Candidate | None, float]:
    """The sentence for a part that says what it is about, which is searched for by itself."""
    moment, scope = found.asked.scope.moment, found.asked.scope
    question = taken_apart(archive, part, part, moment)
    ranked = quotable(archive, question, archive.search(part, scope))
    likely = support(question, ranked)
    return (likeliest(ranked) if likely >= ENOUGH else None), likely


def _beside(archive: Readable, part: str, lead: Candidate, found: Found) -> list[Candidate]:
    """Another sentence of the same article that holds what a part asks for: the words before say what "it" stands for.

    None where it asks for nothing of a kind, or for an age, which stands beside a name; a name may be the kind.
    """
    question = taken_apart(archive, f"{part} {lead.text}", part, found.asked.scope.moment)
    hits = [hit for hit in found.hits if hit.article.id == lead.hit.article.id] or [lead.hit]
    if asks_for_a_name(part):
        named = [each for each in quotable(archive, question, hits) if says_a_name(each.text)]
        return [] if says_a_name(lead.text) else named[:1]
    ranked = [each for each in quotable(archive, question, hits) if each.typed == 1.0]
    if question.kind is None or (question.kind.name == "age" and any(each.start == lead.start for each in ranked)):
        return []
    return [each for each in ranked if each.start != lead.start][:1]
