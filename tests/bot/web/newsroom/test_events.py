"""Recurring events on a page and over HTTP."""

from __future__ import annotations

import csv
import io

import lxml.html
import pytest
from fastapi.testclient import TestClient

from bot.web.api.event_schemas import Events
from tests.bot.inert import harm
from tests.bot.web.fake_bot import MORATORIUM

SENTENCE = (
    "The county sheriff's office, one of the first customers, said it had already switched the system off in May."
)
START = MORATORIUM.text.index(SENTENCE)
FORM = {"<form>", "<label>", "<input>", "<button>", "<p role>"}


def page(client: TestClient, address: str, language: str = "en") -> lxml.html.HtmlElement:
    response = client.get(address, headers={"Accept-Language": language})
    assert response.status_code == 200 and set(harm(response.text)) <= FORM
    return lxml.html.document_fromstring(response.text)


def test_the_page_shows_each_row_with_its_cutting(client: TestClient) -> None:
    shown = page(client, "/events?q=switched")
    ((day, place, figure, cutting),) = [list(row) for row in shown.iter("tr") if row.find("td") is not None]
    assert (day.text_content(), place.text, figure.text) == ("May 2020", None, None)
    assert SENTENCE in cutting.text_content() and MORATORIUM.title in cutting.text_content()
    (link,) = cutting.iter("a")
    assert client.get(link.get("href").replace("./", "/")).status_code == 200
    assert link.get("href").endswith(f"?start={START}&end={START + len(SENTENCE)}#passage")


@pytest.mark.parametrize(("language", "words"), [("de", "Jedes Mal"), ("fr", "Chaque fois"), ("es", "Cada vez")])
def test_the_page_speaks_the_readers_language(client: TestClient, language: str, words: str) -> None:
    assert words in page(client, "/events", language).findtext(".//h1")


def test_what_is_asked_for_is_shown_as_it_stands_and_a_form_may_be_sent(client: TestClient) -> None:
    for asked in ("%3Cscript%3Ealert(1)%3C/script%3E", "%22%20onfocus=%22x", "?!"):
        page(client, f"/events?q={asked}&figure={asked}")
    assert "form-action 'self'" in client.get("/events").headers["content-security-policy"]
    assert "flood" in page(client, "/events?q=?!").find_class("problem")[0].text_content()


def test_a_program_gets_the_same_as_json_and_as_a_table(client: TestClient) -> None:
    body = client.get("/api/events?q=switched").json()
    (event,) = Events.model_validate(body).events
    assert (event.day, event.place, event.figure, event.sentence) == ("2020-05", None, None, SENTENCE)
    assert event.sentence == MORATORIUM.text[event.start : event.end] and body["complete"]
    response = client.get("/api/events?q=switched&form=csv")
    (row,) = csv.DictReader(io.StringIO(response.text))
    assert row["sentence"] == SENTENCE and "attachment" in response.headers["content-disposition"]
    for wrong in ("q=?!", "q=switched&since=soon", "", "q=switched&form=xls"):
        assert client.get(f"/api/events?{wrong}").status_code == 422
