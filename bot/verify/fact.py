"""The fact guard: every number, time and name of a sentence stands in its evidence or in the question."""

from __future__ import annotations

import math

from bot.languages.en.numbers import FRACTIONS
from bot.verify.alike import kin
from bot.verify.arithmetic import counted, is_multiple, is_part, is_rate, is_share, miscounted, worked_out
from bot.verify.claim import Claim
from bot.verify.named import unknown_name
from bot.verify.numbers import Number, fractions, numbers, same
from bot.verify.times import mentions_date, mentions_weekday, times, weekdays

_MOST_NUMBERS = 60      # of a sentence: each is held against every pair of those that the passages have


def fact(claim: Claim) -> str | None:
    """The reason why a fact of the sentence can't stand, or None."""
    return _times(claim) or _numbers(claim) or _names(claim)


def _times(claim: Claim) -> str | None:
    published = [each.published for each in claim.evidence]
    for each in times(claim.plain):
        if not mentions_date(each, claim.known, published):
            return f"No cited passage has the date {claim.plain[each.start : each.end].strip()}."
    for weekday in weekdays(claim.plain):
        if not mentions_weekday(weekday, claim.known, published):
            return f"No cited passage says that it was on a {weekday}."
    return None


def _numbers(claim: Claim) -> str | None:
    known = numbers(claim.known)
    claimed = numbers(claim.plain, claimed=True)
    if len(claimed) > _MOST_NUMBERS:
        return "It has more numbers than can be held against the cited passages."
    dated = times(claim.plain)
    for number in claimed:
        if any(each.start <= number.start < each.end for each in dated):
            continue
        if is_rate(number, claim.plain, known) or is_part(number, claim.plain, known):
            continue
        written = claim.plain[number.start : number.end].strip()
        derived = worked_out(number, claim.plain, claim.known, [each.published for each in claim.evidence])
        if not derived and is_multiple(number, claim.plain) and not any(
                same(number, each) and is_multiple(each, claim.known) for each in known):
            return f"No cited passage bears out “{written} times”."
        if names := miscounted(number, claim.plain):
            return f"It says {written} and names {names}."
        stated = derived or any(same(number, each) for each in known) or _counted_as_one(number)
        if not stated and not counted(number, claim.plain, claim.sentences):
            return f"No cited passage has the number {written}."
        if derived:
            continue
        if bound := _beyond(number, known):
            return f"The cited passage puts it on the other side of {bound.value:g}."
        if other := _counts_otherwise(number, known):
            return f"The cited passage counts {other.value:g}, not {written}."
    for word in sorted(fractions(claim.plain) - fractions(claim.known) - _as_numbers(known)):
        if not is_share(FRACTIONS[word], claim.plain, claim.known):
            return f"No cited passage says {word}."
    return None


def _as_numbers(known: list[Number]) -> set[str]:
    """The words for shares that a passage gives in figures."""
    values = {(each.value, each.unit) for each in known}
    shares = {"half": (50.0, "%"), "quarter": (25.0, "%"), "twice": (2.0, ""), "double": (2.0, ""), "triple": (3.0, "")}
    return {word for word, value in shares.items() if value in values}


def _counted_as_one(number: Number) -> bool:
    """A passage's "a year" is one year, and "one night" is any."""
    return number.value == 1 and not number.unit


def _beyond(number: Number, known: list[Number]) -> Number | None:
    """The bound of a passage of which the sentence says the other side: "under 200" where it has "over 200"."""
    alike = [each for each in known if math.isclose(each.value, number.value) and each.unit == number.unit]
    bounds = {"floor", "ceiling"}
    if number.rough not in bounds or not alike or any(each.rough not in bounds - {number.rough} for each in alike):
        return None
    return alike[0]


def _counts_otherwise(number: Number, known: list[Number]) -> Number | None:
    """Another number that the passages give for the same thing, where they never give this one for it."""
    if not number.nouns or number.year or number.ordinal or number.value == 1:
        return None
    noun = number.nouns[0]
    if any(same(number, each) and kin(noun) & set(each.nouns) for each in known):
        return None
    others = [
        each for each in known
        if each.nouns == (noun,) and each.unit == number.unit and not each.ordinal and not same(number, each)
    ]
    unbound = [each for each in known if same(number, each) and not each.nouns]
    return others[0] if others and not unbound else None


def _names(claim: Claim) -> str | None:
    name = unknown_name(claim.plain, claim.known)
    return f"No cited passage names {name}." if name else None

