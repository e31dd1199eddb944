"""Questions about the archive are answered from what a reader may see of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.understand.about_archive import about_archive, count, day, span
from index import Archive, Figures
from tests.fakes import WordEmbedder, article
from tests.fakes import day as at_nine

NOW = at_nine(2024, 1, 1)
SPAN = "Its articles are dated from 10 January 2023 to 4 September 2023."
COUNT = "The archive holds 9 articles."


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("How far back does the archive go?", f"{SPAN} {COUNT}"),
        ("how far back do you go", f"{SPAN} {COUNT}"),
        ("What is the oldest article in the archive?", f"{SPAN} {COUNT}"),
        ("Which years does the archive cover?", f"{SPAN} {COUNT}"),
        ("How recent are you?", f"{SPAN} {COUNT}"),
        ("When does the archive end?", f"{SPAN} {COUNT}"),
        ("How many articles are there?", f"{COUNT} {SPAN}"),
        ("How many stories do you have?", f"{COUNT} {SPAN}"),
        ("How big is the archive?", f"{COUNT} {SPAN}"),
    ],
)
def test_size_and_span_are_told(archive: Archive, question: str, reply: str) -> None:
    assert about_archive(question, archive, NOW) == reply


@pytest.mark.parametrize("question", ["Which sections are there?", "What’s in the archive?", "what topics do you have"])
def test_sections_are_named(archive: Archive, question: str) -> None:
    reply = about_archive(question, archive, NOW)
    assert reply == (
        f"The archive's sections are Transport, Council, History, Nature, Opinion, Schools, Sport. {SPAN}"
    )


@pytest.mark.parametrize(
    "question",
    [
        "",
        "How many swans came back to the harbour?",
        "How many articles did the council's lawyers write?",
        "How old is the lighthouse?",
        "When does the ferry start?",
        "Which sections of the bridge will be repaired?",
        "How far back does the queue reach?",
    ],
)
def test_a_question_about_the_news_is_left_to_the_search(archive: Archive, question: str) -> None:
    assert about_archive(question, archive, NOW) is None


def test_an_article_counts_from_the_hour_its_embargo_ends(archive: Archive) -> None:
    before = about_archive("How many articles are there?", archive, at_nine(2031, 1, 1) - timedelta(seconds=1))
    after = about_archive("How many articles are there?", archive, at_nine(2031, 1, 1))
    assert (before or "").startswith("The archive holds 9 articles.")
    assert after == (
        "The archive holds 10 articles. Its articles are dated from 10 January 2023 to 1 October 2023."
    )


def test_an_archive_without_dates_or_sections_says_so(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "bare", embedder=WordEmbedder()) as archive:
        archive.add([article("one", "One", "A heron stood here.")])
        assert about_archive("How many articles are there?", archive, NOW) == (
            "The archive holds 1 article. None of its articles carries a date."
        )
        assert about_archive("Which sections are there?", archive, NOW) == (
            "Its articles carry no sections. None of its articles carries a date."
        )


def test_an_empty_archive_holds_no_articles(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "empty", embedder=WordEmbedder()) as archive:
        assert about_archive("How big is the archive?", archive, NOW) == (
            "The archive holds 0 articles. None of its articles carries a date."
        )


def test_after_twelve_sections_the_rest_are_counted(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "wide", embedder=WordEmbedder()) as archive:
        archive.add(article(f"a{n}", "Title", f"Heron number {n} stood here.", section=f"S{n:02}") for n in range(14))
        reply = about_archive("Which sections are there?", archive, NOW) or ""
    assert "S00, S01," in reply
    assert "S11 and 2 more." in reply


def test_span_says_what_was_searched() -> None:
    oldest, newest = datetime(2022, 1, 3, tzinfo=UTC), datetime(2024, 11, 24, tzinfo=UTC)
    assert span(Figures(61, oldest, newest)) == "61 articles, dated 3 January 2022 to 24 November 2024"
    assert span(Figures(1, None, None)) == "1 article"


def test_a_date_is_written_in_its_own_time_zone() -> None:
    assert day(datetime(2024, 2, 1, 1, tzinfo=timezone(timedelta(hours=5)))) == "1 February 2024"


@pytest.mark.parametrize(("number", "words"), [(0, "0 articles"), (1, "1 article"), (12345, "12,345 articles")])
def test_a_count_agrees_with_its_noun(number: int, words: str) -> None:
    assert count(number, "article") == words


@pytest.mark.parametrize(
    "question",
    [
        "How many pieces did thieves take from the museum's collection?",
        "How many stories does the new index building have?",
        "What topics did the lost archive of Bob Dylan cover?",
        "How far back did it push the opening?",
        "How many articles about the council are in the archive?",
    ],
)
def test_a_question_about_the_news_is_left_to_the_news(archive: Archive, question: str) -> None:
    assert about_archive(question, archive, datetime(2024, 1, 1, tzinfo=UTC)) is None
