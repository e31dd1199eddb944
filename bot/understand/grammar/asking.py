"""Statements as the questions that they answer: "Ann Lee resigned as mayor on Monday." answers when, and who did."""

from __future__ import annotations

from bot.languages.en.grammar.asking import LEFT_OUT_OF_WHEN, NOT_ASKED
from bot.understand.grammar.clauses import OWN, clauses
from bot.understand.grammar.tree import Node, Tree

LONGEST = 6          # words of who did it, and of what was done
_MORE = ("ccomp", "xcomp", "acomp", "attr", "oprd", "dative")      # what a short question would leave out
_OTHERS = ("csubj", "expl", "neg", "agent")
_COUNTED = 3         # words of what is counted


def when_asked(tree: Tree) -> tuple[str, str] | None:
    """When what the sentence tells came about, as a question, and the name of who or what it is about.

    None where the sentence is no plain one of somebody named, in the past.
    """
    root = tree.root
    if root is None or root.lemma in NOT_ASKED or tree.under(root, *_MORE, *_OTHERS) or not _happened(tree, root):
        return None
    passive = next(iter(tree.under(root, "auxpass")), None)
    subject = next(iter(tree.under(root, "nsubjpass" if passive else "nsubj")), None)
    if subject is None or subject.pos != "PROPN" or not (who := _words(tree, subject)):
        return None
    if passive is None and root.tag != "VBD" or (passive is not None and passive.text not in ("was", "were")):
        return None
    rest = _rest(tree, root)
    if rest is None:
        return None
    name = who.removeprefix("The ").removeprefix("the ")
    who = f"the {name}" if name != who else who
    asks = f"was {who} {root.text}" if passive is not None and passive.text == "was" else (
        f"were {who} {root.text}" if passive is not None else f"did {who} {root.lemma}")
    return " ".join(f"When {asks} {rest}".split()) + "?", name


def who_asked(tree: Tree) -> tuple[str, str] | None:
    """Who did what the sentence tells, as a question, and the name of whoever did.

    None where the sentence is no plain one of somebody named, or where what was done holds no name and no office: who
    "accepted the outcome" can't be answered by itself.
    """
    root = tree.root
    if root is None or root.tag != "VBD" or root.lemma in NOT_ASKED or tree.under(root, *_MORE, *_OTHERS):
        return None
    subject = next(iter(tree.under(root, "nsubj")), None)
    if subject is None or subject.pos != "PROPN" or not (who := _words(tree, subject)) or not _happened(tree, root):
        return None
    rest = _rest(tree, root) or ""
    done = [node for each in tree.under(root, "dobj") for node in tree.below(each, OWN)]
    alone = rest.startswith("as ") or any(each.pos == "PROPN" for each in done)
    return (f"Who {root.text} {rest}?", who) if rest and alone else None


def how_many_asked(tree: Tree) -> tuple[str, str] | None:
    """How many did or suffered what the sentence tells, as a question, and their number; None where it isn't plain."""
    root = tree.root
    if root is None or root.lemma in NOT_ASKED or tree.under(root, *_MORE, *_OTHERS) or not _happened(tree, root):
        return None
    passive = next(iter(tree.under(root, "auxpass")), None)
    subject = next(iter(tree.under(root, "nsubjpass" if passive else "nsubj")), None)
    number = next(iter(tree.under(subject, "nummod")), None) if subject and subject.tag == "NNS" else None
    if subject is None or number is None or (passive.text != "were" if passive else root.tag != "VBD"):
        return None
    counted = [each for each in tree.below(subject, OWN) if each.place > number.place]
    rest = _rest(tree, root, anywhere=True)
    if not counted or counted[-1].place != subject.place or len(counted) > _COUNTED or not rest:
        return None
    did = f"were {root.text}" if passive else root.text
    return f"How many {tree.text[counted[0].start : subject.end]} {did} {rest}?", number.text


def where_asked(tree: Tree) -> tuple[str, str] | None:
    """Where what the sentence tells came about, as a question, and the place; None where it is no plain one."""
    root = tree.root
    asked = when_asked(tree)
    if root is None or asked is None or tree.under(root, "dobj"):
        return None
    places = [place for each in tree.under(root, "prep") if each.lemma in ("in", "at")
              for place in tree.under(each, "pobj") if place.pos == "PROPN"]
    return (asked[0].replace("When", "Where", 1), places[0].text) if places else None


def _happened(tree: Tree, root: Node) -> bool:
    clause = next((each for each in clauses(tree) if each.place == root.place), None)
    return clause is not None and not (clause.denied or clause.intended or clause.unreal)


def _rest(tree: Tree, root: Node, *, anywhere: bool = False) -> str | None:
    """What stands behind the verb: its particle, what was done, and as what; None where that can't be told shortly.

    With `anywhere` it may also say where, or in what.
    """
    parts = []
    for each in tree.under(root, "prt", "dobj", "prep"):
        if each.dep == "prep" and each.lemma != "as":
            placed = each.lemma == "in" and any(n.pos == "PROPN" for n in tree.under(each, "pobj"))
            if each.lemma in LEFT_OUT_OF_WHEN or (placed and not anywhere):
                continue
            if not anywhere:
                return None
        if each.place < root.place or not (words := each.text if each.dep == "prt" else _words(tree, each)):
            return None
        parts.append(words)
    return " ".join(parts)


def _words(tree: Tree, node: Node) -> str:
    """A phrase's own words; empty for a long one, or one that points at something else."""
    nodes = tree.below(node, OWN)
    together = all(other.place == one.place + 1 for one, other in zip(nodes, nodes[1:], strict=False))
    if not together or len(nodes) > LONGEST or any(
            each.pos in ("PRON", "NUM") or each.tag == "PRP$" for each in nodes):
        return ""
    return tree.text[nodes[0].start : nodes[-1].end]
