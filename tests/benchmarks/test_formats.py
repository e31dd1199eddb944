"""The measurement of formats, over files that are made here."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.formats import Folders, measure
from tests.corpus.readers.documents.test_pdf import COLUMNS, pdf


def test_each_folder_that_is_named_has_its_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("alto", "agency", "pages", "pdf"):
        (tmp_path / name).mkdir()
    item = {"altids": {"itemid": "1"}, "headline": "Quay shut", "firstcreated": "2026-02-12T15:57:14Z",
            "pubstatus": "usable", "versioncreated": "2026-02-12T15:57:14Z",
            "bylines": [{"by": "By ANN LEE and BOB RAY"}], "body_nitf": "<p>It is shut.</p>"}
    (tmp_path / "agency" / "1.json").write_text(json.dumps(item), encoding="utf-8")
    body = [f"On day {day} the council met in the town hall and talked about the bridge." for day in range(9)]
    inside = "".join(f"<p>{each}</p>" for each in body)
    html = f"<html><body><article><h1>Bridge shut</h1>{inside}</article></body></html>"
    (tmp_path / "pages" / "Bell_2026_02_12.html.gz").write_bytes(gzip.compress(html.encode()))
    known = {"V1": {"title": "The bridge", "authors": ["Ann Lee"], "body": {"sections": [{"paragraphs": body}]}}}
    (tmp_path / "pages" / "Bell.json").write_text(json.dumps(known), encoding="utf-8")
    (tmp_path / "pdf" / "a.pdf").write_bytes(pdf(COLUMNS))
    measure(Folders(tmp_path, tmp_path / "agency", tmp_path / "pages", tmp_path / "pdf"), 60)
    printed = (line.rpartition("  ") for line in capsys.readouterr().out.splitlines())
    rows = {name.strip(): value for name, _, value in printed}
    assert [rows[f"agency: {name} as stated, of 1 items"] for name in ("title", "day", "authors")] == ["1.000"] * 3
    unseen = [rows[f"unseen pages: {name}, of 1"] for name in ("title", "title, or as shown to readers", "some author")]
    assert unseen == ["0.000", "1.000", "0.000"]
    assert rows["unseen pages: F1 of the body (four-word runs), of 1"] == "1.000"
    assert [value for name, value in rows.items() if name.startswith("PDF")] == ["0.00%"]
