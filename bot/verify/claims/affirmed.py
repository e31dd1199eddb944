"""Whether a statement says what a yes-or-no question asks: all of it, and not merely as a wish."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.languages.en.grammar.asking import EMPHATIC
from bot.languages.en.grammar.light_verbs import BEING, CEASING
from bot.languages.en.grammar.titles import ANAPHORS
from bot.understand.grammar.clauses import Clause, Phrase
from bot.verify.alike import same
from bot.verify.claims.claimed import GIVEN, Claimed, best, other_name, points_at, same_head, unlike
from bot.verify.claims.dates import agree, bound, dates, meant
from bot.verify.claims.figures import compatible, figures, same_kind
from bot.verify.claims.statement import Sources, Statement, both_sides

WITH_CONTEXT = 0.85      # share of the question's words in a statement and its context, at least
BY_ITSELF = 0.6          # share of them in the statement itself
SIDES = ("for", "against")
_NOW = ("is", "are", "'s", "’s")      # how things are is asked
_CLAIM = re.compile(r"\b(?:claims?|rumou?rs?|alleg\w+)\b[^.]*:", re.IGNORECASE)
_OPEN = re.compile(r"(?:^|\s)'[^']*$")


def affirmed(claimed: Claimed, sources: Sources) -> Statement | None:
    """The statement that says the same as the claim; None without one."""
    main = claimed.main
    if main is None or _merely_is(main) or main.denied or main.intended:
        return None
    if any(each.text == "or" for each in claimed.tree.nodes):
        return None
    fit = [each for each in sources.statements if _says(claimed, main, each) or _says_no_longer(claimed, main, each)]
    if any(_denies(main, other, each) for each in sources.statements for other in each.clauses):
        return None
    chosen = best(claimed, fit) if fit else None
    return None if chosen is None or _is_past(claimed, main, chosen, fit, sources) else chosen


def _merely_is(main: Clause) -> bool:
    """Whether nothing is said of the subject but that it is, or is there: no sentence says that in so many words."""
    return main.verb in BEING and not main.objects and not main.joined


def _is_past(
    claimed: Claimed, main: Clause, chosen: Statement, fit: Sequence[Statement], sources: Sources
) -> bool:
    """Whether how things are is asked, and of that something was written later than what says so."""
    if claimed.tree.nodes[main.place].text.casefold() not in _NOW or chosen.published is None:
        return False
    return any(
        each not in fit and each.published is not None and each.published > chosen.published
        and claimed.covered(each.stems, ()) >= BY_ITSELF for each in sources.statements)


def _says(claimed: Claimed, main: Clause, statement: Statement) -> bool:
    return (
        claimed.concerns(statement, (), WITH_CONTEXT)
        and claimed.covered(statement.stems, claimed.names | {main.place}) >= BY_ITSELF
        and all(any(_same_clause(each, other, statement) for one in statement.clauses for other in both_sides(one))
                for each in (main, *_reported(claimed, main)))
        and main.adverbs - EMPHATIC <= {each.lemma for each in statement.tree.nodes}
        and _same_figures(claimed, statement)
        and _same_dates(claimed, statement)
    )


def _says_no_longer(claimed: Claimed, main: Clause, statement: Statement) -> bool:
    """Whether a statement says that somebody no longer does what the claim says was stopped."""
    nodes = claimed.tree.nodes
    ended = next((each for each in claimed.clauses
                  if nodes[each.place].dep == "xcomp" and nodes[each.place].head == main.place), None)
    if main.verb not in CEASING or ended is None or "no longer" not in statement.text.casefold():
        return False
    return claimed.concerns(statement, (main.place,), WITH_CONTEXT) and any(
        each.denied and _same_clause(replace(ended, denied=False), replace(each, denied=False), statement)
        for each in statement.clauses)


def _reported(claimed: Claimed, main: Clause) -> list[Clause]:
    """What is claimed to be known, meant or shown: the clause behind "find that"."""
    nodes = claimed.tree.nodes
    return [each for each in claimed.clauses
            if nodes[each.place].dep == "ccomp" and nodes[each.place].head == main.place]


def _denies(main: Clause, other: Clause, statement: Statement) -> bool:
    """Whether a clause says that it is not so."""
    return other.denied and _same_clause(main, replace(other, denied=False), statement)


def _quoted(statement: Statement, place: int) -> bool:
    """Whether a word stands in quotation marks, or behind "The claim:": somebody's words, and no report."""
    before = statement.text[: statement.tree.nodes[place].start]
    return before.count('"') % 2 == 1 or bool(_CLAIM.search(before)) or bool(_OPEN.search(before))


def _same_clause(main: Clause, other: Clause, statement: Statement) -> bool:
    if other.denied or other.intended or other.unreal or not same(main.verb, other.verb) or (
            _quoted(statement, other.place)):
        return False
    pairs = [(main.subject, other.subject)] if main.subject is not None else []
    if any(two is None or not _same(one, two, statement) for one, two in pairs):
        return False
    return _same_sides(main, other, statement) and all(
        any(_same(one, two, statement) for two in other.objects)
        for one in main.objects if not one.head.isdigit())      # in "beat Northmouth 2-0"


def _same_sides(main: Clause, other: Clause, statement: Statement) -> bool:
    """Whether it is for those, and against those, that the question says: nobody rules for both.

    What else a preposition joins is not another one by name: a deal with Ann Lee is none with Nils Holm.
    """
    return all(_joins(preposition, one, other, statement) for preposition, one in main.joined if one.named)


def _joins(preposition: str, one: Phrase, other: Clause, statement: Statement) -> bool:
    there = [two for joint, two in other.joined if joint == preposition]
    if preposition not in SIDES and not any(two.named for two in there):
        return True
    return any(_same(one, two, statement) for two in there)


def _same(one: Phrase, two: Phrase, statement: Statement) -> bool:
    if one.named and set(one.names) <= two.called and one.quantity == two.quantity:      # "her rival, Ann Lee"
        return True
    if one.named and not two.named and set(one.names) & _owners(two, statement):      # "her rival" is not she
        return False
    theirs = _names_of_itself(two, statement)
    if other_name(one, two) or _goes_by_another(one, two) or (one.names and theirs and unlike(one.names, theirs)):
        return False
    return (same_head(one, two) and one.quantity == two.quantity) or points_at(two, one, statement)


def _owners(phrase: Phrase, statement: Statement) -> set[str]:
    """The names of whoever a phrase belongs to: Ann Lee, in "Ann Lee's rival"."""
    tree = statement.tree
    owners = tree.under(tree.nodes[phrase.place], "poss") if phrase.place < len(tree.nodes) else ()
    return {far.text.casefold() for each in owners for far in tree.below(each)}


def _names_of_itself(phrase: Phrase, statement: Statement) -> list[str]:
    """The names in a phrase, without those that only say who is meant: "its relationship with the NBA star"."""
    if not phrase.names or phrase.place >= len(statement.tree.nodes):
        return list(phrase.names)
    tree = statement.tree
    general = [each for each in tree.below(tree.nodes[phrase.place]) if each.dep == "pobj" and each.lemma in ANAPHORS
               and any(det.lemma == "the" for det in tree.under(each, "det"))]
    pointing = {far.text.casefold() for each in general for far in tree.below(each)}
    return [name for name in phrase.names if name not in pointing]


def _goes_by_another(one: Phrase, two: Phrase) -> bool:
    """Whether two full names share the last alone: David Koch is not Charles Koch."""
    there = frozenset(two.names) | two.called
    full = len(two.names) > 1 or bool((there & GIVEN) - {*one.names[-1:]})
    return len(one.names) > 1 and full and one.names[-1] in there and one.names[0] not in there


def _same_figures(claimed: Claimed, statement: Statement) -> bool:
    there = figures(statement.tree)
    return all(
        any(compatible(figure.number, each.number) and (same_kind(figure, each) or not figure.counts) for each in there)
        for figure in figures(claimed.tree)
    )


def _same_dates(claimed: Claimed, statement: Statement) -> bool:
    there = meant(statement.text, statement.published)
    text = claimed.tree.text
    return all(any(agree(time, each) for each in there) and not bound(text, time) for time in dates(text))
