"""Which part of the archive a question may be answered from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from corpus import ScopeError
from corpus.text.clean import without_surrogates

MAX_LIMIT = 1_000
_NAMES = ("sections", "sources", "authors", "kinds", "languages")


@dataclass(frozen=True, slots=True)
class Scope:
    """A filter on articles, applied inside the search, and how many hits to bring.

    Dates may be given as ISO strings, dates or datetimes (without a zone: UTC); a day given for `until` or for `as_of`
    counts whole. They are compared with what each article's own clock showed, so that its day is the one that its card
    shows. Names may be given as one string or several; they match whole names, whatever the case. An article without a
    date is left out as soon as `since` or `until` is set. Raises ScopeError for what can't be read.
    """

    since: datetime | None = None              # published at or after
    until: datetime | None = None              # published at or before
    sections: tuple[str, ...] = ()             # any of these; empty means all
    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    limit: int = 10                            # how many hits
    now: datetime | None = None                # the moment that embargoes and expiry are judged at; None is the clock
    as_of: datetime | None = None              # answer from what was known then; None is the present
    preview: bool = False                      # what is under embargo too: for the newsroom's desk alone

    def __post_init__(self) -> None:
        """Bring what callers write into one form, or refuse it."""
        object.__setattr__(self, "since", _moment(self.since, "since", time.min))
        object.__setattr__(self, "until", _moment(self.until, "until", time.max))
        object.__setattr__(self, "now", _moment(self.now, "now", time.min))
        object.__setattr__(self, "as_of", _moment(self.as_of, "as_of", time.max))
        for name in _NAMES:
            object.__setattr__(self, name, _names(getattr(self, name), name))
        if isinstance(self.limit, bool) or not isinstance(self.limit, int) or not 1 <= self.limit <= MAX_LIMIT:
            raise ScopeError(f"limit is {self.limit!r}; give a whole number from 1 to {MAX_LIMIT:,}.")
        if self.preview and self.as_of:
            raise ScopeError("A preview is of what is to come, as_of of what was known; give one of the two.")
        if self.since and self.until and self.since > self.until:
            raise ScopeError(
                f"since ({self.since.date()}) is later than until ({self.until.date()}); swap them or leave one out."
            )

    @property
    def moment(self) -> datetime:
        """The moment that visibility is judged at."""
        return self.now or datetime.now(UTC)

    @property
    def filtered(self) -> bool:
        """Whether anything but visibility is asked for."""
        return bool(self.since or self.until or any(getattr(self, name) for name in _NAMES))

    def with_limit(self, limit: int) -> Scope:
        """The same part of the archive, another number of hits."""
        return replace(self, limit=limit)

    def to_dict(self) -> dict[str, Any]:
        """The filters as JSON types."""
        return {
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            **{name: list(getattr(self, name)) for name in _NAMES},
            "limit": self.limit,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "preview": self.preview,
        }


def _moment(value: object, name: str, day_time: time) -> datetime | None:
    """An aware datetime from what callers write; a bare day gets `day_time`."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        value = _parse(value.strip(), name)
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime.combine(value, day_time, UTC)
    raise ScopeError(f"{name} is {value!r}; give a date such as 2024-01-31.")


def _parse(text: str, name: str) -> date | datetime:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ScopeError(f"{name} is {text[:40]!r}, which is no date; write it as 2024-01-31.") from None


def _names(value: object, name: str) -> tuple[str, ...]:
    if isinstance(value, str):
        value = (value,)
    if not isinstance(value, (tuple, list, set, frozenset)) or not all(isinstance(each, str) for each in value):
        raise ScopeError(f"{name} is {value!r}; give one name or a list of names.")
    return tuple(without_surrogates(each).strip() for each in value if each.strip())
