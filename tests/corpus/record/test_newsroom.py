"""On whose clock days are counted, and dates of one column judged together."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from corpus import Article, InputError, Notice, read
from corpus.record.newsroom import zone_named

ANGELES = ZoneInfo("America/Los_Angeles")
WXR = """<rss xmlns:content="c" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Bell</title><item>
<title>Quay</title><guid>q</guid><content:encoded>It burnt yesterday.</content:encoded>
<wp:post_date>2023-05-04 21:30:00</wp:post_date><wp:post_date_gmt>2023-05-05 04:30:00</wp:post_date_gmt>
<wp:status>publish</wp:status></item></channel></rss>"""


def read_all(path: Path, content: str, zone: ZoneInfo | None = None) -> tuple[list[Article], list[str]]:
    """The articles of a file with that content, and what was said."""
    path.write_text(content, encoding="utf-8")
    notices: list[Notice] = []
    return list(read(path, notices.append, zone=zone)), [each.message for each in notices]


def dates(articles: list[Article]) -> list[str]:
    """Their days, as their cards show them."""
    return [each.published.date().isoformat() if each.published else "" for each in articles]


def test_a_wordpress_site_counts_days_on_its_own_clock(tmp_path: Path) -> None:
    assert dates(read_all(tmp_path / "a.xml", WXR)[0]) == ["2023-05-04"]


@pytest.mark.parametrize(("written", "iso"), [
    ("2023-05-05T04:30:00Z", "2023-05-04T21:30:00-07:00"), ("2023-05-04 21:30", "2023-05-04T21:30:00-07:00"),
    ("2023-12-04", "2023-12-04T00:00:00-08:00"), ("4 May 2023 9pm IST", "2023-05-04T21:00:00-07:00"),
])
def test_moments_are_put_on_the_newsrooms_clock(tmp_path: Path, written: str, iso: str) -> None:
    content = json.dumps({"text": "Shut.", "published": written, "embargo": written})
    (article,), _ = read_all(tmp_path / "a.json", content, ANGELES)
    assert article.published and article.published.isoformat() == iso
    assert "IST" in written or article.embargoed_until == article.published


def test_an_embargo_without_a_zone_is_read_in_the_newsrooms(tmp_path: Path) -> None:
    content = json.dumps({"text": "Shut.", "embargo": "2099-05-04 06:00"})
    (article,), notices = read_all(tmp_path / "a.json", content, ANGELES)
    assert article.embargoed_until == datetime(2099, 5, 4, 13, tzinfo=UTC)
    assert notices == []
    (article,), notices = read_all(tmp_path / "a.json", content)
    assert article.embargoed_until == datetime(2099, 5, 4, 6, tzinfo=UTC)
    assert "--timezone" in notices[0]


def test_an_embargo_in_a_zone_that_means_several_withholds(tmp_path: Path) -> None:
    (article,), _ = read_all(tmp_path / "a.json", json.dumps({"text": "Shut.", "embargo": "4 May 2099 6:00 IST"}))
    assert article.status == "withheld"


def test_of_two_orders_the_later_day_is_an_embargo_and_the_earlier_an_expiry(tmp_path: Path) -> None:
    record = {"text": "Shut.", "embargo": "04/05/2099", "expires": "04/05/2099"}
    (article,), _ = read_all(tmp_path / "a.json", json.dumps(record))
    assert article.embargoed_until == datetime(2099, 5, 4, tzinfo=UTC)
    assert article.expires == datetime(2099, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "json"])
@pytest.mark.parametrize(("days", "read_as", "said"), [
    (["04/05/2023", "13/05/2023", "05/06/23"], ["2023-05-04", "2023-05-13", "2023-06-05"], "the day first"),
    (["04/05/2023", "05/13/2023", "05/06/2023"], ["2023-04-05", "2023-05-13", "2023-05-06"], "the month first"),
    (["04/05/2023", "05/06/2023"], ["2023-04-05", "2023-05-06"], "nothing tells the order"),
    (["04/05/2023", "13/05/2023", "05/13/2023"], ["2023-04-05", "2023-05-13", "2023-05-13"], "can't be told"),
    (["04-05-2023 10:00", "13-05-2023 11:00"], ["2023-05-04", "2023-05-13"], "the day first"),
    (["2023-05-04", "13/05/2023"], ["2023-05-04", "2023-05-13"], ""),
])
def test_dates_of_a_column_are_judged_together(
    tmp_path: Path, suffix: str, days: list[str], read_as: list[str], said: str
) -> None:
    records = [{"text": f"Day {number}.", "date": day} for number, day in enumerate(days)]
    content = {
        "csv": "text,date\n" + "".join(f"{each['text']},{each['date']}\n" for each in records),
        "jsonl": "".join(json.dumps(each) + "\n" for each in records), "json": json.dumps(records),
    }[suffix]
    articles, notices = read_all(tmp_path / f"a.{suffix}", content)
    assert dates(articles) == read_as
    assert [said in each for each in notices] == ([True] if said else [])


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"'])
def test_excels_word_for_the_separator_is_heeded(tmp_path: Path, first: str) -> None:
    articles, _ = read_all(tmp_path / "a.csv", f"{first}\r\ntext;date\r\nIt is shut, they said.;45050\r\n")
    assert (articles[0].text, dates(articles)) == ("It is shut, they said.", ["2023-05-04"])


def test_a_field_that_looks_like_a_date_and_is_not_read_is_named(tmp_path: Path) -> None:
    (article,), notices = read_all(tmp_path / "a.json", json.dumps({"text": "Shut.", "erschienen": "2023-05-04"}))
    assert article.published is None
    assert notices == ["The field erschienen looks like a date and isn't read; --map published=erschienen reads it."]


def test_a_zone_that_there_is_not_is_refused() -> None:
    with pytest.raises(InputError, match="no time zone 'Mars/Sea'"):
        zone_named("Mars/Sea")
    assert zone_named("") is None
