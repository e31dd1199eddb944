"""The count of tries."""

from __future__ import annotations

import pytest
from limits.errors import StorageError
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bot.web.access.attempts import Attempts


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """What the library of limits takes for the time."""
    clock = Clock()
    monkeypatch.setattr("time.time", clock)
    return clock


class Broken(MovingWindowRateLimiter):
    """A count that can't be reached."""

    def hit(self, *_: object, **__: object) -> bool:
        raise StorageError(OSError("gone"))

    test = get_window_stats = clear = hit  # type: ignore[assignment]


def test_so_many_tries_and_then_a_wait_until_the_first_of_them_is_old(clock: Clock) -> None:
    attempts = Attempts("account", 3, 60)
    for second in range(3):
        assert attempts.wait_s("desk") == 0
        clock.now = 1_000.0 + second
        attempts.add("desk")
    assert attempts.wait_s("desk") == pytest.approx(58) and attempts.wait_s("other") == 0
    clock.now = 1_060.5
    assert attempts.wait_s("desk") == 0
    attempts.add("desk")
    assert attempts.wait_s("desk") == pytest.approx(0.5)


def test_the_right_password_clears_the_count() -> None:
    attempts = Attempts("account", 1, 60)
    attempts.add("desk")
    attempts.forget("desk")
    assert attempts.wait_s("desk") == 0


def test_several_processes_count_together() -> None:
    shared = MovingWindowRateLimiter(MemoryStorage())
    one, other = (Attempts("account", 2, 60, shared) for _ in range(2))
    one.add("desk")
    other.add("desk")
    assert one.wait_s("desk") > 0 and other.wait_s("desk") > 0
    one.forget("desk")
    assert other.wait_s("desk") == 0


def test_tries_are_counted_here_where_the_shared_count_is_out_of_reach(caplog: pytest.LogCaptureFixture) -> None:
    attempts = Attempts("account", 1, 60, Broken(MemoryStorage()))
    assert attempts.wait_s("desk") == 0
    attempts.add("desk")
    assert attempts.wait_s("desk") > 0 and "in this process alone" in caplog.text
    attempts.forget("desk")
    assert attempts.wait_s("desk") == 0


def test_names_that_nobody_has_share_so_many_counts_and_kinds_do_not() -> None:
    strangers = Attempts("stranger", 1, 60, places=1)
    strangers.add("one")
    assert strangers.wait_s("two") > 0
    shared = MovingWindowRateLimiter(MemoryStorage())
    addresses, accounts = Attempts("address", 1, 60, shared), Attempts("account", 1, 60, shared)
    addresses.add("desk")
    assert accounts.wait_s("desk") == 0
