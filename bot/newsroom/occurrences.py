"""Whether a sentence reports that something happened, and which of its words belong to that and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from bot.languages.en.grammar.asking import RELATIVE
from bot.languages.en.grammar.events import AFTERWARDS, AGAIN_AND_AGAIN, BROUGHT_ABOUT, IN_THE_COURSE_OF, NEITHER
from bot.understand.grammar.clauses import OWN, clauses, is_predicate
from bot.understand.grammar.tree import Node, Tree

_APART = OWN | {"ccomp", "xcomp", "pcomp", "parataxis", "dep", "meta"}     # what tells of something else
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_OBJECTS = frozenset(("dobj", "attr", "nsubjpass"))
_NO_EVENT = frozenset(("compound", "amod", "poss", "npadvmod", "nmod"))


def occurrences(tree: Tree, events: list[Node]) -> Iterator[frozenset[int]]:
    """For each of these words that the sentence reports to have happened: the places of its clause's words."""
    for event in events:
        verb = _verb_of(tree, event)
        if verb is not None and _happened(tree, verb):
            nodes = [*tree.below(verb, _APART), *_relative_to(tree, event)]
            if not any(each.lemma.casefold() in AGAIN_AND_AGAIN for each in nodes):
                yield frozenset(each.place for each in nodes)


def _verb_of(tree: Tree, event: Node) -> Node | None:
    """The verb by which the event came about; None where the word is no event's, or what is said came afterwards."""
    if is_predicate(tree, event):
        return event
    over = tree.above(event)
    if over is None or event.pos != "NOUN" or event.dep in _NO_EVENT or tree.under(event, "nummod"):
        return None          # what is counted is no single event
    if event.dep == "conj" and over.pos == "NOUN":
        return _verb_of(tree, over)
    if event.dep == "pobj" and over.lemma in IN_THE_COURSE_OF:
        verb = tree.above(over)
        return verb if verb is not None and is_predicate(tree, verb) else None
    if not is_predicate(tree, over):
        return None
    brought = over.lemma in BROUGHT_ABOUT or (over.lemma == "be" and event.dep == "attr" and _there(tree, over))
    acts = event.dep == "nsubj" and over.lemma not in AFTERWARDS and over.lemma != "be"
    return over if acts or (event.dep in _OBJECTS and brought) else None


def _there(tree: Tree, verb: Node) -> bool:
    return bool(tree.under(verb, "expl"))


def _happened(tree: Tree, verb: Node) -> bool:
    clause = next((each for each in clauses(tree) if each.place == verb.place), None)
    real = clause is not None and not (clause.denied or clause.intended or clause.unreal)
    real = real and not any(each.lemma in NEITHER for each in tree.under(verb))
    return real and _is_past(tree, verb)


def _is_past(tree: Tree, verb: Node) -> bool:
    helpers = tree.under(verb, "aux", "auxpass")
    if any(each.tag in ("MD", "VBZ", "VBP", "TO") and each.lemma != "have" for each in helpers) or any(
            each.tag == "MD" for each in helpers):
        return False
    over = tree.above(verb)
    if verb.tag == "VBN" and not helpers and verb.dep == "conj" and over is not None:
        return _is_past(tree, over)
    if verb.tag == "VBG" and not helpers:
        return verb.dep == "advcl" and over is not None and _is_past(tree, over)
    return verb.tag in ("VBD", "VBN") or bool(helpers) and verb.tag == "VBG"


def _relative_to(tree: Tree, event: Node) -> Iterator[Node]:
    """What a clause adds whose subject the event is: "a fire that killed three people"."""
    for verb in tree.under(event, "relcl"):
        if any(each.lemma in RELATIVE for each in tree.under(verb, *_SUBJECTS)) and _happened(tree, verb):
            yield from tree.below(verb, _APART)
