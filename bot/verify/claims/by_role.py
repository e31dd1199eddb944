"""Roles: who did it to whom."""

from __future__ import annotations

from collections.abc import Iterator

from bot.understand.grammar.clauses import Clause, Phrase
from bot.verify.alike import same
from bot.verify.claims.claimed import Claimed, Ruling, best, same_thing
from bot.verify.claims.statement import Sources, Statement

NEAR = 0.5      # share of the claim's words that a statement must have which has the roles turned round


def by_role(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Clauses of a claim whose doer and sufferer the sources have the other way round."""
    for clause in claimed.clauses:
        doer = clause.subject
        if doer is None or doer.pronoun or clause.verb in ("be", "become"):
            continue
        for sufferer in other_parties(clause):
            alike = same_thing(doer, sufferer)      # "how many boats lost to boats"
            if alike or any(_states(clause, doer, sufferer, each) for each in sources.statements):
                continue
            wrong = [each for each in sources.statements
                     if (_states(clause, sufferer, doer, each) or _suffers(clause, doer, each))
                     and claimed.concerns(each, (), NEAR)]
            if wrong:
                chosen = best(claimed, wrong)
                text = " ".join((doer.text, claimed.tree.nodes[clause.place].text, sufferer.text))
                yield Ruling(text, "contradicted", chosen, "role", claimed.covered(chosen.around))
                break


def _suffers(clause: Clause, doer: Phrase, statement: Statement) -> bool:
    """Whether a statement has it done to the one who does it in the claim, by nobody that it names."""
    return any(
        same(other.verb, clause.verb) and not other.denied and other.subject is None and other.passive
        and doer.named and any(each.named and same_thing(doer, each) for each in other.objects[:1])
        for other in statement.clauses
    )


def other_parties(clause: Clause) -> list[Phrase]:
    """Whom or what a clause is about beside its subject: its objects, and whom it comes from or goes to."""
    return [each for each in (*clause.objects, *(phrase for joint, phrase in clause.joined if joint in ("from", "to")))
            if each.words]


def _states(clause: Clause, doer: Phrase, sufferer: Phrase, statement: Statement) -> bool:
    """Whether a statement has the one doing it to the other."""
    return any(
        same(other.verb, clause.verb) and not other.denied and other.subject is not None
        and same_thing(doer, other.subject) and any(same_thing(sufferer, each) for each in other_parties(other))
        for other in statement.clauses
    )
