"""Processes that answer together are one bot to whoever asks them, whatever becomes of one of them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import pytest

from bot.answer import Answer, Mark, Turn
from bot.web.http.limits import TryLater
from bot.web.http.places import FailedElsewhere, trace
from bot.web.workers.opening import BotOpening
from bot.web.workers.pool import AnswerProcesses
from bot.web.workers.seat import AnswerLost
from corpus import ArchiveBusy, ArchiveMissing
from index import Scope
from tests.bot.web.fake_bot import FakeArchive
from tests.bot.web.workers.scripted_opening import SECRET, ScriptedOpening

PATIENCE_S = 60.0


def processes_over(place: Path, count: int = 2, at_once: int = 2) -> AnswerProcesses:
    opening = cast(BotOpening, ScriptedOpening(place))
    return AnswerProcesses(cast(Any, FakeArchive()), opening, count, at_once)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scripted")


@pytest.fixture(scope="module")
def processes(place: Path) -> Iterator[AnswerProcesses]:
    made = processes_over(place)
    made.start()
    yield made
    made.close()


def eventually(holds: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


def lives(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def answered_by(answer: Answer) -> int:
    return int(answer.archive["name"])


def test_an_answer_comes_in_pieces_and_then_as_a_whole(processes: AnswerProcesses) -> None:
    *pieces, answer = processes.stream("Who sails?")
    assert "".join(map(str, pieces)) == "It is." and isinstance(answer, Answer) and answer.text == "It is."


def test_the_conversation_and_all_filters_are_handed_over(processes: AnswerProcesses) -> None:
    history = [Turn("Who?", "She.", (Mark(1, "a", "b", 0, 3),), "Who sails?")]
    scope = Scope(since=Scope(until="2024-03-01").until, sections=("Harbour",), preview=True)
    *_, answer = processes.stream("And when?", history=history, scope=scope, narrow=False)
    assert isinstance(answer, Answer)
    assert answer.question_used == repr({"history": history, "scope": scope, "narrow": False})


def test_being_told_to_end_is_the_servers_business(processes: AnswerProcesses) -> None:
    before = processes.pids      # the very first ones: how they are started differs
    for pid in before:
        os.kill(pid, signal.SIGTERM)     # as a service manager does to all processes of a server
        os.kill(pid, signal.SIGINT)      # as Ctrl-C does
    assert [processes.ask("Who sails?").text for _ in range(2)] == ["It is."] * 2 and processes.pids == before


def test_questions_at_once_go_to_different_processes(processes: AnswerProcesses) -> None:
    with ThreadPoolExecutor(4) as readers:
        answers = list(readers.map(processes.ask, ["Who sails?"] * 8))
    assert {answered_by(each) for each in answers} == set(processes.pids) and os.getpid() not in processes.pids


def test_what_is_refused_there_is_refused_here(processes: AnswerProcesses) -> None:
    with pytest.raises(ArchiveBusy, match="Another process is writing; try again"):
        processes.ask("Is it busy?")


def test_what_breaks_there_is_told_by_its_place_without_its_words(processes: AnswerProcesses) -> None:
    with pytest.raises(FailedElsewhere) as broke:
        processes.ask("Who breaks it?")
    assert "scripted_opening.py" in trace(broke.value) and "RuntimeError" in trace(broke.value)
    assert SECRET not in trace(broke.value)


def test_a_stream_that_nobody_wants_any_more_ends_and_frees_its_process(
    processes: AnswerProcesses, place: Path
) -> None:
    streams = [processes.stream("Who goes slowly?") for _ in range(2)]
    for each in streams:
        assert next(each) == "It "       # both seats are taken
    for each in streams:
        each.close()  # type: ignore[attr-defined]
    assert (place / "stopped").exists()
    assert len({answered_by(processes.ask("Who sails?")) for _ in range(4)}) == 2


def test_what_is_no_question_waits_for_none(processes: AnswerProcesses) -> None:
    streams = [processes.stream("Who goes slowly?") for _ in range(2)]
    started = [next(each) for each in streams]
    assert processes.follow_ups(cast(Any, "when"), 1) == ["And when?"] and started == ["It ", "It "]
    assert processes.reach and processes.reach.look().name == "scripted"
    assert len(processes.suggestions(3)) == 3 and processes.suggestions(3, wait=False)
    for each in streams:
        each.close()  # type: ignore[attr-defined]


def test_one_that_dies_is_replaced_and_its_reader_alone_is_told_so(processes: AnswerProcesses) -> None:
    before = set(processes.pids)
    beside = processes.stream("Who goes slowly?")
    assert next(beside) == "It "
    with pytest.raises(AnswerLost, match=r"^What was writing this answer has ended; please ask again\.$"):
        processes.ask("Who dies?")
    assert "is" in str(next(beside))
    beside.close()  # type: ignore[attr-defined]
    eventually(lambda: len(processes.pids) == 2 and set(processes.pids) != before)
    assert len(before & set(processes.pids)) == 1
    assert {answered_by(processes.ask("Who sails?")) for _ in range(4)} == set(processes.pids)


def test_one_that_dies_with_nothing_to_do_costs_nobody_an_answer(processes: AnswerProcesses) -> None:
    idle = processes.pids[0]
    os.kill(idle, signal.SIGKILL)
    assert all(answered_by(processes.ask("Who sails?")) != idle for _ in range(4))
    eventually(lambda: len(processes.pids) == 2)


def test_while_none_can_be_started_readers_are_told_why_and_later_answered(tmp_path: Path) -> None:
    processes = processes_over(tmp_path)
    processes.start()
    pids = processes.pids
    (tmp_path / "gone").touch()
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    eventually(lambda: processes.trouble)
    with pytest.raises(TryLater, match="There is no archive"):
        processes.ask("Who sails?")
    (tmp_path / "gone").unlink()
    eventually(lambda: processes.pids)
    assert processes.ask("Who sails?").answered and processes.trouble is None
    pids = processes.pids
    processes.close()
    assert not any(map(lives, pids))
    with pytest.raises(TryLater, match="being stopped"):
        processes.ask("Who sails?")


@pytest.mark.parametrize(("why", "error", "words"), [
    ("gone", ArchiveMissing, "There is no archive; build one."),
    ("broken", FailedElsewhere, "RuntimeError"),
    ("killed", AnswerLost, "ended as it started (status -9)"),
])
def test_what_keeps_one_from_starting_ends_the_start(
    tmp_path: Path, why: str, error: type[Exception], words: str
) -> None:
    (tmp_path / why).touch()
    with pytest.raises(error) as raised:
        processes_over(tmp_path, 1).start()
    assert words in str(raised.value) and SECRET not in str(raised.value)
