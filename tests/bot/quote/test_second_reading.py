"""The best sentences read once more with the question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.quote.candidates import candidates
from bot.quote.question import taken_apart
from bot.quote.second_reading import READ, TENTH, USUAL, prepare, read_again
from index import Archive, Scope
from index.cross_encoder.reading import cross_encoder


def test_the_best_are_read_and_no_other_comes_before_the_worst_of_them(archive: Archive) -> None:
    text = "When did the bridge reopen?"
    ranked = candidates(archive, taken_apart(archive, text, text), archive.search(text, Scope()))
    assert len(ranked) > READ
    assert len({each.answers for each in ranked}) > 1
    assert min(each.answers for each in ranked) in {each.answers for each in ranked[READ:]}


def test_a_sentence_is_read_under_its_headline_and_behind_the_one_before_it(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    class Scripted:
        def scores(self, question: str, sentences: list[str]) -> list[float]:
            read.extend(sentences)
            return [float(number) for number in range(len(sentences))]

    monkeypatch.setattr("bot.quote.second_reading.cross_encoder", Scripted)
    text = "When did the bridge reopen after the floods of that winter?"
    parsed = taken_apart(archive, text, text)
    ranked = candidates(archive, parsed, archive.search(text, Scope()))
    headed, in_place = read[: len(read) // 2], read[len(read) // 2 :]
    first = next(each for each in ranked if headed[0].endswith(each.text))
    assert headed[0] == f"{first.hit.article.title}. {first.text}"
    assert in_place[0].endswith(first.text)
    assert first.headed == 0.0
    assert first.answers == pytest.approx(TENTH * len(headed) / 2)      # the mean of what it is given for both


def test_a_sentence_of_the_time_that_is_asked_about_is_read_with_its_day(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "When did the bridge reopen?"
    ranked = candidates(archive, taken_apart(archive, text, text), archive.search(text, Scope()))
    read: list[str] = []

    class Scripted:
        def scores(self, question: str, sentences: list[str]) -> list[float]:
            read.extend(sentences)
            return [0.0] * len(sentences)

    monkeypatch.setattr("bot.quote.second_reading.cross_encoder", Scripted)
    published = ranked[0].hit.article.published
    assert published is not None
    for timely in (1.0, 0.5):
        read.clear()
        read_again(f"When did the bridge reopen that year, {timely}?", [replace(ranked[0], timely=timely)])
        assert len(read) == 2
        assert [each.startswith(f"{published.day} {published:%B %Y}: ") for each in read] == [timely == 1.0] * 2


def test_a_question_in_another_language_is_not_read(archive: Archive) -> None:
    text = "When did the bridge reopen?"
    ranked = [replace(each, language="de", answers=0.0) for each in
              candidates(archive, taken_apart(archive, text, text), archive.search(text, Scope()))]
    assert read_again(text, ranked) == ranked


def test_what_asks_nothing_in_particular_is_held_against_no_sentence(archive: Archive) -> None:
    text = "What about the bridge?"
    ranked = candidates(archive, taken_apart(archive, text, text), archive.search(text, Scope()))
    assert {each.answers for each in ranked} == {USUAL}


def test_nothing_found_is_nothing_read() -> None:
    assert read_again("Who won?", []) == []


def test_the_model_is_loaded_beforehand_only_where_articles_are_in_its_language() -> None:
    cross_encoder.cache_clear()
    prepare(("de",))
    assert cross_encoder.cache_info().currsize == 0
    prepare(("de", "en"))
    assert cross_encoder.cache_info().currsize == 1
