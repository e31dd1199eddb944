"""Dates: the same event on another day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from bot.languages.en.calendar import WEEKDAYS
from bot.languages.en.grammar.light_verbs import ANY_EVENT, LIGHT
from bot.understand.grammar.clauses import Clause
from bot.understand.grammar.tree import Node, Tree
from bot.verify.alike import near_stems, same
from bot.verify.claims.claimed import ABOUT, GIVEN, Claimed, Ruling, best, kind_of, known, points_at, same_thing
from bot.verify.claims.dates import agree, bound, dates, meant
from bot.verify.claims.statement import Sources, Statement, stems_of
from bot.verify.times import Time

NEAR = 160         # characters around a date of a passage in which its event stands
LAST = 28          # day of a month that every month has
LATEST = 7         # days after a day in which a newspaper tells what happened on it
IN_FULL = 0.75     # share of the claim's other words that a sentence must have by itself where no verb has to agree
SPOKEN_OF = 0.45       # share of the claim's words there, from which on the date is not held to be false


def by_date(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """What the sources say of each date of a claim; of how many it was in some month nothing, as there are others."""
    if claimed.counts and not claimed.names:
        return
    for time in dates(claimed.tree.text):
        places = frozenset(node.place for node in claimed.tree.at(time.start, time.end))
        text = claimed.tree.text[time.start : time.end].strip(" .,;?")
        if any(_mentioned(claimed, time, each) for each in sources.passages) or any(
                _printed_then(time, each) and claimed.touches(each, places, SPOKEN_OF) for each in sources.statements):
            yield Ruling(text, "supported", kind="date")
        elif wrong := [each for each in sources.statements if claimed.concerns(each, places)
                       and differs(claimed, time, places, each)]:
            chosen = best(claimed, wrong, places)
            yield Ruling(text, "contradicted", chosen, "date", claimed.covered(chosen.around, places))


def _mentioned(claimed: Claimed, time: Time, passage: Statement, *, to_the_day: bool = False) -> bool:
    """Whether a passage has that date in what it says of the same; a bare month is not the day, where that is asked."""
    return any(
        agree(time, there) and (there.month or not time.month) and (there.day or not to_the_day)
        and claimed.covered(_beside(passage, there)) >= SPOKEN_OF
        for there in meant(passage.text, passage.published) if there.end
    )


def _beside(passage: Statement, time: Time) -> frozenset[str]:
    return stems_of(passage.text[max(0, time.start - NEAR) : time.end + NEAR])


def differs(claimed: Claimed, time: Time, places: frozenset[int], statement: Statement) -> bool:
    """Whether a statement puts the same event on another day."""
    written = meant(statement.text, statement.published)
    word = bound(claimed.tree.text, time)
    there = [each for each in written if (bound(statement.text, each) if each.end else "") == word]
    there = [each for each in there if _of_the_same(claimed, time, places, statement, each)]
    if not there or any(agree(time, each) for each in written) or _spans(time, written):
        return False
    return not any(each.year is None and time.month is None for each in there)


def by_day(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Days and years of a claim for which a sentence that has nearly all the rest, by itself, gives another one.

    "The last flights from Mesa were on 16 August" says when a firm stopped flying from there, by no verb of the claim.
    """
    for time in dates(claimed.tree.text):
        places = frozenset(node.place for node in claimed.tree.at(time.start, time.end))
        clause, noun = _bearer(claimed.tree, claimed.clauses, places)
        if noun or clause is None or clause.verb in LIGHT - ANY_EVENT or any(
                _mentioned(claimed, time, each, to_the_day=time.day is not None) for each in sources.passages):
            continue
        if any(_printed_then(time, each) and claimed.touches(each, places, SPOKEN_OF) for each in sources.statements):
            continue
        wrong = [each for each in sources.statements if claimed.concerns(each, places)
                 and _has_another(claimed, time, clause, each, places)]
        if wrong:
            chosen = best(claimed, wrong, places)
            text = claimed.tree.text[time.start : time.end].strip(" .,;?")
            yield Ruling(text, "contradicted", chosen, "day", claimed.covered(chosen.around, places))


def _has_another(
    claimed: Claimed, time: Time, clause: Clause, statement: Statement, places: frozenset[int]
) -> bool:
    """Whether a statement has one date, as precise as the claim's at some places and another, for the same event.

    By itself it must have less of the claim's words where the same happened to the same; with what stands before it
    nearly all where the claim's verb may stand for any event, and in the date's own clause what that happened to.
    """
    written = [each for each in meant(statement.text, statement.published) if each.end]
    if len(written) != 1 or agree(time, written[0]) or not _as_precise(time, dates(statement.text)[0]):
        return False
    if bound(claimed.tree.text, time) != bound(statement.text, written[0]):
        return False
    nodes = statement.tree.at(written[0].start, written[0].end)
    other, noun = _bearer(statement.tree, statement.clauses, frozenset(each.place for each in nodes))
    if noun or other is None or other.unreal or other.denied or (other.intended and not clause.intended):
        return False
    share = claimed.covered(statement.stems, places)
    if clause.verb not in LIGHT and same(clause.verb, other.verb) and _alike(clause, other, statement):
        return share >= ABOUT
    words = stems_of(" ".join((statement.tree.nodes[other.place].text, other.verb,
                               *(each.text for each in other.phrases))))
    if clause.verb in ANY_EVENT:
        whom = [each.head for each in clause.phrases if not each.pronoun and each.place not in places]
        return claimed.covered(statement.around, places) >= IN_FULL and any(
            known(near_stems(each), words) for each in whom)
    return share >= IN_FULL and known(near_stems(clause.verb), words)


def by_weekday(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Weekdays of a claim, where a sentence that has nearly all the rest puts the same on another one."""
    for node in _weekdays(claimed.tree):
        places = frozenset((node.place,))
        clause, noun = _bearer(claimed.tree, claimed.clauses, places)
        if noun or clause is None or clause.verb in LIGHT or any(
                _is_on(node, each) and claimed.touches(each, places, SPOKEN_OF) for each in sources.statements):
            continue
        wrong = [each for each in sources.statements if claimed.concerns(each, places)
                 and claimed.covered(each.around, places) >= IN_FULL and _has_another_weekday(clause, each)]
        if wrong:
            chosen = best(claimed, wrong, places)
            yield Ruling(node.text, "contradicted", chosen, "day", claimed.covered(chosen.around, places))


def _has_another_weekday(clause: Clause, statement: Statement) -> bool:
    """Whether a statement, which names days by nothing else, has the same happen to the same on another weekday."""
    tree = statement.tree
    bearers = [_bearer(tree, statement.clauses, frozenset((each.place,))) for each in _weekdays(tree)]
    return not dates(statement.text) and any(
        not noun and other is not None and same(clause.verb, other.verb) and _alike(clause, other, statement)
        and {each.head for each in clause.objects} <= {each.head for each in other.objects}
        and not (other.unreal or other.denied or other.intended) for other, noun in bearers)


def _is_on(weekday: Node, statement: Statement) -> bool:
    """Whether a statement names that weekday, or a day that is one."""
    days = [date(each.year, each.month, each.day) for each in meant(statement.text, statement.published)
            if each.year and each.month and each.day and each.day <= monthrange(each.year, each.month)[1]]
    row = WEEKDAYS[weekday.text.casefold()]
    return weekday.text.casefold() in statement.text.casefold() or any(each.weekday() == row for each in days)


def _weekdays(tree: Tree) -> list[Node]:
    return [each for each in tree.nodes if each.text.casefold() in WEEKDAYS]


def _as_precise(time: Time, other: Time) -> bool:
    """Whether two dates give as much: both a day, or both a year and no day."""
    days = time.day is not None and other.day is not None
    return days or (None not in (time.year, other.year) and time.day is None and other.day is None)


def _of_the_same(
    claimed: Claimed, time: Time, places: frozenset[int], statement: Statement, there: Time
) -> bool:
    """Whether a date of a statement hangs on the verb that the claim's hangs on.

    One that hangs on a noun tells which of several is meant: elections, addresses, prizes come again.
    """
    clause, noun = _bearer(claimed.tree, claimed.clauses, places)
    nodes = statement.tree.at(there.start, there.end) if there.end else []
    other, its_noun = _bearer(statement.tree, statement.clauses, frozenset(each.place for each in nodes))
    if noun or its_noun or clause is None or clause.verb in LIGHT:
        return False
    if time.year is None and not _once(claimed, clause):
        return False
    hanging = [other] if other is not None else []
    near = hanging if there.end else statement.clauses
    return any(same(clause.verb, each.verb) and not each.unreal and _alike(clause, each, statement) for each in near)


def _once(claimed: Claimed, clause: Clause) -> bool:
    """Whether it is of a person, whose "in January" is of one year; a firm announces something in every."""
    people = [each for each in (clause.subject, *clause.objects) if each is not None and each.names]
    return any(name in GIVEN for each in people for name in each.names) or any(
        kind_of(each, claimed.tree) == "PERSON" for each in people)


def _alike(clause: Clause, other: Clause, statement: Statement) -> bool:
    """Whether two clauses speak of the same people or things."""
    mine = [each for each in (clause.subject, *clause.objects) if each is not None and not each.pronoun]
    theirs = [each for each in (other.subject, *other.objects) if each is not None]
    return not mine or any(same_thing(one, two) or points_at(two, one, statement) for one in mine for two in theirs)


def _spans(time: Time, others: list[Time]) -> bool:
    """Whether a date lies between the first and the last of several."""
    years = [each.year for each in others if each.year]
    return len(years) > 1 and time.year is not None and min(years) < time.year < max(years)


def _printed_then(time: Time, statement: Statement) -> bool:
    """Whether the statement was printed in the month, or year, that is claimed, or within a week of the day."""
    day = statement.published
    if day is None or (time.day is None and time.year not in (None, day.year)):
        return False
    if time.month is None or time.day is None:
        return time.month in (None, day.month)
    years = (time.year,) if time.year else (day.year, day.year - 1)
    days = (date(year, time.month, min(time.day, LAST)) for year in years)
    return any(-1 <= (day - each).days <= LATEST + time.day - each.day for each in days)


def _bearer(tree: Tree, clauses: Sequence[Clause], places: frozenset[int]) -> tuple[Clause | None, str]:
    """The clause that a date hangs on, and the noun where it hangs on one."""
    verbs = {each.place: each for each in clauses}
    node: Node | None = tree.nodes[min(places)] if places else None
    noun = ""
    while node is not None and (node.place not in verbs or node.pos not in ("VERB", "AUX")):
        node = tree.above(node)
        if node is not None and not noun and node.pos in ("NOUN", "PROPN") and node.place not in places:
            over = tree.above(node)
            loose = node.dep == "pobj" and over is not None and over.lemma not in ("of", "in", "at", "on")
            noun = "" if loose else node.lemma      # "resigned as mayor in May", "left for no reason in May"
    return (verbs[node.place] if node is not None else None), noun
