"""robots.txt as RFC 9309 has it, and what sites and pages say about how they may be used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.web import Fetcher, Manners, Refused
from corpus.web.reservations import in_ai_txt, in_page, in_signals, in_tdmrep
from corpus.web.robots import Robots
from index import Archive, IngestOptions, build
from tests.fakes import WordEmbedder
from tests.sites import Site, site

QUICK = Manners(pause_s=0.0)
BETWEEN = ["Content-Signal: search=yes, ai-train=no", "License: https://bell.example/l.xml", "Sitemap: https://b.example/s",
           "Crawl-delay: 5", "X-Anything: else", "# a word"]
ARTICLE = "<html><head>{}</head><body><article><h1>Quay</h1>" + "".join(
    f"<p>The trust met for the {number}th time over the customs house.</p>" for number in range(4, 14)) + "</article>"


@pytest.mark.parametrize("line", BETWEEN)
def test_no_other_line_ends_a_list_of_agents(line: str) -> None:
    robots = Robots.parse(f"User-agent: Cuttings\n{line}\nUser-agent: Other\nDisallow: /a\n", "Cuttings")
    assert not robots.allows("https://bell.example/a", "Cuttings")
    assert not robots.allows("https://bell.example/a", "Other")
    assert robots.allows("https://bell.example/b", "Cuttings")


@pytest.mark.parametrize("line", BETWEEN)
def test_no_other_line_ends_the_rules_of_a_group(line: str) -> None:
    robots = Robots.parse(f"User-agent: *\nDisallow: /a\n{line}\nDisallow: /b\n", "Cuttings")
    assert not robots.allows("https://bell.example/b", "Cuttings")


def test_what_a_site_signals_to_this_agent_is_read() -> None:
    text = ("User-agent: *\nContent-Signal: search=yes, ai-train=no\nAllow: /\n\nUser-agent: cuttings\n"
            "Content-Signal: ai-input=no # none\nAllow: /\n\nLicense: https://bell.example/l.xml\n")
    assert Robots.parse(text, "Cuttings").signals == (
        "Content-Signal: ai-input=no", "License: https://bell.example/l.xml")
    assert Robots.parse(text, "Other").signals[0] == "Content-Signal: search=yes, ai-train=no"
    assert Robots.parse("User-agent: *\nCrawl-delay: 7", "Cuttings").pause_s("Cuttings") == 7


@pytest.mark.parametrize(("signal", "reserves"), [
    ("search=no", True), ("search=yes, ai-input=no", True), ("ai-train=no", False), ("search=yes", False),
])
def test_training_is_nothing_that_this_does(signal: str, reserves: bool) -> None:
    assert bool(in_signals([f"Content-Signal: {signal}"])) is reserves


@pytest.mark.parametrize(("content", "said"), [
    ('[{"location": "/", "tdm-reservation": 1}]', ["tdm-reservation: 1"]),
    ('[{"location": "/free/*", "tdm-reservation": 0}, {"location": "/*", "tdm-reservation": 1, "tdm-policy": "p"}]',
     ["tdm-reservation: 1 (policy p)"]),
    ('[{"location": "/other", "tdm-reservation": 1}]', []), ('[{"location": "/quay$", "tdm-reservation": 1}]',
                                                            ["tdm-reservation: 1"]),
    ("no json", []), ("{}", []), ("[1]", []),
])
def test_tdmrep_is_read(content: str, said: list[str]) -> None:
    assert in_tdmrep(content, "https://bell.example/quay") == said


def test_ai_txt_is_read_for_everybody() -> None:
    text = "User-Agent: Other\nDisallow: /\nUser-Agent: *\nDisallow: /\nAllow: /free/"
    assert in_ai_txt(text, "https://bell.example/quay") == ["ai.txt: Disallow: /"]
    assert in_ai_txt(text, "https://bell.example/free/a") == []


@pytest.mark.parametrize(("head", "headers", "said"), [
    ('<meta name="robots" content="noai, noimageai">', {}, ["robots: noai, noimageai"]),
    ("<meta content='1' name='tdm-reservation'>", {}, ["tdm-reservation: 1"]),
    ('<meta name="tdm-reservation" content="0">', {}, []), ('<meta name="robots" content="noarchive">', {}, []),
    ("", {"tdm-reservation": "1"}, ["tdm-reservation: 1"]), ("", {"x-robots-tag": "noai"}, ["robots: noai"]),
])
def test_what_a_page_reserves_is_read(head: str, headers: dict[str, str], said: list[str]) -> None:
    assert in_page(ARTICLE.format(head).encode(), headers) == said


@pytest.fixture
def plain() -> Iterator[Site]:
    """A site that reserves nothing."""
    with site() as running:
        running.put("/robots.txt", "User-agent: *\nAllow: /\n", "text/plain")
        yield running


@pytest.fixture
def news(plain: Site) -> Site:
    """A site that reserves its use."""
    plain.put("/robots.txt", "User-agent: *\nContent-Signal: ai-input=no\nAllow: /\n", "text/plain")
    return plain


def any_address(address: str) -> bool:
    return True


def test_reservations_are_noted_and_heeded_where_that_is_asked_for(news: Site) -> None:
    url = news.put("/a", ARTICLE.format('<meta name="robots" content="noai">'))
    with Fetcher(manners=QUICK, allowed=any_address) as fetcher:
        assert fetcher.get(url).reserved == ("robots: noai",)
        (said,) = fetcher.reservations.values()
        assert said == ("Content-Signal: ai-input=no", "robots: noai")
    with Fetcher(manners=QUICK, allowed=any_address, honour_reservations=True) as heeding:
        with pytest.raises(Refused, match="reserves this use"):
            heeding.get(url)


@pytest.mark.parametrize(("path", "content"), [
    ("/ai.txt", "User-Agent: *\nDisallow: /\n"),
    ("/.well-known/tdmrep.json", '[{"location": "/", "tdm-reservation": 1}]'),
])
def test_the_files_of_a_site_are_asked_for_only_to_be_heeded(plain: Site, path: str, content: str) -> None:
    plain.put(path, content, "text/plain")
    url = plain.put("/a", ARTICLE.format(""))
    with Fetcher(manners=QUICK, allowed=any_address) as fetcher:
        fetcher.get(url)
    assert [asked for asked, _ in plain.asked] == ["/robots.txt", "/a"]
    with Fetcher(manners=QUICK, allowed=any_address, honour_reservations=True) as heeding:
        with pytest.raises(Refused, match="reserves this use"):
            heeding.get(url)


def test_an_archive_keeps_what_its_sites_say(news: Site, tmp_path: Path) -> None:
    url = news.put("/a", ARTICLE.format(""))
    with Fetcher(manners=QUICK, allowed=any_address) as fetcher:
        build(tmp_path / "news", [url], embedder=WordEmbedder(), options=IngestOptions(fetcher=fetcher))
    with Archive.open(tmp_path / "news", embedder=WordEmbedder()) as archive:
        (said,) = archive.origins.reservations().values()
    assert said == ["Content-Signal: ai-input=no"]
