"""Numbers as texts write them: 4,200,000, "4.2 million", "two-thirds of", "27-year-old", "12 percent"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.languages.en.numbers import (
    AT_LEAST,
    AT_MOST,
    CURRENCIES,
    FRACTIONS,
    LARGE,
    ONES,
    ORDINALS,
    ROUGHLY,
    SHORT,
    TENS,
)
from bot.languages.en.stop_words import STOP_WORDS
from bot.languages.patterns import either
from bot.verify.words import fold, stem

_SMALL = {**ONES, **TENS}
_SPELT = either([*_SMALL, *ORDINALS, *LARGE])
_NUMBER = re.compile(
    r"(?P<money>[$£€¥])?(?<!\d)(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d++(?:\.\d++)?+(?!\.?\d))"
    r"(?!(?-i:[AC-JLN-Z])\b)"
    r"(?P<ordinal>(?:st|nd|rd|th)\b)?(?:s\b)?"
    rf"(?:[ -]?(?P<large>{either(LARGE)}s?)\b|(?P<short>{either(SHORT)})\b)?"
    rf"|\b(?P<spelt>{_SPELT}s?(?:(?:[ -]|\s+and\s+){_SPELT})*)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(rf"\s?-?(?P<unit>%|per ?cent(?:age)?\b|{either(CURRENCIES)}s?\b)", re.IGNORECASE)
_RANGE = re.compile(r"\s?(?:-|to|and|or)\s?[$£€¥]?\d")
_ABOUT = re.compile(rf"{either(ROUGHLY)}\s*(?:an?|the)?\s*$", re.IGNORECASE)
_FLOOR = re.compile(rf"{either(AT_LEAST)}\s*$", re.IGNORECASE)
_CEILING = re.compile(rf"{either(AT_MOST)}\s*$", re.IGNORECASE)
_NO_COUNT = re.compile(
    r"(?:\b(?:no|any|every|each|another|the|this|that|which|some|only|number|or|first)\s+)$", re.IGNORECASE)
_NOT_COUNTED = re.compile(
    r"\s*(?:[.,;:!?)\"']|$|\s(?:of|another|who|that|which|in|at|to|for|is|was|has|day|time|hand)\b)", re.IGNORECASE)
_FOLLOWING = re.compile(r"^[ -]([a-z][a-z'-]+)")
_LONGEST = 40      # digits that are read of a number
_NEAR = 24         # characters before a number that tell what it is


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text."""

    value: float
    unit: str                     # "%", "$", "£", "€", "¥", "¢", or empty
    digits: int                   # significant digits it is written with
    start: int
    end: int
    ordinal: bool = False
    rough: str = ""               # "floor" for "more than", "ceiling" for "almost", "about" for other rough ones
    nouns: tuple[str, ...] = ()   # stem of the small word right after it: what is counted

    @property
    def year(self) -> bool:
        """Whether it can be a year: four digits without a comma."""
        return not self.unit and 1000 <= self.value <= 2100 and self.end - self.start == 4


def numbers(text: str, *, claimed: bool = False) -> list[Number]:
    """The numbers of a plain text; of what is claimed, leaves out "one" and "second" where they count nothing."""
    found: list[Number] = []
    for match in _NUMBER.finditer(text):
        value = _value(match)
        if value is None or (claimed and match["spelt"] and _is_pronoun(match, text)):
            continue
        found.append(_made(match, text, value))
    return [_full_year(each, text) for each in found] if claimed else _ranged(found, text)


def _made(match: re.Match[str], text: str, value: float) -> Number:
    end = match.end()
    unit = match["money"] or ""
    if following := _UNIT.match(text, end):
        word = following["unit"].casefold()
        unit = unit or ("%" if word[0] in "%p" and not word.startswith("pound") else CURRENCIES[word.rstrip("s")])
        end = following.end()
    before = text[max(0, match.start() - _NEAR) : match.start()]
    rough = "floor" if _FLOOR.search(before) else "ceiling" if _CEILING.search(before) else ""
    rough = rough or ("about" if _ABOUT.search(before) or match["large"] else "")
    written = (match["digits"] or "").replace(",", "").replace(".", "").strip("0")
    if match["spelt"]:
        rough = rough or ("about" if match["spelt"].casefold().endswith(tuple(LARGE)) and value >= 1_000 else "")
    nouns = [stem(word) for word in _FOLLOWING.findall(text[end : end + 40])[:1] if fold(word) not in STOP_WORDS]
    ordinal = bool(match["ordinal"] or (match["spelt"] and match["spelt"].casefold().endswith(tuple(ORDINALS))))
    return Number(value, unit, len(written) or 1, match.start(), end, ordinal, rough, tuple(nouns))


def _value(match: re.Match[str]) -> float | None:
    if match["spelt"]:
        return _spelt(re.split(r"[\s-]+", match["spelt"].casefold()))
    value = float(match["digits"].replace(",", "")[:_LONGEST])
    if match["large"]:
        return value * LARGE[match["large"].casefold().rstrip("s")]
    if match["short"]:
        return value * SHORT[match["short"].casefold()] if match["money"] or match["short"] != "m" else value
    return value


def _spelt(parts: Sequence[str]) -> float | None:
    """Two hundred and fifty thousand -> 250000; "hundreds" alone is no number."""
    total, group, seen = 0.0, 0.0, False
    for part in parts:
        word = part if part in LARGE or part in _SMALL or part in ORDINALS else part.rstrip("s")
        if word in _SMALL or word in ORDINALS:
            group += _SMALL.get(word, ORDINALS.get(word, 0))
            seen = True
        elif word in LARGE:
            if not seen:
                return None
            group *= LARGE[word]
            if LARGE[word] >= 1e3:
                total, group = total + group, 0.0
    return total + group if seen else None


def _is_pronoun(match: re.Match[str], text: str) -> bool:
    """Whether "one", "first" or "second" counts nothing here."""
    word = match["spelt"].casefold()
    before = text[max(0, match.start() - _NEAR) : match.start()]
    if word in ("one", "ones"):
        return bool(_NO_COUNT.search(before) or _NOT_COUNTED.match(text, match.end()))
    if word in ("second", "seconds"):
        return word == "seconds" or not before.strip() or not re.search(r"\b(?:a|his|her|its|their)\s+$", before)
    return word in ("first", "firsts")


def _full_year(number: Number, text: str) -> Number:
    """The second year of "2006-07" as 2007; any other number as it is."""
    before = text[max(0, number.start - _NEAR) : number.start]
    first = re.search(r"\b((?:1\d|20)\d\d)-$", before) if number.value < 100 else None
    return replace(number, value=float(int(first[1]) // 100 * 100 + number.value), digits=4) if first else number


def _ranged(found: list[Number], text: str) -> list[Number]:
    """In "$4 to 5 million" both are millions of dollars; in "2006-07" the second is 2007 too."""
    made = list(found)
    for one, other in zip(found, found[1:], strict=False):
        between = text[one.end : other.start]
        if not re.fullmatch(r"\s?(?:-|to|and|or)\s?", between):
            continue
        scale = 10 ** (3 * int(math.log10(other.value) // 3)) if other.value >= 1_000 and not other.year else 1
        if scale > 1 and one.value < 1_000:
            made += [replace(one, value=one.value * scale, unit=one.unit or other.unit),
                     replace(other, unit=one.unit or other.unit)]
        elif other.unit != one.unit:
            made += [replace(one, unit=one.unit or other.unit), replace(other, unit=one.unit or other.unit)]
        if one.year and other.value < 100 and between.strip() == "-":
            made.append(replace(other, value=100 * (one.value // 100) + other.value, digits=4))
    return made


def same(claimed: Number, given: Number) -> bool:
    """Whether a claimed number is what a passage holds, rounded at most as the claim says it is."""
    unlike = claimed.unit != given.unit and (claimed.unit or claimed.nouns)      # 9,000 people are not £9,000
    if unlike or (given.ordinal and not claimed.ordinal):
        return False
    if math.isclose(claimed.value, given.value, rel_tol=1e-9):
        return True
    if not given.value or not claimed.value or given.year or given.digits <= claimed.digits or not claimed.rough:
        return False
    step = 10.0 ** (math.floor(math.log10(abs(claimed.value))) - claimed.digits + 1)
    if abs(claimed.value - given.value) >= step:
        return False
    if claimed.rough == "floor":
        return claimed.value <= given.value
    if claimed.rough == "ceiling":
        return claimed.value >= given.value
    return True


def fractions(text: str) -> set[str]:
    """Words that say a share or a multiple: half, quarter, double, twice."""
    return {word for word in re.findall(r"[a-z]+", text.casefold()) if word in FRACTIONS}
