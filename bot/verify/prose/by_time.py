"""Times of a sentence: on which day, before or after what, and not later than the report of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.languages.en.grammar.governing_verbs import SCHEDULING
from bot.languages.en.grammar.joints import ORDER, UNTIL
from bot.understand.grammar.clauses import Clause
from bot.understand.grammar.tree import Node, Tree
from bot.verify.alike import same
from bot.verify.claims.by_date import differs
from bot.verify.claims.claimed import Claimed, Ruling
from bot.verify.claims.dates import agree, dates, meant
from bot.verify.claims.statement import Sources, Statement
from bot.verify.times import Time

NEAR = 0.45        # share of the sentence's words that a statement must have which has another day
AGREED = 0.35      # the same for one that has the day: then no other day is held against the sentence


def by_time(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Days that the evidence gives otherwise, events that it reports before they happen, and another order of two."""
    for time in dates(claimed.tree.text):
        places = frozenset(node.place for node in claimed.tree.at(time.start, time.end))
        text = claimed.tree.text[time.start : time.end].strip(" .,;")
        if _out_of_time(claimed, time, sources):
            yield Ruling(text, "contradicted", None, "date", 0.4)
        if any(agree(time, there) and claimed.covered(each.around, places) >= AGREED
               for each in sources.statements for there in meant(each.text, each.published)):
            continue
        wrong = [each for each in sources.statements if claimed.covered(each.around, places) >= NEAR
                 and differs(claimed, time, places, each)]
        if wrong:
            yield Ruling(text, "contradicted", wrong[0], "date", 0.6)
    yield from _order(claimed, sources)
    yield from _ahead(claimed, sources)


def _ahead(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """What is said to have been on a day for which the evidence only announces it."""
    for time in dates(claimed.tree.text):
        node = _verb(claimed.tree, time)
        if node is None or not _is_past(claimed.tree, node):
            continue
        found = [(each, verb) for each in sources.statements if claimed.covered(each.around) >= NEAR
                 for there in dates(each.text) if agree(time, there) and (verb := _verb(each.tree, there)) is not None]
        if found and all(_is_announced(each, verb) for each, verb in found):
            text = claimed.tree.text[time.start : time.end].strip(" .,;")
            yield Ruling(text, "contradicted", found[0][0], "status", 0.5)


def _is_announced(statement: Statement, verb: Node) -> bool:
    """Whether what a verb says is to come: planned, or "not until" then."""
    below = statement.tree.under(verb)
    postponed = verb.tag in ("VBZ", "VBP") and any(each.lemma in UNTIL for each in below) and any(
        each.dep == "neg" for each in below)
    return postponed or (verb.tag == "VBN" and verb.lemma in SCHEDULING) or any(
        each.intended for each in statement.clauses if each.place == verb.place)


def _is_past(tree: Tree, verb: Node) -> bool:
    return verb.tag == "VBD" or any(each.tag == "VBD" for each in tree.under(verb, "aux", "auxpass"))


def _out_of_time(claimed: Claimed, time: Time, sources: Sources) -> bool:
    """Whether a past event lies behind all reports of it, or a coming one before them."""
    printed = sorted({each.published for each in sources.statements if each.published})
    node = _verb(claimed.tree, time)
    if not printed or node is None or not time.year:
        return False
    ahead = any(each.lemma in ("will", "shall") for each in claimed.tree.under(node, "aux"))
    past = _is_past(claimed.tree, node)
    first, last = _span(time)
    ahead = ahead and node.dep in ("ROOT", "conj")
    return (ahead and last < printed[-1]) or (past and not ahead and first > printed[-1])


def _verb(tree: Tree, time: Time) -> Node | None:
    nodes = tree.at(time.start, time.end)
    node: Node | None = nodes[0] if nodes else None
    while node is not None and (node.pos not in ("VERB", "AUX") or node.dep == "xcomp"):
        node = tree.above(node)
    return node


def _span(time: Time) -> tuple[date, date]:
    """The first and the last day that a date with a year may mean."""
    year, month = time.year or 1, time.month
    if month and time.day:
        day = date(year, month, min(time.day, 28)) if time.day > 28 else date(year, month, time.day)
        return day, day
    return date(year, month or 1, 1), date(year, month or 12, 28)


def _order(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Of two events the one that is said to come first comes last in the evidence."""
    verbs = {each.place: each for each in claimed.clauses}
    for node in claimed.tree.nodes:
        later = verbs.get(node.place)
        mark = next((each for each in claimed.tree.under(node, "mark") if each.lemma in ORDER), None)
        over = claimed.tree.above(node)
        first = verbs.get(over.place) if over is not None else None
        if mark is None or later is None or first is None or node.dep != "advcl":
            continue
        days = _day_of(first, sources), _day_of(later, sources)
        if days[0] and days[1] and days[0][0] != days[1][0]:
            claimed_order = ORDER[mark.lemma]
            if (days[0][0] > days[1][0]) != (claimed_order > 0):
                yield Ruling(f"{mark.lemma} {claimed.tree.words(node)}", "contradicted", days[0][1], "order", 0.5)


def _day_of(clause: Clause, sources: Sources) -> tuple[date, Statement] | None:
    """The day on which the evidence has an event: the one that its sentence names, or that of the report."""
    found = [(each, other) for each in sources.statements for other in each.clauses
             if same(other.verb, clause.verb) and not other.unreal and not other.denied]
    dated = [(_span(time)[0], each) for each, _ in found for time in meant(each.text, each.published)[:1] if time.year]
    if dated:
        return dated[0]
    return next(((each.published, each) for each, _ in found if each.published), None)
