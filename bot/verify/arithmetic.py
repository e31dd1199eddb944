"""Numbers that a sentence works out: differences, sums, shares, ages and spans of time, recomputed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import combinations, pairwise

from bot.languages.en.calendar import YEARS_FROM_TODAY
from bot.languages.en.numbers import DIFFERING, FRACTIONS, SPANS, TOGETHER
from bot.languages.patterns import either
from bot.understand.grammar.parser import tree, trees
from bot.understand.grammar.tree import Node, Tree
from bot.verify.alike import kin
from bot.verify.alike import same as same_word
from bot.verify.numbers import Number, fractions, numbers, same
from bot.verify.times import Time, times
from bot.verify.words import content, numbered, stem

_DIFFERING = re.compile(rf"\b{either(DIFFERING)}\b", re.IGNORECASE)
_BY = re.compile(r"\bby (?:[a-z]+ ){0,2}$")
_TOGETHER = re.compile(rf"\b{either(TOGETHER)}\b", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged|age of|at|was|were|is|turned)\s*$", re.IGNORECASE)
_OLD = re.compile(r"\s?-?years?[ -]old\b", re.IGNORECASE)
_BORN = re.compile(r"\bborn\b[^.;]{0,60}?\b(1[5-9]\d\d|20\d\d)\b")
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_SPANS = {stem(word): unit for word, unit in SPANS.items()}
_OLDEST = 120      # years
EXACT = 0.5        # of the last digit: a share is written in full per cent
_APART = 200       # characters that two numbers which are compared stand in, and around them
_BESIDE = 40       # characters before and behind one in which stand the years that the sentence names
_SHARED = 2        # words of the sentence that stand there
_FOLLOWING = 6     # numbers behind one that it is compared with
_IN = re.compile(r"(?: [A-Za-z]+){0,2} (?:in|out of)(?: every)? ", re.IGNORECASE)
_PART = re.compile(r"\b(?:an?|one|two|three) $", re.IGNORECASE)
_EXAMPLES = re.compile(r"\b(?:among|including|include|such as|like|notably|especially)\b", re.IGNORECASE)
_PARTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
_TIMES_AS = re.compile(r" times (?:as|more|larger|bigger|higher|greater|the)\b|-fold\b|fold\b", re.IGNORECASE)
_OLDER = re.compile(r"\b(?:older|younger|senior|junior)\b", re.IGNORECASE)
_AGE = re.compile(r"(?<=[a-z]), (\d{1,2})(?=[,.])")
_AGES = 8          # that are compared
_COMPARED = 200    # numbers of the passages of which every pair is tried: a table's, not a list's without an end
_OF_TOTAL = re.compile(r" of (?:the |its |their |all )?(?:[A-Za-z]+['’]s? )?([\d,]+|[a-z-]+)")
_RESTING = re.compile(r"\b(?:not|other|others|rest|remain(?:s|ing)?|without|yet|still)\b|n't\b", re.IGNORECASE)
_BEYOND = re.compile(r",? (?:over|under|above|below|beyond|short)\b", re.IGNORECASE)
_EACH = re.compile(r"\b(?:each|apiece)\b", re.IGNORECASE)
_EQUALLY = re.compile(r"\b(?:equally|half each|split (?:in two|between)|halves)\b", re.IGNORECASE)
_COUNTED = 12      # things that are named one by one
_NOUNS = ("NOUN", "PROPN")
_SMALLEST = 10     # part: tenths
NEARLY = 0.11      # the same of a part in words: 30 per cent are nearly a third
ROUGHLY = 0.1      # share by which a number that is called rough may be off


def worked_out(number: Number, sentence: str, evidence: str, published: Sequence[datetime | None] = ()) -> bool:
    """Whether a number of a plain sentence follows from numbers or days of its evidence.

    The sentence must say that it is worked out, "in all" or "fewer than", or have the other operands beside it.
    """
    known = [each for each in numbers(evidence) if not each.ordinal][:_COMPARED]
    own = [each for each in numbers(sentence, claimed=True)
           if each.start != number.start and not each.ordinal and any(same(each, other) for other in known)]
    return (
        _of_pairs(number, own)
        or (_differs(number, sentence) and _is_near(number, _differences(number, own, known)))
        or (bool(_TOGETHER.search(sentence)) and _is_near(number, _sums(number, known)))
        or _is_near(number, _shares(number, own, known))
        or _is_near(number, _parts(number, sentence, known))
        or _is_age(number, sentence, evidence)
        or _is_span(number, evidence, published)
        or _is_year(number, evidence, published)
        or _is_scaled(number, sentence, known)
        or _is_rest(number, sentence, known)
        or _is_half(number, sentence, evidence, known)
        or (_differs(number, sentence) and bool(differing(number, sentence, evidence)))
        or _is_near(number, _of_comparable(number, sentence, evidence, known))
        or (bool(_OLDER.search(sentence)) and _is_near(number, _apart_in_age(evidence)))
        or (is_multiple(number, sentence) and _is_times(number, sentence, evidence, known))
    )


def _differs(number: Number, sentence: str) -> bool:
    """Whether the sentence says that it is a difference: "fewer than", or "by" right before it."""
    before = sentence[max(0, number.start - 24) : number.start]
    return bool(_DIFFERING.search(sentence) or _BY.search(before) or "point" in number.nouns
                or _BEYOND.match(sentence, number.end))


def is_share(value: float, sentence: str, evidence: str) -> bool:
    """Whether a share or a multiple, as a quarter or twice, is that of two numbers.

    The sentence has one of them, or both stand side by side in what it is about.
    """
    known = [each for each in numbers(evidence) if not each.ordinal]
    beside = [pair for unit in {each.unit for each in known}
              for pair in _comparable(Number(value, unit, 1, 0, 0), sentence, evidence, known)]
    if any(abs(max(each.value for each in pair) / low - max(value, 1 / value)) <= ROUGHLY * max(value, 1 / value)
           for pair in beside if (low := min(each.value for each in pair))):
        return True
    own = [each for each in numbers(sentence, claimed=True) if any(same(each, other) for other in known)]
    pairs = [(one.value, two.value) for one in known for two in known if one.unit == two.unit and two.value
             and any(same(each, one) or same(each, two) for each in own)]
    return any(abs(one / two - value) <= ROUGHLY * value for one, two in pairs if one != two)


def is_rate(number: Number, sentence: str, known: Sequence[Number]) -> bool:
    """Whether it is one of the two of "one boat in eight" or "six in ten", for a share of 13 or of 57 per cent."""
    own = numbers(sentence)
    for one, other in pairwise(own):
        if _IN.fullmatch(sentence, one.end, other.start) and number.start in (one.start, other.start) and other.value:
            share = 100 * one.value / other.value
            if 0 < share < 100 and any(each.unit == "%" and abs(each.value - share) <= ROUGHLY * share
                                       for each in known):
                return True
    return False


def is_part(number: Number, sentence: str, known: Sequence[Number]) -> bool:
    """Whether it is the third of "nearly a third", for a share of 30 per cent."""
    match = _PART.search(sentence, 0, number.start)
    if match is None or not number.ordinal or not 3 <= number.value <= _SMALLEST:
        return False
    share = 100 * _PARTS[match[0].casefold().strip()] / number.value
    return any(each.unit == "%" and abs(each.value - share) <= NEARLY * share for each in known)


def counted(number: Number, sentence: str, evidence: Sequence[str]) -> bool:
    """Whether a number of a plain sentence counts what it names ("two senators, Lee and Reed"), or a passage does.

    A passage must have as many of them, joined by "and", for the subject or the object of the same verb.
    """
    if number.unit or number.ordinal or number.year or not 2 <= number.value <= _COUNTED or number.value % 1:
        return False
    own = tree(sentence)
    noun = _what(own, number)
    if noun is None:
        return False
    if any(len(each) == number.value for each in _rows_beside(own, noun)):
        return True
    verb = own.above(noun)
    if verb is None or verb.pos != "VERB" or not noun.dep.startswith(("nsubj", "dobj")):
        return False
    return any(each.dep == noun.dep and len(_in_a_row(there, each)) == number.value
               for there in trees([each for each in evidence if " and " in each])
               for node in there.nodes if node.pos == "VERB" and same_word(node.lemma, verb.lemma)
               for each in there.under(node, noun.dep) if each.pos in _NOUNS)


def miscounted(number: Number, sentence: str) -> int:
    """How many a sentence names where it says another number of them, "three senators, Lee and Reed"; else 0."""
    if number.unit or number.ordinal or not 2 <= number.value <= _COUNTED or _EXAMPLES.search(sentence):
        return 0
    own = tree(sentence)
    noun = _what(own, number)
    rows = _rows_beside(own, noun) if noun is not None else []
    sizes = [len(row) for row in rows if len(row) > 1 and all(each.pos == "PROPN" for each in row)]
    return sizes[0] if sizes and number.value not in sizes else 0


def is_multiple(number: Number, text: str) -> bool:
    """Whether a number of a text says how many times as many or as large."""
    return bool(_TIMES_AS.match(text, number.end))


def _of_pairs(number: Number, own: Sequence[Number]) -> bool:
    """Whether it is the sum or the difference of two others of the sentence."""
    values = [value for one, two in combinations(own, 2) if one.unit == two.unit == number.unit
              for value in (one.value + two.value, abs(one.value - two.value))]
    return _is_near(number, values)


def _differences(number: Number, own: Sequence[Number], known: Sequence[Number]) -> Iterator[float]:
    """Differences of two numbers of the evidence, one of which the sentence has, too."""
    pairs = combinations([each for each in known if each.unit == number.unit], 2)
    return (abs(one.value - two.value) for one, two in pairs if _alike(number, one, two)
            and any(same(each, operand) for each in own for operand in (one, two)))


def _sums(number: Number, known: Sequence[Number]) -> Iterator[float]:
    for one, two in combinations([each for each in known if each.unit == number.unit], 2):
        if _alike(number, one, two):
            yield one.value + two.value


def _alike(number: Number, *operands: Number) -> bool:
    """Whether operands may count the same: years with years, and no two nouns that differ."""
    nouns = {noun for each in operands for noun in each.nouns[:1]}
    return len({each.year for each in operands}) == 1 and (len(nouns) < 2 or bool(set(number.nouns) & nouns))


def _shares(number: Number, own: Sequence[Number], known: Sequence[Number]) -> Iterator[float]:
    """Shares in per cent of a whole or a part that the sentence names."""
    if number.unit != "%":
        return
    for part in known:
        for all_ in known:
            named = any(same(each, part) or same(each, all_) for each in own)
            if named and part.unit == all_.unit != "%" and 0 < part.value < all_.value:
                yield 100 * part.value / all_.value


def _parts(number: Number, sentence: str, known: Sequence[Number]) -> Iterator[float]:
    """Halves, quarters and multiples that the sentence speaks of, of numbers of the evidence."""
    for word in fractions(sentence):
        yield from (FRACTIONS[word] * each.value for each in known if each.unit == number.unit)


def _is_near(number: Number, values: Iterator[float] | Sequence[float]) -> bool:
    """Whether the number is one of those, as exactly as it says that it is."""
    return any(_agrees(number, value) for value in values)


def _agrees(number: Number, value: float) -> bool:
    if not value:
        return False
    if abs(number.value - value) <= (EXACT if number.unit == "%" else 1e-6 * max(1.0, value)):
        return True
    near = abs(number.value - value) <= ROUGHLY * value
    above = number.value < value
    return near and (number.rough == "about" or (number.rough == "floor" and above)
                     or (number.rough == "ceiling" and not above))


def _is_age(number: Number, sentence: str, evidence: str) -> bool:
    """Whether it is how old somebody was: the years between two of the evidence."""
    aged = _AGED.search(sentence, max(0, number.start - 20), number.start) or _OLD.match(sentence, number.end)
    if not aged or number.unit or not 0 < number.value <= _OLDEST:
        return False
    born = {int(each[1]) for each in _BORN.finditer(evidence)}
    years = {int(year) for year in _YEAR.findall(sentence)} - born or {int(year) for year in _YEAR.findall(evidence)}
    return any(year - first - number.value in (0, 1) for first in born for year in years)


def _is_span(number: Number, evidence: str, published: Sequence[datetime | None]) -> bool:
    """Whether it is how long it took: the years, months or days between two days of the evidence."""
    unit = next((_SPANS[noun] for noun in number.nouns if noun in _SPANS), "")
    days = [each for each in _days(evidence, published)] if unit else []
    off = 1 if number.rough or unit == "month" else 0
    return any(abs(_between(one, two, unit) - number.value) <= off for one, two in combinations(days, 2))


def _is_year(number: Number, evidence: str, published: Sequence[datetime | None]) -> bool:
    """Whether it is the year that a report means by "last year"."""
    small = evidence.casefold()
    return number.year and any(
        day is not None and words in small and day.year + years == number.value
        for day in published for words, years in YEARS_FROM_TODAY.items())


def _is_scaled(number: Number, sentence: str, known: Sequence[Number]) -> bool:
    """Whether it leaves out the unit of the number before: "$36 million, of which the state pays ten"."""
    before = [each for each in numbers(sentence[: number.start]) if each.value >= 1_000 and not each.year]
    return bool(before) and not number.unit and any(
        each.value == number.value * scale and each.unit == one.unit
        for one in before for scale in (1e3, 1e6, 1e9) if one.value >= scale for each in known)


def _is_rest(number: Number, sentence: str, known: Sequence[Number]) -> bool:
    """Whether it is what is left of a total that the sentence names: "18 of the 35 were not"."""
    match = _OF_TOTAL.match(sentence, number.end)
    totals = numbers(match[1]) if match else []
    return bool(totals) and bool(_RESTING.search(sentence)) and any(
        each.value == totals[0].value - number.value and not each.unit for each in known)


def _is_half(number: Number, sentence: str, evidence: str, known: Sequence[Number]) -> bool:
    """Whether it is what each of two gets who share a sum equally."""
    return bool(_EACH.search(sentence) and _EQUALLY.search(evidence)) and any(
        each.unit == number.unit and each.value == 2 * number.value for each in known)


def differing(number: Number, sentence: str, evidence: str) -> list[tuple[Number, Number]]:
    """Pairs of numbers of the evidence whose difference a number of the sentence is."""
    known = [each for each in numbers(evidence) if not each.ordinal]
    return [(one, two) for one, two in _comparable(number, sentence, evidence, known)
            if _agrees(number, abs(one.value - two.value))]


def _comparable(
    number: Number, sentence: str, evidence: str, known: Sequence[Number]
) -> Iterator[tuple[Number, Number]]:
    """Two numbers that stand in one sentence, or one behind the other, of what the sentence is about."""
    own = {form for each in content(sentence) if not numbered(each.text) for form in kin(each.stem)}
    units = {number.unit, "%"} if "point" in number.nouns else {number.unit}
    for one, two in _neighbours(known):
        if one.unit not in units or two.end - one.start > _APART:
            continue
        around = evidence[max(0, one.start - _APART) : two.end + _APART]
        beside = " ".join(evidence[max(0, each.start - _BESIDE) : each.end + _BESIDE] for each in (one, two))
        shared = own & {each.stem for each in content(around)}
        if len(shared) >= _SHARED and all(year in beside for year in _YEAR.findall(sentence)):
            yield one, two


def _of_comparable(number: Number, sentence: str, evidence: str, known: Sequence[Number]) -> Iterator[float]:
    """Sums of two such numbers where the sentence joins two things, and changes from one to the other in per cent."""
    joined = " and " in sentence and not number.unit
    for unit in {each.unit for each in known if number.unit == "%" and each.unit != "%"}:
        for one, two in _comparable(replace(number, unit=unit, nouns=()), sentence, evidence, known):
            low, high = sorted((one.value, two.value))
            yield from (100 * (high - low) / base for base in (high, low) if base)
    for one, two in _comparable(number, sentence, evidence, known) if joined else ():
        yield one.value + two.value


def _is_times(number: Number, sentence: str, evidence: str, known: Sequence[Number]) -> bool:
    """Whether one of two such numbers is that many times the other: "nine times as many"."""
    own = {form for each in content(sentence) for form in kin(each.stem)}
    for unit in {each.unit for each in known}:
        for one, two in _comparable(replace(number, unit=unit, nouns=()), sentence, evidence, known):
            low, high = sorted((one.value, two.value))
            named = all(own & set(each.nouns) or not each.nouns for each in (one, two))
            if named and low and not one.year and abs(high / low - number.value) <= max(EXACT, ROUGHLY * number.value):
                return True
    return False


def _apart_in_age(evidence: str) -> Iterator[float]:
    """The years between two ages that stand behind names: "Ann Lee, 40,"."""
    ages = [int(each[1]) for each in _AGE.finditer(evidence)]
    return (float(abs(one - two)) for one, two in combinations(ages[:_AGES], 2))


def _neighbours(known: Sequence[Number]) -> Iterator[tuple[Number, Number]]:
    """Each number with the next of its unit, and with the one behind that; years with years."""
    for row, one in enumerate(known):
        following = [each for each in known[row + 1 : row + 1 + _FOLLOWING]
                     if each.unit == one.unit and each.year == one.year]
        yield from ((one, each) for each in following[:2])


def _days(text: str, published: Sequence[datetime | None]) -> Iterator[Time]:
    years = [each.year for each in published if each]
    yield from (each for each in times(text) if each.year)
    yield from (Time(year, each.month, each.day, each.start, each.end) for each in times(text) if not each.year
                for year in years[:1])
    yield from (Time(int(each[0]), None, None, each.start(), each.end()) for each in _YEAR.finditer(text))
    yield from (Time(each.year, each.month, each.day, 0, 0) for each in published if each)


def _between(one: Time, two: Time, unit: str) -> float:
    """How many years, months or days lie between; endless where one doesn't say."""
    years = abs((one.year or 0) - (two.year or 0))
    if unit == "year":
        return years
    if not one.month or not two.month:
        return float("inf")
    if unit == "month":
        return abs(12 * ((one.year or 0) - (two.year or 0)) + one.month - two.month)
    if not one.day or not two.day:
        return float("inf")
    try:
        gap = abs((date(one.year or 1, one.month, one.day) - date(two.year or 1, two.month, two.day)).days)
    except ValueError:      # 31 June
        return float("inf")
    return gap / 7 if unit == "week" else gap


def _what(tree: Tree, number: Number) -> Node | None:
    """What a number counts."""
    nodes = tree.at(number.start, number.end)
    over = tree.above(nodes[-1]) if nodes else None
    if nodes and any(each.lemma == "of" for each in tree.under(nodes[-1], "prep")):      # "two of the candidates"
        return nodes[-1]
    return over if over is not None and nodes[-1].dep == "nummod" and over.pos in _NOUNS else None


def _rows_beside(tree: Tree, noun: Node) -> list[list[Node]]:
    """The rows of things that stand beside a noun and explain it."""
    over = tree.above(noun)
    explaining = [*tree.under(noun, "appos"), *([over] if over is not None and noun.dep == "appos" else [])]
    behind = _in_a_row(tree, noun)[1:]      # "two senators, Lee and Reed": a parser takes the names for further ones
    names = [behind] if all(each.pos == "PROPN" for each in behind) and noun.pos == "NOUN" else []
    return [*(_in_a_row(tree, each) for each in explaining), *names]


def _in_a_row(tree: Tree, node: Node) -> list[Node]:
    """A noun with those that are joined to it by "and" or commas."""
    found, waiting = [node], [node]
    while waiting:
        for each in tree.under(waiting.pop(), "conj"):
            if each.pos in _NOUNS:
                found.append(each)
                waiting.append(each)
    return found
