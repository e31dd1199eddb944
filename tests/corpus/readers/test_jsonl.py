"""JSON Lines."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from corpus import Notice
from corpus.readers import read_jsonl

LINES = "\n".join(
    [
        '\ufeff{"id": 1, "text": "The first one."}', "", "{broken", "[" * 99_999, "[1]", '{"title": "no text"}',
        '{"text": "Last\\u0000 \\ud83d."}',
    ]
)


def test_broken_lines_are_reported_and_the_others_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(LINES, encoding="utf-8")
    notices: list[Notice] = []
    articles = list(read_jsonl(tmp_path / "a.jsonl", "a.jsonl", notices.append))
    assert [article.text for article in articles] == ["The first one.", "Last \ufffd."]
    assert [notice.place for notice in notices] == ["a.jsonl:3", "a.jsonl:4", "a.jsonl:5", "a.jsonl:6"]
    assert all(notice.skipped for notice in notices)


def test_packed_lines_are_read_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(LINES.encode()))
    assert len(list(read_jsonl(tmp_path / "a.jsonl.gz", "a", lambda notice: None))) == 2


def test_a_record_without_id_has_one_from_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "Same."}) + "\n" + json.dumps({"text": "Other."}))
    first, second = read_jsonl(tmp_path / "a.jsonl", "a.jsonl", print)
    assert first.id.startswith("text-")
    assert first.id != second.id
