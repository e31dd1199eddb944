"""Pieces of an answer, joined."""

from __future__ import annotations

from collections.abc import Iterator

from bot.web.service.pacing import paced
from tests.bot.web.fake_bot import greet


def ticking(step: float) -> Iterator[float]:
    """A clock that moves on by `step` whenever it is read."""
    moment = 0.0
    while True:
        yield moment
        moment += step


def test_fast_pieces_are_joined_and_nothing_is_lost() -> None:
    pieces = [*"Hello there", greet("Hello")]
    *texts, answer = paced(iter(pieces), 0.05, ticking(0.01).__next__)
    assert "".join(texts) == "Hello there"
    assert 1 < len(texts) < 6
    assert answer == greet("Hello")


def test_slow_pieces_pass_as_they_come() -> None:
    assert list(paced(iter(["a", "b", "c"]), 0.05, ticking(1.0).__next__)) == ["a", "b", "c"]


def test_the_first_piece_does_not_wait() -> None:
    assert next(paced(iter(["a", "b"]), 0.05, lambda: 0.0)) == "a"


def test_text_comes_out_even_without_an_answer() -> None:
    assert list(paced(iter(["a", "b", "c"]), 0.05, lambda: 0.0)) == ["a", "bc"]


def test_nothing_gives_nothing() -> None:
    assert list(paced(iter([]))) == []
