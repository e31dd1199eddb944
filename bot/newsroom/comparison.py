"""Hold one scorecard against an earlier one: another archive, model or setting, question by question."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.newsroom.scorecard import FORM, Scorecard
from corpus import InputError


@dataclass(frozen=True, slots=True)
class Compared:
    """What is different from an earlier scorecard, over the questions that both have."""

    settings: Mapping[str, tuple[Any, Any]]      # those that differ: before, now
    better: tuple[str, ...]                      # questions that are right now and weren't
    worse: tuple[str, ...]                       # the other way round
    alike: int                                   # how many are as right, or as wrong, as before
    only_before: int                             # questions that only the earlier sheet has
    only_now: int

    @property
    def chance(self) -> float:
        """How likely so uneven a split of the changed questions is where neither is better (two-sided sign test)."""
        changed, fewer = len(self.better) + len(self.worse), min(len(self.better), len(self.worse))
        tail = sum(math.comb(changed, count) for count in range(fewer + 1))
        return min(1.0, 2 * tail / float(2**changed))

    def to_dict(self) -> dict[str, Any]:
        """As JSON types."""
        return {
            "settings": {name: {"before": before, "now": now} for name, (before, now) in self.settings.items()},
            "better": list(self.better),
            "worse": list(self.worse),
            "alike": self.alike,
            "only_before": self.only_before,
            "only_now": self.only_now,
            "chance": round(self.chance, 4),
        }


def compare(card: Scorecard, before: Mapping[str, Any]) -> Compared:
    """Hold a scorecard against an earlier one's JSON; a question is the same when its words are.

    Raises InputError where none is in both.
    """
    now = {each.expected.question: each.passed for each in card.graded}
    then = {each["question"]: each["passed"] for each in before["questions"]}
    both = [question for question in now if question in then]
    if not both:
        raise InputError("The two scorecards have no question in common; compare runs of the same sheet.")
    return Compared(
        settings=_differing(before["settings"], card.settings),
        better=tuple(question for question in both if now[question] and not then[question]),
        worse=tuple(question for question in both if then[question] and not now[question]),
        alike=sum(now[question] == then[question] for question in both),
        only_before=len(then) - len(both),
        only_now=len(now) - len(both),
    )


def read_scorecard(path: Path) -> dict[str, Any]:
    """A scorecard's JSON from a file; raises InputError for what is none."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputError(f"{path.name} is no JSON ({error}); name what --report made with a name in .json.") from None
    if not isinstance(read, dict) or read.get("form") != FORM or not _is_sound(read):
        raise InputError(f"{path.name} is no scorecard of this version; name what --report made with a name in .json.")
    return read


def _is_sound(read: Mapping[str, Any]) -> bool:
    questions = read.get("questions")
    return isinstance(read.get("settings"), dict) and isinstance(questions, list) and all(
        isinstance(each, dict) and isinstance(each.get("question"), str) and isinstance(each.get("passed"), bool)
        for each in questions
    )


def _differing(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    names = dict.fromkeys([*before, *now])
    return {name: (before.get(name), now.get(name)) for name in names if before.get(name) != now.get(name)}
