"""The claims guard: what a sentence says of figures, people, times and extents, its evidence says too."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.understand.grammar.parser import trees
from bot.understand.grammar.tree import Tree
from bot.verify import copying, fact, instruction, quotation, support
from bot.verify.claim import Claim, Evidence, Similarities
from bot.verify.claims.by_contrary import by_contrary
from bot.verify.claims.by_date import by_date
from bot.verify.claims.by_direction import by_direction
from bot.verify.claims.by_joint import by_joint
from bot.verify.claims.by_order import by_order
from bot.verify.claims.by_role import by_role
from bot.verify.claims.by_scope import by_scope
from bot.verify.claims.claimed import Claimed, Ruling
from bot.verify.claims.premises import LONGEST, Check
from bot.verify.claims.statement import Sources, Statement, parse, statement
from bot.verify.prose.by_affiliation import by_affiliation
from bot.verify.prose.by_comparison import by_comparison
from bot.verify.prose.by_exchange import by_exchange, by_member, by_people
from bot.verify.prose.by_extent import by_extent
from bot.verify.prose.by_number import by_number
from bot.verify.prose.by_owner import by_owner
from bot.verify.prose.by_person import by_description, by_doer, by_person, by_stranger
from bot.verify.prose.by_place import by_place, by_where
from bot.verify.prose.by_stage import by_stage
from bot.verify.prose.by_time import by_time

# Those of `CHECKS` that a question's names and figures need are too lenient here.
STRICTER: tuple[Check, ...] = (
    by_date, by_role, by_joint, by_scope, by_contrary, by_direction, by_order, by_number, by_person, by_doer, by_place,
    by_time, by_stage, by_extent, by_owner, by_comparison, by_stranger, by_description,
    by_exchange, by_people, by_member, by_affiliation, by_where,
)
MOST = 12          # sentences of the evidence that are parsed, those with most of the claim's words
_SHOWN = 160       # characters of the sentence that a reason quotes


def objection(claim: Claim, similarities: Similarities) -> str | None:
    """The first guard's reason to withhold the sentence, or None when all let it pass."""
    for guard in (instruction, quotation, fact, copying):
        if reason := guard(claim):
            return reason
    return support(claim, similarities) or contradiction(claim)


def contradiction(claim: Claim) -> str | None:
    """The reason why the evidence contradicts the sentence or doesn't bear it out, or None."""
    found = rulings(claim)
    return _reason(found[0]) if found else None


def rulings(claim: Claim) -> list[Ruling]:
    """All that the evidence contradicts of a sentence, the surest first; nothing of texts in other languages."""
    text = " ".join(claim.plain.split())
    english = all(each.language.casefold()[:2] in ("", "en") for each in claim.evidence)
    if not text or len(text) > LONGEST or not english:
        return []
    claimed = Claimed(_with_names(trees([text])[0], claim.known))
    sources = sources_of(claimed, claim.evidence)
    parse(sources.statements)
    found = (each for check in STRICTER for each in check(claimed, sources))
    return sorted((each for each in found if each.verdict != "supported"), key=lambda each: -each.weight)


def _with_names(tree: Tree, known: str) -> Tree:
    """The tree with those words as names that the evidence has as such, and a parser takes for nouns, as "Rogers"."""
    large = {node.text for node in tree.nodes if node.pos == "NOUN" and node.text[:1].isupper()}
    names = {each for each in large if re.search(rf"[a-z,] {re.escape(each)}\b", known)
             and not re.search(rf"\b{re.escape(each.casefold())}\b", known)}
    nodes = tuple(replace(each, pos="PROPN", lemma=each.text) if each.text in names else each for each in tree.nodes)
    return replace(tree, nodes=nodes) if names else tree


def sources_of(claimed: Claimed, evidence: tuple[Evidence, ...]) -> Sources:
    """The sentences and headlines of the evidence that have most of the claim's words, and its passages."""
    every = [each for one in evidence for each in _statements(one) if not each.text.islower()]      # no names in those
    near = sorted(every, key=lambda each: -claimed.covered(each.around) - claimed.covered(each.stems))
    return Sources(tuple(near[:MOST]), tuple(map(_passage, evidence)))


def _statements(evidence: Evidence) -> list[Statement]:
    day = evidence.published.date() if evidence.published else None
    headline = evidence.heading.partition(". ")[0]
    texts = [headline, *evidence.sentences] if headline else list(evidence.sentences)
    return [statement(text, f"{headline}. {last}", day) for last, text in zip(["", *texts], texts, strict=False)]


def _passage(evidence: Evidence) -> Statement:
    return statement(evidence.text, evidence.heading, evidence.published.date() if evidence.published else None)


def _reason(ruling: Ruling) -> str:
    if ruling.statement is None:
        return f"No cited passage bears out “{ruling.claim}”."
    shown = ruling.statement.text
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN].rsplit(' ', 1)[0]} …"
    return f"Of “{ruling.claim}” the cited passage says otherwise: “{shown}”"
