"""Questions as the statements they ask about: "Why did Ann Lee resign?" speaks of "Ann Lee did resign.".

A parser is trained on news, where hardly anything is asked: turned into a statement, a question is parsed as well as
one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.languages.en.calendar import MONTHS
from bot.languages.en.grammar.asking import ASKS, BE, COUNTED, DO, HAVE, MODAL, NO_VERB, OPEN_PHRASES, PARTIES
from bot.understand.grammar.parser import trees
from bot.understand.grammar.tree import Node, Tree

TRIED = 4            # places for the verb, of which each costs a parse of the question
_VERBAL = 3          # fit of an auxiliary to the verb that it belongs to
_WINDOW = 14         # words of a subject at most
_WORD = re.compile(r"[£$€¥]?\w(?:[\w.,'-]*\w)?%?|[^\w\s]")
_AUXILIARY = DO | MODAL | HAVE | BE
_OPENERS = re.compile(
    r"^(?:so,? |and |but |well,? |please )*(?:is it (?:true|right|correct|the case) that|isn't it true that|"
    r"did you know (?:that )?|(?:can|could) you (?:tell me|say|explain|confirm) (?:if|whether|that)?|"
    r"tell me (?:if|whether|about)?)\s*", re.IGNORECASE)
_TAG = re.compile(r",? (?:right|correct|isn't (?:it|that so)|is that (?:right|true|correct))\s*\?*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asserted:
    """What a question speaks of, as a statement."""

    tree: Tree
    polar: bool = False      # whether it is to be answered by yes or no
    partial: bool = False    # whether it asks for somebody or something that took part, so that the event isn't known
    either: bool = False     # whether it lets choose between two, and asserts neither


def asserted(question: str) -> Asserted:
    """The statement that a plain question is about; the question itself where it can't be turned round."""
    made = _turned_round(question)
    either = any((each.lemma, each.dep) == ("or", "cc") for each in made.tree.nodes)
    return replace(made, partial=not made.polar and _asks_for_party(question), either=either)


def _turned_round(question: str) -> Asserted:
    text = _TAG.sub("", question.strip()).rstrip("?!. ")
    opened = _OPENERS.sub("", text)
    if opened != text and opened and not _starts_asking(opened):
        return Asserted(trees([f"{_large(opened)}."])[0], polar=True)
    text = opened or text
    found = _auxiliary(text)
    if found is None:
        return Asserted(trees([f"{text}?"])[0])
    before, auxiliary, rest, polar = found
    small = auxiliary.casefold()
    turned = list(_turned(before, auxiliary, rest))[:TRIED]
    longest = small in BE or small in HAVE     # subject: "The average wait has grown", not "The average has wait"
    fits = _fits(turned, len(before), small, all_=longest)
    fit, at, best = max(fits, key=lambda each: (each[0], not _bare(each[2], each[1]), each[1] if longest else -each[1]),
                        default=(0, 0, Tree(text)))
    return Asserted(_did(best, at, small) if fit else trees([f"{text}?"])[0], polar)


def _fits(turned: list[tuple[str, int]], opens: int, auxiliary: str, *, all_: bool) -> list[tuple[int, int, Tree]]:
    """How well each statement fits, its auxiliary's place, its tree; up to the first that fits, if not `all_`.

    Two are parsed together, which costs little more than one.
    """
    found: list[tuple[int, int, Tree]] = []
    step = len(turned) if all_ else 2
    for first in range(0, len(turned), max(1, step)):
        part = turned[first : first + step]
        parsed = trees([sentence for sentence, _ in part])
        found += [(_fit(each, opens, at, auxiliary), at, each) for each, (_, at) in zip(parsed, part, strict=True)]
        if any(fit == _VERBAL for fit, _, _ in found):
            break
    return found


def _asks_for_party(question: str) -> bool:
    """Whether it asks who, what, which or how many; not by how much, nor how much something rose."""
    words = [word[0].casefold() for word in _WORD.finditer(question)]
    row = next((row for row, word in enumerate(words) if word in ASKS), None)
    if row is None or words[row] in PARTIES:
        return row is not None
    if words[row] != "how" or (row > 0 and words[row - 1] == "by"):
        return False
    many, behind = (*words[row + 1 : row + 3], "", "")[:2]
    return many in COUNTED and (many == "many" or behind not in _AUXILIARY)


def _starts_asking(text: str) -> bool:
    first = (text.split() or [""])[0].casefold()
    return first in ASKS or first in _AUXILIARY


def _auxiliary(text: str) -> tuple[str, str, str, bool] | None:
    """What stands before the question word, the auxiliary behind it, the rest, and whether yes or no is asked for."""
    words = list(_WORD.finditer(text))
    asks = next((row for row, word in enumerate(words) if word[0].casefold() in ASKS and _inverts(words, row)), None)
    if asks is None:
        start = next((row for row, word in enumerate(words) if word[0].casefold() in _AUXILIARY
                      and (row == 0 or words[row - 1][0] == ",")), None)
        if start is None:
            return None
        before = text[: words[start].start()]
        return before, words[start][0], text[words[start].end() :].strip(), True
    row = next(at for at in range(asks + 1, len(words)) if words[at][0].casefold() in _AUXILIARY)
    before = text[: words[asks].start()]
    before = re.sub(r"\b(?:by|for|in|at|on|to|with|from|of|about)\s*$", "", before, flags=re.IGNORECASE)
    return before, words[row][0], text[words[row].end() :].strip(), False


def _inverts(words: list[re.Match[str]], row: int) -> bool:
    """Whether an auxiliary stands in the question word's own phrase: "how many votes did"."""
    for word in words[row + 1 : row + 6]:
        small = word[0].casefold()
        if small in _AUXILIARY:
            return True
        if not small.isalpha() or small in ("the", "a", "an", "that", "and"):
            return False
    return False


def _turned(before: str, auxiliary: str, rest: str) -> Iterator[tuple[str, int]]:
    """Statements with the auxiliary put behind more and more words, and at which character it then stands."""
    words = list(_WORD.finditer(rest))
    small = auxiliary.casefold()
    names = any(word[0][0].isupper() for word in words)
    for row, word in enumerate(words[1:_WINDOW], start=1):
        if not _may_open(words, row, small, names):
            continue
        subject = rest[: word.start()].strip()
        opening = f"{before}{subject if before else _large(subject)} "
        yield f"{opening}{_plain(small)} {rest[word.start():]}.", len(opening)


def _may_open(words: list[re.Match[str]], row: int, auxiliary: str, names: bool) -> bool:
    """Whether a verb, or what somebody is said to be, may begin with this word."""
    word, last = words[row][0], words[row - 1][0]
    commas = sum(each[0] == "," for each in words[:row])
    if last.endswith(("'s", "s'")):      # "does Google's policy apply": what is owned comes first
        return False
    if word.isdigit() and last.casefold() in MONTHS:      # "in June 2018"
        return False
    if not word[0].isalnum() or last.casefold() in NO_VERB or commas % 2 or (commas and last != "," and commas < 2):
        return False
    if names and word[0].isupper() and (last[0].isupper() or auxiliary not in BE):
        return False
    if word.casefold() in NO_VERB:
        return auxiliary in BE and word.casefold() in OPEN_PHRASES
    return True


def _plain(auxiliary: str) -> str:
    """A verb that was taken for a noun behind "did" is none behind "would"."""
    denied = auxiliary.endswith("n't")
    return ("would not" if denied else "would") if auxiliary in DO else auxiliary


def _fit(tree: Tree, opens: int, at: int, auxiliary: str) -> int:
    """How well the statement's verb stands right behind the auxiliary and its subject right before; 0: not at all."""
    here = next((node for node in tree.nodes if node.start == at), None)
    if here is None or here.place + 1 >= len(tree.nodes):
        return 0
    verb = tree.above(here) if here.dep in ("aux", "auxpass") else here
    subject = next(iter(tree.under(verb, "nsubj", "nsubjpass", "csubj", "expl")), None) if verb else None
    if verb is None or subject is None or not _adjoins(tree, subject, opens, here):
        return 0
    if verb is here:
        return 2 * bool(tree.under(here, "attr", "acomp")) or int(bool(tree.under(here, "prep", "advmod")))
    between = tree.nodes[here.place + 1 : verb.place]
    if any(each.dep not in ("neg", "advmod", "auxpass", "aux") for each in between):
        return 0
    helped = any(each.dep == "auxpass" for each in between)
    if auxiliary in DO or auxiliary in MODAL:
        return _VERBAL * (verb.tag == "VB" or helped)
    return _VERBAL * (verb.tag in ("VBN", "VBG", "VBD"))


def _bare(tree: Tree, at: int) -> bool:
    """Whether the verb has a noun right behind it that wants an article: "a state would judge rule against it"."""
    auxiliary = next((node for node in tree.nodes if node.start == at), None)
    verb = tree.above(auxiliary) if auxiliary is not None else None
    behind = tree.nodes[verb.place + 1 :][:1] if verb is not None else ()
    return any((each.tag == "NN" and each.dep not in ("prt", "advmod", "npadvmod"))
               or (each.tag, each.dep) == ("VB", "dobj") for each in behind)


def _did(tree: Tree, at: int, auxiliary: str) -> Tree:
    """The tree with the auxiliary that was asked by in the place of "would"."""
    if auxiliary not in DO:
        return tree
    word = auxiliary.removesuffix("n't")
    shift = len(word) - len("would")
    nodes = tuple(
        replace(node, text=word, lemma="do", tag="VBD", end=node.end + shift) if node.start == at
        else replace(node, start=node.start + shift, end=node.end + shift) if node.start > at else node
        for node in tree.nodes
    )
    return Tree(f"{tree.text[:at]}{word}{tree.text[at + len('would'):]}", nodes)


def _adjoins(tree: Tree, subject: Node, opens: int, auxiliary: Node) -> bool:
    """Whether the subject's phrase begins where the question's did and ends before the auxiliary, but for a comma."""
    below = tree.below(subject)
    rest = tree.nodes[below[-1].place + 1 : auxiliary.place]
    noun = subject.pos in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ")
    return noun and below[0].start == opens and below[-1].place < auxiliary.place and all(
        each.pos == "PUNCT" for each in rest)


def _large(text: str) -> str:
    return text[:1].upper() + text[1:]
