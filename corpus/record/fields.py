"""Rename the fields of records as a person says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from corpus.record.aliases import HIDING, NAMES, field_of
from corpus.types.errors import SourceError


@dataclass(frozen=True, slots=True)
class Fields:
    """Which field of a source is which of an article: {"title": "Headline", "text": "content.body"}."""

    names: Mapping[str, str] = field(default_factory=dict)   # Article's name -> the source's, dots going into objects

    @classmethod
    def parse(cls, pairs: Iterable[str]) -> Fields:
        """From "title=Headline" and the like; raises SourceError for anything else."""
        names: dict[str, str] = {}
        for pair in pairs:
            ours, equals, theirs = (part.strip() for part in pair.partition("="))
            if ours not in NAMES or not equals or not theirs:
                raise SourceError(f"The map {pair!r} can't be used; write it as title=Headline, with one of "
                                  f"{', '.join(NAMES)} before the equals sign.")
            names[ours] = theirs
        return cls(names)

    def applied(self, record: Any) -> Any:   # noqa: ANN401
        """The record with its fields under Article's names; what is mapped wins over other names of that field."""
        if not self.names or not isinstance(record, Mapping):
            return record
        found = {ours: value for ours, theirs in self.names.items() if (value := _at(record, theirs)) is not None}
        taken = {theirs.split(".")[0] if theirs not in record else theirs
                 for ours, theirs in self.names.items() if ours in found}
        return {**{name: value for name, value in record.items() if name not in taken and not _same(name, found)},
                **found}

    def known_in(self, header: Iterable[str]) -> bool:
        """Whether every mapped name is in the header of a table; raises SourceError for one that isn't."""
        columns = set(header)
        for theirs in self.names.values():
            if theirs not in columns:
                raise SourceError(f"There is no column {theirs!r} to map; the first row names "
                                  f"{', '.join(sorted(columns))[:200]}.")
        return True


def _same(name: object, found: Mapping[str, Any]) -> bool:
    """Whether a name means a mapped field that only the best name counts for; every embargo and status counts."""
    known = field_of(str(name))
    return known is not None and known[0] in found and known[0] not in HIDING


def _at(record: Mapping[str, Any], path: str) -> Any:   # noqa: ANN401
    """The value under a name, or along a path of names."""
    if path in record:
        return record[path]
    value: Any = record
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
