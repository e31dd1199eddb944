"""JSON-LD in pages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from corpus.record.json_ld import article_facts
from corpus.text.markup import parsed

ARTICLE = {
    "@type": "NewsArticle", "headline": "Bridge shut", "datePublished": "2020-06-10T08:00:00Z",
    "dateModified": "2020-06-11T08:00:00Z", "author": {"@type": "Person", "name": "Ann Lee"},
    "publisher": {"@type": "Organization", "name": "The Post"}, "articleSection": ["Local", "Traffic"],
}


def facts(*scripts: str) -> dict[str, Any]:
    """What is read from a page with these scripts."""
    html = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    page = parsed(f"<html><head>{html}</head><body><p>x</p></body></html>")
    assert page is not None
    return article_facts(page)


@pytest.mark.parametrize(
    "content",
    [
        ARTICLE,
        [{"@type": "WebSite", "name": "The Post"}, ARTICLE],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        {**ARTICLE, "@type": ["Thing", "https://schema.org/ReportageNewsArticle"]},
    ],
)
def test_the_article_is_found_wherever_it_stands(content: object) -> None:
    found = facts("{broken", json.dumps(content))
    assert found["title"] == "Bridge shut"
    assert found["published"] == "2020-06-10T08:00:00Z"
    assert found["updated"] == "2020-06-11T08:00:00Z"
    assert found["authors"] == ["Ann Lee"]
    assert found["source"] == "The Post"
    assert found["section"] == ["Local", "Traffic"]


def test_people_described_elsewhere_on_the_page_are_looked_up() -> None:
    article = {**ARTICLE, "author": [{"@id": "#ann"}, {"@id": "#nobody"}, "Bob Ray"]}
    graph = [article, {"@id": "#ann", "name": "Ann Lee"}]
    assert facts(json.dumps({"@graph": graph}))["authors"] == ["Ann Lee", "Bob Ray"]


@pytest.mark.parametrize(
    ("type_", "kind"),
    [("OpinionNewsArticle", "opinion"), ("LiveBlogPosting", "live"), ("AdvertiserContentArticle", "sponsored")],
)
def test_the_type_tells_the_kind(type_: str, kind: str) -> None:
    assert facts(json.dumps({**ARTICLE, "@type": type_}))["kind"] == kind


def test_comments_and_line_breaks_around_and_in_json_are_borne() -> None:
    assert facts("\n//<![CDATA[\n" + json.dumps(ARTICLE) + "\n//]]>\n")["title"] == "Bridge shut"
    assert facts(json.dumps(ARTICLE).replace("Bridge shut", "Bridge\nshut"))["title"] == "Bridge\nshut"


@pytest.mark.parametrize(
    "script",
    ["", "null", "5", '"x"', "[[[[]]]]", "[" * 50_000, '{"@type": 5}', '{"@type": "Organization"}', '{"@graph": 1}'],
)
def test_scripts_without_an_article_say_nothing(script: str) -> None:
    assert facts(script) == {}
