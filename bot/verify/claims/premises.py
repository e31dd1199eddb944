"""What a question, or any claim, takes for granted, and what the archive makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.languages.en.grammar.light_verbs import ALONE, BEING, COMPETING, RECURRING
from bot.understand.grammar.clauses import Clause
from bot.understand.grammar.questions import asserted
from bot.verify.claims.affirmed import affirmed
from bot.verify.claims.by_contrary import by_contrary
from bot.verify.claims.by_date import by_date, by_day
from bot.verify.claims.by_direction import by_direction
from bot.verify.claims.by_event import unheard_event
from bot.verify.claims.by_figure import by_figure
from bot.verify.claims.by_joint import by_cause, by_joint
from bot.verify.claims.by_name import by_name
from bot.verify.claims.by_order import by_order
from bot.verify.claims.by_role import by_role
from bot.verify.claims.by_scope import by_scope
from bot.verify.claims.claimed import Claimed, Ruling
from bot.verify.claims.dates import dates
from bot.verify.claims.statement import Sources, Statement, in_a_line, parse

Check = Callable[[Claimed, Sources], Iterator[Ruling]]
Says = Literal["", "yes", "no", "otherwise", "not found"]

CHECKS: tuple[Check, ...] = (
    by_figure, by_date, by_day, by_name, by_role, by_joint, by_cause, by_scope, by_contrary, by_direction, by_order,
)
LONGEST = 400      # characters of a question that is taken apart: a longer one is a letter
PARSED = 5         # statements at most that are parsed: each costs as much as the question
NEAR = 0.8         # twice the share of the claim's words that one must have, by itself and with its context on average


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of all claims of a question."""

    findings: tuple[Ruling, ...] = ()     # contradictions first, the surest in front
    says: Says = ""                        # how a reply opens
    decides: Statement | None = None       # the statement that it opens with


def judged(
    question: str, sources: Sources, checks: Sequence[Check] = CHECKS, by_words: Sequence[Check] = ()
) -> Judged:
    """What the sources say of what a question asserts; nothing of one that is too long, or lets choose between two.

    `by_words` are checks that parse nothing: they are made on all sources.
    """
    text = in_a_line(question)
    if len(text) > LONGEST:
        return Judged()
    about = asserted(text)
    if about.either:
        return Judged()
    claimed = Claimed(about.tree, about.partial)
    likely = _nearest(claimed, sources)
    telling = about.polar or claimed.may_differ(likely)
    near = replace(sources, statements=likely if telling else ())
    parse(near.statements)
    asked_of = (*((check, near) for check in checks), *((check, sources) for check in by_words))
    rulings = [each for check, over in asked_of for each in check(claimed, over)]
    found = sorted((each for each in rulings if _excludes(claimed, each, polar=about.polar)
                    and not _is_borne_out(each, rulings)), key=_order)
    if found and found[0].verdict == "contradicted":
        denies = any(each.denied for each in claimed.clauses)
        return Judged(tuple(found), "no" if about.polar and not denies else "otherwise", found[0].statement)
    if unheard := unheard_event(claimed, near):
        return Judged((unheard, *found), "not found")
    if about.polar and (statement := affirmed(claimed, near)):
        return Judged((Ruling(claimed.tree.text.rstrip("."), "supported", statement), *found), "yes", statement)
    return Judged(tuple(found))


def _excludes(claimed: Claimed, ruling: Ruling, *, polar: bool) -> bool:
    """Whether what was found leaves no room for a claim: that others did it too doesn't say that somebody did not.

    Nor does a sentence that has the name in another place, where it may be one of several who did. What more than one
    can do counts where something else that the question names stands beside it, unless it asks for "Yes" or "No".
    """
    if ruling.kind != "name" or ruling.verdict != "contradicted" or ruling.statement is None:
        return True
    if claimed.main is not None and _comes_again(claimed, claimed.main):
        return False
    alone = claimed.main is not None and claimed.main.verb in ALONE | {*BEING}
    words = ruling.statement.text.casefold()
    claim = ruling.claim.casefold()
    others = [name for at in claimed.names if (name := claimed.tree.nodes[at].text.casefold()) not in claim]
    beside = not polar and any(name in words for name in others)
    return (alone or beside) and not any(name in words for name in claim.replace(",", " ").split()[-1:])


def _is_borne_out(ruling: Ruling, rulings: Sequence[Ruling]) -> bool:
    """Whether another check finds the very words in the archive that this one contradicts: then nothing is certain."""
    return ruling.verdict == "contradicted" and any(
        each.verdict == "supported" and ruling.claim in each.claim for each in rulings)


def _comes_again(claimed: Claimed, clause: Clause) -> bool:
    """Whether it is of a prize or a match by name, of no year, or of how many: another wins it at another time."""
    contests = [each for each in clause.objects if each.named or each.words & RECURRING]
    again = bool(contests) and not dates(claimed.tree.text)
    return clause.verb in COMPETING and (claimed.partial or again)


def _nearest(claimed: Claimed, sources: Sources) -> tuple[Statement, ...]:
    """The statements that have most of the claim's words, the likeliest answers first where they have as many."""
    scored = sorted(((claimed.nearness(each), each) for each in sources.statements), key=lambda each: -each[0])
    return tuple(each for score, each in scored[:PARSED] if score >= NEAR)


def _order(finding: Ruling) -> tuple[bool, float]:
    return finding.verdict != "contradicted", -finding.weight
