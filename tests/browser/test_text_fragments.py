"""A citation's link scrolls a real browser to the words, however the page sets them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from bot.quote.citations import link
from corpus import Article, read
from tests.sites import Site, site

ABOVE = "".join(f"<p>The council heard report number {n} about the moorings, which took an hour to read out.</p>"
                for n in range(60))
STYLE = "<style>.drop::first-letter { float: left; font-size: 4em } .cap { float: left; font-size: 4em }</style>"
SAMPLES = {
    "plain": ("<p id=here>The night ferry sails at ten from Monday, the operator said.</p>", "night ferry"),
    "drop cap by style": ("<p id=here class=drop>The night ferry sails at ten on Monday, it said.</p>", "night ferry"),
    "drop cap by element": (
        "<p id=here><span class=cap>T</span>he night ferry sails at ten from Monday, it said.</p>", "night ferry"),
    "long": (f"<p id=here>Nobody at the harbour knew {'why the old crane had been left there, or ' * 4}who paid.</p>",
             "knew why"),
    "break": ("<p id=here>The night ferry sails at ten<br>on Monday, the operator said.</p>", "night ferry"),
    "break in a long sentence": (
        f"<p id=here>The night ferry sails {'again and again and ' * 5}at ten<br>on Monday, the operator {'who ' * 8}"
        "said.</p>", "night ferry"),
    "words that came before": (
        "<p id=here>The council heard report after report of the night ferry that sails now.</p>", "after report"),
    "list": ("<ul><li>Bread was short.</li><li id=here>The night ferry sails at ten from Monday.</li></ul>",
             "night ferry"),
    "numbered list": ("<ol><li>Bread was short.</li><li id=here>The night ferry sails now.</li></ol>", "night ferry"),
    "table": ("<table><caption>Harbour ward</caption><tr><th>Candidate</th><th>Party</th><th>Votes</th></tr>"
              "<tr><td>Ann Okoro</td><td>Green</td><td>1,204</td></tr>"
              "<tr id=here><td>Luke Varga</td><td>Labour</td><td>1,187</td></tr></table>", "Luke Varga"),
    "table with headed rows": (
        "<table><tr><th>Candidate</th><th>Votes</th></tr><tr><th>Ann Okoro</th><td>1,204</td></tr>"
        "<tr id=here><th>Luke Varga</th><td>1,187</td></tr></table>", "Luke Varga"),
    "links and emphasis": ("<p id=here>The <a href=x>night</a> <em>ferry</em> sails at&nbsp;ten from Monday.</p>",
                           "ferry"),
    "hyphens": ("<p id=here>The night-time ferry’s “ten o’clock” sail&shy;ing — the last — is off, it said.</p>",
                "ferry"),
    "a note's number": ("<p id=here>The night ferry sails at ten<sup>1</sup> from Monday, the operator said.</p>",
                        "night ferry"),
    "several sentences": ("<p>Fog came.</p><p id=here>It rained. The night ferry sails at ten. Nobody came.</p>",
                          "The night ferry"),
    "heading": ("<h2 id=here>Night ferry sails at ten from Monday on</h2><p>It rained all day and all night.</p>",
                "Night ferry"),
    "ruby": ("<p id=here>The ferry called <ruby>海<rt>umi</rt></ruby> sails at ten from Monday, it said.</p>", "ferry"),
}


@pytest.fixture(scope="module")
def served_pages() -> Iterator[Site]:
    with site() as served:
        yield served


def page_of(sample: str) -> str:
    """A long page with the sample far below its first screen."""
    below = ABOVE.replace("council", "board")
    return (f"<!doctype html><html><head><meta charset=utf-8><title>Harbour</title>{STYLE}</head><body><article>"
            f"<h1>Harbour report</h1>{ABOVE}{sample}{below}</article></body></html>")


def sentence_at(article: Article, words: str) -> tuple[int, int]:
    """The sentence, or the row, that has the words."""
    at = article.text.index(words)
    start = max(article.text.rfind("\n\n", 0, at) + 2, article.text.rfind(". ", 0, at) + 2)
    ends = [end for mark in (".\n", ". ", "\n\n") if (end := article.text.find(mark, at)) > 0]
    end = min(ends)
    return start, end + 1 if article.text[end] == "." else end


@pytest.mark.parametrize("name", SAMPLES)
def test_a_link_opens_the_page_at_the_words(
    browser: Browser, served_pages: Site, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    sample, words = SAMPLES[name]
    file = tmp_path_factory.mktemp("page") / "a.html"
    file.write_text(page_of(sample), encoding="utf-8")
    (article,) = read(file, lambda notice: None)
    address = served_pages.put("/a.html", page_of(sample))
    opened = Article(id="a", title="", text=article.text, url=address)
    context = browser.new_context(viewport={"width": 1280, "height": 700})
    try:
        page = context.new_page()
        page.goto(link(opened, *sentence_at(article, words)))
        page.wait_for_function("document.readyState === 'complete'")
        page.wait_for_function(
            "() => { const box = document.getElementById('here').getBoundingClientRect();"
            " return window.scrollY > 0 && box.bottom > 0 && box.top < innerHeight }", timeout=10_000)
    finally:
        context.close()
