"""Harvest a repository by OAI-PMH 2.0: list by list, from where the last harvest ended."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from lxml import etree

from corpus.read import read_bytes_as_file
from corpus.readers import described
from corpus.record.places import Arrival, Done, Event, Missing, Recall, Same, Visit
from corpus.record.record import articles_from
from corpus.text.xml_items import Element, local, root_name, root_of
from corpus.text.xml_text import children, line
from corpus.types.article import USABLE, Article
from corpus.types.errors import RecordError, SourceError
from corpus.types.notice import Notice, Report
from corpus.web.fetch import Fetcher, FetchError

DUBLIN_CORE = "oai_dc"  # every repository has it

_STAMP = "oai "         # opens what is remembered of a repository: up to when it was harvested
_TEXTS = (".txt", ".xml", ".pdf", ".docx", ".odt", ".rtf")   # what a record may link as its text
_DATESTAMP = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?")


def is_harvested(visit: Visit | None) -> bool:
    """Whether an address was found to be a repository's before."""
    return visit is not None and visit.stamp.startswith(_STAMP)


def is_repository(head: bytes) -> bool:
    """Whether an answer is one of OAI-PMH, if only that no verb was given."""
    return root_name(head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")).rpartition(":")[2] == "oai-pmh"


def harvest(
    url: str, fetcher: Fetcher, report: Report, *, recall: Recall, now: Callable[[], datetime]
) -> Iterator[Event]:
    """The articles of a repository's records, those that it has deleted, and how far the harvest came.

    `url` is its base address, with `set` and `metadataPrefix` (else Dublin Core) as it likes. Only what has changed
    since the last harvest is asked for; one that was broken off goes on with the list that it was at, as long as the
    repository remembers that. Raises SourceError when the repository can't be asked or says that it can't be harvested.
    """
    return _Harvest(url, fetcher, report, recall(url), now).events()


@dataclass(frozen=True, slots=True)
class _List:
    """One answer: its records, and the token for the next."""

    records: list[Element]
    token: str
    answered: str      # when, by the repository's clock


class _Expired(Exception):
    """The repository has forgotten its token."""


class _Harvest:
    """One harvest; `known` is how far the last one came, and the token of the list that it was broken off at."""

    def __init__(
        self, url: str, fetcher: Fetcher, report: Report, known: Visit | None, now: Callable[[], datetime]
    ) -> None:
        self._url, self._fetcher, self._report, self._now = url, fetcher, report, now
        self._known = known if known and is_harvested(known) else Visit(_STAMP)
        parts = urlsplit(url)
        self._base = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
        given = dict(parse_qsl(parts.query))
        self._asked = {name: given[name] for name in ("set", "metadataPrefix", "from", "until") if given.get(name)}
        self._asked.setdefault("metadataPrefix", DUBLIN_CORE)

    def events(self) -> Iterator[Event]:
        since, answered, came, complete = self._known.stamp.removeprefix(_STAMP), "", False, True
        for listed in self._lists(since):
            answered = answered or listed.answered
            for event in (event for record in listed.records for event in self._record(record)):
                came, complete = True, complete and not (isinstance(event, Done) and not event.complete)
                yield event
            if listed.token:   # written down list by list, so that a harvest that is broken off goes on here
                yield Done(self._url, Visit(_STAMP + since, modified=answered, checked=self._now(), note=listed.token))
        visit = Visit(_STAMP + answered, checked=self._now())
        yield Done(self._url, visit, complete=complete) if came or not since else Same(self._url, visit)

    def _lists(self, since: str) -> Iterator[_List]:
        """Every list from where the last harvest was broken off, else of what has changed since the one before."""
        listed, seen = self._first(since), set[str]()
        yield listed
        while token := listed.token:
            if token in seen:
                raise SourceError(f"{self._url}: The repository gives the same list again; tell its keepers.")
            seen.add(token)
            listed = self._list({"resumptionToken": token})
            yield listed

    def _first(self, since: str) -> _List:
        try:
            if self._known.note:
                return replace(self._list({"resumptionToken": self._known.note}), answered=self._known.modified)
        except _Expired:
            pass
        return self._list(self._changed(since))

    def _changed(self, since: str) -> dict[str, str]:
        """What to ask for; a repository that counts days takes no time of day."""
        if not since:
            return self._asked
        granularity = line(next(self._ask({"verb": "Identify"}).iter("{*}granularity"), None))
        return {**self._asked, "from": since if len(granularity) > len("YYYY-MM-DD") else since[:10]}

    def _list(self, arguments: dict[str, str]) -> _List:
        """One list. Raises SourceError where there is none to be had, and _Expired for a token of former times."""
        root = self._ask({"verb": "ListRecords", **arguments})
        error = next(root.iter("{*}error"), None)
        code = (error.get("code") or "") if error is not None else ""
        if code == "badResumptionToken" and arguments.get("resumptionToken") == self._known.note:
            raise _Expired
        if error is not None and code != "noRecordsMatch":
            raise SourceError(f"{self._url}: The repository can't be harvested this way ({code}: {line(error)[:200]}).")
        answered = line(next(root.iter("{*}responseDate"), None))
        records = [each for listed in root.iter("{*}ListRecords") for each in children(listed, "record")]
        return _List(records, line(next(root.iter("{*}resumptionToken"), None)),
                     answered if _DATESTAMP.fullmatch(answered) else "")

    def _ask(self, arguments: dict[str, str]) -> Element:
        try:
            root = root_of(self._fetcher.get(f"{self._base}?{urlencode(arguments)}").data)
        except (FetchError, RecordError) as error:
            raise SourceError(f"{self._url}: {error}") from None
        if local(root).lower() != "oai-pmh":
            raise SourceError(f"{self._url}: This is no answer of OAI-PMH; give the repository's base address.")
        return root

    def _record(self, record: Element) -> Iterator[Event]:
        header = next(record.iter("{*}header"), None)
        identifier = line(next(record.iter("{*}identifier"), None))
        place = f"{self._base}#{identifier}"
        if header is not None and header.get("status") == "deleted":
            yield Missing(place)
            return
        articles = list(self._articles(record, identifier, place))
        yield from (Arrival(place, article) for article in articles)
        yield Done(place, Visit(line(next(record.iter("{*}datestamp"), None))) if articles else None,
                   complete=bool(articles))

    def _articles(self, record: Element, identifier: str, place: str) -> Iterator[Article]:
        """Of a catalogue's record what it says, with the text that it links; of others what the file within holds."""
        metadata = next((each for each in record if local(each) == "metadata"), None)
        inner = next((each for each in metadata if local(each)), None) if metadata is not None else None
        if inner is None:
            self._report(Notice(place, "This record has no metadata; ask the repository for it.", skipped=True))
        elif (stated := described(inner)) is None:
            yield from read_bytes_as_file(etree.tostring(inner), place, self._report)
        else:
            links = stated.pop("links")
            linked = self._linked(links, place) if "extra" in stated else {}
            yield from articles_from({**stated, **linked, "id": identifier}, place, self._report)

    def _linked(self, links: Sequence[str], place: str) -> dict[str, Any]:
        """The text of the first file of text on the repository's own host that a record links; empty without one."""
        host = self._base.partition("//")[2].partition("/")[0]
        url = next((each for each in links if each.partition("//")[2].partition("/")[0] == host
                    and each.lower().endswith(_TEXTS)), "")
        if not url:
            return {}
        notices: list[Notice] = []
        try:
            data = self._fetcher.get(url).data
            name = unquote(url.rpartition("/")[2])
            article = next(read_bytes_as_file(data, name, notices.append), None)
            why = notices[-1].message if notices else "It holds none."
        except FetchError as error:
            article, why = None, str(error)
        if article is None:
            self._report(Notice(place, f"The text that this record links can't be read, only its summary: {why}"))
            return {}
        hiding = {name: value for name, value in (("status", article.status), ("embargo", article.embargoed_until),
                                                  ("expires", article.expires)) if value and value != USABLE}
        return {"text": article.text, "extra": {**article.extra, "full_text": url}, **hiding}
