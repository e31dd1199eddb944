"""The count of tries."""

from __future__ import annotations

from bot.web.access.attempts import Failures


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_so_many_tries_and_then_a_wait_until_the_first_of_them_is_old() -> None:
    clock = Clock()
    failures = Failures(3, 60, 10, clock)
    for second in range(3):
        assert failures.wait_s("desk") == 0
        clock.now = float(second)
        failures.add("desk")
    assert failures.wait_s("desk") == 58 and failures.wait_s("other") == 0
    clock.now = 60
    assert failures.wait_s("desk") == 0
    failures.add("desk")
    assert failures.wait_s("desk") == 1


def test_the_right_password_clears_the_count() -> None:
    failures = Failures(1, 60, 10)
    failures.add("desk")
    failures.forget("desk")
    assert failures.wait_s("desk") == 0


def test_only_so_many_names_are_remembered_the_last_ones() -> None:
    failures = Failures(1, 60, 2)
    for name in ("a", "b", "a", "c"):
        failures.add(name)
    assert [failures.wait_s(name) > 0 for name in "abc"] == [True, False, True]
