"""How well an archive answers a newsroom's own questions: shares, thresholds, and what was asked with what."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.bot import Bot
from bot.newsroom.expected import Expected, Graded, grade
from corpus import InputError

FORM = "cuttings-scorecard-1"        # of the JSON; another number when its fields change their meaning
Progress = Callable[[str, int, int | None], None]      # a step's name, how many are done and of how many
_REQUIREMENT = re.compile(r"(?P<name>[a-z_0-9]+)\s*=\s*(?P<share>\d+(?:\.\d+)?)\s*(?P<percent>%?)")

# What is counted, each with what its share is of.
MEASURES: Mapping[str, str] = {
    "found": "the article, or a passage with the words, is among the first ten articles found",
    "first_40": "the first 40 words of the answer hold the words",
    "correct": "the answer holds the words, and cites the article where one is named",
    "refused": "a question without an answer is refused",
    "passed": "correct, or refused where that is right",
}


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those that count."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.hits / self.of if self.of else None

    def to_dict(self) -> dict[str, Any]:
        """As JSON types."""
        return {"hits": self.hits, "of": self.of, "share": self.value}


@dataclass(frozen=True, slots=True)
class Requirement:
    """The least that a measure may be."""

    measure: str
    least: float      # from 0 to 1


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What became of every question, and what they were asked with."""

    settings: Mapping[str, Any]      # archive, model and whatever else may differ from run to run
    graded: tuple[Graded, ...]

    @property
    def shares(self) -> dict[str, Share]:
        """Each measure over the questions that it says something about."""
        return {name: _share([getattr(each, name) for each in self.graded]) for name in MEASURES}

    def to_dict(self) -> dict[str, Any]:
        """As JSON types: `compare` takes it back."""
        return {
            "form": FORM,
            "settings": dict(self.settings),
            "shares": {name: share.to_dict() for name, share in self.shares.items()},
            "questions": [each.to_dict() for each in self.graded],
        }


def evaluate(
    bot: Bot,
    expected: Sequence[Expected],
    settings: Mapping[str, Any],
    progress: Progress = lambda step, done, total: None,
) -> Scorecard:
    """Ask every question by itself, and grade each answer; `settings` come out beside the archive's own facts."""
    graded = []
    for each in _counted(expected, progress):
        began = time.perf_counter()
        answer = bot.ask(each.question)
        graded.append(grade(each, answer, time.perf_counter() - began))
    facts = {} if not graded else dict(graded[-1].answer.archive)
    return Scorecard({**settings, **{f"archive_{name}": value for name, value in facts.items()}}, tuple(graded))


def requirements(written: Sequence[str]) -> list[Requirement]:
    """Thresholds as they are written: "correct=0.8" or "correct=80%"; raises InputError for anything else."""
    return [_requirement(each) for each in written]


def unmet(card: Scorecard, required: Sequence[Requirement]) -> list[str]:
    """A sentence for each threshold that is missed; raises InputError where no question says anything about one."""
    return [sentence for each in required if (sentence := _missed(card, each))]


def _requirement(written: str) -> Requirement:
    read = _REQUIREMENT.fullmatch(written.strip())
    least = float(read["share"]) / (100 if read["percent"] else 1) if read else -1
    if read is None or read["name"] not in MEASURES or not 0 <= least <= 1:
        raise InputError(f"{written!r} is no threshold; write a measure ({', '.join(MEASURES)}) and its least share, "
                         "such as correct=0.8 or correct=80%.")
    return Requirement(read["name"], least)


def _missed(card: Scorecard, required: Requirement) -> str:
    share = card.shares[required.measure]
    if share.value is None:
        raise InputError(f"No question of the sheet says anything about {required.measure}; leave that threshold out.")
    if share.value >= required.least:
        return ""
    return f"{required.measure} is {share.value:.1%} ({share.hits:,} of {share.of:,}), less than {required.least:.1%}."


def _share(outcomes: Sequence[bool | None]) -> Share:
    counted = [outcome for outcome in outcomes if outcome is not None]
    return Share(sum(counted), len(counted))


def _counted(expected: Sequence[Expected], progress: Progress) -> Iterator[Expected]:
    for done, each in enumerate(expected):
        progress("Asking", done, len(expected))
        yield each
    progress("Asking", len(expected), len(expected))
