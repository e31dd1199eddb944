"""Who gets a place, and who has to come back, when there are more questions than places."""

from __future__ import annotations

import asyncio
import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.web.http.limits import Crowded, Limits
from bot.web.service.desk import Asking, Desk, Served
from bot.web.service.fair_queue import FairQueue
from bot.web.service.slots import Slots, Turnover
from tests.bot.web.fake_bot import FakeBot


@dataclass(frozen=True)
class Q:
    """A question of somebody."""

    client: str
    number: int = 0
    reader: str = ""


def filled(queue: FairQueue[Q], *questions: Q) -> FairQueue[Q]:
    for each in questions:
        assert queue.put(each) is None
    return queue


def drained(queue: FairQueue[Q]) -> list[Q]:
    return list(iter(queue.get, None))


def test_one_client_after_another_has_a_turn() -> None:
    many = [Q("many", number) for number in range(3)]
    queue = filled(FairQueue(9), *many, Q("one"), Q("two"), Q("two", 1))
    assert drained(queue) == [many[0], Q("one"), Q("two"), many[1], Q("two", 1), many[2]] and len(queue) == 0


def test_so_do_the_readers_behind_one_address() -> None:
    busy = [Q("office", number, "ann") for number in range(3)]
    queue = filled(FairQueue(9), *busy, Q("office", 0, "bob"), Q("home"))
    assert drained(queue) == [busy[0], Q("home"), Q("office", 0, "bob"), busy[1], busy[2]]


def test_made_up_conversations_get_a_client_no_more_turns() -> None:
    made_up = [Q("liar", 0, str(number)) for number in range(6)]
    order = drained(filled(FairQueue(9), *made_up, Q("one"), Q("one", 1)))
    assert [each.client for each in order[:4]] == ["liar", "one", "liar", "one"]


def test_in_a_full_queue_the_newest_of_who_has_most_leaves() -> None:
    queue = filled(FairQueue(3), Q("many", 1), Q("many", 2), Q("one"))
    assert queue.put(Q("two")) == Q("many", 2)
    assert queue.put(Q("three")) == Q("three")           # nobody has more than one, and nobody was served
    assert queue.put(Q("many", 3)) == Q("many", 3)
    assert drained(queue) == [Q("many", 1), Q("one"), Q("two")]


def test_of_those_with_as_much_the_one_served_last_leaves() -> None:
    queue: FairQueue[Q] = FairQueue(2)
    for client in ("first", "second"):
        queue.serve(Q(client))
    filled(queue, Q("first"), Q("second"))
    assert queue.put(Q("new")) == Q("second") and queue.put(Q("newer")) == Q("first")


def test_a_question_is_taken_out_once() -> None:
    queue = filled(FairQueue(3), Q("a"), Q("b"))
    assert queue.remove(Q("a")) and not queue.remove(Q("a")) and drained(queue) == [Q("b")]
    assert not queue.remove(Q("b")) and queue.get() is None


def test_no_queue_at_all_refuses_who_comes() -> None:
    assert FairQueue(0).put(Q("a")) == Q("a")


# ---- a crowd, by a clock of its own ----

@dataclass
class Crowd:
    """Readers who ask again as soon as they were answered, and 5 s after they were refused, at 8 places of 1 s."""

    address: Callable[[int], str]
    readers: int = 400
    places: int = 8
    queue: FairQueue[Q] = field(default_factory=lambda: FairQueue(256))
    now: float = 0.0
    served: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    waits: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    asked_at: dict[Q, float] = field(default_factory=dict)
    events: list[tuple[float, int, str, Q]] = field(default_factory=list)
    count: int = 0

    def later(self, seconds: float, what: str, question: Q) -> None:
        self.count += 1
        heapq.heappush(self.events, (self.now + seconds, self.count, what, question))

    def run(self, until: float) -> None:
        if not self.count:
            for number in range(self.readers):
                self.later(number / self.readers, "ask", Q(self.address(number), 0, f"reader-{number}"))
        while self.events and self.events[0][0] <= until:
            self.now, _, what, question = heapq.heappop(self.events)
            if what == "ask":
                self.ask(question)
            else:
                self.answered(question)

    def ask(self, question: Q) -> None:
        self.asked_at[question] = self.now
        if self.places:
            self.places -= 1
            self.queue.serve(question)
            self.later(1, "answer", question)
        elif leaving := self.queue.put(question):
            self.refused[leaving.reader] += 1
            self.later(5, "ask", leaving)

    def answered(self, question: Q) -> None:
        self.served[question.reader] += 1
        self.waits[question.reader].append(self.now - self.asked_at.pop(question))
        if question.reader.startswith("reader"):
            self.later(0, "ask", Q(question.client, question.number + 1, question.reader))
        if following := self.queue.get():
            self.later(1, "answer", following)
        else:
            self.places += 1


@pytest.mark.parametrize("address", [lambda number: f"address-{number}", lambda number: "office",
                                     lambda number: f"office-{number % 10}"], ids=["apart", "together", "offices"])
def test_beside_400_readers_a_newcomer_is_never_refused(address: Callable[[int], str]) -> None:
    crowd = Crowd(address)
    crowd.run(100)
    for visit in range(5):
        newcomer = Q("office" if address(0) == address(1) else f"elsewhere-{visit}", 0, f"newcomer-{visit}")
        crowd.later(0, "ask", newcomer)
        crowd.run(crowd.now + 40)
        assert crowd.served[newcomer.reader] >= 1 and crowd.refused[newcomer.reader] == 0
        assert crowd.waits[newcomer.reader][0] <= 1 + 257 / 8 + 1


def test_readers_of_a_crowd_are_served_alike() -> None:
    crowd = Crowd(lambda number: f"address-{number}")
    crowd.run(400)
    counts = [crowd.served[f"reader-{number}"] for number in range(400)]
    assert sum(counts) >= 3_150 and max(counts) - min(counts) <= 3


def test_who_floods_waits_behind_who_does_not() -> None:
    crowd = Crowd(lambda number: "flood" if number < 380 else f"address-{number}")
    crowd.run(100)
    for number in range(380, 400):
        assert crowd.refused[f"reader-{number}"] == 0 and max(crowd.waits[f"reader-{number}"][1:]) <= 5


# ---- the wait that is told ----

def test_the_turnover_is_how_long_places_were_taken() -> None:
    now = [0.0]
    turnover = Turnover(lambda: now[0])
    for _ in range(200):                     # eight places, each taken 4 s: one is given back each half second
        now[0] += 0.5
        turnover.tick(8, given_back=True)
    assert turnover.mean_s == pytest.approx(4, rel=0.01)
    now[0] += 3_600                          # nobody asks for an hour
    turnover.tick(0)
    now[0] += 2
    turnover.tick(1, given_back=True)
    assert 3 < turnover.mean_s < 4


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """In a loop of its own, in a thread: Playwright leaves one running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(work)).result()


def test_who_is_refused_is_told_how_long_the_others_take() -> None:
    now = [0.0]

    async def scene() -> None:
        slots = Slots(2, 9, patience_s=600, clock=lambda: now[0])
        for _ in range(100):
            await slots.take("a")
            await slots.take("b")
            now[0] += 30
            slots.give_back()
            slots.give_back()
        await slots.take("a")
        await slots.take("b")
        waiting = [asyncio.ensure_future(slots.take(f"c{number}")) for number in range(9)]
        await asyncio.sleep(0)
        with pytest.raises(Crowded) as refused:
            await slots.take("b")
        assert 140 <= refused.value.retry_s <= 160 and f"{refused.value.retry_s} seconds" in str(refused.value)
        for each in waiting:
            each.cancel()
        await asyncio.wait(waiting)
        assert slots.waiting == 0 and slots.busy == 2

    run(scene())


def test_who_had_to_leave_takes_no_place_along() -> None:
    async def scene() -> None:
        slots = Slots(1, 1, patience_s=60)
        await slots.take("a")
        leaving = asyncio.ensure_future(slots.take("a"))
        await asyncio.sleep(0)
        staying = asyncio.ensure_future(slots.take("b"))
        await asyncio.sleep(0)
        leaving.cancel()                     # at the moment that it is refused
        await asyncio.wait([leaving])
        slots.give_back()
        await staying
        assert (slots.busy, slots.waiting) == (1, 0)
        slots.give_back()
        assert slots.busy == 0

    run(scene())


def test_the_desk_tells_clients_apart() -> None:
    bot = FakeBot()

    async def scene() -> None:
        desk = Desk(bot, Limits(client_rate="", conversation_rate="", at_once=1, waiting=2))
        first = desk.stream(Asking("What did Amazon announce? Answer slowly.", client="192.0.2.1"))
        await anext(first)
        asked = [Asking("What did Amazon announce?", client="192.0.2.1", talk=str(each)) for each in range(2)]
        flood = [asyncio.ensure_future(desk.ask(each)) for each in asked]
        await asyncio.sleep(0.05)
        newcomer = asyncio.ensure_future(desk.ask(Asking("What did Amazon announce?", client="192.0.2.2")))
        await asyncio.wait(flood, return_when=asyncio.FIRST_COMPLETED)
        assert isinstance(flood[1].exception(), Crowded)
        bot.gate.set()
        async for _ in first:
            pass
        assert isinstance(await newcomer, Served) and isinstance(await flood[0], Served)

    run(scene())
