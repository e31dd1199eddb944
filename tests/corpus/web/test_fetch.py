"""Fetching: manners, bounds, and nothing that isn't anybody's to see."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from corpus.web import Fetcher, FetchError, Gone, Manners, Refused
from tests.sites import Clock, Site, site

QUICK = Manners(pause_s=0, timeout_s=5, total_s=20)


def any_address(address: str) -> bool:
    return True


@pytest.fixture
def news() -> Iterator[Site]:
    with site() as served:
        yield served


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(manners=QUICK, allowed=any_address) as made:
        yield made


def test_a_page_comes_with_its_charset_and_marks(news: Site, fetcher: Fetcher) -> None:
    url = news.put("/a", "Hällo".encode("latin-1"), "text/html; charset=ISO-8859-1", ETag='"1"', Last_Modified="Mon")
    found = fetcher.get(url)
    assert (found.url, found.data, found.charset) == (url, b"H\xe4llo", "iso-8859-1")
    assert (found.etag, found.modified) == ('"1"', "Mon")


def test_the_agent_says_who_it_is(news: Site, fetcher: Fetcher) -> None:
    fetcher.get(news.put("/a", "x"))
    for _, headers in news.asked:
        assert headers["User-Agent"].startswith("Cuttings/") and "http" not in headers["User-Agent"]


def test_an_unchanged_page_is_not_sent_again(news: Site, fetcher: Fetcher) -> None:
    url = news.put("/a", "x", ETag='"1"')
    again = fetcher.get(url, etag=fetcher.get(url).etag)
    assert again.unchanged and again.data == b"" and again.etag == '"1"'


def test_robots_txt_is_heeded_and_asked_for_once(news: Site, fetcher: Fetcher) -> None:
    news.put("/robots.txt", "User-agent: *\nDisallow: /private/\nDisallow: /*.pdf$", "text/plain")
    allowed, forbidden = news.put("/a", "x"), news.put("/private/b", "x")
    fetcher.get(allowed)
    with pytest.raises(Refused, match=r"robots\.txt forbids"):
        fetcher.get(forbidden)
    assert [path for path, _ in news.asked] == ["/robots.txt", "/a"]


def test_rules_for_this_agent_count_before_those_for_all(news: Site, fetcher: Fetcher) -> None:
    news.put("/robots.txt", "User-agent: *\nAllow: /\n\nUser-agent: cuttings\nDisallow: /", "text/plain")
    with pytest.raises(Refused):
        fetcher.get(news.put("/a", "x"))


def test_a_site_whose_robots_txt_fails_is_left_alone(news: Site, fetcher: Fetcher) -> None:
    news.put("/robots.txt", "", status=500)
    with pytest.raises(FetchError, match=r"robots\.txt can't be read"):
        fetcher.get(news.put("/a", "x"))
    assert news.paths() == []


def test_a_redirect_is_held_against_the_robots_txt_of_where_it_leads(news: Site, fetcher: Fetcher) -> None:
    news.put("/robots.txt", "User-agent: *\nDisallow: /b", "text/plain")
    news.put("/a", "", status=302, Location="/b")
    with pytest.raises(Refused, match="forbids"):
        fetcher.get(news.url("/a"))


def test_a_host_gets_its_pauses(news: Site) -> None:
    clock = Clock()
    news.put("/robots.txt", "User-agent: *\nCrawl-delay: 7", "text/plain")
    with Fetcher(manners=Manners(pause_s=2), allowed=any_address, clock=clock, sleep=clock.sleep) as fetcher:
        for path in ("/a", "/b", "/c"):
            fetcher.get(news.put(path, "x"))
    assert clock.slept == [2, 7, 7]


def test_a_robots_txt_that_asks_for_endless_pauses_is_taken_for_a_no(news: Site, fetcher: Fetcher) -> None:
    news.put("/robots.txt", "User-agent: *\nCrawl-delay: 1000000", "text/plain")
    with pytest.raises(Refused, match="1,000,000 seconds"):
        fetcher.get(news.put("/a", "x"))


def test_a_busy_server_is_asked_again_when_it_said(news: Site) -> None:
    clock = Clock()
    url = news.put("/a", "", status=503, Retry_After="30")

    def sleep(seconds: float) -> None:
        clock.sleep(seconds)
        news.put("/a", "x")

    with Fetcher(manners=QUICK, allowed=any_address, clock=clock, sleep=sleep) as fetcher:
        assert fetcher.get(url).data == b"x"
    assert clock.slept == [30]


def test_a_server_that_is_busy_again_and_again_is_waited_for_a_minute_in_all(news: Site) -> None:
    clock = Clock()
    url = news.put("/a", "", status=503, Retry_After="25")
    with Fetcher(manners=QUICK, allowed=any_address, clock=clock, sleep=clock.sleep) as fetcher:
        with pytest.raises(FetchError, match="come again in 25 seconds"):
            fetcher.get(url)
    assert clock.slept == [25, 25]


def test_a_server_that_wants_to_be_left_alone_is(news: Site) -> None:
    clock = Clock()
    url = news.put("/a", "", status=429, Retry_After="3600")
    with Fetcher(manners=QUICK, allowed=any_address, clock=clock, sleep=clock.sleep) as fetcher:
        for reason in ("come again in 3,600 seconds", "not to be asked for 3,600 more seconds"):
            with pytest.raises(FetchError, match=reason):
                fetcher.get(url)
    assert news.paths() == ["/a"] and clock.slept == []


@pytest.mark.parametrize(("status", "error"), [(404, Gone), (410, Gone), (401, Refused), (402, Refused), (403, Refused),
                                                (451, Refused), (500, FetchError), (204, FetchError)])
def test_a_refusal_says_what_kind_it_is(news: Site, fetcher: Fetcher, status: int, error: type[Exception]) -> None:
    with pytest.raises(error, match=str(status)) as raised:
        fetcher.get(news.put("/a", "", status=status))
    assert type(raised.value) is error


def test_redirects_end_somewhere(news: Site, fetcher: Fetcher) -> None:
    for number in range(4):
        news.put(f"/{number}", "", status=301, Location=f"/{number + 1}")
    assert fetcher.get(news.url("/0")).url == news.url("/4") if news.put("/4", "x") else False
    news.put("/4", "", status=301, Location="/0")
    with pytest.raises(Refused, match="more than 5 times"):
        fetcher.get(news.url("/0"))


@pytest.mark.parametrize("target", [
    "file:///etc/passwd", "ftp://example.org/x", "gopher://example.org/", "http://user:word@example.org/", "http://",
    "http://example.org:0/", "http://[::1",
])
def test_a_redirect_to_anything_but_a_plain_web_address_is_refused(news: Site, fetcher: Fetcher, target: str) -> None:
    news.put("/a", "", status=302, Location=target)
    with pytest.raises(FetchError):
        fetcher.get(news.url("/a"))


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]",
                                  "localhost", "169.254.169.254", "10.0.0.1", "0.0.0.0"])
def test_no_private_address_is_opened_however_it_is_written(news: Site, host: str) -> None:
    port = news.address.rpartition(":")[2]
    with Fetcher(manners=QUICK) as fetcher, pytest.raises(FetchError) as raised:
        fetcher.get(f"http://{host}:{port}/a")
    assert news.asked == []
    assert isinstance(raised.value, Refused) or "no host" in str(raised.value)   # no IPv6 here, perhaps


def resolving(*answers: list[str]) -> Callable[[str, int], list[str]]:
    """A resolver that gives another answer each time, the last one for ever."""
    left = list(answers)
    return lambda host, port: left.pop(0) if len(left) > 1 else left[0]


def test_a_redirect_to_a_private_address_is_refused(news: Site) -> None:
    news.put("/a", "", status=302, Location="http://inside.example/secret")
    names = {"127.0.0.1": ["127.0.0.1"], "inside.example": ["10.0.0.1"]}
    with (
        Fetcher(manners=QUICK, allowed=lambda ip: ip == "127.0.0.1", resolver=lambda host, _: names[host]) as fetcher,
        pytest.raises(Refused, match=r"inside\.example is at 10\.0\.0\.1, which is no public address"),
    ):
        fetcher.get(news.url("/a"))


def test_the_address_that_was_checked_is_the_one_connected_to(news: Site) -> None:
    port = news.address.rpartition(":")[2]
    news.put("/a", "x")
    with Fetcher(manners=QUICK, allowed=any_address, resolver=resolving(["127.0.0.1"])) as fetcher:
        assert fetcher.get(f"http://no-such-host.example:{port}/a").data == b"x"
    assert news.asked[-1][1]["Host"] == f"no-such-host.example:{port}"


def test_a_name_that_changes_its_address_between_two_connections_is_caught(news: Site) -> None:
    port = news.address.rpartition(":")[2]
    news.put("/robots.txt", "", "text/plain", Connection="close")
    news.put("/a", "x")
    rebinding = resolving(["127.0.0.1"], ["169.254.169.254"])
    with (
        Fetcher(manners=QUICK, allowed=lambda ip: ip == "127.0.0.1", resolver=rebinding) as fetcher,
        pytest.raises(Refused, match=r"169\.254\.169\.254"),
    ):
        fetcher.get(f"http://rebinding.example:{port}/a")
    assert news.paths() == []


def test_of_several_addresses_only_allowed_ones_are_tried(news: Site) -> None:
    port = news.address.rpartition(":")[2]
    news.put("/a", "x")
    mixed = resolving(["10.0.0.1", "127.0.0.1"])
    with Fetcher(manners=QUICK, allowed=lambda ip: ip == "127.0.0.1", resolver=mixed) as fetcher:
        assert fetcher.get(f"http://mixed.example:{port}/a").data == b"x"


def test_a_server_that_trickles_is_left(news: Site) -> None:
    def trickle(write: Callable[[bytes], Any]) -> None:
        for _ in range(600):
            write(b"x")
            time.sleep(0.05)

    url = news.put("/a", trickle)
    news.put("/robots.txt", "", "text/plain")
    began = time.monotonic()
    with (
        Fetcher(manners=Manners(pause_s=0, timeout_s=5, total_s=0.5), allowed=any_address) as fetcher,
        pytest.raises(FetchError, match="took longer"),
    ):
        fetcher.get(url)
    assert time.monotonic() - began < 20   # the body would take thirty seconds


def test_a_page_of_300_megabytes_is_cut_off(news: Site, fetcher: Fetcher) -> None:
    sent: list[int] = []

    def flood(write: Callable[[bytes], Any]) -> None:
        for _ in range(300):
            write(b"<p>" + b"x" * 2**20)
            sent.append(1)

    with pytest.raises(Refused, match="more than 20,971,520 bytes"):
        fetcher.get(news.put("/a", flood))
    assert len(sent) < 100


def test_a_page_that_announces_its_size_is_not_begun(news: Site, fetcher: Fetcher) -> None:
    url = news.put("/a", lambda write: write(b"x"), Content_Length=str(300 * 2**20))
    with pytest.raises(Refused, match="314,572,800 bytes"):
        fetcher.get(url)


def test_what_is_packed_is_unpacked_and_a_bomb_is_not(news: Site, fetcher: Fetcher) -> None:
    packed = news.put("/a", gzip.compress(b"one") + gzip.compress(b"two" * 99_999), Content_Encoding="gzip")
    assert fetcher.get(packed).data == b"one" + b"two" * 99_999
    bomb = gzip.compress(bytes(60 * 2**20), 1)
    with pytest.raises(Refused, match="more than 20,971,520 bytes"):
        fetcher.get(news.put("/b", bomb, Content_Encoding="gzip"))
    with pytest.raises(Refused, match="'br'"):
        fetcher.get(news.put("/c", b"x", Content_Encoding="br"))
    with pytest.raises(FetchError, match="packed wrongly"):
        fetcher.get(news.put("/d", b"no gzip", Content_Encoding="gzip"))


def test_what_is_no_text_is_not_read(news: Site, fetcher: Fetcher) -> None:
    with pytest.raises(Refused, match="application/pdf"):
        fetcher.get(news.put("/a", b"%PDF", "application/pdf"))


def test_cookies_are_not_kept(news: Site, fetcher: Fetcher) -> None:
    fetcher.get(news.put("/a", "x", Set_Cookie="meter=1"))
    fetcher.get(news.put("/b", "x"))
    assert all("Cookie" not in headers for _, headers in news.asked)


def test_a_host_that_is_not_there_is_said_to_be(fetcher: Fetcher) -> None:
    def nowhere(host: str, port: int) -> list[str]:
        raise OSError("no such host")

    with Fetcher(manners=QUICK, resolver=nowhere) as lost, pytest.raises(FetchError, match=r"no host nowhere\.example"):
        lost.get("http://nowhere.example/a")
