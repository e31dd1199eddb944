"""Read the articles behind an address: a page, a feed, a sitemap, a repository (OAI-PMH), or a file of news."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from corpus.detect import format_of
from corpus.pages.pool import PagePool
from corpus.read import read_bytes_as_file
from corpus.readers import Place, sitemap_places
from corpus.readers.feed import feed_records
from corpus.record.newsroom import on_clock
from corpus.record.places import Arrival, Done, Event, Listed, Missing, Recall, Same, Visit
from corpus.record.record import articles_from
from corpus.text.dates import parse_date
from corpus.text.decode import Member, decode
from corpus.types.article import Article
from corpus.types.errors import RecordError, SourceError
from corpus.types.notice import Notice, Report
from corpus.web.address import is_home, same_site, tidied
from corpus.web.fetch import Fetched, Fetcher, FetchError, Gone, Refused, check_address
from corpus.web.oai import harvest, is_harvested, is_repository

MAX_SITEMAPS = 1_000                    # of one index; its rules allow 50,000, and 50,000 pages in each
MAX_DEPTH = 3                           # of indexes within indexes; the rules allow none
ASK_AGAIN = timedelta(days=1)           # for a page that nothing says the date of, or that was refused
_HEAD = 2**16
_FILES = frozenset(("wxr", "nitf", "newsml-g2", "ninjs", "json", "jsonl", "mediawiki", "reuters"))
_TEASER = re.compile(   # how the first lines of an article end
    r"(?:\[?(?:…|\.\.\.|&hellip;)\]?|(?:continue reading|read (?:more|on|the full \w+))\W{0,5}\w{0,40}\W*)$",
    re.IGNORECASE,
)


def survey_address(
    url: str, fetcher: Fetcher, report: Report, *, recall: Recall, now: Callable[[], datetime],
    zone: tzinfo | None = None,
) -> Iterator[Event]:
    """The articles of the page, feed, sitemap, repository or file of news at `url`, and what became of them.

    A feed's entries are taken as they are where they have the whole text and are of the feed's own site; else the page
    that they link to is read. What is as `recall` has it is not fetched again. Pages that can't be had are reported and
    left out. `zone` is the newsroom's, as for `corpus.read`. Raises SourceError when nothing can be read at `url`
    itself.
    """
    return (on_clock(event, zone, report) for event in _Survey(url, fetcher, report, recall, now).events())


@dataclass(frozen=True, slots=True)
class _Link:
    """One page that a list names, and what the list says about it."""

    url: str
    fields: Mapping[str, Any] = field(default_factory=dict)   # fields that the page may lack
    stamp: str = ""                                         # changes when the list says that the page has


class _Survey:
    """One reading of one source."""

    def __init__(
        self, url: str, fetcher: Fetcher, report: Report, recall: Recall, now: Callable[[], datetime]
    ) -> None:
        self._url, self._fetcher, self._listener, self._recall, self._now = url, fetcher, report, recall, now
        self._last: Notice | None = None         # for which something was left out
        self._failed = 0                         # pages that may be had next time
        self._dates: list[datetime] = []         # of what is listed
        self._partial = False                    # part of the list is missing
        self._seen: set[str] = set()             # pages of this reading
        self._pages = PagePool(workers=1, after=0)   # of others' pages none is read by this process

    def events(self) -> Iterator[Event]:
        """What there is; raises SourceError at the end when it was not one article."""
        found = False
        try:
            for event in self._any_events():
                found = found or isinstance(event, (Arrival, Same))
                yield event
        finally:
            self._pages.close()
        if not found:
            last = f" {self._last}" if self._last else ""
            raise SourceError(f"No article was found at {self._url}; give the address of an article, a feed or a "
                              f"sitemap.{last}")

    def _any_events(self) -> Iterator[Event]:
        known = self._recall(self._url)
        if is_harvested(known) or "verb=ListRecords" in self._url:
            yield from self._harvest()
            return
        try:
            found = self._fetcher.get(self._url, etag=known.etag if known else "",
                                      modified=known.modified if known else "")
        except FetchError as error:   # a feed that has gone says nothing about its articles
            raise SourceError(f"{self._url}: {error}") from None
        if found.unchanged:
            yield Same(self._url)
            return
        kind = format_of(found.data[:_HEAD], "")
        if is_repository(found.data[:_HEAD]):
            yield from self._harvest()
        elif kind == "feed":
            yield from self._feed(found)
        elif kind == "sitemap" or found.data[:2] == b"\x1f\x8b":
            yield from self._sitemap(found)
        elif kind in _FILES:
            yield from self._file(found)
        else:
            yield from self._front(found)

    def _harvest(self) -> Iterator[Event]:
        return harvest(self._url, self._fetcher, self._report, recall=self._recall, now=self._now)

    def _report(self, notice: Notice) -> None:
        self._last = notice if notice.skipped else self._last
        self._listener(notice)

    # -- pages

    def _front(self, found: Fetched) -> Iterator[Event]:
        """The page that was asked for by itself."""
        try:
            articles = self._articles(found, _Link(self._url))
        except RecordError as error:
            raise SourceError(f"{self._url}: {error}") from None
        yield from (Arrival(self._url, article, by_url=True) for article in articles)
        visit = Visit("", found.etag, found.modified, self._now()) if articles else None
        yield Done(self._url, visit, complete=bool(articles))

    def _page(self, link: _Link) -> Iterator[Event]:
        """A page that a list names: unless it is known, and nothing says that it has changed."""
        place = link.url
        if place in self._seen:
            return
        self._seen.add(place)
        known = self._recall(place)
        if known and known.stamp == link.stamp and not self._due(known, link):
            yield Same(place)
            return
        try:
            found = self._fetcher.get(place, etag=known.etag if known and not known.note else "",
                                      modified=known.modified if known and not known.note else "")
            if found.unchanged:
                yield Same(place, Visit(link.stamp, found.etag, found.modified, self._now()))
                return
            articles = self._articles(found, link)
        except Gone as error:
            self._skip(place, error)
            yield Missing(place)
        except FetchError as error:
            self._skip(place, error)
            passing = not isinstance(error, Refused)
            self._failed += passing
            yield Done(place, None if passing else self._refusal(link, error), complete=False)
        except RecordError as error:
            self._skip(place, error)
            yield Done(place, self._refusal(link, error), complete=False)
        else:
            yield from (Arrival(place, article, by_url=True) for article in articles)
            visit = Visit(link.stamp, found.etag, found.modified, self._now())
            yield Done(place, visit if articles else None, complete=bool(articles))

    def _refusal(self, link: _Link, error: RecordError) -> Visit:
        return Visit(link.stamp, checked=self._now(), note=str(error))

    def _due(self, known: Visit, link: _Link) -> bool:
        """Whether a page that its list says nothing new about is asked for again all the same."""
        if link.stamp and not known.note:
            return False
        return known.checked is None or self._now() - known.checked >= ASK_AGAIN

    def _articles(self, found: Fetched, link: _Link) -> list[Article]:
        """The article of a page, under the address that its site calls the right one."""
        if is_home(found.url) and not is_home(link.url):
            raise RecordError(f"It leads to the site's first page, {found.url}; the article has gone.")
        kind = format_of(found.data[:_HEAD], "")
        if kind not in ("html", ""):
            raise RecordError(f"This is {kind}, not the page of an article; give its address by itself.")
        # In a mark of its own the charset goes along that the server stated, which counts before the page's.
        page = codecs.BOM_UTF8 + decode(found.data, found.charset).encode() if found.charset else found.data
        record = self._pages.read(page)
        stated = tidied(urljoin(found.url, str(record.get("url") or "")))
        # A page may name another site's as the original; that one's article isn't this page's to replace.
        url = stated if same_site(stated, found.url) and not is_home(stated) else tidied(found.url)
        fields = {name: value for name, value in record.items() if value}
        return list(articles_from({**link.fields, **fields, "url": url}, link.url, self._report))

    def _skip(self, place: str, error: RecordError) -> None:
        self._report(Notice(place, str(error), skipped=True))

    # -- lists

    def _feed(self, found: Fetched) -> Iterator[Event]:
        skipped = False

        def count_skipped(notice: Notice) -> None:
            nonlocal skipped
            skipped = skipped or notice.skipped
            self._report(notice)

        try:
            entries = feed_records(found.data, self._url, count_skipped)
            records = [self._absolute(entry, found.url) for entry in entries]
        except RecordError as error:
            raise SourceError(f"{self._url}: {error}") from None
        if not records:
            raise SourceError(f"{self._url}: This feed has no entry; what came from it before is kept.")
        shared = {url for url, count in Counter(record.get("url") for record in records).items() if count > 1}
        for number, record in enumerate(records):
            url = str(record.get("url") or "")
            own = bool(url) and url not in shared and not is_home(url)
            if _has_full_text(record) and (not url or same_site(url, found.url)):
                articles = list(articles_from(record, f"{self._url}[{number}]", self._report))
                skipped = skipped or not articles
                yield from (Arrival(self._url, article, by_url=own) for article in articles)
            elif own:
                yield from self._page(_link(url, record, found.url))
            else:
                skipped = True
                self._report(Notice(f"{self._url}[{number}]", "This entry has neither its whole text nor a page of its "
                                    "own; read it where it was written.", skipped=True))
            self._note_date(record.get("published"))
        yield self._gone_through(found, complete=not skipped)
        if oldest := min(self._dates, default=None):   # what is older has made room for the newest, and may be there
            yield Listed(proof=True, since=oldest)

    def _absolute(self, record: dict[str, Any], base: str) -> dict[str, Any]:
        url = tidied(urljoin(base, str(record.get("url") or ""))) if record.get("url") else ""
        return {**record, "url": url}

    def _sitemap(self, found: Fetched) -> Iterator[Event]:
        listed, pages, news = 0, 0, True
        is_index = False
        for place in self._places(found, [MAX_SITEMAPS], MAX_DEPTH):
            if place is None:
                is_index = True
                continue
            listed += 1
            news = news and place.published is not None
            self._note_date(place.published)
            for event in self._page(_place_link(place, found.url)):
                pages += isinstance(event, (Arrival, Same))
                yield event
        if not listed and not self._partial:
            raise SourceError(f"{self._url}: This sitemap lists no page; what came from it before is kept.")
        if is_index:   # it can be the same while the sitemaps that it lists have changed
            yield Done(self._url, None)
        else:
            yield self._gone_through(found, complete=True)
        if not self._partial and listed:
            yield Listed(proof=True, since=min(self._dates, default=None) if news else None)

    def _places(self, found: Fetched, left: list[int], depth: int) -> Iterator[Place | None]:
        """Every page of a sitemap, or of those that an index lists, newest first in each; None for an index."""
        file = Member("sitemap.xml", lambda: BytesIO(found.data), len(found.data))
        try:
            places = list(sitemap_places(file, self._url, self._report))
        except (RecordError, OSError, EOFError) as error:
            if depth == MAX_DEPTH:
                raise SourceError(f"{self._url}: {error}") from None
            self._lose(found.url, str(error))
            return
        for place in sorted(places, key=_newest_first):
            url = tidied(urljoin(found.url, place.url))
            if not place.is_sitemap:
                yield replace(place, url=url or place.url[:200])
                continue
            yield None
            if not left[0] or not depth or not same_site(url, self._url):
                self._lose(place.url[:200], "This sitemap isn't read: it is one too many, too deep or another site's.")
                continue
            left[0] -= 1
            try:
                inner = self._fetcher.get(url)
            except FetchError as error:
                self._lose(url, str(error))
                continue
            yield from self._places(inner, left, depth - 1)

    def _lose(self, place: str, reason: str) -> None:
        self._partial = True
        self._report(Notice(place, reason, skipped=True))

    def _file(self, found: Fetched) -> Iterator[Event]:
        skipped = 0

        def count_skipped(notice: Notice) -> None:
            nonlocal skipped
            skipped += notice.skipped
            self._report(notice)

        for article in read_bytes_as_file(found.data, self._url, count_skipped):
            yield Arrival(self._url, article)
        yield self._gone_through(found, complete=not skipped)
        if not skipped:
            yield Listed()

    def _gone_through(self, found: Fetched, *, complete: bool) -> Done:
        """The list was gone through; its marks are kept when nothing is left to be tried again."""
        fit = complete and not self._failed and not self._partial
        return Done(self._url, Visit("", found.etag, found.modified, self._now()) if fit else None, complete=fit)

    def _note_date(self, value: object) -> None:
        if (moment := parse_date(value)) is not None:
            self._dates.append(moment.astimezone(UTC))


def is_there(url: str, fetcher: Fetcher) -> bool:
    """Whether a page that is listed no longer may still be there: only its server's own no counts."""
    try:
        check_address(url)
        fetcher.get(url)
    except Gone:
        return False
    except FetchError:
        pass
    return True


def _has_full_text(record: Mapping[str, Any]) -> bool:
    """Whether an entry has its article's text, not a summary or its first lines."""
    text = str(record.get("text") or "").strip()
    return bool(text) and not (record.get("extra") or {}).get("summary_only") and not _TEASER.search(text[-80:])


def _link(url: str, record: Mapping[str, Any], feed: str) -> _Link:
    """The page of an entry. What a feed says about pages of other sites isn't believed: those say it themselves."""
    stamp = hashlib.sha256(json.dumps(record, sort_keys=True, default=str).encode("utf-8", "replace")).hexdigest()[:16]
    names = ("title", "published", "updated", "authors", "source", "section", "kind", "language", "rights")
    fields = {name: record[name] for name in names if record.get(name)} if same_site(url, feed) else {}
    return _Link(url, fields, stamp)


def _place_link(place: Place, sitemap: str) -> _Link:
    fields = {"title": place.title, "published": place.published, "source": place.source, "language": place.language}
    known = {name: value for name, value in fields.items() if value} if same_site(place.url, sitemap) else {}
    dates = [moment.isoformat() for moment in (place.changed, place.published) if moment]
    return _Link(place.url, known, " ".join([*dates, place.title]) if dates else "")


def _newest_first(place: Place) -> float:
    moment = place.changed or place.published
    return -moment.timestamp() if moment else 0.0
