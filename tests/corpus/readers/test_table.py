"""Suffixes and readers."""

from __future__ import annotations

import pytest

from corpus.readers import read_html, read_jsonl, read_markdown, reader_for, suffix_of


def test_readers_are_found_by_suffix_in_any_case_and_behind_gz() -> None:
    assert reader_for("a.JSONL") is reader_for("a.b.jsonl.GZ") is read_jsonl
    assert reader_for("a.htm") is read_html
    assert reader_for("a.b.md") is read_markdown


@pytest.mark.parametrize("name", ["a.pdf", "a.gz", "a.tar.gz", "jsonl", ".jsonl", "a.", ""])
def test_other_names_have_no_reader(name: str) -> None:
    assert reader_for(name) is None


def test_the_suffix_of_a_packed_file_has_two_parts() -> None:
    assert suffix_of("news.2020.jsonl.gz") == ".jsonl.gz"
    assert suffix_of("news") == ""
