"""Make an article of one record, whatever its source calls the fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from corpus.record.aliases import HIDING, PLANNED, embargoes_within, field_of, hides, plain_name
from corpus.record.kinds import small_letters
from corpus.record.nested import body_text
from corpus.record.status import EMBARGOED, SCHEDULED, SEVERITY, WITHHELD, status_of
from corpus.record.values import (
    EMPTY,
    each_of,
    is_in_blocks,
    is_web_address,
    label_of,
    rendered,
    running_text,
    says_none,
    yes_or_no,
)
from corpus.text.byline import distinct_names, is_nobody, name_in, names_in, printed_byline
from corpus.text.clean import clean, clean_line, shorten, title_from
from corpus.text.dates import AMBIGUOUS, may_lie_ahead, parse_date
from corpus.text.furniture import without_cut_mark, without_hover_text, without_origin
from corpus.text.json_values import as_json, is_integer, named, shown
from corpus.text.markup import has_tags, html_text, piece_text
from corpus.types.article import USABLE, Article, article_id
from corpus.types.errors import RecordError
from corpus.types.notice import Notice, Report

MAX_TEXT = 5_000_000         # characters; the longest novel has four million
MAX_HTML = 20_000_000        # characters
MAX_TITLE = 500              # longer titles are cut
MAX_ID = 512                 # longer ids are refused: a cut id could be another article's
MAX_LABEL = 200              # of a section, source, kind or author
MAX_AUTHORS = 100
MAX_RIGHTS = 5_000           # of the rights, and of one correction
MAX_CORRECTIONS = 200
MAX_EXTRA = 200_000          # of one unknown field, as JSON

_DATED = re.compile(r"\s*(?:\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{4}|[A-Za-z]{3,9}\.?,? \d{1,2}|"
                    r"\d{1,2}\.?(?: de| d[eo])? [^\W\d_]{3,12}\.?,?(?: de)? \d{4})")
_OLDEST_SECONDS, _NEWEST_SECONDS = 10**8, 10**10   # since 1970, of the times that fields are looked through for
_TIME_NAMED = re.compile(r"date|time", re.IGNORECASE)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})((?:-[A-Za-z0-9]{2,8}){0,4})")


def article_from(
    record: Mapping[str, Any], place: str, report: Report, *, file_id: str = "", now: datetime | None = None
) -> Article:
    """The article that a record holds, its fields named as in Article or as is usual elsewhere (see aliases.NAMES).

    Only a text or html is required. What can't be read is reported with its place and left out; unknown fields are
    kept in `extra`. What says that the article may not be shown yet, or no longer, and can't be read withholds it, as
    does a field whose name speaks of an embargo or expiry and is not known. Raises RecordError when there is no text,
    unless the article is withheld or canceled (its title stands in), and when the id can't be kept as it is. A record
    without id and URL gets `file_id`, else an id made from its text. Dates ahead of `now` (the clock) are not believed.
    """
    return _Record(record, place, report, now).article(file_id)


def articles_from(record: object, place: str, report: Report, *, file_id: str = "") -> Iterator[Article]:
    """The article of a record, or none and a notice that says why."""
    try:
        if not isinstance(record, Mapping):
            raise RecordError(f"This is {named(record)}; an article is an object with a text or html field.")
        yield article_from(record, place, report, file_id=file_id)
    except RecordError as error:
        report(Notice(place, str(error), skipped=True))


class _Record:
    """What one record says, by field of Article: the values under the best names first."""

    def __init__(self, record: Mapping[str, Any], place: str, report: Report, now: datetime | None) -> None:
        self.record, self.place, self.report, self.now = record, place, report, now
        self.values: dict[str, list[Any]] = {}
        self.unknown: dict[str, Any] = {}
        self.second: dict[str, list[Any]] = {}   # what less good names say of a field
        self.hidden: list[str] = []              # every status that something in the record gives the article
        ranked = []
        for name, value in record.items():
            known = field_of(str(name))
            if known is None:
                self.unknown[str(name)] = value
            elif value not in EMPTY:
                ranked.append((known[1], known[0], str(name), value))
        for rank, field, name, value in sorted(ranked, key=lambda each: each[0]):
            self._enter(field, rank, name, value)
        self._look_for_embargoes()
        self._take_plans(ranked)
        if "published" not in self.values:
            self._name_unread_date()

    def article(self, file_id: str) -> Article:
        """The article, field by field."""
        embargo = max((*self.limits("embargoed_until"), *self.planned()), default=None)
        expires = min(self.limits("expires"), default=None)
        status, url = self.status(embargo), self.url()
        text = self.text() or self.stand_in(status)
        return Article(
            id=article_id(self.id() or ("" if url else file_id), url, text),
            title=_without_source(self.title(), self.label("source")) or title_from(text),
            text=text,
            url=url,
            published=self.date("published", self.first("published"), until=embargo),
            updated=self.date("updated", self.first("updated")),
            authors=self.authors() or names_in(printed_byline(text)),
            source=self.label("source"),
            section=self.label("section"),
            kind=small_letters(self.label("kind")) or "news",
            language=self.language(),
            status=status,
            embargoed_until=embargo,
            expires=expires,
            corrections=self.corrections(),
            rights=self.label("rights", MAX_RIGHTS),
            extra=self.extra(),
        )

    def title(self) -> str:
        """The title, without the tags that editors set words of it in."""
        label = self.label("title", MAX_TITLE)
        return clean_line(piece_text(label)) if has_tags(label) else label

    def text(self) -> str:
        """The clean text, or empty; raises RecordError when there is too much."""
        for value in self.values.get("text", ()):
            if text := clean(_bounded(running_text(value), MAX_TEXT)):
                return self._without_tail(text)
        for value in self.values.get("html", ()):
            if text := clean(html_text(_bounded(running_text(value), MAX_HTML))):
                return self._without_tail(_bounded(text, MAX_TEXT))
        return ""

    def _without_tail(self, text: str) -> str:
        """The text without what a feed, a page or an interface hangs on it; a cut-off one is marked as a summary."""
        kept = without_cut_mark(text)
        if kept != text:
            self.unknown["summary_only"] = True
        return without_hover_text(without_origin(kept))

    def stand_in(self, status: str) -> str:
        """What stands for the text of an article that nobody sees, so that it replaces what was published before.

        Raises RecordError where a text is needed.
        """
        if status != USABLE and (self.first("id") is not None or self.first("url") is not None):
            return self.label("title", MAX_TITLE) or status
        names = clean_line(", ".join(map(str, self.record))[:2_000])
        raise RecordError(
            f"No text (fields: {shorten(names, 200) or 'none'}); an article needs a text or html field with words."
        )

    def id(self) -> str:
        """The record's own id, or empty; raises RecordError when it can't be kept as it is."""
        value = self.first("id")
        if value is None:
            return ""
        own = str(value).strip() if isinstance(value, str) or is_integer(value) else "\n"
        if len(own) > MAX_ID or not own.isprintable():
            raise RecordError(f"The id is {shown(value)}; give a line of at most {MAX_ID} characters or a number.")
        return own

    def url(self) -> str:
        """An http(s) address, or empty."""
        value = self.first("url")
        url = value.strip().replace(" ", "%20") if isinstance(value, str) else ""
        if value is None or is_web_address(url):
            return url
        self.warn("url", value, "an address that begins with http:// or https://")
        return ""

    def label(self, field: str, limit: int = MAX_LABEL) -> str:
        """A short text in one line: of a list the first, of an object its name."""
        value = self.first(field)
        label = label_of(value)
        if value is not None and not label:
            self.warn(field, value, "a short text")
        return shorten(label, limit)

    def date(self, field: str, value: object, until: datetime | None = None) -> datetime | None:
        """A date that has been, or is not after `until`, under the best name that has one; else None with a warning."""
        latest = max(self.clock(), until) if until else self.now
        stated = (value, *self.second.get(field, ()))
        moment = next((moment for each in stated if (moment := parse_date(each, now=latest))), None)
        if moment is None and value not in EMPTY:
            self.warn(field, value, "a date with its day, such as 2020-06-10, that is not ahead")
        if moment and moment.tzinfo is AMBIGUOUS:
            self.tell(f"{field} is {shown(value)}, whose time zone means several; only the day is certain.")
        return moment

    def authors(self) -> tuple[str, ...]:
        """The names, in order; a byline that stands alone is taken apart, several are each one name."""
        value = self.first("authors")
        if value is None:
            return ()
        given = value if isinstance(value, (list, tuple)) else [value]
        labels = [label for each in given if (label := label_of(each))] or [""]
        byline = value[:MAX_RIGHTS] if isinstance(value, str) else labels[0]
        stated = self.first("language")
        language = stated[:2].lower() if isinstance(stated, str) else ""
        names = names_in(byline, language) if len(labels) == 1 else [
            name_in(label) for label in labels if not is_nobody(label)]
        people = _people(names, label_of(self.first("source")), language)
        if not people and not is_nobody(byline):
            self.warn("authors", value, "names")
        return tuple(shorten(name, MAX_LABEL) for name in people)[:MAX_AUTHORS]

    def language(self) -> str:
        """A language tag, or empty."""
        value = self.first("language")
        match = _LANGUAGE.fullmatch(value.strip().replace("_", "-")) if isinstance(value, str) else None
        if value is not None and not match:
            self.warn("language", value, "a language tag such as en or pt-BR")
        return match[1].lower() + match[2] if match else ""

    def clock(self) -> datetime:
        """The moment at which the record is read."""
        return self.now or datetime.now(UTC)

    def status(self, embargo: datetime | None) -> str:
        """The severest of all that the record says about being shown."""
        stated = [self._meaning(value, embargo) for value in self.values.get("status", ())]
        flags = [self._flag(field, value) for field in ("draft", "public") for value in self.values.get(field, ())]
        return max((*stated, *flags, *self.hidden), key=SEVERITY.index, default=USABLE)

    def _meaning(self, status: object, embargo: datetime | None) -> str:
        """One of ours for a status of theirs; an unknown one withholds the article."""
        known = status_of(status)
        if known in (EMBARGOED, SCHEDULED):
            return USABLE if embargo else self._withhold(f"The status is {shown(status)}, and nothing says until when.")
        return known or self._withhold(f"The status is {shown(status)}; expected {', '.join(SEVERITY)}.")

    def _flag(self, field: str, value: object) -> str:
        """The status that a yes or no gives; anything else withholds the article."""
        answer = yes_or_no(value)
        if answer is None:
            return self._withhold(f"A field that says whether it is {field} is {shown(value)}; expected yes or no.")
        return USABLE if answer is (field == "public") else WITHHELD

    def _withhold(self, reason: str) -> str:
        """Report why the article is withheld; gives that status."""
        self.tell(f"{reason} The article is withheld.")
        return WITHHELD

    def limits(self, field: str) -> list[datetime]:
        """Every embargo or expiry that the record states; one that can't be read withholds the article."""
        return [moment for value in self.values.get(field, ()) if (moment := self._limit(field, value))]

    def _limit(self, field: str, value: object) -> datetime | None:
        """One embargo or expiry; None for a "no", and for what can't be read.

        Of 04/05/2027, an embargo is the later day that it can be, an expiry the earlier; an offset that can't be told
        is no moment.
        """
        moments = [moment for order in (False, True) if (moment := parse_date(value, future=True, day_first=order))]
        moment = (min if field == "expires" else max)(moments, default=None)
        if moment and moment.tzinfo is AMBIGUOUS:
            moment = None
        if moment is None and not says_none(value):
            name = "expiry" if field == "expires" else "embargo"
            stated = "states no date" if value is True else f"is {shown(value)}"
            self.hidden.append(
                self._withhold(f"The {name} {stated}; expected a date such as 2026-12-01T06:00:00Z."))
        return moment

    def planned(self) -> list[datetime]:
        """When an article is to be published that is scheduled, or whose planned date lies ahead."""
        scheduled = SCHEDULED in map(status_of, self.values.get("status", ()))
        stated = (parse_date(self.first("published"), future=True) if scheduled else None,
                  *(moment for value in self.values.get("planned", ())
                    if (moment := parse_date(value, future=True)) and may_lie_ahead(moment, self.clock())))
        return [moment for moment in stated if moment]

    def corrections(self) -> tuple[tuple[datetime | None, str], ...]:
        """Dated texts, in the order given."""
        value = self.first("corrections") or []
        entries = value if isinstance(value, (list, tuple)) else [value]
        return tuple(filter(None, map(self._correction, entries[:MAX_CORRECTIONS])))

    def _correction(self, entry: object) -> tuple[datetime | None, str] | None:
        """One dated text, or None with a warning."""
        date, text = (entry.get("date"), entry.get("text")) if isinstance(entry, Mapping) else (None, entry)
        if isinstance(text, str) and (cleaned := clean(text[:MAX_RIGHTS])):
            return self.date("the date of a correction", date), cleaned
        self.warn("correction", entry, "a text, or an object with date and text")
        return None

    def extra(self) -> dict[str, Any]:
        """Everything that has no place in Article, as far as JSON can say it."""
        given = self.first("extra") or {}
        fields = {**(given if isinstance(given, Mapping) else {"extra": given}), **self.unknown}
        return {name: kept for field, value in fields.items() for name, kept in self._kept(field, value).items()}

    def _kept(self, field: str, value: object) -> dict[str, Any]:
        """The field in JSON types; nothing, with a warning, where there are none."""
        try:
            kept: dict[str, Any] = as_json({field: value})
            if len(json.dumps(kept)) <= MAX_EXTRA:
                return kept
        except ValueError:
            pass
        self.warn(clean_line(shorten(str(field), 40)), value, f"at most {MAX_EXTRA:,} characters of JSON")
        return {}

    def first(self, field: str) -> Any:   # noqa: ANN401
        """The value under the best name, or None."""
        return self.values[field][0] if field in self.values else None

    def warn(self, field: str, value: object, expected: str) -> None:
        """Report a value that is left out."""
        self.tell(f"{field} is {shown(value)}; expected {expected}. The article is read without it.")

    def tell(self, message: str) -> None:
        """Report something about this record."""
        self.report(Notice(self.place, message))

    def _enter(self, field: str, rank: int, name: str, value: object) -> None:
        """Put a value where it belongs; what a better name has said already goes to the unknown fields."""
        if not isinstance(value, str):
            value = rendered(value)
        if field in ("text", "html") and is_in_blocks(value, rank):
            field, value = "text", body_text(value) or value
        if field == "text" and rank and isinstance(value, str) and has_tags(value):
            field = "html"   # content and body hold either; a field named text is taken at its word
        if field == "published" and yes_or_no(value) is not None:
            field = "public"
        if field in HIDING:
            self.values.setdefault(field, []).extend(each_of(value))
        elif field in ("text", "html") or field not in self.values:
            self.values.setdefault(field, []).append(value)
        else:
            self.unknown[name] = value
            self.second.setdefault(field, []).append(value)
        if field in ("section", "source", "kind") and isinstance(value, (list, tuple)) and len(value) > 1:
            self.unknown[name] = value

    def _look_for_embargoes(self) -> None:
        """Take the embargoes of inner objects; a name that speaks of one and is not known withholds the article."""
        named = {**{name: value for name, value in self.unknown.items() if hides(name)},
                 **embargoes_within(self.record)}
        for path, value in named.items():
            if field_of(path.rpartition(".")[2]):
                self.values.setdefault("embargoed_until", []).extend(each_of(value))
            elif any(not says_none(each) for each in each_of(value)):
                reason = f"The field {shorten(clean_line(path), 80)} speaks of an embargo or expiry, and is not known."
                self.hidden.append(self._withhold(reason))

    def _name_unread_date(self) -> None:
        """Say which field of an undated article looks like a date, but isn't known for one."""
        looks = (name for name, value in self.unknown.items() if _looks_dated(name, value))
        if (name := next(looks, "")) and not hides(name):
            self.tell(f"The field {shorten(clean_line(name), 60)} looks like a date and isn't read; "
                      f"--map published={shorten(clean_line(name), 60)} reads it.")

    def _take_plans(self, ranked: Iterable[tuple[int, str, str, Any]]) -> None:
        """A planned date is an embargo while it lies ahead, and the date of an article that states no other."""
        for _, field, name, value in ranked:
            if plain_name(name) in PLANNED:
                self.values.setdefault("planned" if field == "published" else "published", []).append(value)


def _looks_dated(name: str, value: object) -> bool:
    """Whether a field's value looks like a date: written as one, or seconds in a field that is named for a time."""
    if isinstance(value, str):
        return bool(_DATED.match(value)) and parse_date(value) is not None
    seconds = isinstance(value, int) and not isinstance(value, bool) and _OLDEST_SECONDS < value < _NEWEST_SECONDS
    return seconds and _TIME_NAMED.search(name) is not None


def _without_source(title: str, source: str) -> str:
    """A title without the paper's name behind it, as aggregators hang it on: "Bridge reopens - The Bell"."""
    for mark in (" - ", " – ", " — ", " | "):
        if source and title.endswith(f"{mark}{source}"):
            return title.removesuffix(f"{mark}{source}").rstrip() or title
    return title


def _bounded(text: str, limit: int) -> str:
    if len(text) > limit:
        raise RecordError(f"The text has {len(text):,} characters, more than {limit:,}; split it into articles.")
    return text


def _people(names: Iterable[str], source: str, language: str) -> tuple[str, ...]:
    """Each name once, without the source's unless there is no other; one that is left alone is a byline again."""
    distinct = distinct_names(names)
    people = tuple(name for name in distinct if name != source) or distinct
    if len(people) != 1 or (apart := names_in(people[0], language)) == people:
        return people
    return _people(apart, source, language)
