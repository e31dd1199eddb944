"""The desk: places, queue, time limit, rates, and what is remembered."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from bot.web.http.limits import Crowded, Limits, TooMany, TooSlow
from bot.web.http.metrics import local
from bot.web.http.rates import Rates, neighbourhood
from bot.web.service.desk import Asking, Desk, Served
from bot.web.service.recent_answers import RecentAnswers
from corpus import InputError
from tests.bot.web.fake_bot import FakeBot, about_amazon

SLOW = Asking("What did Amazon announce? Answer slowly.")
QUICK = Asking("What did Amazon announce?")


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """In a loop of its own, in a thread: Playwright leaves one running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(work)).result()


def desk(bot: FakeBot, **limits: Any) -> Desk:
    return Desk(bot, Limits(**{"client_rate": "", "conversation_rate": "", **limits}))


async def begun(one: Desk, asking: Asking) -> Any:
    """A stream after its first piece."""
    stream = one.stream(asking)
    await anext(stream)
    return stream


def test_an_answer_is_remembered_by_its_id() -> None:
    one = desk(FakeBot())
    served = run(one.ask(QUICK))
    assert isinstance(served, Served)
    record = one.records.get(served.id)
    assert record and record["question"] == QUICK.question and "hits" not in record
    assert one.records.get("0" * 32) is None


def test_the_oldest_answers_are_forgotten_first() -> None:
    records = RecentAnswers(kept=2)
    ids = [records.add(about_amazon(str(number))) for number in range(3)]
    assert [records.get(id) is None for id in ids] == [True, False, False]


def test_beyond_the_places_and_the_queue_a_question_is_refused_and_a_place_is_free_again_later() -> None:
    bot = FakeBot()

    async def scene() -> None:
        one = desk(bot, at_once=1, waiting=1)
        first = await begun(one, SLOW)
        waiting = asyncio.create_task(one.ask(QUICK))
        await asyncio.sleep(0)
        with pytest.raises(Crowded):
            await one.ask(QUICK)
        bot.gate.set()
        async for _ in first:
            pass
        assert isinstance(await waiting, Served)
        assert isinstance(await one.ask(QUICK), Served)

    run(scene())


def test_who_waits_too_long_is_refused() -> None:
    bot = FakeBot()

    async def scene() -> None:
        one = desk(bot, at_once=1, patience_s=0.01)
        first = await begun(one, SLOW)
        with pytest.raises(Crowded):
            await one.ask(QUICK)
        bot.gate.set()
        await first.aclose()

    run(scene())


def test_who_leaves_the_queue_leaves_their_place_to_others() -> None:
    bot = FakeBot()

    async def scene() -> None:
        one = desk(bot, at_once=1, waiting=1)
        first = await begun(one, SLOW)
        leaver = asyncio.create_task(one.ask(QUICK))
        await asyncio.sleep(0)
        leaver.cancel()
        await asyncio.wait([leaver])
        bot.gate.set()
        async for _ in first:
            pass
        assert isinstance(await one.ask(QUICK), Served)

    run(scene())


def test_an_answer_that_takes_too_long_is_ended_and_its_place_freed() -> None:
    bot = FakeBot()

    async def scene() -> None:
        one = desk(bot, at_once=1, answer_s=0.05)
        with pytest.raises(TooSlow):
            await one.ask(SLOW)

    run(scene())
    assert bot.closed.wait(30)


def test_silence_is_broken_by_signs_of_life() -> None:
    class Silent(FakeBot):
        def stream(self, *given: Any, **named: Any) -> Any:
            self.gate.wait(30)
            yield from super().stream(*given, **named)

    bot = Silent()

    async def scene() -> None:
        stream = desk(bot, heartbeat_s=0.01).stream(QUICK)
        assert await anext(stream) is None
        bot.gate.set()
        assert [piece async for piece in stream if isinstance(piece, Served)]

    run(scene())


def test_who_waits_in_the_queue_gets_signs_of_life_and_the_place_in_the_end() -> None:
    bot = FakeBot()

    async def scene() -> None:
        one = desk(bot, at_once=1, heartbeat_s=0.01)
        first = await begun(one, SLOW)
        queued = one.stream(QUICK)
        assert [await anext(queued) for _ in range(3)] == [None] * 3
        bot.gate.set()
        await first.aclose()
        assert [piece async for piece in queued if isinstance(piece, Served)]

    run(scene())


def test_a_place_that_comes_as_the_reader_leaves_goes_to_the_next() -> None:
    bot = FakeBot()

    async def scene() -> None:
        one = desk(bot, at_once=1, heartbeat_s=0.01)
        first = await begun(one, SLOW)
        queued = one.stream(QUICK)
        assert await anext(queued) is None
        bot.gate.set()
        await first.aclose()
        while one._slots.waiting:      # until the place is granted
            await asyncio.sleep(0.001)
        await queued.aclose()
        assert isinstance(await one.ask(QUICK), Served)

    run(scene())


def test_the_time_in_the_queue_is_not_taken_from_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("bot.web.service.desk.time", SimpleNamespace(monotonic=lambda: clock[0]))

    async def scene() -> None:
        one = desk(FakeBot(), at_once=1, answer_s=60)
        await one._slots.take()
        queued = asyncio.create_task(one.ask(QUICK))
        while not one._slots.waiting:
            await asyncio.sleep(0)
        clock[0] = 100
        one._slots.give_back()
        assert isinstance(await queued, Served)

    run(scene())


def test_closing_a_stream_ends_the_work_behind_it() -> None:
    bot = FakeBot()

    async def scene() -> None:
        stream = await begun(desk(bot), SLOW)
        await anext(stream)
        await stream.aclose()

    run(scene())
    assert bot.closed.wait(30)


def test_archive_reads_hand_back_what_went_wrong() -> None:
    one = desk(FakeBot())
    assert run(one.read(lambda: None)) is None
    with pytest.raises(ZeroDivisionError):
        run(one.read(lambda: 1 / 0))


def test_the_queue_outlives_an_event_loop() -> None:
    bot, ended = FakeBot(), Event()

    async def abandon(one: Desk) -> None:
        await begun(one, SLOW)
        asyncio.ensure_future(one.ask(QUICK))
        await asyncio.sleep(0)
        ended.set()

    one = desk(bot, at_once=1)
    run(abandon(one))
    bot.gate.set()
    assert isinstance(run(one.ask(QUICK)), Served)


def test_rates_count_each_reader_apart() -> None:
    rates = Rates(Limits(client_rate="2/minute", conversation_rate="1/minute", read_rate="1/hour"))
    rates.ask("192.0.2.1", "a")
    with pytest.raises(TooMany, match="please wait"):
        rates.ask("192.0.2.1", "a")
    with pytest.raises(TooMany) as refused:
        rates.ask("192.0.2.1", "b")
    assert 1 <= refused.value.retry_s <= 60
    rates.ask("192.0.2.2", "c")
    rates.read("192.0.2.1")
    with pytest.raises(TooMany):
        rates.read("192.0.2.1")


def test_one_ipv6_network_is_one_reader() -> None:
    assert neighbourhood("2001:db8:1:2::3") == neighbourhood("2001:db8:1:2:ffff::1") != neighbourhood("2001:db8:1:3::3")
    assert neighbourhood("192.0.2.1") == "192.0.2.1" and neighbourhood("") == "unknown"


@pytest.mark.parametrize("limits", [{"client_rate": "many"}, {"rates_in": "carrier-pigeon://"}])
def test_a_rate_that_is_none_is_refused_at_the_start(limits: dict[str, str]) -> None:
    with pytest.raises(InputError):
        Rates(Limits(**limits))


@pytest.mark.parametrize(
    ("address", "near"), [("127.0.0.1", True), ("::1", True), ("10.1.2.3", True), ("8.8.8.8", False), ("name", False)]
)
def test_only_near_addresses_are_shown_figures(address: str, near: bool) -> None:
    assert local(address) is near
