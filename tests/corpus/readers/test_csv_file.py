"""Tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Article, Notice, RecordError
from corpus.readers import read_csv


def read_all(tmp_path: Path, content: str) -> tuple[list[Article], list[Notice]]:
    """The articles of a table with that content, and the notices."""
    (tmp_path / "a.csv").write_text(content, encoding="utf-8", newline="")
    notices: list[Notice] = []
    return list(read_csv(tmp_path / "a.csv", "a.csv", notices.append)), notices


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_what_separates_the_cells_is_found_out(tmp_path: Path, mark: str) -> None:
    row = f'"Bridge, shut; now"{mark}"It is | shut.\n\nIt opens."{mark}2020-06-10'
    content = f"Headline{mark}Body{mark}Date\r\n{row}\r\n"
    (article,), notices = read_all(tmp_path, content)
    assert (article.title, article.text) == ("Bridge, shut; now", "It is | shut.\n\nIt opens.")
    assert article.published is not None
    assert notices == []


def test_rows_are_named_by_the_line_they_begin_on(tmp_path: Path) -> None:
    articles, notices = read_all(tmp_path, 'id,text\n1,"One\n\ntwo"\n2,\n\n3,a,b\n4,Four.,\n')
    assert [article.id for article in articles] == ["1", "4"]
    assert [(notice.place, notice.skipped) for notice in notices] == [("a.csv:5", True), ("a.csv:7", True)]


def test_a_cell_larger_than_pythons_limit_is_read(tmp_path: Path) -> None:
    (article,), _ = read_all(tmp_path, "text\n" + "word " * 60_000)
    assert len(article.text) == 299_999


def test_a_quote_that_is_never_closed_loses_no_more_than_it_must(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.readers.csv_file.MAX_HTML", 1_000)
    articles, notices = read_all(tmp_path, 'text\nOne.\n"Two\n' + "line\n" * 500 + "Last.\n")
    assert articles[0].text == "One."
    assert notices[0].place == "a.csv:3"
    assert articles[-1].text == "Last."


@pytest.mark.parametrize("content", ["", "title,date\nx,y\n", "just words\n", "\n\ntext\nx"])
def test_a_table_without_a_text_column_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(RecordError, match="first row names no text or html column"):
        read_all(tmp_path, content)


@pytest.mark.parametrize("content", [
    "email,name,tier\nann@a.example,Ann Lee,gold\n", "contact,since\nann@a.example,2020\nbob@a.example,2021\n",
])
def test_a_list_of_people_and_their_addresses_is_no_article(tmp_path: Path, content: str) -> None:
    with pytest.raises(RecordError, match="no article; leave it out"):
        read_all(tmp_path, content)
