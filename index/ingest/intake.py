"""Take what a source tells into the archive, and keep where it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from corpus import Article, Notice, Report, SourceError, article_id
from corpus.record.places import Arrival, Done, Event, Listed, Missing, Same, Visit
from corpus.web import same_site
from index.archive import Added, Archive, Barred
from index.store.origins import Origins, SourceReading

_NOTED = 1_000   # unchanged places that are kept in memory before they are written down


class Intake:
    """One reading of one source, on its way into the archive."""

    def __init__(self, archive: Archive, name: str, report: Report, ids: set[str], barred: Barred) -> None:
        self._archive, self._report, self._ids, self._barred = archive, report, ids, barred
        self.reading: SourceReading = archive.origins.begin(name)
        self.unchanged = 0                      # articles of places that were not read again
        self.missing: set[str] = set()          # places whose server says so
        self.partial: set[str] = set()          # places of which something was skipped
        self.listed: Listed | None = None       # only when the whole source was gone through
        self.failure: SourceError | None = None
        self._came: list[tuple[str, str]] = []
        self._same: list[str] = []
        self._visits: list[tuple[str, Visit | None, int | None]] = []
        self._counts: dict[str, int] = {}       # articles of places that are being read
        self._urls: dict[str, str] = {}         # id by address, of articles that are not stored yet

    def take(self, events: Iterable[Event], size: int, progress: Callable[[Added], None]) -> Added:
        """Add all the articles, `size` at a time; what came before a SourceError is kept, then `failure` has it."""
        counts = Added()
        articles = self._articles(events)
        while batch := list(islice(articles, size)):
            counts = counts.plus(self._archive.add(batch, barred=self._barred))
            self._note()
            progress(counts)
        self._note()
        return replace(counts, unchanged=counts.unchanged + self.unchanged)

    def _until_an_error(self, events: Iterable[Event]) -> Iterator[Event]:
        """The events, up to the error that ends them."""
        try:
            yield from events
        except SourceError as error:
            self.failure, self.listed = error, None

    def _articles(self, events: Iterable[Event]) -> Iterator[Article]:
        for event in self._until_an_error(events):
            match event:
                case Arrival(place, article, by_url):
                    known = self._known(article) if by_url else article
                    self._notice_twice(known)
                    self._counts[place] = self._counts.get(place, 0) + 1
                    self._came.append((known.id, place))
                    yield known
                case Same(place, visit):
                    self._same.append(place)
                    if visit:
                        self._visits.append((place, visit, None))
                case Done(place, visit, complete):
                    self._visits.append((place, visit, self._counts.pop(place, 0)))
                    if not complete:
                        self.partial.add(place)
                case Missing(place):
                    self.missing.add(place)
                case Listed():
                    self.listed = event
            if not self._came and len(self._same) + len(self._visits) > _NOTED:
                self._note()

    def _note(self) -> None:
        """Write down what was seen; the articles that came are stored by now."""
        self.unchanged += self.reading.note(self._came, self._same, self._visits)
        self._came, self._same, self._visits = [], [], []
        self._urls.clear()

    def _known(self, article: Article) -> Article:
        """The article under the id that the archive has for its address, wherever it first came from.

        An id of its own that is taken by an article of another site makes it no other version of that one.
        """
        origins: Origins = self._archive.origins
        id = self._urls.get(article.url) or origins.id_at(article.url) or article.id
        if id == article.id and (taken := origins.url_of(id)) and not same_site(taken, article.url):
            id = article_id("", article.url, article.text)
        self._urls[article.url] = id
        return replace(article, id=id)

    def _notice_twice(self, article: Article) -> None:
        mark = article.id if len(article.id) < 64 else hashlib.sha256(article.id.encode("utf-8", "replace")).hexdigest()
        if mark in self._ids:
            self._report(Notice(article.id, "this id came before in the same build; the later article takes its place"))
        self._ids.add(mark)
