"""What several readers asked in vain is kept in the words that they share; what one asked is in no file."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.records.gaps import _ONE_PERSONS, ASKERS, PERIOD, Gap, GapRecorder, SharedQuestions, read_gaps
from corpus import InputError
from index import Archive
from tests.bot.test_privacy import MARK, holding

QUESTION = "When does the Saltgate tram open?"
START = datetime(2024, 5, 30, 17, 41, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


class Alike:
    """Every question means the same that shares a word."""

    def terms(self, text: str) -> list[str]:
        return [word.removesuffix("s") for word in re.findall(r"[\w’'@.-]+", text.casefold().replace("?", ""))]

    def similarities(self, query: str, texts: list[str]) -> list[float]:
        return [1.0] * len(texts)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shared(clock: Clock) -> SharedQuestions:
    return SharedQuestions(Alike(), clock)


def asked(shared: SharedQuestions, *questions: str, first: int = 0) -> list[Gap]:
    """What becomes known as each question is asked by another reader."""
    changes = [shared.add(f"192.0.2.{number}", each) for number, each in enumerate(questions, first)]
    return [change[0] for change in changes if change]


def test_nothing_is_known_below_five_readers_and_the_question_itself_from_five_who_typed_it(
    shared: SharedQuestions,
) -> None:
    assert asked(shared, *[QUESTION] * (ASKERS - 1)) == []
    assert asked(shared, "when does the saltgate tram open", first=ASKERS) == [Gap(QUESTION, True, ASKERS, "2024-05")]


def test_one_reader_who_asks_often_is_one_reader(shared: SharedQuestions) -> None:
    assert [shared.add("192.0.2.1", QUESTION) for _ in range(5 * ASKERS)] == [None] * 5 * ASKERS


def test_only_words_that_five_readers_each_used_are_known(shared: SharedQuestions) -> None:
    (known,) = asked(
        shared, "When will the Saltgate tram open?", "Is the tram in Saltgate open for my mother Edna Quill?",
        "Saltgate tram, when?", f"Why does {MARK} take the Saltgate trams?", "Does the tram stop in Saltgate?",
    )
    assert known == Gap("Saltgate tram", False, ASKERS, "2024-05")


def test_words_of_different_readers_are_not_put_together(shared: SharedQuestions) -> None:
    known = asked(shared, *["tram Saltgate"] * 3, *["tram Harnchester"] * 3, "tram Saltgate Harnchester",
                  "tram Saltgate Harnchester")
    assert {each.words for each in known} <= {"tram", "tram Saltgate", "tram Harnchester"}


@pytest.mark.parametrize("private", ["01632 960123", "edna@quill.example", "quill.example/edna", "+44 1632 960 123"])
def test_numbers_and_addresses_are_never_known_however_many_share_them(
    shared: SharedQuestions, private: str
) -> None:
    known = asked(shared, *[f"Whose tram number is {private}?"] * 2 * ASKERS)
    assert known and not any(_ONE_PERSONS.search(each.words) for each in known)


def test_the_number_of_readers_is_rounded_down_so_that_no_single_one_is_seen_to_come(shared: SharedQuestions) -> None:
    known = asked(shared, *[QUESTION] * (2 * ASKERS + 3))
    assert [each.askers for each in known] == [ASKERS, 2 * ASKERS]


def test_what_was_counted_is_thrown_away_with_its_key_when_the_period_ends(
    shared: SharedQuestions, clock: Clock
) -> None:
    asked(shared, *[QUESTION] * (ASKERS - 1))
    key = shared._key
    clock.now += PERIOD
    assert asked(shared, QUESTION, first=50) == []
    assert shared._key != key and len(shared._groups) == 1 and shared._groups[0].asked == 1
    assert key.hex() not in repr(vars(shared))


def test_no_address_is_in_memory(shared: SharedQuestions) -> None:
    asked(shared, *[QUESTION] * 3)
    assert "192.0.2" not in repr(vars(shared))


def test_what_means_something_else_is_another_group(archive: Archive) -> None:
    shared = SharedQuestions(archive)
    known = asked(shared, *["Does the tram stop here?", "Did the swans nest again?"] * ASKERS)
    assert [each.words for each in known] == ["Does the tram stop here?", "Did the swans nest again?"]


def test_the_file_holds_nothing_of_what_fewer_asked_and_no_moment(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    file = folder / "gaps.json"
    recorder = GapRecorder(file, archive)
    for number in range(ASKERS - 1):
        recorder.note(f"192.0.2.{number}", f"Does the tram stop at {MARK}?")
    recorder.close()
    assert list(folder.iterdir()) == []
    recorder.note("192.0.2.9", "Does the tram stop at Edna Quill’s?")
    recorder.close()
    assert read_gaps(file) == [Gap("tram stop", False, ASKERS, f"{datetime.now(UTC):%Y-%m}")]
    assert holding(folder, MARK) == holding(folder, "Quill") == holding(folder, "192.0.2") == []
    for each in folder.iterdir():      # the lock too
        assert datetime.fromtimestamp(each.stat().st_mtime, UTC).time().isoformat() == "00:00:00"
    assert file.stat().st_mode & 0o077 == 0


def test_a_later_run_goes_on_with_the_file(archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "gaps.json"
    for many in (2 * ASKERS, ASKERS):
        recorder = GapRecorder(file, archive)
        for number in range(many):
            recorder.note(f"192.0.2.{number}", QUESTION)
        recorder.close()
    assert [(each.words, each.askers) for each in read_gaps(file)] == [(QUESTION, 2 * ASKERS)]


def test_another_file_is_refused_and_stays_as_it_is(tmp_path: Path, archive: Archive) -> None:
    file = tmp_path / "gaps.json"
    for text in ("", "[]", json.dumps({"form": "other", "gaps": []})):
        file.write_text(text)
        with pytest.raises(InputError, match="gaps.json"):
            GapRecorder(file, archive)
        assert file.read_text() == text
    assert read_gaps(tmp_path / "none.json") == []


def test_a_file_that_can_t_be_made_is_refused_at_the_start(tmp_path: Path, archive: Archive) -> None:
    with pytest.raises(InputError, match="is no folder; name another --gaps file"):
        GapRecorder(tmp_path / "no" / "gaps.json", archive)


def test_memory_has_an_end(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.records.gaps.MOST", 10)
    shared = SharedQuestions(Alike(), clock)
    asked(shared, *[f"word{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(40)])
    assert sum(each.asked for each in shared._groups) == 10
    assert timedelta(days=1) < PERIOD
