"""JSON files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import Notice, RecordError
from corpus.readers import read_json

ONE = {"text": "The first one."}
TWO = {"text": "The second one."}


def read_all(tmp_path: Path, content: str) -> tuple[list[str], list[str]]:
    """The texts read from a JSON file with that content, and the places of its notices."""
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    notices: list[Notice] = []
    texts = [article.text for article in read_json(tmp_path / "a.json", "a.json", notices.append)]
    return texts, [notice.place for notice in notices]


@pytest.mark.parametrize("content", [[ONE, TWO], {"articles": [ONE, TWO]}, {"version": "1.1", "items": [ONE, TWO]}])
def test_a_list_of_articles_is_found(tmp_path: Path, content: object) -> None:
    assert read_all(tmp_path, json.dumps(content)) == (["The first one.", "The second one."], [])


def test_an_object_is_one_article(tmp_path: Path) -> None:
    assert read_all(tmp_path, json.dumps(ONE)) == (["The first one."], [])


def test_an_object_a_line_is_read_as_json_lines(tmp_path: Path) -> None:
    assert read_all(tmp_path, f"{json.dumps(ONE)}\n{json.dumps(TWO)}\n") == (["The first one.", "The second one."], [])


def test_records_that_are_no_articles_are_reported_by_their_number(tmp_path: Path) -> None:
    assert read_all(tmp_path, json.dumps([ONE, 5, {}])) == (["The first one."], ["a.json[1]", "a.json[2]"])
    assert read_all(tmp_path, "5") == ([], ["a.json"])


@pytest.mark.parametrize("content", ['{"text": ', "[" * 100_000, "nonsense", "9" * 5000])
def test_what_is_no_json_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(RecordError, match="no JSON"):
        read_all(tmp_path, content)
