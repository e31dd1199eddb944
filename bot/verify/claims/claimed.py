"""A claim taken apart, and whether a statement speaks of the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal

from bot.languages.en.given_names import FEMALE, MALE
from bot.languages.en.grammar.asking import ASKING
from bot.languages.en.grammar.governing_verbs import ADMITTING, DENYING
from bot.languages.en.grammar.joints import AGAINST, ORDER
from bot.languages.en.grammar.light_verbs import CAUSED, CAUSING, COMPETING
from bot.languages.en.grammar.quantities import NEVER, NOBODY, QUANTITIES
from bot.languages.en.grammar.titles import ADDRESSES, ANAPHORS, KINDS
from bot.languages.en.opposites import PLAIN_NEGATIONS
from bot.languages.patterns import either
from bot.understand.grammar.clauses import Clause, Phrase, clauses
from bot.understand.grammar.memory import forgettable
from bot.understand.grammar.parser import kind_at, kinds
from bot.understand.grammar.tree import Node, Tree
from bot.verify.alike import contrary_stems, near_stems, same
from bot.verify.claims.dates import agree, dates, meant
from bot.verify.claims.figures import Figure, compatible, figures, written
from bot.verify.claims.statement import Statement, parts_of, stems_of
from bot.verify.words import fold, stem
from index.model.words import STOP_WORDS

Verdict = Literal["supported", "contradicted", "not found"]

UNNAMED = 0.7       # the same of a claim that names nobody and nothing: there are many ships
ABOUT = 0.6         # share of the claim's other words that a statement and its context must have to speak of the same
VERB = 0.25         # what a verb of the claim adds to how near a statement is
MOST_LETTERS = 5    # of a name that is written by its letters
FAR = 0.4           # what a word of another clause weighs against one of the claim's own
NAMED = 2.0         # what a word of a name weighs against others
_NUMBERED = re.compile(r"\d")
_DENIES = re.compile(rf"\b{either((*PLAIN_NEGATIONS, *NEVER, *NOBODY, *DENYING, 'yet'))}(?:e?s|e?d|ing)?\b|n't\b", re.I)
_TELLING = (QUANTITIES - {"many", "few", "half"}) | CAUSED | CAUSING | {"because", *ORDER}
GIVEN = FEMALE | MALE
_CLAUSES = frozenset(("relcl", "acl", "advcl"))


@dataclass(frozen=True, slots=True)
class Ruling:
    """A claim, in its own words, and what a statement makes of it."""

    claim: str
    verdict: Verdict
    statement: Statement | None = None
    kind: str = ""                # number, date, name, place, role, ...
    weight: float = 0.0           # share of the claim's words that the statement has: which of several to show


@dataclass(frozen=True)
class Claimed:
    """A sentence that is held against the archive."""

    tree: Tree
    partial: bool = False     # whether it lacks somebody or something that took part: it is what a question asks for

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """What it says, clause by clause; its "he" and "she" are the one that it names first."""
        found = clauses(self.tree)
        named = next((each.subject for each in found if each.subject is not None and each.subject.named), None)
        return tuple(replace(each, subject=named) if named and each.subject is not None
                     and each.subject.head in ("he", "she") else each for each in found)

    @cached_property
    def main(self) -> Clause | None:
        """The clause that everything else hangs on; None where the parser found none."""
        return next((each for each in self.clauses if self.tree.nodes[each.place].dep == "ROOT"), None)

    def asserts(self, clause: Clause) -> bool:
        """Whether all of what happened is said by a clause: "Ruud lost" is not, where it is asked whom Ruud lost to.

        Said is too what somebody admits in such a clause: "when he admitted that it was broken".
        """
        node = self.tree.nodes[clause.place]
        over = self.tree.above(node)
        if node.dep == "ccomp" and over is not None and over.lemma in ADMITTING:
            node = over
        return not self.partial or node.dep in _CLAUSES

    @cached_property
    def dated(self) -> frozenset[int]:
        """The places of the words that its dates are written with."""
        return frozenset(node.place for time in dates(self.tree.text) for node in self.tree.at(time.start, time.end))

    @cached_property
    def names(self) -> frozenset[int]:
        """The places of the words of its names."""
        return frozenset(node.place for node in self.tree.nodes if node.pos == "PROPN" and node.text[:1].isupper()
                         and node.place not in self.dated and fold(node.text).rstrip(".") not in ADDRESSES)

    def concerns(self, statement: Statement, about: Collection[int] = (), least: float = ABOUT) -> bool:
        """Whether a statement may contradict it: it speaks of the same, of its figures and of its years."""
        named = any(not set(run) & set(about) for run in self._runs)
        least = least if named else max(least, UNNAMED)
        return self.touches(statement, about, least) and (
            self._counts(statement, about) and self._may_be_then(statement, about))

    def touches(self, statement: Statement, about: Collection[int] = (), least: float = ABOUT) -> bool:
        """Whether a statement speaks of the same: of all names and most words around those at some places."""
        named = all(self._is_named(run, statement.around) and not self._is_namesake(run, statement.text)
                    for run in self._runs if not set(run) & set(about))
        return named and self.covered(statement.around, about) >= least

    def _counts(self, statement: Statement, about: Collection[int] = ()) -> bool:
        """Whether a statement has the claim's figures, but for those at some places: two goals are not sixty."""
        there = [*written(statement.text), *written(statement.context)]
        return all(any(compatible(each.number, one) for one in there)
                   for each in self.figures if not each.places & set(about))

    def _may_be_then(self, statement: Statement, about: Collection[int]) -> bool:
        """Whether a statement may speak of the years of the claim, but for those at some places."""
        years = [time for time in dates(self.tree.text) if time.year
                 and not {node.place for node in self.tree.at(time.start, time.end)} & set(about)]
        there = meant(statement.text, statement.published) if years else []
        day = statement.published
        return all(any(agree(time, each) for each in there) or (
            not there and (day is None or day.year - (time.year or 0) in (0, 1))) for time in years)

    @property
    def counts(self) -> bool:
        """Whether it asks how many or how much: a place then says which of several are counted."""
        return any(node.lemma == "how" and self.tree.nodes[node.place + 1].lemma in ("many", "much")
                   for node in self.tree.nodes[:-1])

    def acts_on(self, clause: Clause) -> bool:
        """Whether one of its clauses has somebody or something for its object: many may plead guilty."""
        return any(self.tree.nodes[each.place].pos != "ADJ" for each in clause.objects)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures, with what each belongs to."""
        return tuple(figures(self.tree))

    def may_differ(self, statements: Sequence[Statement]) -> bool:
        """Whether one of the statements has what a contradiction is made of, told by its words: a parse costs more.

        That is a number or a denial where the claim has one, a contrary, two names that may have changed places; other
        names where no statement has the claim's own. A claim of some or all of them, or of a cause, may always differ.
        """
        text, lemmas = self.tree.text, {each.lemma.casefold() for each in self.tree.nodes}
        if len(self._runs) > 1 or lemmas & _TELLING or _NUMBERED.search(text) or (
                _DENIES.search(text) or self._has_own_ground(statements)):
            return True
        contraries = frozenset[str]().union(*map(contrary_stems, lemmas))
        verbs = [near_stems(each.verb) for each in self.clauses if each.verb not in ASKING or each.objects]
        of_it = [each for each in statements if any(known(forms, each.stems) for forms in verbs)]
        borne = any(all(self._is_named(run, each.stems) for run in self._runs) for each in of_it)
        return bool(of_it and not borne) or any(_DENIES.search(each.text) for each in of_it) or any(
            contraries & each.stems for each in statements)

    def _has_own_ground(self, statements: Sequence[Statement]) -> bool:
        """Whether it gives a cause by "for" or "due to" in words that no statement has."""
        if not any(node.lemma in ("for", "due", "over") for node in self.tree.nodes):
            return False
        stems = frozenset[str]().union(*(each.around for each in statements))
        return not all(known(forms, stems) for _, forms, _ in self._words)

    def nearness(self, statement: Statement) -> float:
        """How near a statement is, to choose those that are parsed: up to 2, and more where it has one of the verbs.

        One name may be missing, that which somebody took for another; 0 where more are.
        """
        missing = [run for run in self._runs if not self._is_named(run, statement.around)]
        if len(missing) > 1:
            return 0.0
        without = missing[0] if missing else ()
        verbs = any(known(near_stems(each.verb), statement.stems) for each in self.clauses if each.verb not in ASKING)
        return self.covered(statement.around, without) + self.covered(statement.stems, without) + VERB * verbs

    @cached_property
    def _runs(self) -> list[list[int]]:
        """The places of each of its names, word by word."""
        runs: list[list[int]] = []
        for place in sorted(self.names):
            if runs and runs[-1][-1] == place - 1:
                runs[-1].append(place)
            else:
                runs.append([place])
        return runs

    def _is_named(self, run: list[int], stems: frozenset[str]) -> bool:
        """Whether a name is among the stems: by its last word, or by what isn't a given name or what kind it is of."""
        words = [fold(self.tree.nodes[place].text) for place in run]
        telling = [each for each in words if each not in KINDS and not (len(words) > 1 and each in GIVEN)]
        return all(known(frozenset((part,)), stems) for each in telling or words for part in parts_of(each))

    def _is_namesake(self, run: list[int], text: str) -> bool:
        """Whether a text only has others of that last name: Anna Vale for Ines Vale."""
        first, last = (self.tree.nodes[run[place]].text for place in (0, -1))
        if len(run) < 2 or fold(first) not in GIVEN or last not in text:
            return False
        before = re.findall(rf"(?:(\w+) )?\b{re.escape(last)}\b", text)
        return all(fold(each) in GIVEN and fold(each) != fold(first) for each in before)

    def covered(self, stems: frozenset[str], about: Collection[int] = ()) -> float:
        """The share of the words around those at some places, by weight, that are among the stems; 1 without any.

        Words of other clauses than theirs weigh less; what is asked for weighs nothing.
        """
        near = self._near(about if set(about) != self.names else ())
        words = [(forms, weight if place in near else FAR * weight)
                 for place, forms, weight in self._words if place not in about]
        total = sum([weight for _, weight in words])
        return sum([weight for forms, weight in words if known(forms, stems)]) / total if total else 1.0

    def _near(self, places: Collection[int]) -> frozenset[int]:
        """The places of the words of the clause that some words stand in, with what a relative clause hangs on."""
        node: Node | None = self.tree.nodes[min(places)] if places else None
        verbs = {each.place for each in self.clauses}
        while node is not None and node.place not in verbs:
            node = self.tree.above(node)
        if node is None:
            return frozenset(range(len(self.tree.nodes)))
        over = self.tree.above(node) if node.dep in ("relcl", "acl") else None
        below = [*self.tree.below(node), *(self.tree.below(over, _CLAUSES) if over is not None else [])]
        return frozenset([each.place for each in below])

    @cached_property
    def _asked(self) -> frozenset[int]:
        """The places of what is asked for: the noun behind "which" or "how many"."""
        heads = [self.tree.above(each) for each in self.tree.nodes if each.tag in ("WDT", "WP", "WP$", "WRB")
                 and each.dep in ("det", "poss", "advmod", "amod")]
        nouns = [over if over.pos != "ADJ" else self.tree.above(over) for over in heads if over is not None]
        return frozenset(each.place for noun in nouns if noun is not None and noun.pos in ("NOUN", "PROPN")
                         for each in self.tree.below(noun, _CLAUSES) if each.pos != "PROPN")

    @cached_property
    def _words(self) -> list[tuple[int, frozenset[str], float]]:
        """The place, stems and weight of each word that says what the claim is about."""
        return [
            (node.place, near_stems(node.lemma.casefold()) | parts_of(node.text),
             NAMED if node.place in self.names else 1.0)
            for node in self.tree.nodes
            if node.place not in self.dated and node.place not in self._asked and _tells(node)
        ]


def in_common(tree: Tree, clause: Clause) -> Clause:
    """The clause without objects that are somebody's own: "his title" is another one where another wins."""
    shared = tuple(each for each in clause.objects if not _is_own(tree, tree.nodes[each.place]))
    return replace(clause, objects=shared)


def _is_own(tree: Tree, node: Node) -> bool:
    return any(each.tag == "PRP$" for each in (node, *tree.under(node, "poss")))


def may_be_one_match(one: Clause, other: Clause) -> bool:
    """Whether of two clauses that somebody won and lost both may tell of one match: against the same, by the same.

    Whoever lost has won at other times; "lost to Ann Lee" is what "Ann Lee beat" says.
    """
    if one.verb not in COMPETING:
        return True
    same_side = one.subject is not None and other.subject is not None and same_any(one.subject, other.subject)
    return same_side and any(same_any(left, right) for left in _rivals(one) for right in _rivals(other))


def _rivals(clause: Clause) -> list[Phrase]:
    """Whom somebody wins against or loses to."""
    joined = [phrase for joint, phrase in clause.joined if joint in AGAINST and phrase.named]
    return joined + [each for each in clause.objects if each.named]


def known(forms: frozenset[str], stems: frozenset[str]) -> bool:
    """Whether one of a word's stems, or one with the same long beginning (resign, resignation), is among the stems."""
    if not forms.isdisjoint(stems):
        return True
    long = [form for form in forms if len(form) >= 5]
    lines = _in_lines(stems) if long else ""
    return any([f"\n{form[: max(5, len(form) - 2)]}" in lines for form in long])


@forgettable
@lru_cache(maxsize=1_024)
def _in_lines(stems: frozenset[str]) -> str:
    """Each behind a line break: a beginning is looked for in all of them at once."""
    return "\n" + "\n".join(stems)


def same_any(one: Phrase, other: Phrase) -> bool:
    """Whether two phrases, or one of those that each is joined to by "and", may mean the same."""
    return any(same_thing(left, right) for left in (one, *one.also) for right in (other, *other.also))


def same_thing(one: Phrase, other: Phrase) -> bool:
    """Whether two phrases may mean the same: they share a name, or a noun where one has no name."""
    if one.named and other.named:
        return not unlike(_name(one), _name(other))
    return bool((one.words | one.called) & (other.words | other.called))


def same_head(one: Phrase, other: Phrase) -> bool:
    """Whether two phrases mean the same by their names or, without names, by their very nouns."""
    if one.named or other.named or one.pronoun or other.pronoun:
        return same_thing(one, other)
    return same(one.head, other.head) or one.head in other.called or other.head in one.called


def points_at(pronoun: Phrase, phrase: Phrase, statement: Statement) -> bool:
    """Whether a pronoun, or "the company", may stand for a name: one that the sentence before or the headline has."""
    before = stems_of(statement.context)
    general = pronoun.head in ANAPHORS and not pronoun.names and pronoun.text.casefold().startswith(("the ", "this "))
    return (pronoun.pronoun or general) and phrase.named and any(
        known(frozenset((stem(name),)), before) for name in _name(phrase))


def other_name(one: Phrase, other: Phrase) -> bool:
    """Whether both are names, and of different people or things."""
    return one.named and other.named and all(
        unlike(_name(one), _name(each)) and not set(_name(one)) & each.called for each in (other, *other.also))


def comparable(one: Phrase, sentence: Tree, other: Phrase, statement: Tree, context: str = "") -> bool:
    """Whether two names are of one kind: a government is called by its capital, a firm by its head."""
    if _is_short(one) != _is_short(other):
        return False
    if all(each.text[:4].casefold() == "the " and each.head.endswith("s") for each in (one, other)):
        return True      # two teams
    first = kind_of(one, sentence) or person_in(one, context)
    second = kind_of(other, statement) or person_in(other, context)
    return first == second or ("" in (first, second) and "GPE" not in (first, second) and all(
        len(_name(each)) > 1 and not set(_name(each)) & KINDS for each in (one, other)))


def person_in(phrase: Phrase, context: str) -> str:
    """PERSON, where the text before calls the one who goes by a last name by more names; else empty."""
    last = phrase.names[-1] if phrase.names else ""
    return next((kind for start, end, kind in (kinds(context) if last and last in context.casefold() else ())
                 if kind == "PERSON" and context[start:end].casefold().endswith(f" {last}")), "")


def _is_short(phrase: Phrase) -> bool:
    """Whether a name is written by its letters: EU, NHS."""
    words = [each for each in phrase.text.split() if each[:1].isupper()]
    return len(words) == 1 and words[0].replace(".", "").isupper() and len(words[0]) <= MOST_LETTERS


def places_of(claimed: Claimed, phrase: Phrase) -> frozenset[int]:
    """The places of a phrase's words in the claim."""
    words = {*phrase.names, *phrase.words}
    return frozenset(node.place for node in claimed.tree.nodes
                     if {node.text.casefold(), node.lemma.casefold()} & words) | {phrase.place}


def best(claimed: Claimed, statements: Iterable[Statement], about: Collection[int] = ()) -> Statement:
    """Of several statements the one that has most of the claim's words."""
    return max(statements, key=lambda each: claimed.covered(each.around, about) + claimed.covered(each.stems, about))


def _name(phrase: Phrase) -> tuple[str, ...]:
    bare = tuple(fold(each) for each in phrase.names if fold(each).rstrip(".") not in ADDRESSES)
    return bare or phrase.names


def telling_words(phrase: Phrase) -> list[str]:
    """The words of a name that tell whose it is: not a given name beside a last one, nor a title."""
    words = _name(phrase)
    return [each for each in words if len(words) == 1 or each not in GIVEN] or list(words)


def unlike(one: Collection[str], other: Collection[str]) -> bool:
    """Whether two names are of two: they share nothing but what kind of thing it is, and each has a word for itself."""
    first, second = set(one), set(other)
    shared = {left for left in first for right in second if left == right or _initial(left, right)}
    return not (shared - KINDS) and bool(first - second) and bool(second - first) and not (
        first <= second or second <= first)


def _initial(one: str, other: str) -> bool:
    """Whether one word is the other's beginning: Tom and Thomas, Fed and Federal, are not told apart by it."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 3 and (long.startswith(short) or long[:4] == short[:4])


def kind_of(phrase: Phrase, tree: Tree) -> str:
    """What kind of name a phrase is: PERSON, ORG, GPE, ...; empty where it is none."""
    node = tree.nodes[phrase.place]
    found = kind_at(tree.text, node.start)
    return {"NORP": "GPE", "LOC": "GPE", "FAC": "GPE", "PRODUCT": "ORG", "WORK_OF_ART": "ORG"}.get(found, found)


def _tells(node: Node) -> bool:
    word = fold(node.text)
    return (
        node.pos in ("NOUN", "PROPN", "VERB", "ADJ")
        and len(word) > 1
        and word not in STOP_WORDS
        and (word not in ADDRESSES or node.text[:1].islower())
        and node.lemma.casefold() not in ASKING
    )
