"""What a clause says of when and where something happened, and the figure that it gives; nothing it leaves open."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime

from bot.languages.en.calendar import DAYS_AND_MONTHS
from bot.languages.en.grammar.events import BESIDE_A_NAME, PLACING, WHEN, WITHIN
from bot.quote.relative_dates import relative_dates
from bot.understand.grammar.clauses import OWN, is_predicate
from bot.understand.grammar.parser import kind_at, kinds
from bot.understand.grammar.tree import Node, Tree
from bot.understand.thread.mentions import PLACE, kind_of
from bot.verify.claims.dates import bound, dates, meant
from bot.verify.numbers import Number, numbers
from bot.verify.times import Time

Span = tuple[int, int]         # character offsets into a sentence, end exclusive
Places = Collection[int]       # of a clause's words in their sentence

_OF_A_PLACE = frozenset(("GPE", "LOC", "FAC"))
_NO_PLACE = frozenset(("PERSON", "DATE", "TIME", "NORP", "EVENT", "MONEY", "CARDINAL", "ORDINAL", "LANGUAGE"))
_NO_FIGURE = re.compile(
    r"\s?(?:[ap]\.?m\b|o['’]clock|hours?\b|minutes?\b|days?\b|weeks?\b|months?\b|years?\b|-(?:year|day|hour|month|week)|"
    r"miles?\b|km\b|kilomet(?:re|er)s?\b|,\s|[:/]|th\b|(?:st|nd|rd)\b)", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:number|no\.?|route|page|chapter|article|section|flight|aged?|age of|at|covid-?)\s?$", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\b(?:last|that|same|following|previous|next)\s$", re.IGNORECASE)
_OF_THAT = re.compile(r"\s(?:of|in) (?:that|the)\b", re.IGNORECASE)
_BESIDE = ("appos", "npadvmod", "nmod", "nummod")     # "on Saturday, 9 November"
_NOUN_WORDS = 4                # behind a number, up to the noun that it counts


def day_of(tree: Tree, clause: Places, published: datetime | None) -> str:
    """The day, month or year that the clause gives, as ISO 8601 (a week as an interval); empty for none or several."""
    given = {each for each in _days(tree, clause, published) if each}
    return given.pop() if len(given) == 1 else ""


def place_of(tree: Tree, clause: Places, events: Places) -> Span | None:
    """Where the clause says that it happened, in its own words; None for none or several, and for the events' own."""
    found = [span for span in _placed(tree, clause, events) if span]
    return found[0] if len(found) == 1 else None


def figure_of(tree: Tree, clause: Places, counts: Callable[[str], bool] | None = None) -> Span | None:
    """The one number of the clause that is no date, time or age, with what it counts; of those that `counts` is for."""
    joined = {*clause, *_joined(tree, clause)}
    place = place_of(tree, clause, ()) or (0, 0)
    found = [span for each in numbers(tree.text) if (span := _figure(tree, joined, each)) and not (
        place[0] <= span[0] < place[1])]
    chosen = [span for span in dict.fromkeys(found) if counts is None or counts(tree.text[slice(*span)])]
    return chosen[0] if len(chosen) == 1 else None


def _joined(tree: Tree, clause: Places) -> Iterator[int]:
    """What "and" adds to the nouns of a clause: "12 people and 40 cows"."""
    nouns = (each for each in tree.nodes if each.place in clause and each.pos == "NOUN")
    others = (other for each in nouns for other in tree.under(each, "conj") if other.pos == "NOUN")
    yield from (each.place for other in others for each in tree.below(other, OWN))


def _days(tree: Tree, clause: Places, published: datetime | None) -> Iterator[str]:
    text, printed = tree.text, published.date() if published else None
    written = dates(text)
    if not written:
        yield from (_span(each.first, each.last, printed) for each in relative_dates(text, published)
                    if _dates(tree, clause, each.start, each.start + len(each.words))
                    and not bound(text, Time(None, None, None, each.start, each.start)))
        return
    for each, known in zip(written, meant(text, printed), strict=True):
        if _dates(tree, clause, each.start, each.end):
            yield "" if bound(text, each) or _of_another_year(text, each) else _iso(known, printed)


def _of_another_year(text: str, time: Time) -> bool:
    """Whether a month's year is one that only the text before tells: "that November", "last May"."""
    return time.year is None and bool(_POINTS_BACK.search(text[: time.start]) or _OF_THAT.match(text, time.end))


def _span(first: date, last: date, printed: date | None) -> str:
    if printed and first > printed:
        return ""
    if first == last:
        return first.isoformat()
    days = (last - first).days
    return first.isoformat()[:4] if days > 31 else first.isoformat()[:7] if days > 7 else f"{first}/{last}"


def _iso(time: Time, printed: date | None) -> str:
    """The time as far as it is known; empty without a year, for no day at all, and for one after the printing."""
    if not time.year:
        return ""
    try:
        first = date(time.year, time.month or 1, time.day or 1)
    except ValueError:
        return ""
    if printed and first > printed:
        return ""
    return first.isoformat()[: 10 if time.day else 7 if time.month else 4]


def _dates(tree: Tree, clause: Places, start: int, end: int) -> bool:
    """Whether these words say when: all of the clause, or beside a weekday of it, and not under "because of"."""
    nodes = [each for each in tree.at(start, end) if each.pos != "PUNCT"]
    beside = [each for each in nodes if each.place in clause or (each.head in clause and each.dep in _BESIDE)]
    within = [each for each in nodes if each in beside or each.head in {near.place for near in beside}]
    return bool(beside) and len(within) == len(nodes) and all(
        each.lemma.casefold() in WHEN for each in _above(tree, nodes[0]) if each.pos in ("ADP", "SCONJ"))


def _above(tree: Tree, node: Node) -> Iterator[Node]:
    """The words that a word depends on, up to the verb of the clause."""
    over = tree.above(node)
    while over is not None and not is_predicate(tree, over):
        yield over
        over = tree.above(over)


def _placed(tree: Tree, clause: Places, events: Places) -> Iterator[Span | None]:
    """The places of the clause: what a preposition of place leads to, with the places within it."""
    taken: set[int] = set()
    for prep in tree.nodes:
        if prep.place not in clause or prep.place in taken or prep.dep != "prep" or prep.lemma not in PLACING:
            continue
        nouns = [each for each in tree.under(prep, "pobj") if each.place in clause and each.place not in events]
        for noun in nouns:
            nodes = _run(tree, noun)
            if _is_place(tree, prep, noun, nodes):
                taken.update(each.place for each in nodes)
                yield (nodes if prep.lemma in WITHIN else [prep])[0].start, nodes[-1].end


def _run(tree: Tree, noun: Node) -> list[Node]:
    """The words of a place, up to what says when, or with what."""
    nodes = tree.below(noun, OWN)
    for at, each in enumerate(nodes):
        behind = each.place > noun.place
        gap = at and each.place != nodes[at - 1].place + 1
        strange = each.pos == "ADP" and each.lemma not in PLACING and each.lemma != "of"
        timed = each.pos == "ADP" and any(_is_time(far) for far in tree.under(each, "pobj"))
        if behind and (gap or strange or timed or _is_time(each)):
            return nodes[:at]
    return nodes


def _is_time(node: Node) -> bool:
    return node.lemma.casefold() in DAYS_AND_MONTHS or bool(re.fullmatch(r"1\d\d\d|20\d\d", node.text))


def _is_place(tree: Tree, prep: Node, noun: Node, nodes: Sequence[Node]) -> bool:
    names = [each for each in nodes if each.pos == "PROPN"]
    several = any(tree.under(each, "conj") for each in nodes)
    if not names or _is_time(noun) or several or (noun.pos != "PROPN" and prep.lemma == "on"):
        return False
    text = tree.text[nodes[0].start : nodes[-1].end]
    if kind_at(tree.text, noun.start) in _NO_PLACE:
        return False
    of_a_place = any(label in _OF_A_PLACE and start >= nodes[0].start and end <= nodes[-1].end
                     for start, end, label in kinds(tree.text))
    named = tree.text[names[0].start : names[-1].end]
    return of_a_place or kind_of(named) == PLACE or (
        noun.pos == "PROPN" and prep.lemma in BESIDE_A_NAME and text[:1] != "'")


def _figure(tree: Tree, clause: Places, number: Number) -> Span | None:
    text = tree.text
    if number.ordinal or number.year or _NO_FIGURE.match(text, number.end) or _LABEL.search(text[: number.start]):
        return None
    nodes = tree.at(number.start, number.end)
    if not nodes or any(each.place not in clause for each in nodes) or any(
            one.start < number.end and number.start < one.end for one in dates(text)):
        return None
    noun = next((far for each in reversed(nodes) if (far := tree.above(each)) is not None
                 and each.dep in ("nummod", "quantmod") and far.pos in ("NOUN", "PROPN")), None)
    if number.unit or noun is None or not 0 < noun.place - nodes[-1].place <= _NOUN_WORDS:
        return (number.start, number.end) if number.unit or number.value > 1 else None
    return number.start, noun.end
