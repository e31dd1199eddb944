"""What content management systems export, and what their interfaces give."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from corpus import Article, Fields, Notice, SourceError, read

MAY = datetime(2023, 5, 4, 10, 15, tzinfo=UTC)
WORDPRESS = {
    "id": 91,
    "date": "2023-05-04T21:30:00",
    "date_gmt": "2023-05-05T04:30:00",
    "status": "publish",
    "type": "post",
    "guid": {"rendered": "https://bell.example/?p=91"},
    "modified": "2023-05-06T09:00:00",
    "modified_gmt": "2023-05-06T16:00:00",
    "link": "https://bell.example/quay/",
    "title": {"rendered": "The quay&#8217;s"},
    "content": {"rendered": "<p>The quay is shut.</p>", "protected": False},
    "author": 3,
    "categories": [12],
    "tags": [7],
    "_embedded": {
        "author": [{"id": 3, "name": "Ann Lee"}],
        "wp:term": [
            [{"id": 12, "name": "Harbour", "taxonomy": "category"}],
            [{"id": 7, "name": "fire", "taxonomy": "post_tag"}],
        ],
    },
}
GHOST = {
    "id": "p1",
    "uuid": "u",
    "title": "Quay shut",
    "slug": "quay",
    "html": "<p>The quay is shut.</p>",
    "status": "published",
    "plaintext": "The quay is shut.",
    "visibility": "public",
    "published_at": "2023-05-04T10:15:00.000Z",
    "created_at": "2023-05-03T10:15:00.000Z",
    "updated_at": "2023-05-05T10:15:00.000Z",
}
ANS = {
    "type": "story",
    "_id": "A1",
    "canonical_url": "/quay/",
    "headlines": {"basic": "Quay shut"},
    "content_elements": [
        {"type": "text", "content": "The quay is <b>shut</b>."},
        {"type": "image", "caption": "A quay"},
        {
            "type": "list",
            "items": [{"type": "text", "content": "No boats."}, {"type": "text", "content": "No trains."}],
        },
        {"type": "interstitial_link", "content": "Read more"},
        {
            "type": "table",
            "header": [{"content": "Year"}, {"content": "Boats"}],
            "rows": [[{"content": "2022"}, {"content": "31"}]],
        },
        {"type": "correction", "text": "The quay was shut on Monday."},
    ],
    "credits": {"by": [{"type": "author", "name": "Ann Lee"}, {"name": "Bob Ray"}]},
    "language": "en",
    "display_date": "2023-05-04T10:15:00Z",
    "taxonomy": {"primary_section": {"name": "Harbour"}},
    "subtype": "opinion",
}
DRUPAL = {
    "jsonapi": {"version": "1.0"},
    "data": [
        {
            "type": "node--article",
            "id": "d1",
            "attributes": {
                "title": "Quay shut",
                "status": True,
                "created": "2023-05-04T10:15:00+00:00",
                "langcode": "en",
                "body": {
                    "value": "raw",
                    "format": "basic_html",
                    "processed": "<p>The quay is shut.</p>",
                    "summary": "",
                },
            },
            "relationships": {
                "uid": {"data": {"type": "user--user", "id": "u1"}},
                "field_section": {"data": [{"type": "taxonomy_term--section", "id": "t1"}]},
            },
        }
    ],
    "included": [
        {"type": "user--user", "id": "u1", "attributes": {"display_name": "Ann Lee"}},
        {"type": "taxonomy_term--section", "id": "t1", "attributes": {"name": "Harbour"}},
    ],
}
GUARDIAN = {
    "response": {
        "status": "ok",
        "results": [
            {
                "id": "uk/quay",
                "type": "liveblog",
                "sectionName": "Harbour",
                "webPublicationDate": "2023-05-04T10:15:00Z",
                "webTitle": "Quay shut",
                "webUrl": "https://bell.example/quay",
                "fields": {
                    "headline": "Quay shut",
                    "byline": "Ann Lee and Bob Ray",
                    "body": "<p>The quay is shut.</p>",
                    "bodyText": "x",
                },
            }
        ],
    }
}
TIMES = {
    "status": "OK",
    "response": {
        "docs": [
            {
                "_id": "bell://1",
                "web_url": "https://bell.example/quay",
                "abstract": "It is shut.",
                "lead_paragraph": "The quay is shut.",
                "headline": {"main": "Quay shut", "kicker": None},
                "byline": {"original": "By Ann Lee"},
                "section_name": "Harbour",
                "pub_date": "2023-05-04T10:15:00+0000",
                "type_of_material": "Editorial",
                "source": "The Bell",
            }
        ]
    },
}


def read_all(tmp_path: Path, content: object, fields: Fields = Fields()) -> tuple[list[Article], list[Notice]]:  # noqa: B008
    """The articles of a JSON file, and what was said."""
    (tmp_path / "a.json").write_text(json.dumps(content), encoding="utf-8")
    notices: list[Notice] = []
    return list(read(tmp_path / "a.json", notices.append, fields=fields)), notices


@pytest.mark.parametrize("content", [WORDPRESS, [WORDPRESS]])
def test_a_wordpress_post_has_the_names_beside_it_and_its_sites_own_time(tmp_path: Path, content: object) -> None:
    (article,), notices = read_all(tmp_path, content)
    assert (article.id, article.title) == ("https://bell.example/?p=91", "The quay’s")
    assert article.published == datetime(2023, 5, 4, 21, 30, tzinfo=timezone(timedelta(hours=-7)))
    assert article.published.isoformat() == "2023-05-04T21:30:00-07:00"
    assert (article.authors, article.section, article.extra["tags"]) == (("Ann Lee",), "Harbour", ["fire"])
    assert not notices


def test_all_who_wrote_a_post_together_are_its_authors(tmp_path: Path) -> None:
    terms = [[{"taxonomy": "author", "name": name} for name in ("Ann Lee", "Bob Ray")]]
    embedded = {"author": [{"name": "Ann Lee"}], "wp:term": terms}
    assert read_all(tmp_path, {**WORDPRESS, "_embedded": embedded})[0][0].authors == ("Ann Lee", "Bob Ray")
    terms[0][1]["name"] = "bob"    # a login
    assert read_all(tmp_path, {**WORDPRESS, "_embedded": embedded})[0][0].authors == ("Ann Lee",)


def test_a_title_is_without_the_tags_that_its_words_are_set_in(tmp_path: Path) -> None:
    title = {"rendered": "The <em>Bell</em> &amp; the <br>quay"}
    assert read_all(tmp_path, {**WORDPRESS, "title": title})[0][0].title == "The Bell & the quay"


def test_components_of_a_body_are_its_paragraphs(tmp_path: Path) -> None:
    parts = [{"contents": {"html": "It is <b>shut</b>."}}, {"contents": {"html": "Nobody knows why."}}]
    assert read_all(tmp_path, {"title": "Quay", "body": {"components": parts}})[0][0].text == (
        "It is shut.\n\nNobody knows why.")


def test_numbers_of_wordpress_are_no_names(tmp_path: Path) -> None:
    (article,), _ = read_all(tmp_path, {name: value for name, value in WORDPRESS.items() if name != "_embedded"})
    assert (article.authors, article.section) == ((), "")


def test_a_post_behind_a_password_is_withheld(tmp_path: Path) -> None:
    protected = {"content": {"rendered": "<p>Secret.</p>", "protected": True}}
    assert read_all(tmp_path, {**WORDPRESS, **protected})[0][0].status == "withheld"


def test_a_ghost_export_joins_its_tables(tmp_path: Path) -> None:
    tables = {
        "posts": [
            GHOST,
            {**GHOST, "id": "p2", "visibility": "paid"},
            {**GHOST, "id": "p3", "status": "draft"},
            {**GHOST, "id": "p4", "type": "page"},
        ],
        "users": [{"id": "1", "name": "Ann Lee"}, {"id": "2", "name": "Bob Ray"}],
        "posts_authors": [
            {"post_id": "p1", "author_id": "2", "sort_order": 1},
            {"post_id": "p1", "author_id": "1", "sort_order": 0},
        ],
        "tags": [{"id": "t", "name": "Harbour"}, {"id": "i", "name": "#internal"}],
        "posts_tags": [{"post_id": "p1", "tag_id": "i"}, {"post_id": "p1", "tag_id": "t"}],
    }
    articles, notices = read_all(tmp_path, {"db": [{"meta": {}, "data": tables}]})
    assert [(each.id, each.status) for each in articles] == [("p1", "usable"), ("p2", "withheld"), ("p3", "withheld")]
    assert (articles[0].authors, articles[0].section) == (("Ann Lee", "Bob Ray"), "Harbour")
    assert (articles[0].published, articles[0].text) == (MAY, "The quay is shut.")
    assert "for paid only" in notices[0].message


def test_the_content_api_of_ghost_is_read(tmp_path: Path) -> None:
    post = {
        **GHOST,
        "url": "https://bell.example/quay/",
        "authors": [{"name": "Ann Lee"}, {"name": "Bob Ray"}],
        "primary_tag": {"name": "Harbour"},
    }
    (article,), _ = read_all(tmp_path, {"posts": [post], "meta": {}})
    assert (article.url, article.section) == ("https://bell.example/quay/", "Harbour")
    assert article.authors == ("Ann Lee", "Bob Ray")


@pytest.mark.parametrize("wrap", [lambda each: each, lambda each: [each], lambda each: {"content_elements": [each]}])
def test_a_story_of_arc_xp_is_read_element_by_element(tmp_path: Path, wrap: Any) -> None:
    (article,), notices = read_all(tmp_path, wrap(ANS))
    assert article.text == "The quay is shut.\n\nNo boats.\n\nNo trains.\n\n2022, 31 (Year, Boats)"
    assert (article.authors, article.section, article.kind) == (("Ann Lee", "Bob Ray"), "Harbour", "opinion")
    assert (article.published, article.corrections) == (MAY, ((None, "The quay was shut on Monday."),))
    assert not notices


def test_a_node_of_drupal_has_what_it_refers_to(tmp_path: Path) -> None:
    (article,), _ = read_all(tmp_path, DRUPAL)
    assert (article.text, article.published, article.status) == ("The quay is shut.", MAY, "usable")
    assert (article.authors, article.section, article.language) == (("Ann Lee",), "Harbour", "en")
    hidden = json.loads(json.dumps(DRUPAL).replace('"status": true', '"status": false'))
    assert read_all(tmp_path, hidden)[0][0].status == "withheld"


def test_the_guardians_platform_is_read(tmp_path: Path) -> None:
    (article,), _ = read_all(tmp_path, GUARDIAN)
    assert (article.text, article.published, article.kind) == ("The quay is shut.", MAY, "live")
    assert (article.authors, article.section, article.url) == (
        ("Ann Lee", "Bob Ray"),
        "Harbour",
        "https://bell.example/quay",
    )
    single = {"response": {"status": "ok", "content": GUARDIAN["response"]["results"][0]}}
    assert read_all(tmp_path, single)[0] == [article]


def test_the_times_search_gives_summaries(tmp_path: Path) -> None:
    (article,), _ = read_all(tmp_path, TIMES)
    assert (article.text, article.extra["summary_only"]) == ("The quay is shut.", True)
    assert (article.authors, article.section, article.kind) == (("Ann Lee",), "Harbour", "opinion")


@pytest.mark.parametrize(
    "body",
    [
        [
            {"_type": "block", "children": [{"_type": "span", "text": "One "}, {"_type": "span", "text": "line."}]},
            {"_type": "image"},
            {"_type": "block", "children": [{"_type": "span", "text": "Two."}]},
        ],
        {
            "type": "doc",
            "content": [
                {"type": "paragraph", "content": [{"type": "text", "text": "One "}, {"type": "text", "text": "line."}]},
                {"type": "paragraph", "content": [{"type": "text", "text": "Two."}]},
            ],
        },
        {
            "nodeType": "document",
            "content": [
                {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "One line."}]},
                {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "Two."}]},
            ],
        },
        {
            "blocks": [
                {"type": "paragraph", "data": {"text": "One <b>line</b>."}},
                {"type": "image", "data": {"url": "x"}},
                {"type": "paragraph", "data": {"text": "Two."}},
            ]
        },
        {"blocks": [{"type": "unstyled", "text": "One line."}, {"type": "unstyled", "text": "Two."}], "entityMap": {}},
        json.dumps(
            {
                "root": {
                    "children": [
                        {"type": "paragraph", "children": [{"type": "text", "text": "One line."}]},
                        {"type": "paragraph", "children": [{"type": "text", "text": "Two."}]},
                    ]
                }
            }
        ),
        [
            {"type": "p", "children": [{"text": "One "}, {"text": "line.", "bold": True}]},
            {"children": [{"text": "Two."}]},
        ],
        {"items": [{"_type": "com.bell.RichTextModule", "html": "<p>One line.</p>"}, {"html": "<p>Two.</p>"}]},
        {"summary": ["One line."], "sections": [{"headline": [], "paragraphs": ["Two."]}]},
        ["One line.", "Two."],
        [{"text": "One line."}, {"text": "Two."}],
        {"rendered": "<p>One line.</p><p>Two.</p>"},
    ],
)
@pytest.mark.parametrize("name", ["body", "content"])
def test_a_body_in_blocks_is_its_paragraphs(tmp_path: Path, name: str, body: object) -> None:
    (article,), _ = read_all(tmp_path, {"title": "Quay", name: body})
    assert article.text == "One line.\n\nTwo."


@pytest.mark.parametrize(
    "wrap",
    [
        lambda each: {"data": {"posts": [each]}},
        lambda each: {"status": "ok", "payload": {"stories": [each]}},
        lambda each: {"data": {"posts": {"edges": [{"node": each}]}}},
        lambda each: {"hits": {"hits": [{"_source": each}]}},
        lambda each: {"results": [each], "next": None},
    ],
)
def test_a_list_of_articles_is_taken_from_wherever_it_usually_lies(tmp_path: Path, wrap: Any) -> None:
    (article,), _ = read_all(tmp_path, wrap({"title": "Quay", "text": "The quay is shut."}))
    assert article.text == "The quay is shut."


def test_what_has_a_text_of_its_own_is_an_article_whatever_lists_it_has(tmp_path: Path) -> None:
    (article,), _ = read_all(tmp_path, {"text": "The quay is shut.", "data": [{"text": "Related."}]})
    assert article.text == "The quay is shut."


def test_a_map_reaches_into_lists_and_joins_what_lies_elsewhere(tmp_path: Path) -> None:
    content = {
        "export": {
            "rows": [{"kopf": "Quay", "teile": [{"t": "One."}, {"t": "Two."}], "who": [2, 1], "day": "2023-05-04"}],
            "people": [{"nr": 1, "name": "Ann Lee"}, {"nr": 2, "name": "Bob Ray"}],
        }
    }
    fields = Fields.parse(
        ["title=kopf", "text=teile.t", "authors=who@export.people.nr.name", "published=day"], "export.rows"
    )
    (article,), _ = read_all(tmp_path, content, fields)
    assert (article.title, article.text, article.authors) == ("Quay", "One.\n\nTwo.", ("Bob Ray", "Ann Lee"))
    first = Fields.parse(["text=teile.0.t"], "export.rows")
    assert read_all(tmp_path, content, first)[0][0].text == "One."


def test_a_list_that_is_not_there_and_a_join_without_its_parts_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no list at 'data.posts', but null"):
        read_all(tmp_path, {"data": {}}, Fields.parse([], "data.posts"))
    with pytest.raises(SourceError, match="authors=author_id@users"):
        Fields.parse(["authors=id@users"])


@pytest.mark.parametrize(
    "name",
    [
        "date_publish",
        "publishing_date",
        "webPublicationDate",
        "created_at",
        "publication_time",
        "first_published_at",
        "post_date",
        "display_date",
        "datePublished",
        "article:published_time",
    ],
)
def test_dates_are_read_under_their_usual_names(tmp_path: Path, name: str) -> None:
    assert read_all(tmp_path, {"text": "Shut.", name: "2023-05-04 10:15:00"})[0][0].published == MAY
