"""Sentences changed in one place, so that they say what their passage doesn't."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_MONTHS = ("January February March April May June July August September October November December").split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
ANTONYMS = Path(__file__).parent / "questions" / "antonyms.txt"
_PASTS = dict(each.split("/") for each in (
    "begin/began fall/fell rise/rose lose/lost win/won buy/bought sell/sold give/gave take/took keep/kept break/broke "
    "hide/hid find/found leave/left forget/forgot let/let lie/lay sit/sat stand/stood sleep/slept sink/sank bend/bent "
    "lend/lent have/had hit/hit spread/spread forbid/forbade freeze/froze ride/rode wake/woke show/showed").split())
_DOUBLING = ("admit", "permit", "begin", "forget", "forbid")
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w])|(?<![\w.,])\d+(?:\.\d+)?(?![\w])")
_SPELT = re.compile(r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_AUXILIARY = re.compile(r"\b(is|are|was|were|has|have|had|can|could|will|would|should|must|may)\b(?! not|n't)")
_DATE = re.compile(rf"\b({'|'.join(_MONTHS)})\b|\b({'|'.join(_WEEKDAYS)})\b|\b(1[5-9]\d\d|20[0-2]\d)\b")


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence that is faithful without being verbatim, and what it rests on."""

    text: str
    passage: str
    heading: str
    question: str
    source: str          # which document: all its sentences are on one side of the split


def changes(sample: Sample, names: Sequence[str], shuffle: random.Random) -> Iterator[tuple[str, str]]:
    """(kind, the sentence changed in one place) for each kind of change that the sentence has a place for."""
    known = f"{sample.passage} {sample.heading} {sample.question}".casefold()
    for kind, make in (
        ("number", _number), ("name", _name), ("date", _date), ("negation", _negation), ("direction", _direction)
    ):
        changed = make(sample.text, known, names, shuffle)
        if changed and changed != sample.text:
            yield kind, changed


def _number(text: str, known: str, names: Sequence[str], shuffle: random.Random) -> str | None:
    places = [each for each in _NUMBER.finditer(text) if not _DATE.fullmatch(each.group())]
    if places:
        place = shuffle.choice(places)
        value = float(place.group().replace(",", ""))
        for _ in range(20):
            other = value * shuffle.choice((0.5, 1.5, 2, 3)) + shuffle.choice((1, 2, 3, 7))
            written = f"{other:,.1f}" if "." in place.group() else f"{int(other):{',' if value >= 1_000 else ''}}"
            if written not in known:
                return text[: place.start()] + written + text[place.end() :]
    if places := list(_SPELT.finditer(text)):
        place = shuffle.choice(places)
        digits = zip("two three four five six seven eight nine ten twenty thirty".split(),
                     "2 3 4 5 6 7 8 9 10 20 30".split(), strict=True)
        spelt = [word for word, digit in digits if word not in known and not re.search(rf"\b{digit}\b", known)]
        return text[: place.start()] + shuffle.choice(spelt) + text[place.end() :] if spelt else None
    return None


def _name(text: str, known: str, names: Sequence[str], shuffle: random.Random) -> str | None:
    places = [each for each in _NAME.finditer(text) if each.group() not in (*_MONTHS, *_WEEKDAYS)]
    if not places:
        return None
    place = shuffle.choice(places)
    others = [name for name in names if name.casefold() not in known]
    return text[: place.start()] + shuffle.choice(others) + text[place.end() :] if others else None


def _date(text: str, known: str, names: Sequence[str], shuffle: random.Random) -> str | None:
    places = [each for each in _DATE.finditer(text) if each.group() != "May"]
    if not places:
        return None
    place = shuffle.choice(places)
    years = [str(int(place[3]) + step) for step in range(-9, 10) if step] if place[3] else []
    kin = _MONTHS if place[1] else _WEEKDAYS if place[2] else years
    others = [other for other in kin if other.casefold() not in known]
    return text[: place.start()] + shuffle.choice(others) + text[place.end() :] if others else None


def _negation(text: str, known: str, names: Sequence[str], shuffle: random.Random) -> str | None:
    if " not " in text:
        return text.replace(" not ", " ", 1)
    place = _AUXILIARY.search(text)
    return text[: place.end()] + " not" + text[place.end() :] if place else None


def _direction(text: str, known: str, names: Sequence[str], shuffle: random.Random) -> str | None:
    others = opposites()
    places = [each for each in re.finditer(r"[a-z]+", text) if each.group() in others]
    if not places:
        return None
    place = shuffle.choice(places)
    return text[: place.start()] + shuffle.choice(others[place.group()]) + text[place.end() :]


@lru_cache(maxsize=1)
def opposites() -> dict[str, list[str]]:
    """Each word, and each form of a verb, with its antonyms in that form: from WordNet, and not from the guards."""
    found: dict[str, list[str]] = {}
    for line in ANTONYMS.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, *pair = line.split()
        one, other = (_forms(each) if kind == "verb" else [each] for each in pair)
        for left, right in zip(one, other, strict=True):
            found.setdefault(left, []).append(right)
            found.setdefault(right, []).append(left)
    return found


def _forms(verb: str) -> list[str]:
    """A verb's forms: base, -s, past, -ing."""
    stem = verb[:-1] if verb.endswith("e") else verb
    short = re.fullmatch(r"[^aeiou]*[aeiou][bdgmnpt]", verb) or verb in _DOUBLING
    doubled = verb + verb[-1] if short else stem
    es = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    if re.search(r"[^aeiou]y$", verb):
        return [verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    return [verb, verb + es, _PASTS.get(verb, f"{doubled}ed"), f"{doubled}ing"]
