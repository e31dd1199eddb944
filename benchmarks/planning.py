"""How well a plan is guarded: which questions go without one, and which rewritten questions are let through."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

from benchmarks.machine import heading
from benchmarks.rewriting import FILE, FollowUp, content, follow_ups, news_questions, page_questions
from bot.generate.plan import needed, strays
from bot.understand.follow_up import rewrite
from bot.verify.words import plain

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")


def measure(data: Path) -> None:
    """Print the tables."""
    if not (data / FILE).is_file():
        print(f"Planning isn't measured: there is no {data / FILE}.")
        return
    print(heading())
    for half in ("development", "check"):
        asked = [each for each in follow_ups(data, half) if each.history]
        print(f"CANARD dev, {half}: {left_out(asked)}")
        print(f"    people's rewritten questions: {let_through(asked)}")
    for name, strange in (("RealTimeQA", news_questions(data)), ("SQuAD 2.0 dev", page_questions(data))):
        print(f"{name}, a question behind another one: {left_out(strange)}")


def left_out(asked: Sequence[FollowUp]) -> str:
    """How many go without a plan, and of how many of these a person's rewrite has words that the rules' hasn't."""
    alone = [each for each in asked if not needed(each.question, each.history, _by_rules(each))]
    wrong = [each for each in alone if not content(each.human) <= content(_by_rules(each))]
    return f"{_share(alone, asked)} go without a plan; {_share(wrong, asked)} would have needed one and go without"


def let_through(asked: Sequence[FollowUp]) -> str:
    """How many of people's own rewrites pass, and how many with one name exchanged, or answered in the question."""
    shuffle = random.Random(7)
    names = sorted({name for each in asked for name in _NAME.findall(each.human)})
    good = [each for each in asked if _passes(each, each.human)]
    exchanged = [(each, _exchanged(each.human, names, shuffle)) for each in asked if _NAME.search(each.human)]
    others = [(each, shuffle.choice(asked).human) for each in asked]
    return (
        f"{_share(good, asked)} pass, {_share([1 for pair in exchanged if _passes(*pair)], exchanged)} with a name "
        f"exchanged, {_share([1 for pair in others if _passes(*pair)], others)} of other questions"
    )


def _by_rules(each: FollowUp) -> str:
    return rewrite(each.question, each.history).text


def _passes(each: FollowUp, written: str) -> bool:
    known = "\n\n".join([each.question, *(f"{turn.question}\n\n{turn.answer}" for turn in each.history)])
    return strays(written, each.question, plain(known)) is None


def _exchanged(text: str, names: Sequence[str], shuffle: random.Random) -> str:
    place = shuffle.choice(list(_NAME.finditer(text)))
    return text[: place.start()] + shuffle.choice(names) + text[place.end() :]


def _share(some: Sequence[object], of: Sequence[object]) -> str:
    return f"{len(some)} of {len(of)} ({len(some) / max(1, len(of)):.1%})"
