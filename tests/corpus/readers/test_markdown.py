"""Markdown files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus import Article, Notice, read
from corpus.readers import read_markdown


def read_one(tmp_path: Path, text: str) -> tuple[Article | None, list[Notice]]:
    """The article of a Markdown file with that text, if any, and the notices."""
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    notices: list[Notice] = []
    return next(read_markdown(tmp_path / "a.md", "a.md", notices.append), None), notices


def test_front_matter_gives_the_fields(tmp_path: Path) -> None:
    article, notices = read_one(
        tmp_path,
        "---\ntitle: No\ndate: 2020-06-10 08:30:00\nauthors: [Ann Lee, Bob Ray]\nid: 007\nurl: https://x.example/1\n"
        "section: ~\ntags:\n  - bridge\n---\n\n# A heading\n\nThe bridge is *shut*.\n",
    )
    assert article is not None
    assert (article.title, article.id, article.authors, article.section) == ("No", "007", ("Ann Lee", "Bob Ray"), "")
    assert article.published == datetime(2020, 6, 10, 8, 30, tzinfo=UTC)
    assert article.text == "A heading\n\nThe bridge is shut."
    assert article.extra == {"tags": ["bridge"]}
    assert notices == []


def test_without_front_matter_the_heading_at_the_top_is_the_title(tmp_path: Path) -> None:
    article, _ = read_one(tmp_path, "\n# The *bridge*\n\nIt is shut.")
    assert article is not None
    assert (article.title, article.text) == ("The bridge", "It is shut.")
    assert article.id.startswith("file-a-md-")


def test_a_heading_that_repeats_the_title_is_left_out(tmp_path: Path) -> None:
    article, _ = read_one(tmp_path, "---\ntitle: The bridge\n---\n# The bridge\n\nIt is shut.")
    assert article is not None
    assert article.text == "It is shut."


def test_broken_front_matter_is_read_line_by_line_and_reported(tmp_path: Path) -> None:
    article, notices = read_one(tmp_path, "---\ntitle: Storm: the bridge\nauthor: 'Ann Lee'\nx: [\n---\nIt is shut.")
    assert article is not None
    assert (article.title, article.authors, article.text) == ("Storm: the bridge", ("Ann Lee",), "It is shut.")
    assert "broken YAML" in notices[0].message
    assert not notices[0].skipped


def test_an_embargo_in_broken_front_matter_is_never_lost(tmp_path: Path) -> None:
    article, _ = read_one(tmp_path, "---\ntitle: a: b\nembargo: 2099-01-01\n---\nIt is shut.")
    assert article is not None
    assert article.embargoed_until == datetime(2099, 1, 1, tzinfo=UTC)
    broken = ("---\ntitle: a: b\nrules:\n  embargo: 2099-01-01\n---\nIt is shut.",
              "---\ntitle: a: b\n? publishAfter\n: 2099-01-01\n---\nIt is shut.",
              '+++\ntitle = "a" b\nlimits = {expiryDate = 2020-01-01}\n+++\nIt is shut.')
    for text in broken:
        hidden, notices = read_one(tmp_path, text)
        assert hidden is not None
        assert (hidden.status, hidden.text) == ("withheld", "It is shut.")
        assert "the article is withheld" in notices[0].message


def test_broken_toml_is_read_line_by_line(tmp_path: Path) -> None:
    article, notices = read_one(tmp_path, '+++\ntitle = "Storm"\nauthor = Ann Lee\n+++\nIt is shut.')
    assert article is not None
    assert (article.title, article.authors, article.status) == ("Storm", ("Ann Lee",), "usable")
    assert "broken TOML" in notices[0].message


@pytest.mark.parametrize("line", ["date: 2099-01-01", "publishDate: 2099-01-01T06:00:00Z", "publish_at: 2099-01-01"])
def test_a_date_that_lies_ahead_is_an_embargo_as_site_builders_take_it(tmp_path: Path, line: str) -> None:
    article, notices = read_one(tmp_path, f"---\ntitle: a\n{line}\n---\nIt is shut.")
    assert article is not None
    assert article.embargoed_until is not None
    assert (article.embargoed_until.year, notices, article.extra) == (2099, [], {})


@pytest.mark.parametrize(
    "text",
    [
        "---\nIt is shut.\n---\nIt opens in spring.",
        "---\n\nIt is shut.",
        "--- x\nIt is shut.",
        "It is shut.\n---\ntitle: x\n---",
    ],
)
def test_rules_are_no_front_matter(tmp_path: Path, text: str) -> None:
    article, notices = read_one(tmp_path, text)
    assert article is not None
    assert "It is shut." in article.text
    assert notices == []


def test_drafts_are_withheld(tmp_path: Path) -> None:
    for line in ("draft: true", "published: false", "status: Draft"):
        article, _ = read_one(tmp_path, f"---\n{line}\n---\nIt is shut.")
        assert article is not None
        assert article.status == "withheld"


def test_yaml_that_grows_without_bound_is_not_expanded(tmp_path: Path) -> None:
    bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n!!python/object:os.system x: y\n---\nIt is shut."
    article, notices = read_one(tmp_path, bomb)
    assert article is not None
    assert article.text == "It is shut."
    assert "alias" in notices[0].message


@pytest.mark.parametrize(("name", "day"), [
    ("2026-1-5-bridge.md", datetime(2026, 1, 5, tzinfo=UTC)), ("2026-01-5-bridge.md", datetime(2026, 1, 5, tzinfo=UTC)),
    ("2026-1-15-bridge.md", datetime(2026, 1, 15, tzinfo=UTC)),
    ("2026-01-05-bridge.md", datetime(2026, 1, 5, tzinfo=UTC)),
    ("2026-1-51-bridge.md", None), ("12026-1-5-bridge.md", None),
])
def test_the_day_in_a_file_s_name_may_have_one_digit(tmp_path: Path, name: str, day: datetime | None) -> None:
    (tmp_path / name).write_text("# Bridge shut\n\nIt is shut.\n")
    [article] = read(tmp_path / name, lambda notice: None)
    assert article.published == day
