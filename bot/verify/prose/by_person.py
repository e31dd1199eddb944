"""People and parties of a sentence: who does it, to whom, who comes after whom, and who has which office."""

from __future__ import annotations

from collections.abc import Iterator

from bot.languages.en.grammar.contraries import SUCCESSIONS
from bot.languages.en.grammar.joints import AGAINST
from bot.languages.en.grammar.light_verbs import BEING, LIGHT, LOSING, WINNING
from bot.languages.en.grammar.measures import MARGINS
from bot.languages.en.grammar.titles import KINDS, OFFICES, STANDING_IN, WHICHEVER
from bot.languages.en.question_words import QUESTION_WORDS
from bot.understand.grammar.clauses import Clause, Phrase, governed
from bot.understand.grammar.clauses import phrase as phrase_of
from bot.understand.grammar.tree import Node, Tree
from bot.verify.alike import near_stems, same
from bot.verify.claims.by_role import other_parties
from bot.verify.claims.claimed import (
    GIVEN,
    Claimed,
    Ruling,
    comparable,
    in_common,
    kind_of,
    known,
    other_name,
    person_in,
    places_of,
    points_at,
    same_any,
    same_head,
    unlike,
)
from bot.verify.claims.statement import Sources, Statement, both_sides

NEAR = 0.2      # share of the sentence's words that a statement must have which has somebody else


def by_person(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Names that the evidence has in another place of what happened."""
    for clause in claimed.clauses:
        if clause.objects:
            yield from _elsewhere(claimed, clause, sources)
        yield from _relations(claimed, clause, sources)


def by_party(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """The same of a question, which may be about another matter: only what speaks of all that it asks about decides."""
    for clause in claimed.clauses:
        shared = in_common(claimed.tree, clause)
        found = [*(_elsewhere(claimed, shared, sources) if claimed.acts_on(shared) else ()),
                 *_relations(claimed, clause, sources)]
        for each in found:
            about = places_of(claimed, clause.subject) if each.kind == "name" and clause.subject is not None else ()
            if each.statement is not None and claimed.concerns(each.statement, about) and _has_title(
                    clause, each.statement):
                yield each


def _relations(claimed: Claimed, clause: Clause, sources: Sources) -> Iterator[Ruling]:
    """What a clause says of who does it to whom, who follows whom and who has which office."""
    yield from _turned_round(claimed, clause, sources)
    yield from _opponent(claimed, clause, sources)
    yield from _succession(claimed, clause, sources)
    yield from _office(claimed, clause, sources)


def by_doer(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Names of those who do something to nobody, where the evidence has it of others only: many resign, or die.

    A sentence must be borne out all the same; for a question it is no reason to say that it is wrong.
    """
    for clause in claimed.clauses:
        if not clause.objects:
            yield from _elsewhere(claimed, clause, sources)


def _elsewhere(claimed: Claimed, clause: Clause, sources: Sources) -> Iterator[Ruling]:
    """Somebody who does it, or suffers it, where the evidence has only others in that place."""
    if clause.verb in LIGHT or clause.denied:
        return
    for slot, phrase in _named(clause):
        there = [(each, found) for each in sources.statements for found in _there(clause, slot, each)]
        if any(_may_be(phrase, found, each) for each, found in there):
            continue
        places = places_of(claimed, phrase)
        rivals = [each for each, found in there if other_name(phrase, found)
                  and (not _has(each, phrase) or _does_else(each, phrase, found))
                  and _comparable(phrase, claimed.tree, found, each) and claimed.covered(each.around, places) >= NEAR]
        if rivals:
            yield Ruling(phrase.text, "contradicted", rivals[0], "name", 0.6)


def _does_else(statement: Statement, phrase: Phrase, found: Phrase) -> bool:
    """Whether a statement has somebody for a clause of their own, beside the one that is another's."""
    subjects = [each.subject for each in statement.clauses if each.subject is not None]
    return found in subjects and any(same_any(phrase, each) and not same_any(found, each) for each in subjects)


def by_stranger(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Nouns of those who do something, of which no passage knows, where the evidence has others doing it."""
    stems = frozenset[str]().union(*(each.around for each in (*sources.passages, *sources.statements)))
    for clause in claimed.clauses:
        who = clause.subject
        if who is None or not _is_somebody(who) or clause.verb in LIGHT | {*BEING} or clause.denied:
            continue
        if known(near_stems(who.head), stems):
            continue
        wrong = [each for each in sources.statements for other in each.clauses if other.verb == clause.verb
                 and other.subject is not None and _is_somebody(other.subject)
                 and not other.denied and not other.unreal]
        if wrong:
            yield Ruling(who.text, "contradicted", wrong[0], "role", 0.4)


def _is_somebody(phrase: Phrase) -> bool:
    """Whether it may be what somebody is called: no name, no pronoun, no number and no margin."""
    return phrase.head.isalpha() and not (phrase.named or phrase.pronoun) and phrase.head not in MARGINS


def _comparable(one: Phrase, sentence: Tree, other: Phrase, statement: Statement) -> bool:
    """Whether one name may be taken for the other: names of several words, or of one kind."""
    several = all(len(each.names) > 1 and not set(each.names) & KINDS for each in (one, other))
    return several or comparable(one, sentence, other, statement.tree, statement.context)


def _has(statement: Statement, phrase: Phrase) -> bool:
    """Whether a statement has the name, in whatever place: then it may be the parser that took it for another."""
    return any(not unlike(phrase.names, (node.text.casefold(),)) or node.text.casefold() == phrase.head
               for node in statement.tree.nodes if node.pos == "PROPN")


def _named(clause: Clause) -> Iterator[tuple[str, Phrase]]:
    if clause.subject is not None and clause.subject.named:
        yield "subject", clause.subject
    yield from (("object", each) for each in clause.objects[:1] if each.named)


def _there(clause: Clause, slot: str, statement: Statement) -> Iterator[Phrase]:
    """Who stands in the same place of a clause that reports the same of the same others."""
    for other in statement.clauses:
        if not same(clause.verb, other.verb) or other.unreal or (other.intended and not clause.intended):
            continue
        if slot == "object":
            doers = clause.subject, other.subject
            yield from other.objects[:1] if doers[0] and doers[1] and _is(doers[0], doers[1], statement) else ()
        elif other.subject is not None:
            pairs = [(one, two) for one in clause.objects[:1] for two in in_common(statement.tree, other).objects]
            alike = any(same_head(one, two) or points_at(two, one, statement) for one, two in pairs)
            if alike or not (clause.objects or other.objects):
                yield other.subject


def _may_be(phrase: Phrase, there: Phrase, statement: Statement) -> bool:
    return there.pronoun or _is(phrase, there, statement)


def _is(phrase: Phrase, there: Phrase, statement: Statement) -> bool:
    """Whether it is the same by name or noun, or by a pronoun whose sentence before names it."""
    return same_any(phrase, there) or points_at(there, phrase, statement)


def _turned_round(claimed: Claimed, clause: Clause, sources: Sources) -> Iterator[Ruling]:
    """A doer and a sufferer who have changed places; what is sold to somebody is bought by them."""
    for own in both_sides(clause):
        if own.subject is None or own.subject.pronoun or own.verb in BEING:
            continue
        for sufferer in other_parties(own):
            alike = same_any(own.subject, sufferer)      # "how many boats lost to boats"
            if alike or any(_states(own, own.subject, sufferer, each) for each in sources.statements):
                continue
            wrong = [each for each in sources.statements if _states(own, sufferer, own.subject, each)]
            if wrong:
                yield Ruling(claimed.tree.words(claimed.tree.nodes[clause.place])[:80], "contradicted", wrong[0],
                             "role", 0.6)
                return


def _states(clause: Clause, doer: Phrase, sufferer: Phrase, statement: Statement) -> bool:
    return any(
        same(other.verb, clause.verb) and not other.denied and other.subject is not None
        and same_any(doer, other.subject) and any(same_any(sufferer, each) for each in other_parties(other))
        for one in statement.clauses for other in both_sides(one)
    )


def _opponent(claimed: Claimed, clause: Clause, sources: Sources) -> Iterator[Ruling]:
    """Somebody who is said to win where the evidence has a victory over them, or to lose where they were lost to."""
    won = clause.verb in WINNING
    who = clause.subject
    if who is None or not who.named or clause.denied or not (won or clause.verb in LOSING):
        return
    rivals = [other for joint, other in clause.joined if joint in AGAINST and other.named]
    rivals += [each for each in clause.objects if won and each.named]
    match = [each for each in clause.objects if each not in rivals]
    if not claimed.asserts(clause) or not (rivals or match):
        return
    for each in sources.statements:
        met = not rivals or any(known(near_stems(one.head), each.stems) for one in rivals)
        if not met or not all(known(near_stems(one.head), each.stems) for one in match):      # it has met others
            continue
        beaten = [phrase_of(each.tree, noun) for noun in _beaten(each.tree, WINNING if won else LOSING)]
        winners = [phrase_of(each.tree, noun) for noun in _beaten(each.tree, LOSING if won else WINNING)]
        if any(same_any(who, one) for one in beaten) or any(
                two.named and same_any(one, two) for one in rivals for two in winners):
            yield Ruling(claimed.tree.words(claimed.tree.nodes[clause.place])[:80], "contradicted", each, "role", 0.6)
            return


def _beaten(tree: Tree, verbs: frozenset[str]) -> Iterator[Node]:
    """Whom a sentence says that something was won against, or lost to."""
    for node in tree.nodes:
        over = tree.above(node)
        if node.lemma in ("against", "over", "to") and over is not None and over.lemma in verbs:
            yield from governed(tree, node)


def _succession(claimed: Claimed, clause: Clause, sources: Sources) -> Iterator[Ruling]:
    """Who is said to be followed where the evidence says that they follow."""
    pair = _followed(clause)
    if pair is None:
        return
    for statement in sources.statements:
        pairs = [each for each in map(_followed, statement.clauses) if each is not None]
        turned = any(pair[1].named and same_any(pair[1], later) for later, _ in pairs)
        others = any(pair[1].named and same_any(pair[1], before) and other_name(pair[0], later)
                     for later, before in pairs)
        if (turned or others) and not any(same_any(pair[0], later) for later, _ in pairs):
            yield Ruling(f"{pair[0].text} after {pair[1].text}", "contradicted", statement, "role", 0.6)
            return


def _followed(clause: Clause) -> tuple[Phrase, Phrase] | None:
    """Who follows whom, where a clause says so."""
    joined = {joint: phrase for joint, phrase in clause.joined}
    if clause.passive and clause.objects and "to" in joined and any(
            each.head == "succession" for each in joined.values()):
        return clause.objects[0], joined["to"]
    if clause.subject is None:
        return None
    if clause.verb in SUCCESSIONS and clause.objects:
        return clause.subject, clause.objects[0]
    if clause.verb == "take over" and "from" in joined:
        return clause.subject, joined["from"]
    if clause.verb == "take" and clause.objects and clause.objects[0].head in STANDING_IN:
        return clause.subject, clause.objects[0]
    return None


def _office(claimed: Claimed, clause: Clause, sources: Sources) -> Iterator[Ruling]:
    """Somebody who is given what the evidence says that another one is."""
    if clause.verb not in BEING or clause.denied or clause.subject is None or not clause.subject.named:
        return
    who = clause.subject
    if kind_of(who, claimed.tree) != "PERSON" and not GIVEN & set(who.names) and not any(
            person_in(who, each.text) for each in sources.statements):
        return
    for role in clause.objects:
        if role.named or role.pronoun or role.text.casefold().split()[0] in QUESTION_WORDS:
            continue
        holders = [(each, name) for each in sources.statements for name in _holders(role.head, each.tree)]
        mine = any(_is_one_of(clause.subject, name) for _, name in holders)
        called = any(role.head in each.called or role.head in each.words for one in sources.statements
                     for other in one.clauses for each in other.phrases
                     if each.named and same_any(clause.subject, each))
        telling = role.head in OFFICES or _mentioned(clause.subject, sources)
        if holders and telling and not mine and not called:
            yield Ruling(f"{clause.subject.text}, {role.text}", "contradicted", holders[0][0], "name", 0.6)


def _has_title(clause: Clause, statement: Statement) -> bool:
    """Whether a statement has an office that somebody is asked about, where one is, by its full name."""
    titles = [_title(each) for each in clause.objects] if clause.verb in BEING else []
    return not titles or any(each in statement.text.casefold() for each in titles)


def _title(role: Phrase) -> str:
    """An office with the noun before it: a health minister is no prime minister."""
    before = role.text.casefold().partition(role.head)[0].split()[-1:]
    plain = not before or before[0] in WHICHEVER or not before[0].isalpha() or before[0] not in role.words
    return role.head if plain else f"{before[0]} {role.head}"


def by_description(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """What somebody is called of which no passage knows, where the evidence calls them something else."""
    stems = frozenset[str]().union(*(each.around for each in (*sources.passages, *sources.statements)))
    for role, name in _descriptions(claimed.tree):
        others = [each for each in sources.statements
                  if any(not unlike(name, other) for _, other in _descriptions(each.tree))]
        if others and not known(near_stems(role), stems):
            yield Ruling(role, "contradicted", others[0], "name", 0.5)


def _descriptions(tree: Tree) -> Iterator[tuple[str, frozenset[str]]]:
    """What persons are called beside their names: the comedian Sam Lee; Sam Lee, a comedian; Sam Lee is a comedian."""
    for node in tree.nodes:
        over = tree.above(node)
        if node.pos != "NOUN" or over is None or node.text[:1].isupper():
            continue
        if over.pos == "PROPN" and node.dep in ("compound", "appos", "nmod") and len(_name_of(tree, over)) > 1:
            yield node.lemma, _name_of(tree, over)
        for name in tree.under(node, "appos"):
            if name.pos == "PROPN" and len(_name_of(tree, name)) > 1:
                yield node.lemma, _name_of(tree, name)
        if over.lemma == "be" and node.dep == "attr":
            yield from ((node.lemma, _name_of(tree, each)) for each in tree.under(over, "nsubj")
                        if each.pos == "PROPN" and len(_name_of(tree, each)) > 1)


def _holders(role: str, tree: Tree) -> Iterator[frozenset[str]]:
    """The names that a sentence gives a role to: by a title, an apposition or a form of "be"."""
    for node in tree.nodes:
        if node.lemma.casefold() != role:
            continue
        over = tree.above(node)
        if over is not None and over.pos == "PROPN" and node.dep in ("compound", "appos", "nmod"):
            yield _name_of(tree, over)
        for other in tree.under(node, "appos"):
            if other.pos == "PROPN":
                yield _name_of(tree, other)
        if over is not None and over.lemma in BEING and node.dep == "attr":
            yield from (_name_of(tree, each) for each in tree.under(over, "nsubj") if each.pos == "PROPN")


def _name_of(tree: Tree, node: Node) -> frozenset[str]:
    return frozenset(each.text.casefold() for each in (node, *tree.under(node, "compound")) if each.pos == "PROPN")


def _is_one_of(phrase: Phrase, names: frozenset[str]) -> bool:
    return not unlike(phrase.names, names)


def _mentioned(phrase: Phrase, sources: Sources) -> bool:
    return any(set(phrase.names[-1:]) & {each.text.casefold() for each in one.tree.nodes} for one in sources.statements)
