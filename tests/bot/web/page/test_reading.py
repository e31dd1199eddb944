"""The reading view."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import lxml.html
import pytest
from fastapi.testclient import TestClient

from bot.web.page.reading import blocks
from tests.bot.inert import harm, payloads
from tests.bot.web.fake_bot import FERRY, MORATORIUM, OVERDUE, POISONED, SECRET, FakeBot
from tests.bot.web.page.test_render import hostile

QUOTE = "The company announced a one-year moratorium on police use of the software, known as Rekognition."
START = MORATORIUM.text.index(QUOTE)


def read(client: TestClient, address: str) -> lxml.html.HtmlElement:
    """The page at an address, parsed."""
    response = client.get(address)
    assert response.status_code == 200
    assert not harm(response.text)
    return lxml.html.document_fromstring(response.text)


def marked(page: lxml.html.HtmlElement) -> list[str]:
    """The texts that are highlighted."""
    return [mark.text_content() for mark in page.iter("mark")]


def test_an_article_is_shown_with_all_that_a_reader_needs_to_judge_it(client: TestClient) -> None:
    text = read(client, f"/articles/{MORATORIUM.id}").find("body").text_content()
    for shown in (MORATORIUM.title, "By Ruth Adeyemi and Jonas Lind, The Harbour Bell", "10 June 2020", "Business"):
        assert shown in text
    assert text.index("Corrected 12 June 2020") < text.index(MORATORIUM.title)
    assert "Opinion" in read(client, f"/articles/{OVERDUE.id}").text_content()


def test_machines_are_told_what_readers_are(client: TestClient) -> None:
    (script,) = read(client, f"/articles/{MORATORIUM.id}").xpath("//script[@type='application/ld+json']")
    told = json.loads(script.text)
    assert told["@type"] == "NewsArticle" and told["headline"] == MORATORIUM.title and told["url"] == MORATORIUM.url
    assert [author["name"] for author in told["author"]] == list(MORATORIUM.authors)
    assert told["correction"][0]["datePublished"].startswith("2020-06-12") and "dateModified" not in told
    (script,) = read(client, "/articles/poisoned%3Cscript%3E").xpath("//script[@type='application/ld+json']")
    assert "<" not in script.text and "url" not in json.loads(script.text)


def test_the_passage_is_marked_and_scrolled_to(client: TestClient) -> None:
    page = read(client, f"/articles/{MORATORIUM.id}?start={START}&end={START + len(QUOTE)}")
    assert marked(page) == [QUOTE]
    mark = page.get_element_by_id("passage")
    assert mark.text_content() == QUOTE and "autofocus" in mark.attrib


def test_a_passage_over_two_paragraphs_is_marked_in_both(client: TestClient) -> None:
    page = read(client, f"/articles/{MORATORIUM.id}?start=0&end={START + len(QUOTE)}")
    assert marked(page) == [MORATORIUM.text.split("\n\n")[0], QUOTE]
    assert len(page.xpath("//*[@id='passage']")) == 1


@pytest.mark.parametrize(
    "query",
    ["", "start=1", "end=9", "start=9&end=9", "start=9&end=1", "start=-1&end=5", "start=0&end=999999", "start=a&end=b",
     "start=1e1&end=20", "start=%00&end=%F0%9D%9F%99", "start=0&end=" + "9" * 5_000],
)
def test_offsets_that_make_no_sense_mark_nothing(client: TestClient, query: str) -> None:
    page = read(client, f"/articles/{MORATORIUM.id}?{query}")
    assert marked(page) == []
    assert MORATORIUM.title in page.text_content()


def test_paragraphs_keep_every_word_of_the_text() -> None:
    shown = [each.spans for each in blocks(MORATORIUM.text, START, START + len(QUOTE))]
    assert ["".join(span.text for span in each) for each in shown] == MORATORIUM.text.split("\n\n")
    assert [span.text for each in shown for span in each if span.cited] == [QUOTE]


RESULTS = """The count in full:

Harbour ward: Ann Lee, Green, 1,204 (Candidate, Party, Votes)

Harbour ward: Luke Varga, 1,187 (Candidate, Votes)

Hill ward: Strand, Pia; Liberal; 642 (Candidate; Party; Votes)

Both wards were counted twice (by hand, and by machine)."""


def test_rows_are_shown_as_a_table_with_the_cited_one_marked() -> None:
    start = RESULTS.index("Harbour ward: Luke")
    above, table, other, below = blocks(RESULTS, start, RESULTS.index("\n\nHill"))
    assert (table.caption, table.heads) == ("Harbour ward", ("Candidate", "Party", "Votes"))
    assert [["".join(span.text for span in cell) for cell in row] for row in table.rows] == [
        ["Ann Lee", "Green", "1,204"], ["Luke Varga", "", "1,187"]]
    assert [span.text for row in table.rows for cell in row for span in cell if span.cited] == ["Luke Varga", "1,187"]
    assert [span.first for row in table.rows for cell in row for span in cell].count(True) == 1
    assert [each.rows for each in (above, other, below)] == [(), (), ()]


def test_a_table_reaches_the_page(client: TestClient, bot: FakeBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.archive, "articles", [replace(MORATORIUM, id="results", text=RESULTS)])
    html = read(client, "/articles/results")
    assert html.xpath("//table/caption/text()") == ["Harbour ward"]
    assert html.xpath("//table//th/text()") == ["Candidate", "Party", "Votes"]


def test_a_text_without_words_has_no_paragraphs() -> None:
    assert list(blocks("")) == list(blocks("\n\n \n", 0, 2)) == []


@pytest.mark.parametrize("id", [SECRET.id, "unknown", "", "%00", "%F0%9F%98%80"])
def test_an_article_that_is_not_there_gets_a_page_in_plain_words(client: TestClient, id: str) -> None:
    response = client.get(f"/articles/{id}")
    assert response.status_code == 404
    assert "This article is not here" in response.text
    assert SECRET.title not in response.text


def test_a_withdrawn_article_looks_exactly_like_an_unknown_one(client: TestClient) -> None:
    assert client.get(f"/articles/{SECRET.id}").text == client.get("/articles/unknown").text


def test_an_address_that_leads_nowhere_says_so_in_plain_words(client: TestClient) -> None:
    response = client.get("/nowhere")
    assert response.status_code == 404 and "There is nothing at this address" in response.text
    assert not harm(response.text)


def test_the_original_is_linked_only_when_it_is_on_the_web(client: TestClient) -> None:
    assert MORATORIUM.url in read(client, f"/articles/{MORATORIUM.id}").xpath("//footer//a/@href")
    assert read(client, f"/articles/{FERRY.id}").xpath("//footer//a/@href") == ["/"]
    assert read(client, "/articles/poisoned%3Cscript%3E").xpath("//footer//a/@href") == ["/"]


def test_an_update_is_dated(client: TestClient, bot: FakeBot, monkeypatch: pytest.MonkeyPatch) -> None:
    updated = replace(FERRY, updated=datetime(2024, 2, 20, tzinfo=UTC), language='en" onload="x', rights="© Bell")
    monkeypatch.setattr(bot.archive, "articles", [updated])
    text = read(client, f"/articles/{FERRY.id}").text_content()
    assert "Updated 20 February 2024" in text and "© Bell" in text
    monkeypatch.setattr(bot.archive, "articles", [replace(updated, updated=FERRY.published)])
    assert "Updated" not in read(client, f"/articles/{FERRY.id}").text_content()


def test_a_poisoned_article_is_shown_as_it_is_written(client: TestClient) -> None:
    page = read(client, "/articles/poisoned%3Cscript%3E")
    assert POISONED.title in page.text_content()


def test_no_attack_of_a_public_list_comes_out_alive(
    client: TestClient, bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for payload in payloads():
        article = hostile(payload).citations[0].article
        monkeypatch.setattr(bot.archive, "articles", [replace(article, id="attack")])
        read(client, f"/articles/attack?start=0&end={len(payload)}")


def test_the_view_speaks_the_readers_language_around_an_article_in_its_own(
    client: TestClient, bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.archive, "articles", [replace(MORATORIUM, language="en")])
    response = client.get(f"/articles/{MORATORIUM.id}", headers={"Accept-Language": "fr-CA,fr;q=0.9"})
    assert "Accept-Language" in response.headers["vary"] and response.headers["content-language"] == "fr"
    assert not harm(response.text)
    page = lxml.html.document_fromstring(response.text)
    text = page.find("body").text_content()
    shown = ("Par Ruth Adeyemi et Jonas Lind", "10 juin 2020", "Rectificatif du 12 juin 2020\u202f:", "Archives\u202f:")
    assert all(each in text for each in shown)
    assert page.get("lang") == "fr" and page.xpath("//h1/@lang") == ["en"]
    assert set(page.xpath("//article/p/@lang")) == {"en"} and page.xpath("//aside/span/@lang") == ["en"]


@pytest.mark.parametrize("path", ["/articles/unknown", "/nowhere"])
def test_what_is_not_there_is_told_in_the_readers_language(client: TestClient, path: str) -> None:
    response = client.get(path, headers={"Accept-Language": "es"})
    assert response.status_code == 404 and '<html lang="es">' in response.text
    assert "Este artículo no está aquí" in response.text or "No hay nada en esta dirección" in response.text


def test_a_header_that_says_anything_but_languages_is_never_shown(client: TestClient) -> None:
    for header in ('de"><script>', "x" * 10_000, ";;;q=,,", "__class__"):
        response = client.get(f"/articles/{FERRY.id}", headers={"Accept-Language": header})
        assert response.status_code == 200 and '<html lang="en">' in response.text
        assert header not in response.text and not harm(response.text)


def test_a_shared_link_shows_the_article(client: TestClient) -> None:
    head = client.get(f"/articles/{MORATORIUM.id}").text.partition("<style>")[0]
    for shown in (
        f'<meta property="og:title" content="{MORATORIUM.title}">', '<meta property="og:type" content="article">',
        '<meta name="description" content="Amazon said on Wednesday that', '<link rel="canonical" href="'
        + MORATORIUM.url, '<meta property="article:published_time" content="2020-06-10', 'rel="icon"',
    ):
        assert shown in head
    assert '<link rel="canonical" href="/articles/opinion%2Foverdue">' in client.get("/articles/opinion/overdue").text
