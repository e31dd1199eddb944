"""Fetch what lies at an address, politely and within bounds."""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from urllib.parse import urljoin, urlsplit

import httpx

from corpus.readers.html import MAX_PAGE_BYTES
from corpus.types.errors import RecordError
from corpus.web.address import is_public, resolve
from corpus.web.reservations import in_ai_txt, in_page, in_signals, in_tdmrep
from corpus.web.robots import MAX_SIGNALS, Robots
from corpus.web.wire import Allowed, NotAllowed, Resolver, Wire

AGENT = "Cuttings/1.0 (news archive)"
ROBOT = "Cuttings"                      # what robots.txt may call it
MAX_BYTES = 64 * 2**20                  # of a feed or sitemap, packed and unpacked; sitemaps have 50 MB by their rules
MAX_ROBOTS_BYTES = 512 * 2**10          # RFC 9309 wants 500 KiB read at least
MAX_REDIRECTS = 5
LONGEST_PAUSE_S = 300.0                 # a robots.txt that asks for longer ones doesn't want to be read
LONGEST_RETRY_S = 60.0                  # a server that asks for more, at once or in all, is left alone for that long
_LEAST_WAIT_S = 1.0                     # that one of its requests to wait counts for
TDMREP, AI_TXT = ".well-known/tdmrep.json", "ai.txt"
MAX_NOTED = 1_000                       # hosts whose reservations are kept
ROBOTS_KEPT_S, FAILURE_KEPT_S = 86_400.0, 600.0
_PIECE = 2**16

_READABLE = re.compile(r"(?:text/|application/(?:(?:[\w.-]+\+)?(?:xml|json)|gzip|x-gzip|octet-stream|x-ndjson|zip)\b)")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)


class FetchError(RecordError):
    """Nothing came from the address this time."""


class Refused(FetchError):
    """What lies there isn't to be read, and won't be the next time either."""


class Gone(FetchError):
    """The server says that nothing lies there any more (404, 410)."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How a site is treated, and how long it is waited for."""

    pause_s: float = 1.0       # between two requests to one host; more where robots.txt asks for it
    timeout_s: float = 20.0    # for the next byte
    total_s: float = 120.0     # for the whole answer
    agent: str = AGENT


@dataclass(frozen=True, slots=True)
class Fetched:
    """What lay at an address."""

    url: str                   # where it was found, behind all redirects
    data: bytes = b""
    charset: str = ""          # as the server stated it
    etag: str = ""
    modified: str = ""         # Last-Modified, as the server wrote it
    unchanged: bool = False    # since the last visit: there is no data
    reserved: tuple[str, ...] = ()    # what the page or its server reserves: "tdm-reservation: 1"


class Fetcher:
    """Fetches one address at a time: robots.txt is heeded, hosts get their pauses, bytes and time are counted.

    `reservations` has what sites say about how they may be used, by host; with `honour_reservations` what is against
    searching them or putting their text before a model is heeded too: Content-Signal, TDMRep, ai.txt, noai. `clock`
    and `sleep` are for the pauses. `allowed` decides which IP addresses are connected to.
    """

    def __init__(
        self,
        *,
        manners: Manners = Manners(),   # noqa: B008
        honour_reservations: bool = False,
        allowed: Allowed = is_public,
        resolver: Resolver = resolve,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._manners, self._clock, self._sleep = manners, clock, sleep
        self._wire = Wire(allowed=allowed, resolver=resolver)
        self._client = httpx.Client(
            transport=self._wire, trust_env=False, follow_redirects=False, timeout=manners.timeout_s,
            headers={"User-Agent": manners.agent, "Accept-Encoding": "gzip",
                     "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5"},
        )
        self.reservations: dict[str, tuple[str, ...]] = {}
        self._honours = honour_reservations
        self._files: dict[str, tuple[str, ...]] = {}   # tdmrep.json and ai.txt, by origin
        self._robots: dict[str, tuple[float, Robots | FetchError]] = {}   # until when, by origin
        self._next: dict[str, float] = {}     # when a host may be asked again
        self._silent: dict[str, float] = {}   # until when it wants not to be asked at all

    def __enter__(self) -> Fetcher:
        """For `with Fetcher() as fetcher:`."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close every connection."""
        self._client.close()

    def get(self, url: str, *, etag: str = "", modified: str = "") -> Fetched:
        """What lies there now, or that it is the same as at the visit that gave `etag` and `modified`.

        Raises Gone, Refused, or FetchError for what may be otherwise next time.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        return self._follow(url, {name: value for name, value in conditions.items() if value}, self._enter)

    # -- inside

    def _enter(self, url: str) -> None:
        """Come to an address as a guest: may it be asked for, and when."""
        rules = self._rules(url)
        if not rules.allows(url, ROBOT):
            raise Refused("The site's robots.txt forbids this address; ask its publisher, or leave it out.")
        if self._honours and (reserved := self._reserved(url, rules)):
            raise Refused(f"The site reserves this use ({reserved[0]}); ask its publisher, or leave it out.")
        asked = rules.pause_s(ROBOT)
        if asked > LONGEST_PAUSE_S:
            raise Refused(f"The site's robots.txt asks for {asked:,.0f} seconds between two requests; leave it out.")
        self._wait(url, max(asked, self._manners.pause_s))

    def _wait(self, url: str, pause: float) -> None:
        host = urlsplit(url).netloc
        now = self._clock()
        if (silent := self._silent.get(host, 0.0) - now) > 0:
            raise FetchError(f"The server asked not to be asked for {silent:,.0f} more seconds; run this again then.")
        if (early := self._next.get(host, 0.0) - now) > 0:
            self._sleep(early)
        self._next[host] = max(now, self._next.get(host, 0.0)) + pause

    def _reserved(self, url: str, rules: Robots) -> list[str]:
        """What the site says against its pages being searched or put before a model."""
        origin = urljoin(url, "/")
        if origin not in self._files:
            self._files[origin] = tuple(self._asked_text(origin + name) for name in (TDMREP, AI_TXT))
        tdmrep, ai_txt = self._files[origin]
        found = [*in_signals(rules.signals), *in_tdmrep(tdmrep, url), *in_ai_txt(ai_txt, url)]
        self._note(url, found)
        return found

    def _asked_text(self, url: str) -> str:
        """A small file of a site; empty where it can't be had."""
        try:
            found = self._follow(url, {}, lambda each: self._wait(each, self._manners.pause_s), robots=True)
        except FetchError:
            return ""
        return found.data[:MAX_ROBOTS_BYTES].decode("utf-8", "replace")

    def _note(self, url: str, sentences: Iterable[str]) -> None:
        host = urlsplit(url).netloc
        known = self.reservations.get(host, ())
        if len(self.reservations) < MAX_NOTED and (new := [each for each in sentences if each not in known]):
            self.reservations[host] = (*known, *new)[:MAX_SIGNALS]

    def _rules(self, url: str) -> Robots:
        """The site's robots.txt; none where there is none, and an error where it can't be had, as RFC 9309 wants."""
        origin = urljoin(url, "/")
        until, rules = self._robots.get(origin, (0.0, None))
        if rules is None or until < self._clock():
            rules = self._asked_rules(origin)
            kept = FAILURE_KEPT_S if isinstance(rules, FetchError) else ROBOTS_KEPT_S
            self._robots[origin] = self._clock() + kept, rules
        if isinstance(rules, FetchError):
            raise rules
        return rules

    def _asked_rules(self, origin: str) -> Robots | FetchError:
        try:
            found = self._follow(
                origin + "robots.txt", {}, lambda url: self._wait(url, self._manners.pause_s), robots=True)
            text = found.data[:MAX_ROBOTS_BYTES].decode("utf-8", "replace")
        except _NoRobots:
            text = ""
        except Refused as error:
            return error
        except FetchError as error:
            return FetchError(f"The site's robots.txt can't be read, so that nothing else may be: {error}")
        rules = Robots.parse(text, ROBOT)
        self._note(origin, rules.signals)
        return rules

    def _follow(
        self, url: str, conditions: dict[str, str], enter: Callable[[str], None], *, robots: bool = False
    ) -> Fetched:
        for _ in range(MAX_REDIRECTS + 1):
            check_address(url)
            enter(url)
            answer = self._ask(url, conditions, robots)
            if isinstance(answer, Fetched):
                return answer if robots else self._honoured(answer)
            url = answer
        raise Refused(f"It leads on and on, more than {MAX_REDIRECTS} times; give the address where it ends.")

    def _honoured(self, answer: Fetched) -> Fetched:
        """The answer, unless it reserves this use and is to be heeded."""
        self._note(answer.url, answer.reserved)
        if self._honours and answer.reserved:
            raise Refused(f"The page reserves this use ({answer.reserved[0]}); ask its publisher, or leave it out.")
        return answer

    def _ask(self, url: str, conditions: dict[str, str], robots: bool, *, patience: float = LONGEST_RETRY_S,
             ) -> Fetched | str:
        """One request: what lies there, or where it leads."""
        self._wire.end_in(self._manners.total_s)
        self._client.cookies.clear()
        try:
            with self._client.stream("GET", url, headers=conditions) as response:
                status = response.status_code
                if response.has_redirect_location:
                    return urljoin(url, response.headers["location"])
                if status == 304 and conditions:
                    return Fetched(url, etag=conditions.get("If-None-Match", ""),
                                   modified=conditions.get("If-Modified-Since", ""), unchanged=True)
                if status == 200:
                    return _fetched(url, response, robots)
        except NotAllowed as error:
            raise Refused(f"{error}, which is no public address; --allow-private opens such ones too.") from None
        except httpx.InvalidURL as error:
            raise Refused(f"This is no address ({str(error)[:100]}); mend it.") from None
        except httpx.TimeoutException:
            raise FetchError(f"The server took longer than {self._manners.timeout_s:,.0f} seconds for a byte or "
                             f"{self._manners.total_s:,.0f} for all; run this again later.") from None
        except (httpx.HTTPError, OSError) as error:
            raise FetchError(f"The server can't be reached ({_reason(error)}); run this again later.") from None
        if status in (429, 503) and (wait := _retry_after(response)):
            return self._asked_to_wait(url, conditions, robots, wait, patience)
        if robots and 400 <= status < 500 and status != 429:
            raise _NoRobots("There is no robots.txt.")
        raise _status_error(status)

    def _asked_to_wait(self, url: str, conditions: dict[str, str], robots: bool, wait: float, patience: float,
                       ) -> Fetched | str:
        """The answer once it comes within `patience` seconds; a busy repository asks for that more than once."""
        if wait <= patience:
            self._sleep(wait)
            return self._ask(url, conditions, robots, patience=patience - max(wait, _LEAST_WAIT_S))
        self._silent[urlsplit(url).netloc] = self._clock() + wait
        raise FetchError(f"The server is busy and asked to come again in {wait:,.0f} seconds; run this again then.")


class _NoRobots(FetchError):
    """The site has no robots.txt: everything may be read."""


def check_address(url: str) -> None:
    """Raise Refused for what is no http(s) address with a host, and for one with a password in it."""
    try:
        parts = urlsplit(url)
        fit = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and url.isprintable()
    except ValueError:
        fit = False
    if not fit:
        raise Refused(f"It leads to {url[:100]!a}; expected an address that begins with http:// or https://.")
    if parts.username or parts.password:
        raise Refused("The address has a user name or password in it, which would be kept; give one without.")


def _fetched(url: str, response: httpx.Response, robots: bool) -> Fetched:
    content_type = response.headers.get("content-type", "").strip().lower()
    if content_type and not robots and not _READABLE.match(content_type):
        raise Refused(f"This is {content_type.partition(';')[0][:60]!a}; expected a page, a feed, a sitemap or news.")
    limit = MAX_PAGE_BYTES if "html" in content_type else MAX_BYTES
    stated = _CHARSET.search(content_type)
    data = b"".join(_bounded(_unpacked(response, limit), MAX_ROBOTS_BYTES if robots else limit, cut=robots))
    return Fetched(url, data, stated[1] if stated else "", response.headers.get("etag", ""),
                   response.headers.get("last-modified", ""), reserved=tuple(in_page(data, response.headers)))


def _unpacked(response: httpx.Response, limit: int) -> Iterator[bytes]:
    """The body, unpacked piece by piece: a bomb is noticed before it goes off."""
    if (length := response.headers.get("content-length", "")).isdecimal() and int(length) > limit:
        raise Refused(f"This has {int(length):,} bytes, more than {limit:,}; it is no page, feed or sitemap.")
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding in ("", "identity"):
        yield from response.iter_raw(_PIECE)
        return
    if encoding not in ("gzip", "x-gzip"):
        raise Refused(f"The server packed its answer as {encoding[:30]!a} without being asked to; gzip is understood.")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for piece in response.iter_raw(_PIECE):
            while piece:
                yield unpack.decompress(piece, _PIECE)
                piece = unpack.unconsumed_tail or unpack.unused_data
                if unpack.eof:
                    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
        yield unpack.flush()
    except zlib.error as error:
        raise FetchError(f"The answer is packed wrongly ({error}); tell the site.") from None


def _bounded(pieces: Iterator[bytes], limit: int, *, cut: bool) -> Iterator[bytes]:
    """The pieces up to `limit` bytes; raises Refused for more, unless the rest may be cut off."""
    left = limit
    for piece in pieces:
        if len(piece) > left:
            if cut:
                yield piece[:left]
                return
            raise Refused(f"This has more than {limit:,} bytes; it is no page, feed or sitemap.")
        left -= len(piece)
        yield piece


def _retry_after(response: httpx.Response) -> float:
    """How many seconds the server asks to wait; 0 where it doesn't say."""
    value = response.headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0


def _status_error(status: int) -> FetchError:
    if status in (404, 410):
        return Gone(f"The server says that nothing lies here (status {status}); leave it out.")
    if status in (401, 402, 403, 451):
        return Refused(f"The server shows this to some only (status {status}); ask its publisher, or leave it out.")
    return FetchError(f"The server answered with status {status}; run this again later.")


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:120].rstrip(".") or type(error).__name__
