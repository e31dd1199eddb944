"""Reading a file or a folder."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from corpus import Article, Notice, SourceError, read


def write(path: Path, text: str) -> Path:
    """A file with that text, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def read_all(source: Path) -> tuple[list[Article], list[Notice]]:
    """Every article and every notice."""
    notices: list[Notice] = []
    return list(read(source, notices.append)), notices


def test_a_folder_is_read_through_in_order_of_name(tmp_path: Path) -> None:
    write(tmp_path / "b.txt", "The second one.")
    write(tmp_path / "a.md", "# First\n\nThe first one.")
    write(tmp_path / "2020" / "06" / "c.jsonl", '{"text": "The third one."}\n')
    articles, notices = read_all(tmp_path)
    assert [article.text for article in articles] == ["The first one.", "The second one.", "The third one."]
    assert notices == []


def test_hidden_files_and_files_about_the_folder_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden.txt", ".git/a.txt", "README.md", "readme.txt", "LICENSE", "LICENSE.txt", "README-data.md"):
        write(tmp_path / name, "Not an article.")
    write(tmp_path / "license-fee-rises.md", "The fee rises.")
    articles, notices = read_all(tmp_path)
    assert [article.text for article in articles] == ["The fee rises."]
    assert notices == []


def test_other_formats_are_counted_in_one_notice(tmp_path: Path) -> None:
    for name in ("a.xls", "b.xls", "c.JPG", "Makefile"):
        write(tmp_path / name, "x")
    write(tmp_path / "a.txt", "An article.")
    _, notices = read_all(tmp_path)
    assert [str(notice) for notice in notices] == [
        f"{tmp_path.name}: 4 files of other formats were passed over (2 .xls, 1 no suffix, 1 .jpg)."
    ]
    assert not notices[0].skipped


def test_a_file_that_cannot_be_read_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "")
    (tmp_path / "b.txt").write_bytes(bytes(range(32)) * 40)
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Before the cut."}\n' * 999)[:-20])
    (tmp_path / "d.html.gz").write_bytes(b"not gzip at all")
    write(tmp_path / "e.json", '{"text": ')
    write(tmp_path / "f.csv", "")
    write(tmp_path / "sub" / "g.txt", "The last one.")
    os.symlink(tmp_path / "nowhere.txt", tmp_path / "h.txt")
    articles, notices = read_all(tmp_path)
    assert articles[-1].text == "The last one."
    places = ["a.txt", "b.txt", "c.jsonl.gz", "d.html.gz", "e.json", "f.csv", "h.txt"]
    assert [notice.place for notice in notices] == places
    assert all(notice.skipped for notice in notices)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_reported(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "secret").chmod(0)
    write(tmp_path / "b.txt", "An article.")
    articles, notices = read_all(tmp_path)
    assert len(articles) == 1
    assert "permissions" in notices[0].message


def test_links_that_leave_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside" / "secret.txt", "Not yours.")
    inside = tmp_path / "inside"
    real = write(inside / ".data" / "news.txt", "Yours.")
    os.symlink(outside, inside / "a.txt")
    os.symlink(outside.parent, inside / "folder")
    os.symlink(inside, inside / "loop")
    os.symlink(real, inside / "news.txt")
    articles, _ = read_all(inside)
    assert [article.text for article in articles] == ["Yours."]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    write(tmp_path / "b.txt", "An article.")
    articles, notices = read_all(tmp_path)
    assert len(articles) == 1
    assert notices[0].place == "a.txt"


def test_a_missing_path_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no file or folder .*nowhere"):
        read(tmp_path / "nowhere", print)


def test_a_file_of_unknown_format_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"a\.xls has no known format; give one of \.txt"):
        read(write(tmp_path / "a.xls", "x"), print)


def test_a_folder_without_articles_is_an_error(tmp_path: Path) -> None:
    write(tmp_path / "a.xls", "x")
    with pytest.raises(SourceError, match="No article was found in"):
        read_all(tmp_path)


def test_a_single_file_that_cannot_be_read_is_an_error_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="a.txt: This file is empty"):
        read_all(write(tmp_path / "a.txt", ""))
    (tmp_path / "b.txt").write_bytes(bytes(100))
    with pytest.raises(SourceError, match="binary"):
        read_all(tmp_path / "b.txt")


def test_a_readme_that_is_asked_for_is_read(tmp_path: Path) -> None:
    articles, _ = read_all(write(tmp_path / "README.md", "# News\n\nA first article."))
    assert articles[0].title == "News"


def test_the_id_of_a_file_stays_when_its_text_is_corrected(tmp_path: Path) -> None:
    write(tmp_path / "x" / "2020" / "a.txt", "It was six.")
    first, _ = read_all(tmp_path / "x")
    write(tmp_path / "x" / "2020" / "a.txt", "It was seven.")
    second, _ = read_all(tmp_path / "x")
    assert first[0].id == second[0].id
    assert first[0].content_hash != second[0].content_hash
    (tmp_path / "x").rename(tmp_path / "moved")
    assert read_all(tmp_path / "moved")[0][0].id == first[0].id


def test_articles_beside_questions_are_read_and_the_questions_reported(tmp_path: Path) -> None:
    write(tmp_path / "articles" / "a.jsonl", '{"text": "An article."}')
    write(tmp_path / "questions.jsonl", '{"question": "Who?"}')
    articles, notices = read_all(tmp_path)
    assert len(articles) == 1
    assert notices[0].place == "questions.jsonl:1"
    assert read_all(tmp_path / "articles")[1] == []


def test_file_names_that_no_terminal_prints_are_escaped(tmp_path: Path) -> None:
    name = os.fsdecode(b"bad\xff\x1b.txt")
    (tmp_path / name).write_text("")
    write(tmp_path / "z.txt", "An article.")
    _, notices = read_all(tmp_path)
    assert notices[0].place.isprintable()


def test_reading_streams(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"text": f"Article {n}."}) for n in range(1000))
    articles = read(write(tmp_path / "a.jsonl", lines), print)
    assert next(articles).text == "Article 0."
    articles.close()   # type: ignore[attr-defined]


MAIL = "Received: by b.example\n\twith SMTP id 7\nFrom: Ann Lee <ann@a.example>\nSubject: Quay\n\nIt is shut.\n"


def test_a_mail_that_was_saved_as_text_is_a_mail(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MAIL, encoding="utf-8")
    (article,) = read(tmp_path / "a.txt", print)
    assert (article.title, article.text, article.authors) == ("Quay", "It is shut.", ("Ann Lee",))
    (tmp_path / "b.txt").write_text("Note: it is shut.\nFrom: Monday on\nWhy: storm\n", encoding="utf-8")
    assert "Note: it is shut." in next(read(tmp_path / "b.txt", print)).text


def test_why_nothing_was_found_is_the_last_thing_that_was_reported(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"uri": "1", "type": "picture", "versioncreated": "2024-05-01T09:00:00Z"}')
    with pytest.raises(SourceError, match="of the type picture"):
        list(read(tmp_path / "a.json", lambda notice: None))
