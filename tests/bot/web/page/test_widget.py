"""The widget as it is served."""

from __future__ import annotations

from fastapi.testclient import TestClient


def test_the_widget_is_one_small_script(client: TestClient) -> None:
    response = client.get("/widget.js")
    assert response.headers["content-type"].startswith("text/javascript")
    assert "max-age" in response.headers["cache-control"]
    assert response.headers["content-encoding"] == "gzip" and int(response.headers["content-length"]) <= 6_000
    plain = client.get("/widget.js", headers={"Accept-Encoding": "identity"})
    assert plain.content == response.content and "content-encoding" not in plain.headers


def test_the_widget_holds_no_address_but_the_one_it_came_from(client: TestClient) -> None:
    assert "http" not in client.get("/widget.js").text


def test_the_demo_page_runs_that_script_and_no_other(client: TestClient) -> None:
    response = client.get("/demo")
    assert response.text.count("<script") == 1 and '<script src="widget.js" defer' in response.text
    assert "script-src 'self';" in response.headers["content-security-policy"]


def test_the_script_reads_the_same_in_a_page_of_any_encoding(client: TestClient) -> None:
    assert client.get("/widget.js").text.isascii()   # a site joins it with scripts of its own, and states no charset
