"""A passage of a scan says how surely it was read, and where on the picture it stands."""

from __future__ import annotations

from typing import Any

import pytest

from corpus import Article
from corpus.types.scanned import confidence, scan_link

TEXT = "The quay is shut.\n\nIt opens in May.\n\nSwans came."
IMAGE = "https://scans.example/bell/p1.jpg"
BLOCKS = [[0, 0.9, 100, 200, 300, 100], [19, 0.5, 100, 300, 500, 100], [37, -1, 10, 10, 10, 10]]
SCANS: list[list[Any]] = [[0, IMAGE, 1000, 2000], [37, "https://scans.example/bell/p2.jpg", 1000, 2000]]


def scan(**extra: Any) -> Article:
    """An article of two pages."""
    return Article(id="a", title="", text=TEXT, extra={"blocks": BLOCKS, "scans": SCANS} | extra)


@pytest.mark.parametrize(("start", "end", "sure"), [(0, 17, 0.9), (19, 35, 0.5), (10, 28, 0.7), (37, 48, None)])
def test_the_confidence_is_that_of_the_paragraphs_it_lies_in(start: int, end: int, sure: float | None) -> None:
    assert confidence(scan(), start, end) == (None if sure is None else pytest.approx(sure))


def test_what_is_no_scan_has_none() -> None:
    plain = Article(id="a", title="", text=TEXT)
    assert (confidence(plain, 0, 9), scan_link(plain, 0, 9)) == (None, "")


@pytest.mark.parametrize(
    "extra", [{"blocks": "x"}, {"blocks": [[0, "y"], 3, []]}, {"scans": [[0]]}, {"scans": 7}, {"blocks": None}]
)
def test_marks_of_another_shape_say_nothing(extra: dict[str, Any]) -> None:
    assert scan_link(scan(**extra), 0, 5) in ("", IMAGE, f"{IMAGE}#xywh=percent:10,10,30,5")
    confidence(scan(**extra), 0, 5)


def test_the_link_names_the_place_on_the_picture() -> None:
    assert scan_link(scan(), 0, 5) == f"{IMAGE}#xywh=percent:10,10,30,5"
    assert scan_link(scan(), 10, 28) == f"{IMAGE}#xywh=percent:10,10,50,10"
    assert scan_link(scan(), 37, 48) == "https://scans.example/bell/p2.jpg#xywh=percent:1,0.5,1,0.5"


def test_an_image_server_cuts_the_picture() -> None:
    server = "https://iiif.example/2/bell%2Fp1"
    article = scan(scans=[[0, f"{server}/full/max/0/default.jpg", 1000, 2000]])
    assert scan_link(article, 0, 5) == f"{server}/pct:10,10,30,5/max/0/default.jpg"


@pytest.mark.parametrize(("width", "height"), [(0, 0), (-1, 5), (None, "x")])
def test_a_page_without_a_size_is_named_alone(width: Any, height: Any) -> None:
    assert scan_link(scan(scans=[[0, IMAGE, width, height]]), 0, 5) == IMAGE


def test_a_file_of_a_disk_is_no_link() -> None:
    assert scan_link(scan(scans=[[0, "../MASTER/p1.tiff", 1000, 2000]]), 0, 5) == ""
