"""Plain text files."""

from __future__ import annotations

from pathlib import Path

from corpus.readers import read_text


def test_a_text_file_is_one_article_with_its_headline_as_title(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Bridge closed until spring\n\nThe council voted on Tuesday.\n", encoding="utf-8")
    (article,) = read_text(tmp_path / "a.txt", "2020/a.txt", print)
    assert article.title == "Bridge closed until spring"
    assert article.text == "Bridge closed until spring\n\nThe council voted on Tuesday."
    assert article.id.startswith("file-2020-a-txt-")


def test_windows_text_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("The café’s “owner” said the fête would be très belle.\r\n".encode("cp1252") * 3)
    (article,) = read_text(tmp_path / "a.txt", "a.txt", print)
    assert article.text.startswith("The café’s “owner” said")
