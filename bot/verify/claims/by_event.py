"""Events that the archive knows nothing of: somebody it knows did not, as far as it says, resign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.languages.en.given_names import FEMALE, MALE
from bot.languages.en.grammar.contraries import ALONE_DONE, EVENTS, IN_PLACE_OF, OF_ONESELF
from bot.languages.en.grammar.irregular_verbs import IRREGULAR
from bot.languages.en.grammar.titles import ANAPHORS, KINDS, OFFICES, PLACES, TITLES
from bot.understand.grammar.clauses import Clause, Phrase, is_predicate, phrase
from bot.understand.grammar.tree import Node
from bot.verify.alike import in_two_words, near_stems, same
from bot.verify.claims.claimed import Claimed, Ruling, known, same_any, telling_words
from bot.verify.claims.statement import Sources, Statement, parse, statement
from bot.verify.words import fold, stem
from index import sentences

BEFORE, BEHIND = 2, 1      # sentences around one that has the event, in which whoever it is of may be named
_SEX = {"he": MALE, "his": MALE, "him": MALE, "she": FEMALE, "her": FEMALE}
_NOBODY = frozenset(("it", "its", "this", "that", "which", "what"))


def unheard_event(claimed: Claimed, sources: Sources) -> Ruling | None:
    """That no passage which names somebody has the event that a question is about; None where one has it."""
    for clause in claimed.clauses:
        verb = claimed.tree.nodes[clause.place]
        who = clause.objects[0] if clause.passive and clause.objects else clause.subject
        if verb.dep != "ROOT" or clause.verb not in EVENTS or clause.denied or who is None or not who.named:
            continue
        if claimed.tree.under(claimed.tree.nodes[who.place], "prep"):      # "Ann Lee from Harchester"
            continue
        if clause.verb in ALONE_DONE and clause.objects and not clause.passive:      # "closed its stores"
            continue
        about = [each for each in sources.passages if _names(who, each.stems)]
        if about and not any(_may_have(clause.verb, who, each) for each in about):
            return Ruling(_words(clause, who), "not found", kind="event")
    return None


def _may_have(verb: str, who: Phrase, passage: Statement) -> bool:
    """Whether a passage, or its headline, may say it of somebody, in whatever words."""
    forms = near_stems(verb)
    others = {stem(form) for word in IN_PLACE_OF.get(verb, ()) for form in (word, *IRREGULAR.get(word, ()))}
    texts = [passage.text[start:end] for start, end in sentences(passage.text, "en")]
    parts = list(map(statement, (passage.context, *texts)))
    telling = [row for row, each in enumerate(parts) if known(forms, each.stems) or in_two_words(verb, each.text)
               or (row and others & each.stems)]
    parse(parts[row] for row in telling)
    return any(_may_be_of(verb, who, parts, row) for row in telling)


def _may_be_of(verb: str, who: Phrase, parts: Sequence[Statement], row: int) -> bool:
    """Whether one of several sentences, the headline first, may say it of somebody."""
    here = parts[row]
    near = parts[max(1, row - BEFORE) : row + BEHIND + 1]
    parties = list(_parties(verb, here))
    if not row or (not parties and in_two_words(verb, here.text)):      # a headline leaves out what a parser needs
        return any(_names(who, each.stems) for each in (*near, parts[0]))
    return _next_to(verb, who, here) or any(_stands_for(each, who, near, parts[: row + 1]) for each in parties)


def _next_to(verb: str, who: Phrase, there: Statement) -> bool:
    """Whether somebody's is the last name before the event, whatever the parser makes of it, or the first behind it."""
    forms, nodes = near_stems(verb), there.tree.nodes
    names = {stem(each) for each in telling_words(who)}
    for node in nodes if " " not in verb else ():
        if stem(node.text) in forms and is_predicate(there.tree, node):
            before = [each for each in nodes[: node.place] if each.pos == "PROPN"][-1:]
            behind = [] if verb in OF_ONESELF else [each for each in nodes[node.place :] if each.pos == "PROPN"][:3]
            if names & {stem(each.text) for each in (*before, *behind)}:
                return True
    return False


def _parties(verb: str, there: Statement) -> Iterator[Phrase | None]:
    """Who each event of that kind is of; None where a sentence doesn't say."""
    verbs = {each.place: each for each in there.clauses}
    forms, others = near_stems(verb), IN_PLACE_OF.get(verb, frozenset())
    for node in there.tree.nodes:
        clause = verbs.get(node.place)
        if clause is not None and (same(clause.verb, verb) or clause.verb in others):
            people = _sufferers(verb, clause)
            stray = clause.verb in others and not any(map(_may_be_somebody, people))
            yield from () if stray else (part for each in people for part in (each, *each.also)) if people else (None,)
        elif clause is None and node.pos in ("NOUN", "ADJ", "VERB"):
            owner = _owner(there, node)
            if node.lemma in others and owner is None and node.pos == "NOUN":      # "says in a lawsuit"
                yield None
            if known(forms, frozenset((stem(node.text), stem(node.lemma)))) or (
                    node.lemma in others and owner is not None and _may_be_somebody(owner)):
                yield owner


def _sufferers(verb: str, clause: Clause) -> list[Phrase]:
    subject = [clause.subject] if clause.subject is not None and not clause.passive else []
    return subject if verb in OF_ONESELF and not clause.passive else [*clause.objects[:1], *subject]


def _may_be_somebody(party: Phrase) -> bool:
    """Whether it is a name, or what a text calls somebody whom it has named."""
    return party.named or party.text.casefold() in _SEX or bool(party.words & (OFFICES | TITLES | ANAPHORS)) or (
        bool(party.called & (MALE | FEMALE)))


def _owner(there: Statement, noun: Node) -> Phrase | None:
    """Of whom a noun tells: "her death", "the death of Ann Lee", "the closed bridge"."""
    tree = there.tree
    over = tree.above(noun)
    ofs = [pobj for of in tree.under(noun, "prep") if of.lemma == "of" for pobj in tree.under(of, "pobj")]
    stated = tree.under(over, "nsubj", "nsubjpass") if noun.dep in ("acomp", "oprd") and over is not None else ()
    owners = [*tree.under(noun, "poss"), *ofs, *stated, *([over] if noun.dep == "amod" and over is not None else [])]
    return phrase(tree, owners[0]) if owners else None


def _stands_for(party: Phrase | None, who: Phrase, near: Sequence[Statement], before: Sequence[Statement]) -> bool:
    """Whether what an event is of may be somebody: a name, or what stands for one that is named near it."""
    if party is not None and party.named:
        return same_any(who, party) or bool(party.words & (OFFICES | TITLES)) and _names(who, before[-1].stems)
    if party is not None and party.called & (MALE | FEMALE):      # "her deputy, Nils Holm"
        return bool(party.called & set(who.names))
    sex = _SEX.get(party.text.casefold()) if party is not None else None
    given = next((fold(each) for each in who.names if fold(each) in MALE | FEMALE), "")
    if sex is None and party is not None and not _of_that_kind(party, who):
        return False
    if sex is None:
        return any(_names(who, each.stems) for each in near)
    return any(_names(who, each.stems) for each in before) and (not given or given in sex)


def _of_that_kind(party: Phrase, who: Phrase) -> bool:
    """Whether a noun, or "it", may stand for somebody, or for something: of a person hardly any noun may not."""
    if not set(who.names) & (KINDS | PLACES):
        return party.text.casefold() not in _NOBODY
    return party.pronoun or party.head in who.names or bool(party.words & (ANAPHORS | PLACES))


def _names(who: Phrase, stems: frozenset[str]) -> bool:
    return all(known(frozenset((stem(each),)), stems) for each in telling_words(who))


def _words(clause: Clause, who: Phrase) -> str:
    past, text = EVENTS[clause.verb], re.sub(r"^The ", "the ", who.text)
    return f"{text} was {past}" if clause.passive else f"{text} {past}"
