"""The best sentences read once more with the question."""

from __future__ import annotations

from dataclasses import replace

from bot.quote.candidates import candidates
from bot.quote.question import taken_apart
from bot.quote.second_reading import READ, USUAL, prepare, read_again
from index import Archive, Scope
from index.cross_encoder.reading import cross_encoder


def test_the_best_are_read_and_no_other_comes_before_the_worst_of_them(archive: Archive) -> None:
    text = "When did the bridge reopen?"
    ranked = candidates(archive, taken_apart(archive, text, text), archive.search(text, Scope()))
    assert len(ranked) > READ
    assert len({each.answers for each in ranked}) > 1
    assert min(each.answers for each in ranked) in {each.answers for each in ranked[READ:]}


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
