"""Standing questions: told when the answer or the version it cites has changed, and only then; no word is kept."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot import Bot
from bot.newsroom.deliver import Undelivered, in_words
from bot.newsroom.standing import (
    Difference,
    add_standing,
    as_message,
    ask_again,
    differences,
    read_standing,
    remove_standing,
)
from corpus import InputError
from index import Archive
from tests.fakes import ARTICLES, article, day

FERRY = "Will the ferry sail all winter?"
OTTERS = "Where were two otters seen?"
SAILS = next(each for each in ARTICLES if each.id == "ferry")
SEEN = article("otters", "Otters seen", "Two otters were seen at the quay.", day(2023, 11, 1))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "standing.json"


@pytest.fixture
def bot(archive: Archive) -> Bot:
    return Bot(archive)


def asked(bot: Bot, file: Path) -> list[Difference]:
    return list(ask_again(bot, file, lambda different: None))


def change(archive: Archive, *articles: object) -> None:
    archive.add(articles)  # type: ignore[arg-type]
    archive.embed()


def test_nothing_is_told_while_nothing_changes(bot: Bot, archive: Archive, file: Path) -> None:
    assert add_standing(file, FERRY) and not add_standing(file, f"  {FERRY} ")
    assert asked(bot, file) == [] == asked(bot, file)
    change(archive, SEEN)
    assert asked(bot, file) == []
    (kept,) = read_standing(file)
    assert len(kept.answers) == 1 and kept.answers[0].answered


def test_an_answer_that_comes_and_goes_is_told(bot: Bot, archive: Archive, file: Path) -> None:
    add_standing(file, OTTERS)
    asked(bot, file)
    change(archive, SEEN)
    (come,) = asked(bot, file)
    assert come.kind == "answered now"
    assert in_words(as_message(archive, come)) == (
        "Before: the archive held no answer.\n"
        "Now: “Two otters were seen at the quay.” (Otters seen, The Quay, 2023-11-01)")
    archive.remove(["otters"])
    (gone,) = asked(bot, file)
    assert gone.kind == "no longer answered"
    assert "no longer public" in in_words(as_message(archive, gone))
    assert asked(bot, file) == []


def test_a_corrected_article_is_told_with_what_it_was(bot: Bot, archive: Archive, file: Path) -> None:
    add_standing(file, FERRY)
    asked(bot, file)
    change(archive, replace(SAILS, text="The ferry will sail all winter but one week. Captain Ines Vale said so.",
                            corrections=((day(2023, 1, 12), "One week was left out."),)))
    (different,) = asked(bot, file)
    assert different.kind == "article changed"
    message = as_message(archive, different)
    assert message["before"]["quotations"][0]["quote"] == "The ferry will sail all winter."
    assert message["after"]["quotations"][0]["quote"] == "The ferry will sail all winter but one week."
    assert message["after"]["quotations"][0]["article"]["corrections"][0]["text"] == "One week was left out."


def test_no_word_of_an_article_is_kept_and_a_withdrawal_reaches_what_is_told(
    bot: Bot, archive: Archive, file: Path
) -> None:
    add_standing(file, FERRY)
    asked(bot, file)
    change(archive, replace(SAILS, text="The ferry will sail all winter but one week."))
    (different,) = asked(bot, file)
    kept = file.read_text()
    assert "captain" not in kept.lower() and SAILS.title not in kept
    archive.withdraw(["ferry"], "Court order")
    told = json.dumps(as_message(archive, different))
    assert "winter" not in told.replace(FERRY, "") and '"gone": true' in told


def test_what_could_not_be_delivered_is_told_again(bot: Bot, archive: Archive, file: Path) -> None:
    def refuse(different: Difference) -> None:
        raise Undelivered("Nobody is there.")

    add_standing(file, OTTERS)
    asked(bot, file)
    change(archive, SEEN)
    with pytest.raises(Undelivered):
        list(ask_again(bot, file, refuse))
    heard: list[Difference] = []
    assert [each.kind for each in ask_again(bot, file, heard.append)] == ["answered now"]
    assert len(heard) == 1


def test_differences_are_known_afterwards_the_newest_first(bot: Bot, archive: Archive, file: Path) -> None:
    add_standing(file, OTTERS)
    asked(bot, file)
    change(archive, SEEN)
    asked(bot, file)
    archive.remove(["otters"])
    asked(bot, file)
    assert {each.kind for each in differences(read_standing(file))} == {"answered now", "no longer answered"}


def test_a_question_is_removed_as_it_was_added(file: Path) -> None:
    add_standing(file, FERRY)
    with pytest.raises(InputError, match="not among the 1"):
        remove_standing(file, OTTERS)
    remove_standing(file, f" {FERRY}")
    assert read_standing(file) == []


@pytest.mark.parametrize("question", ["", "?!", "a" * 2_001])
def test_what_can_t_be_asked_is_not_kept(file: Path, question: str) -> None:
    with pytest.raises(InputError, match="A standing question has words"):
        add_standing(file, question)


@pytest.mark.parametrize("content", ["", "[]", '{"form": "other", "questions": []}', '{"form": "cuttings-standing-1"}'])
def test_what_is_no_file_of_questions_is_left_alone(file: Path, content: str) -> None:
    file.write_text(content)
    with pytest.raises(InputError, match="is no file of standing questions"):
        add_standing(file, FERRY)
    assert file.read_text() == content


def test_a_file_in_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no folder"):
        add_standing(tmp_path / "nowhere" / "standing.json", FERRY)
