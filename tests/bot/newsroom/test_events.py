"""Every time it happened: only what a sentence reports as having happened, and only what it says plainly of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.newsroom.event_table import COLUMNS, event_csv, event_row
from bot.newsroom.events import EventReport, EventTable, events_of
from corpus import InputError
from index import Archive, Scope
from tests.fakes import WordEmbedder, article, day

PRINTED = day(2023, 3, 8)      # a Wednesday


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "events", embedder=WordEmbedder()) as made:
        yield made


def listed(archive: Archive, subject: str, *texts: str, figure: str = "") -> EventTable:
    archive.add([article(f"a{number}", "A report", text, PRINTED) for number, text in enumerate(texts)])
    return events_of(archive, subject, figure=figure)


def cells(report: EventReport) -> tuple[str, str, str]:
    return report.day, report.words(report.place), report.words(report.figure)


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("fire", "A fire broke out at the Old Mill in Harnchester on Monday.",
         ("2023-03-06", "the Old Mill in Harnchester", "")),
        ("flood", "Two people died in a flood in Saltgate on 12 November 2022.",
         ("2022-11-12", "Saltgate", "Two people")),
        ("floods", "The village was hit by a flood in 1968.", ("1968", "", "")),
        ("resigned", "Neil Haverstock resigned last week.", ("2023-02-27/2023-03-05", "", "")),
        ("strike", "Drivers held a strike in Harnchester in January.", ("2023-01", "Harnchester", "")),
        ("explosion", "There was an explosion in Millholm yesterday.", ("2023-03-07", "Millholm", "")),
        ("crash", "A crash near Boston on Sunday killed three people.",
         ("2023-03-05", "near Boston", "three people")),
        ("crash", "A crash that killed three people closed the road in Boston on Sunday.",
         ("2023-03-05", "Boston", "three people")),
        ("arrested", "Police arrested 12 men in Merrowby on Friday.", ("2023-03-03", "Merrowby", "12 men")),
    ],
)
def test_an_event_gets_the_day_the_place_and_the_figure_that_its_clause_gives(
    empty: Archive, subject: str, text: str, expected: tuple[str, str, str]
) -> None:
    (row,) = listed(empty, subject, text).rows
    assert cells(row) == expected
    assert row.sentence == text == row.article.text[row.start : row.end]


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("strike", "Drivers called off a strike in Harnchester on Monday."),
        ("strike", "Drivers will strike in Harnchester on Monday."),
        ("strike", "Drivers threatened to strike in Harnchester on Monday."),
        ("flood", "There was no flood in Saltgate in 2021."),
        ("flood", "If a flood hit Saltgate in 2021, nobody noticed."),
        ("flood", "The flood neither reached Saltgate nor Millholm in 2021."),
        ("flood", "The flood inquiry opened in Merrowby on Monday."),
        ("flood", "An inquiry into the flood opened in Merrowby on Monday."),
        ("flood", "The river flooded every winter in Saltgate."),
        ("protest", "A protester was arrested in Merrowby on Monday."),
        ("flood", "The flood was terrible."),
        ("derailed", "The injury nearly derailed her career in 2021."),
    ],
)
def test_what_did_not_happen_or_is_something_else_or_is_nowhere_and_never_gives_no_row(
    empty: Archive, subject: str, text: str
) -> None:
    assert listed(empty, subject, text).rows == ()


@pytest.mark.parametrize(
    ("subject", "text", "day", "place", "figure"),
    [
        ("died", "Two people died in Saltgate because of last November's flood.", "", "Saltgate", "Two people"),
        ("closed", "The bridge closed in Millholm after the flood of 1968.", "", "Millholm", ""),
        ("fire", "A fire in Merrowby on Monday killed 12 people and 40 cows.", "2023-03-06", "Merrowby", ""),
        ("resigned", "The mayor, 61, resigned at 6pm on Monday.", "2023-03-06", "", ""),
        ("fire", "A fire broke out in Merrowby since Monday.", "", "Merrowby", ""),
        ("elected", "That November she was elected in Merrowby.", "", "Merrowby", ""),
        ("outage", "Merrowby suffered an outage in Millholm last March.", "", "Millholm", ""),
        ("fire", "Fires broke out in two Massachusetts towns in January.", "2023-01", "two Massachusetts towns", ""),
    ],
)
def test_a_cell_that_the_clause_leaves_open_is_empty(
    empty: Archive, subject: str, text: str, day: str, place: str, figure: str
) -> None:
    (row,) = listed(empty, subject, text).rows
    assert cells(row) == (day, place, figure)


def test_figures_may_be_chosen_by_the_word_beside_them(empty: Archive) -> None:
    (row,) = listed(empty, "fire", "A fire in Merrowby on Monday killed 12 people and 40 cows.", figure="cow").rows
    assert row.words(row.figure) == "40 cows"


def test_reports_of_one_day_and_place_are_one_row_and_others_stay_apart(empty: Archive) -> None:
    rows = listed(
        empty, "fire", "A fire broke out in Merrowby on Monday.", "On Monday a fire destroyed a barn in Merrowby.",
        "A fire broke out on Monday.", "A fire broke out in Harnchester in 1999.",
    ).rows
    assert [(row.day, len(row.others)) for row in rows] == [("1999", 0), ("2023-03-06", 1), ("2023-03-06", 0)]


def test_what_a_reader_may_not_see_and_what_is_not_english_is_left_out(empty: Archive) -> None:
    text = "A fire broke out in Merrowby on Monday."
    empty.add([article("shown", "A", text, PRINTED), article("gone", "B", f"{text} Again.", PRINTED, status="canceled"),
               article("de", "C", "In Merrowby gab es am Montag ein fire.", PRINTED, language="de")])
    table = events_of(empty, "fire")
    assert [row.article.id for row in table.rows] == ["shown"] and not table.complete
    assert events_of(empty, "fire", Scope(since="2024-01-01")).rows == ()


def test_a_subject_without_words_is_refused(empty: Archive) -> None:
    with pytest.raises(InputError, match="flood"):
        events_of(empty, "?!")


def test_a_table_has_every_row_with_its_cutting_and_no_formula(empty: Archive) -> None:
    empty.add([article("a", "=Fire", "A fire broke out in Merrowby on Monday.", PRINTED)])
    (row,) = events_of(empty, "fire").rows
    (read,) = csv.DictReader(io.StringIO(event_csv([row])))
    assert tuple(event_row(row)) == COLUMNS == tuple(read)
    assert (event_row(row)["figure"], read["figure"], read["title"]) == (None, "", "'=Fire")
    assert (read["start"], read["end"], read["sentence"]) == ("0", "39", "A fire broke out in Merrowby on Monday.")
