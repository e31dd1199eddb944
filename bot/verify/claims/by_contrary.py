"""Direction, outcome and denial: the same thing rose, was rejected, did not happen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.languages.en.grammar.contraries import VOTING
from bot.languages.en.grammar.light_verbs import BEING, LIGHT
from bot.languages.en.grammar.quantities import NOBODY
from bot.understand.grammar.clauses import Clause, Phrase
from bot.understand.grammar.tree import Node, Tree
from bot.verify.alike import contrary, near_stems, same
from bot.verify.claims.claimed import Claimed, Ruling, best, known, may_be_one_match, points_at, same_head, same_thing
from bot.verify.claims.statement import Sources, Statement, stems_of
from bot.verify.words import stem

NEAR = 0.45     # share of the claim's words that a statement must have which says the opposite
LAST = 120      # characters before a statement in which stands what "it" suffers, of what does it in the claim
_BE = (*BEING, "remain", "stay")
# "It only applies to flats and not houses" is no denial of what is denied of houses.
_LIMITED = re.compile(r"\b(?:only|not|except|alone|other than|apart from)\b|n't\b", re.IGNORECASE)
_LIGHT = LIGHT - {*BEING, "give", "take", "make"}      # of these the object says what is done
_OF_STATE = (*_BE, "plead", "vote", "get", "find")


def by_contrary(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Clauses of a claim that the sources contradict in what they say happened."""
    for clause in claimed.clauses:
        asserted = claimed.asserts(clause) and (clause.subject is not None or clause.passive)
        meant = clause.intended and claimed.tree.nodes[clause.place].dep != "ROOT"      # "that would have banned it"
        if meant or not asserted or clause.unreal or clause.verb in (_LIGHT if clause.objects else LIGHT - {*BEING}):
            continue
        if clause.verb in VOTING and any(other.verb in VOTING and contrary(clause.verb, other.verb)
                                         for other in claimed.clauses):      # "backed by 15, opposed by 11"
            continue
        places = frozenset((clause.place,))
        if any(_agrees(clause, other, each) for each in sources.statements for other in each.clauses):
            continue
        wrong = [each for each in sources.statements if claimed.concerns(each, places, NEAR)
                 and any(_excludes(clause, other, each) or _leaves_out(clause, other, each) for other in each.clauses)]
        if wrong:
            chosen = best(claimed, wrong, places)
            denies = any(each.denied != clause.denied and _same_event(clause, each, chosen) for each in chosen.clauses)
            yield Ruling(claimed.tree.words(claimed.tree.nodes[clause.place]), "contradicted", chosen,
                          "negation" if denies else "direction", claimed.covered(chosen.around, places))


def _agrees(clause: Clause, other: Clause, statement: Statement) -> bool:
    """Whether a statement's clause says the same and not merely as a wish."""
    wished = (other.intended or other.unreal) and not clause.intended
    agrees = other.denied == clause.denied and not wished and _same_event(clause, other, statement)
    return agrees and not _leaves_out(clause, other, statement)


def _excludes(clause: Clause, other: Clause, statement: Statement) -> bool:
    """Whether both can't be true: one denies the other, or its verb or its complement is the contrary."""
    if other.unreal or (other.intended and not clause.intended and not (other.denied and clause.denied is False)):
        return False
    if _same_event(clause, other, statement):
        return clause.denied != other.denied and not (clause.denied and _LIMITED.search(statement.text))
    if not _same_theme(clause, other, statement, strict=True) or not may_be_one_match(clause, other):
        return False
    return clause.denied == other.denied and has_all_of(clause.subject, statement) and any(
        contrary(one, two) for one in _states(clause) for two in _states(other))


def has_all_of(subject: Phrase | None, statement: Statement) -> bool:
    """Whether a statement has all words of what does something, where that is no name: transit crime is not crime."""
    words = () if subject is None or subject.named else subject.words
    return all(known(near_stems(word), statement.around) for word in words)


def _leaves_out(clause: Clause, other: Clause, statement: Statement) -> bool:
    """Whether it is said of others and not of the claim's: "it applies to flats and not to houses"."""
    if clause.denied or not same(clause.verb, other.verb) or not _same_theme(clause, other, statement):
        return False
    tree = statement.tree
    left_out = {each.lemma.casefold() for no in tree.nodes[1:-1] if no.lemma == "not"
                and tree.nodes[no.place - 1].text in (",", "and", "but") for each in tree.below(_behind(tree, no))}
    return any(phrase.head in left_out for _, phrase in clause.joined)


def _behind(tree: Tree, denial: Node) -> Node:
    """The topmost of the words behind a "not" that hang together."""
    node = tree.nodes[denial.place + 1]
    while (over := tree.above(node)) is not None and over.place > denial.place:
        node = over
    return node


def _same_event(clause: Clause, other: Clause, statement: Statement) -> bool:
    if clause.verb in _BE:
        alike = {each.head for each in clause.objects} & {each.head for each in other.objects}
        return bool(alike) and other.verb in _BE and _same_theme(clause, other, statement)
    turned = clause.verb in _OF_STATE and any(contrary(one, two) for one in _states(clause) for two in _states(other))
    return same(clause.verb, other.verb) and not turned and _same_theme(clause, other, statement)


def _states(clause: Clause) -> set[str]:
    """What is said of the theme: the verb, or what it is said to be."""
    if clause.verb in _OF_STATE:
        return {*(each.head for each in clause.objects), *clause.adverbs, *(joint for joint, _ in clause.joined)}
    return {clause.verb, *clause.adverbs}


def _same_theme(clause: Clause, other: Clause, statement: Statement, *, strict: bool = False) -> bool:
    """Whether what it happens to is the same: the object, or the subject of a verb without one."""
    mine, theirs = _themes(clause), _themes(other)
    alike = same_head if strict else same_thing
    across = bool(clause.objects) != bool(other.objects)      # one's subject beside the other's object
    near = replace(statement, context=statement.context[-LAST:]) if across else statement
    if any((alike(one, two) and (not across or one.named == two.named)) or points_at(two, one, near)
           for one in mine for two in theirs):
        return _doers_agree(clause, other, statement, strict)
    if strict:
        return False
    if any(each.head in NOBODY for each in mine):
        return bool(theirs)
    return _pronouns_agree(clause, other, statement)


def _pronouns_agree(clause: Clause, other: Clause, statement: Statement) -> bool:
    """Whether "she had not opened it" may be of her and of what the sentence before spoke of."""
    one, two = clause.subject, other.subject
    if one is None or two is None or not one.named or not clause.objects:
        return False
    if not any(each.pronoun for each in _themes(other) if each is not two):
        return False
    before = stems_of(statement.context)
    doer = same_thing(one, two) or points_at(two, one, statement)
    return doer and any(known(frozenset((stem(each.head),)), before) for each in _themes(clause))


def _doers_agree(clause: Clause, other: Clause, statement: Statement, strict: bool) -> bool:
    one, two = clause.subject, other.subject
    if strict and clause.objects and one is not None and two is None and not other.passive:
        return False
    if one is None or two is None or one.pronoun or not clause.objects or not other.objects:
        return True
    if two.pronoun and not one.named:
        return known(frozenset((stem(one.head),)), stems_of(statement.context))
    return same_thing(one, two) or points_at(two, one, statement)


def _themes(clause: Clause) -> list[Phrase]:
    objects = [] if clause.verb in _OF_STATE else list(clause.objects)
    return objects or ([clause.subject] if clause.subject else list(clause.objects[:1]))
