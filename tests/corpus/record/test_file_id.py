"""Ids from file names."""

from __future__ import annotations

import unicodedata

from corpus.record.file_id import file_id


def test_different_names_have_different_ids() -> None:
    names = ["a/b.txt", "a-b.txt", "A/b.txt", "é.txt", "市.txt", "橋.txt", "\udcff.txt", "x" * 300]
    assert len({file_id(name) for name in names}) == len(names)
    assert all(len(file_id(name)) < 90 and file_id(name).isascii() for name in names)


def test_both_forms_of_an_accent_are_one_name() -> None:
    assert file_id(unicodedata.normalize("NFD", "fête.txt")) == file_id("fête.txt")
