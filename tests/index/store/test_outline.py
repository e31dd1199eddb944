"""What an archive holds by month and by name."""

from __future__ import annotations

from pathlib import Path

from index import Archive, Scope
from tests.fakes import WordEmbedder, article, day


def test_articles_are_counted_by_month_without_hidden_ones(archive: Archive) -> None:
    months = dict(archive.outline().months)
    assert months == {"2023-01": 1, "2023-02": 1, "2023-03": 1, "2023-04": 1, "2023-05": 1, "2023-06": 1, "2023-09": 2}
    assert list(months) == sorted(months)


def test_names_come_as_written_the_largest_first(archive: Archive) -> None:
    outline = archive.outline()
    assert outline.sections[0] == ("Transport", 3)
    assert outline.sources == (("The Quay", 9),)
    assert outline.authors[0] == ("Ann Lee", 2) and ("Bob Ray", 1) in outline.authors
    assert outline.kinds == (("news", 7), ("opinion", 1), ("results", 1))


def test_spellings_that_differ_in_case_are_one_name(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "two", embedder=WordEmbedder()) as archive:
        archive.add([article("a", "A", "One.", day(1931, 5, 1), section="Sport", authors=("Ann Lee",)),
                     article("b", "B", "Two.", day(1931, 5, 2), section="SPORT", authors=("ANN LEE", "Bo"))])
        outline = archive.outline()
    assert outline.sections == (("Sport", 2),)
    assert outline.authors == (("Ann Lee", 2), ("Bo", 1))
    assert outline.months == (("1931-05", 2),)


def test_an_empty_archive_has_an_empty_outline(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "empty", embedder=WordEmbedder()) as archive:
        assert archive.outline().months == () == archive.outline().authors
        assert archive.size() == 0


def test_passages_are_counted_in_a_scope_without_hidden_ones(archive: Archive) -> None:
    assert archive.size() == 9
    assert archive.size(Scope(sections=("transport",))) == 3
    assert archive.size(Scope(since="2023-09-01")) == 2  # type: ignore[arg-type]
