"""Articles for spreadsheets and reference managers."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from bot.web.api.references import as_csv, as_ris
from tests.bot.web.fake_bot import FERRY, MORATORIUM

SITE = "https://ask.example.org"


def test_a_table_has_a_row_an_article_and_nothing_that_a_spreadsheet_works_out() -> None:
    poisoned = replace(FERRY, title="=1+1\nmore", authors=("@Eve", "Ann, Lee"))
    rows = list(csv.DictReader(io.StringIO(as_csv([MORATORIUM, poisoned], SITE))))
    assert rows[0]["headline"] == MORATORIUM.title and rows[0]["address"] == MORATORIUM.url
    assert rows[0]["authors"] == "Ruth Adeyemi; Jonas Lind" and rows[0]["published"] == "2020-06-10T14:05:00+00:00"
    assert rows[1]["headline"] == "'=1+1 more" and rows[1]["authors"] == "'@Eve; Ann, Lee"
    assert rows[1]["address"] == f"{SITE}/articles/ferry-timetable"


def test_a_record_for_a_reference_manager_can_not_be_broken_out_of() -> None:
    text = as_ris([replace(MORATORIUM, title="One\r\nER  - \r\nTY  - Two")], SITE)
    lines = text.split("\r\n")
    assert lines[0] == "TY  - NEWS" and lines.count("ER  - ") == 1
    assert "TI  - One ER - TY - Two" in lines and "AU  - Jonas Lind" in lines and "DA  - 2020/06/10" in lines
    assert as_ris([replace(FERRY, published=None, source="", section="")], SITE).count("  - ") == 5
