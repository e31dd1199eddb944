"""Figures: which number belongs to what."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from bot.languages.en.grammar.measures import MEASURES, TALLIES
from bot.languages.en.numbers import NUMBER_SIGN
from bot.understand.grammar.memory import forgettable
from bot.understand.grammar.tree import Node, Tree
from bot.verify.alike import same
from bot.verify.claims.dates import dates
from bot.verify.numbers import Number, numbers

ROUGHLY = 0.12      # share by which a figure that is called rough may be off
NEARLY = 0.03       # the same of one that is written with three digits or more, as 28.5 million
_SEASON = re.compile(r"\b(?:1\d|20)\d\d[-/]$")      # before the second year of "2013-14"
_IN_A_WORD = re.compile(r"[^\W\d_]$")      # before the digits of "Cop26"
_YEAR = re.compile(r"(?:19|20)\d\d")
_LINKS = ("nummod", "compound", "amod", "quantmod", "nmod")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a sentence with what it counts."""

    number: Number
    counts: str                # lemma of what is counted; empty for money, shares and bare numbers
    verb: str                  # lemma of the verb that it hangs on
    places: frozenset[int]     # of the words that it is written with
    beside: frozenset[str] = frozenset()     # lemmas of the nouns right behind it

    @property
    def measure(self) -> bool:
        """Whether it measures, and does not count things: there are many of months in any story."""
        return self.counts in MEASURES


def figures(tree: Tree) -> list[Figure]:
    """The figures of a sentence, without years, days, ages and ordinals."""
    dated = [(each.start, each.end) for each in dates(tree.text)]
    found = []
    for number in numbers(tree.text, claimed=True):
        nodes = tree.at(number.start, number.end)
        if not nodes or number.ordinal or any(start <= number.start < end for start, end in dated):
            continue
        if _SEASON.search(tree.text, 0, number.start) or _is_year(tree, nodes) or _IN_A_WORD.search(
                tree.text, 0, number.start):
            continue
        if not (_is_age(tree, nodes) or _is_clock(tree, nodes) or _is_label(tree, nodes)):
            found.append(Figure(number, _counted(tree, nodes, number), _verb(tree, nodes[-1]),
                                frozenset(each.place for each in nodes), _nouns(tree, nodes[-1])))
    return found


@forgettable
@lru_cache(maxsize=1_024)
def written(text: str) -> tuple[Number, ...]:
    """The numbers of a passage."""
    return tuple(numbers(text))


def compatible(claimed: Number, other: Number) -> bool:
    """Whether one number may be meant by the other, rounded or called rough as newspapers do."""
    one, two = claimed.value, other.value
    if claimed.unit != other.unit or not one or not two:
        return claimed.unit == other.unit and one == two
    if math.isclose(one, two, rel_tol=1e-9):
        return True
    if claimed.rough == "floor":
        return one <= two <= one * 1.5
    if claimed.rough == "ceiling":
        return one * 0.8 <= two <= one
    if claimed.rough or other.rough in ("floor", "ceiling", "about") and claimed.digits <= 2:
        return abs(one - two) <= (ROUGHLY if claimed.digits <= 2 else NEARLY) * max(one, two)
    return _rounds(one, two, claimed.digits) or _rounds(two, one, other.digits)


def same_kind(claimed: Figure, other: Figure) -> bool:
    """Whether two figures count the same: one unit, or one noun."""
    if claimed.number.unit or other.number.unit:
        return claimed.number.unit == other.number.unit
    return bool(claimed.counts and other.counts) and same(claimed.counts, other.counts)


def _rounds(rough: float, exact: float, digits: int) -> bool:
    """Whether `exact`, rounded to the digits that `rough` is written with, is `rough`; small counts are exact."""
    step = 10.0 ** (math.floor(math.log10(abs(rough))) - digits + 1)
    off = abs(rough - exact)
    counted = rough <= 20 and rough == int(rough) and exact == int(exact)
    return digits <= 2 and not counted and off <= min(step / 2, ROUGHLY * max(rough, exact))


def _is_age(tree: Tree, nodes: list[Node]) -> bool:
    following = tree.nodes[nodes[-1].place + 1 :][:4]
    before = tree.nodes[nodes[0].place - 1] if nodes[0].place else None
    text = "".join(each.text for each in following)
    beside = before is not None and before.text == "," and text[:1] in (",", ".")
    return beside or text.startswith(("-year-old", "years-old", "yearsold", "yearold")) or (
        before is not None and before.lemma in ("aged", "age"))


def _is_year(tree: Tree, nodes: list[Node]) -> bool:
    """Whether it tells of which year something is: "his 2014 speech", "Eurovision 2023"."""
    before = tree.nodes[nodes[0].place - 1] if nodes[0].place else None
    behind = tree.nodes[nodes[-1].place + 1 :][:1]
    if before is None or not _YEAR.fullmatch(nodes[0].text):
        return False
    counts = any(each.pos in ("NOUN", "ADJ") for each in behind)
    return before.tag in ("PRP$", "POS", "DT") or (before.pos in ("NOUN", "PROPN") and not counts)


def _is_label(tree: Tree, nodes: list[Node]) -> bool:
    """Whether it only tells which one is meant: Article 102, Game 4, No. 7."""
    if NUMBER_SIGN.match(nodes[0].text):
        return True
    before = tree.nodes[nodes[0].place - 1] if nodes[0].place else None
    behind = tree.nodes[nodes[-1].place + 1 :][:1]
    named = before is not None and before.pos in ("PROPN", "NOUN") and before.text[:1].isupper()
    return named and before is not None and before.place > 0 and tree.above(nodes[0]) == before and not any(
        each.pos == "NOUN" for each in behind)


def _is_clock(tree: Tree, nodes: list[Node]) -> bool:
    following = tree.text[nodes[-1].end : nodes[-1].end + 4].casefold()
    return following.lstrip(" .:").startswith(("am", "pm", "a.m", "p.m"))


def _counted(tree: Tree, nodes: list[Node], number: Number) -> str:
    if number.unit:
        return ""
    for node in reversed(nodes):
        over = tree.above(node)
        if over is not None and node.dep in _LINKS and over.pos in ("NOUN", "PROPN") and over not in nodes:
            return over.lemma.casefold()
        of = next((each for each in tree.under(node, "prep") if each.lemma == "of"), None)
        if of is not None:
            return next((each.lemma.casefold() for each in tree.under(of, "pobj")), "")
    if counted := _of_what(tree, nodes[-1]):
        return counted
    following = tree.nodes[nodes[-1].place + 1 :][:1]
    return following[0].lemma.casefold() if following and following[0].pos == "NOUN" else ""


def _nouns(tree: Tree, node: Node) -> frozenset[str]:
    return frozenset(each.lemma.casefold() for each in tree.nodes[node.place + 1 :][:4] if each.pos == "NOUN")


def _of_what(tree: Tree, node: Node) -> str:
    """What is counted in "the number of boats was 40"; empty where nothing is."""
    over = tree.above(node)
    if node.dep != "attr" or over is None:
        return ""
    heads = [over, *([tree.nodes[over.head]] if over.dep == "conj" else [])]
    tallies = [noun for verb in heads for noun in tree.under(verb, "nsubj") if noun.lemma in TALLIES]
    ofs = [of for noun in tallies for of in tree.under(noun, "prep")]
    return next((each.lemma.casefold() for of in ofs for each in tree.under(of, "pobj")), "")


def _verb(tree: Tree, node: Node) -> str:
    over: Node | None = node
    while over is not None and over.pos not in ("VERB", "AUX"):
        over = tree.above(over)
    return over.lemma if over is not None else ""
