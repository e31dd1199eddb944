"""ninjs as its schemas write it, from 1.0 to 3.1."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus import Article, read
from corpus.readers.ninjs import is_ninjs, ninjs_records
from corpus.record.aliases import hides
from corpus.record.record import article_from
from corpus.text.dates import parse_date

DOCS = Path(__file__).parents[3] / "docs" / "formats.md"
JUNE = "2027-06-01T10:00:00Z"
VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2.0", "2.1", "2.2", "3.0", "3.1")
# What has no place in an article: who and what it is about, media, and the length of it.
NOT_READ = frozenset((
    "type", "mimetype", "representationtype", "organisation", "organisations", "place", "places", "event", "events",
    "object", "objects", "renditions", "associations", "charcount", "wordcount", "trustindicator", "trustindicators",
    "$standard", "standard", "rightsinfo", "digitalsourcetype", "eventdetails", "plannedcoverage",
))


def item(**fields: object) -> dict[str, Any]:
    """A text of ninjs with these fields."""
    return {"uri": "urn:1", "type": "text", "versionCreated": "2026-05-02T10:00:00Z", "headline": "Dam",
            "body_text": "The dam held.", **fields}


def articles(record: Mapping[str, Any]) -> list[Article]:
    """The articles of an item."""
    return [article_from(each, "a.json", lambda notice: None) for each in ninjs_records(record)]


def schema(data: Path, version: str) -> dict[str, str]:
    """What a schema calls its fields, by their names in small letters; "headline_*" for a pattern."""
    path = data / "ninjs" / "schemas" / f"ninjs-schema_{version}.json"
    if not path.is_file():
        pytest.skip(f"no ninjs schema at {path}")
    stated = json.loads(path.read_text(encoding="utf-8"))
    found = set(_properties(stated, stated))
    return {name.lower(): name for name in found}


def _properties(node: Mapping[str, Any], root: Mapping[str, Any]) -> Iterator[str]:
    if "$ref" in node and str(node["$ref"]).startswith("#/"):
        inner: Any = root
        for step in node["$ref"][2:].split("/"):
            inner = inner[step]
        yield from _properties(inner, root)
    yield from node.get("properties", {})
    yield from (f"{re.sub(r'[^a-z]', '', pattern.split('_')[0])}_*" for pattern in node.get("patternProperties", {}))
    for each in (part for key in ("allOf", "anyOf", "oneOf") for part in node.get(key, ())):
        yield from _properties(each, root)


def documented() -> set[str]:
    """The names in the ninjs column of the table of fields, in small letters."""
    rows = [line.split("|") for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    column = next(number for number, cell in enumerate(rows[0]) if "ninjs" in cell)
    first = [row for row in rows[: [row[1].strip() for row in rows].index("`extra`") + 1]]
    return set(re.findall(r"[a-z_]+\*?", " ".join(row[column] for row in first).lower()))


@pytest.mark.parametrize("version", VERSIONS)
def test_every_field_that_a_schema_names_is_documented_or_has_no_place(data: Path, version: str) -> None:
    assert set(schema(data, version)) - NOT_READ - documented() == set()


@pytest.mark.parametrize("version", VERSIONS)
def test_the_fields_that_hide_an_item_are_read_under_the_names_of_each_schema(data: Path, version: str) -> None:
    names = schema(data, version)
    embargo = names.get("embargoed") or names["embargoeduntil"]
    assert {name for name in names if hides(name)} <= {"embargoed", "embargoeduntil", "pubstatus", "expires"}
    (article,) = articles(item(**{embargo: JUNE, names["pubstatus"]: "withheld"}))
    assert (article.embargoed_until, article.status) == (datetime(2027, 6, 1, 10, tzinfo=UTC), "withheld")
    if expires := names.get("expires"):
        assert articles(item(**{expires: JUNE}))[0].expires == datetime(2027, 6, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize("folder", ["1.4", "1.6", "2.1", "3.0", "3.1"])
def test_official_examples_are_read_field_by_field(data: Path, folder: str) -> None:
    examples = data / "ninjs" / "examples" / folder
    if not examples.is_dir():
        pytest.skip(f"no ninjs examples at {examples}")
    for path in examples.glob("*.json"):
        record = json.loads(path.read_text(encoding="utf-8"))
        if is_ninjs(record) and record.get("type", "text") == "text" and "eventDetails" not in record:
            _check(record, next(iter(read(path, lambda notice: None))))


def _check(record: Mapping[str, Any], article: Article) -> None:
    stated = {name.lower(): value for name, value in record.items()}
    dates = [stated.get(name) for name in ("firstcreated", "contentcreated", "versioncreated")]
    headlines = [stated.get("headline"), stated.get("headline_main"),
                 *(each.get("value") for each in stated.get("headlines", ()))]
    assert article.id == stated["uri"]
    assert article.published == next((moment for each in dates if (moment := parse_date(each))), None)
    assert article.status == stated.get("pubstatus", "usable")
    assert article.expires == parse_date(stated.get("expires"), future=True)
    if any(headlines):
        assert article.title in [" ".join(str(each).split()) for each in headlines if each]


@pytest.mark.parametrize("name", ["embargoed", "embargoedUntil", "embargoeduntil", "embargo"])
def test_every_name_of_the_embargo_is_read(name: str) -> None:
    assert articles(item(**{name: JUNE}))[0].embargoed_until == datetime(2027, 6, 1, 10, tzinfo=UTC)
    assert articles(item(**{name: "after the vote"}))[0].status == "withheld"


def test_the_headlines_of_every_version_are_read() -> None:
    for fields in (
        {"headline": "Dam holds"}, {"headline": None, "headline_main": "Dam holds", "headline_short": "Dam"},
        {"headline": "", "headline_short": "Dam holds"},
        {"headline": "", "headlines": [{"role": "short", "value": "Dam"}, {"role": "main", "value": "Dam holds"}]},
    ):
        assert articles(item(**fields))[0].title == "Dam holds"


def test_a_description_that_stands_for_the_text_is_a_summary() -> None:
    (article,) = articles(item(body_text="", description_text="It held, in short."))
    assert (article.text, article.extra["summary_only"]) == ("It held, in short.", True)
    assert "summary_only" not in articles(item())[0].extra


@pytest.mark.parametrize("associations", ["a list", "an object"])
def test_a_package_hides_the_texts_in_it_where_they_say_nothing_else(associations: str) -> None:
    free = item(uri="urn:3", embargoedUntil="2026-01-01T00:00:00Z", pubStatus="usable")
    listed = [item(uri="urn:2"), free]
    within = listed if associations == "a list" else {"a": listed[0], "b": listed[1]}
    _, second, third = articles(item(embargoedUntil=JUNE, pubStatus="withheld", associations=within))
    assert (second.embargoed_until, second.status) == (datetime(2027, 6, 1, 10, tzinfo=UTC), "withheld")
    assert (third.embargoed_until, third.status) == (datetime(2026, 1, 1, tzinfo=UTC), "usable")


def delivered(**fields: object) -> dict[str, Any]:
    """A story as The Associated Press delivers it: no uri, the body in NITF's paragraphs, the slug as its title."""
    return {
        "altids": {"itemid": "00aa", "etag": "00aa_1"}, "version": 0, "type": "text", "profile": "Spot Development",
        "versioncreated": "2026-02-12T15:57:15Z", "firstcreated": "2026-02-12T15:57:14Z", "pubstatus": "usable",
        "title": "US-Quay Fire", "headline": "Fire closes the quay", "headline_extended": "Fire closes it for a day",
        "bylines": [{"by": "By ANN MCRAE and BOB RAY", "title": "Bell Press"}], "provider": "BP",
        "subject": [{"rels": ["category"], "code": "a", "name": "a"}, {"code": "x1", "name": "Harbours"}],
        "body_nitf": "<p>MERROWBY (BP) \u2014 The quay is closed.</p>\r\n<p>Nobody was hurt.</p>",
        "links": [{"href": "https://bell.example/quay", "rel": "canonical"}], **fields,
    }


@pytest.mark.parametrize("wrap", [
    lambda each: each, lambda each: {"item": each}, lambda each: {"data": {"item": each}},
    lambda each: {"data": {"items": [{"item": each}]}}, lambda each: {"total": 1, "item": [each]},
])
def test_an_agencys_item_is_read_with_and_without_an_envelope(tmp_path: Path, wrap: Any) -> None:
    (tmp_path / "a.json").write_text(json.dumps(wrap(delivered())), encoding="utf-8-sig")
    (article,) = read(tmp_path / "a.json", lambda notice: None)
    assert (article.id, article.title) == ("00aa", "Fire closes the quay")
    assert (article.authors, article.source, article.section) == (("Ann McRae", "Bob Ray"), "BP", "Harbours")
    assert article.published == datetime(2026, 2, 12, 15, 57, 14, tzinfo=UTC)
    assert article.url == "https://bell.example/quay"
    assert article.text == "MERROWBY (BP) \u2014 The quay is closed.\n\nNobody was hurt."


@pytest.mark.parametrize("body", ["body_nitf", "body_html", "body_text", "body_xhtml", "body_main"])
def test_what_is_released_in_versions_and_has_a_body_is_news(body: str) -> None:
    released = {"pubstatus": "usable", "versioncreated": "2026-02-12T15:57:15Z", body: "<p>The quay is closed.</p>"}
    assert is_ninjs(released)
    assert articles(released)[0].text == "The quay is closed."


def test_several_bylines_are_one_name_each() -> None:
    printed = [{"by": "By ANN LEE"}, {"by": "By BOB RAY"}]
    assert articles(delivered(bylines=printed))[0].authors == ("Ann Lee", "Bob Ray")
