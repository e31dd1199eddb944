"""How far a matter has come: what is only planned, asked for or charged is not done, decided or proved."""

from __future__ import annotations

from collections.abc import Iterator

from bot.languages.en.grammar.light_verbs import BEGINNING, LIGHT
from bot.understand.grammar.clauses import Clause
from bot.understand.grammar.tree import Node, Tree
from bot.verify.alike import same, stages
from bot.verify.claims.claimed import Claimed, Ruling, same_any
from bot.verify.claims.statement import Sources, Statement


def by_stage(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """What a sentence says has happened where the evidence says that it is to happen, or has come less far."""
    for clause in claimed.clauses:
        node = claimed.tree.nodes[clause.place]
        real = not (clause.denied or clause.intended or clause.unreal)
        if not real or clause.verb in LIGHT or not _done(claimed.tree, node):
            continue
        same_events = [(each, other) for each in sources.statements for other in each.clauses
                       if same(other.verb, clause.verb) and _themes_meet(clause, other)]
        if any(not other.intended and not other.unreal for _, other in same_events):
            continue
        ahead = [each for each, other in same_events if other.intended]
        if ahead:
            yield Ruling(claimed.tree.words(node)[:80], "contradicted", ahead[0], "status", 0.5)
        elif earlier := _less_far(clause, sources):
            yield Ruling(node.text, "contradicted", earlier, "status", 0.5)


def _done(tree: Tree, node: Node) -> bool:
    """Whether a verb says that it has happened: past or perfect."""
    aux = tree.under(node, "aux", "auxpass")
    helped = any(each.tag in ("VBD", "VBZ", "VBP") for each in aux) and not any(each.tag == "MD" for each in aux)
    over = tree.above(node)
    if node.dep == "xcomp" and over is not None and over.lemma in BEGINNING:      # "has begun to allow it"
        return _done(tree, over)
    return node.tag == "VBD" or (node.tag == "VBN" and helped)


def _themes_meet(clause: Clause, other: Clause) -> bool:
    mine = [each for each in (clause.subject, *clause.objects) if each is not None and not each.pronoun]
    theirs = [each for each in (other.subject, *other.objects) if each is not None]
    return not mine or any(not two.pronoun and same_any(one, two) for one in mine for two in theirs)


def _less_far(clause: Clause, sources: Sources) -> Statement | None:
    """A statement that says an earlier stage, where none says this one."""
    mine = stages(clause.verb)
    reached = [place for each in sources.statements for other in each.clauses
               if not other.intended and _done(each.tree, each.tree.nodes[other.place]) for place in stages(other.verb)]
    if any(row == line and side >= stage for row, stage in mine for line, side in reached):
        return None
    earlier = [(each, place) for each in sources.statements for node in each.tree.nodes for place in stages(node.lemma)]
    return next((each for each, (line, side) in earlier for row, stage in mine if row == line and side < stage), None)
