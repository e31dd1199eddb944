"""Rename the fields of records as a person says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from corpus.record.aliases import HIDING, NAMES, field_of
from corpus.text.json_values import named
from corpus.types.errors import SourceError

MAX_REACHED = 1_000   # values that a path may lead to


@dataclass(frozen=True, slots=True)
class Fields:
    """Which field of a source is which of an article: {"title": "Headline", "text": "content.body"}.

    Dots go into objects, into every entry of a list, or into one of them by its number: "credits.by.name", "tags.0".
    An @ looks a value up in a list of the same file: "author_id@users.id.name" is the name of the user whose id it is.
    """

    names: Mapping[str, str] = field(default_factory=dict)   # Article's name -> the source's
    items: str = ""                                          # where a JSON file has its list of articles: "data.posts"
    timezone: str = ""                                       # the newsroom's, for an archive to keep: "Europe/London"
    ocr: str = ""                                            # the languages that scans are recognised in: "eng+deu"

    @classmethod
    def parse(cls, pairs: Iterable[str], items: str = "", timezone: str = "", ocr: str = "") -> Fields:
        """From "title=Headline" and the like; raises SourceError for anything else."""
        names: dict[str, str] = {}
        for pair in pairs:
            ours, equals, theirs = (part.strip() for part in pair.partition("="))
            if ours not in NAMES or not equals or not theirs or not all(map(_is_join, theirs.split("@")[1:])):
                raise SourceError(f"The map {pair!r} can't be used; write it as title=Headline, with one of "
                                  f"{', '.join(NAMES)} before the equals sign, or authors=author_id@users.id.name.")
            names[ours] = theirs
        return cls(names, items, timezone, ocr)

    def applied(self, record: Any, root: object = None) -> Any:   # noqa: ANN401
        """The record with its fields under Article's names; what is mapped wins over other names of that field.

        `root` is the file that it comes from, in which an @ looks values up.
        """
        if not self.names or not isinstance(record, Mapping):
            return record
        found = {ours: value for ours, theirs in self.names.items()
                 if (value := _at(record, theirs, root)) is not None}
        taken = {theirs.split("@")[0].split(".")[0] if theirs not in record else theirs
                 for ours, theirs in self.names.items() if ours in found}
        return {**{name: value for name, value in record.items() if name not in taken and not _same(name, found)},
                **found}

    def unmet(self, record: object, root: object, names: Mapping[str, str]) -> dict[str, str]:
        """Those of `names` under which a record has nothing."""
        return {ours: theirs for ours, theirs in names.items()
                if not isinstance(record, Mapping) or _at(record, theirs, root) is None}

    def listed(self, content: object, name: str) -> list[Any]:
        """The list at `items` of the file of that name; raises SourceError where there is none."""
        value = _along(content, self.items)
        if not isinstance(value, list):
            raise SourceError(f"{name}: There is no list at {self.items!r}, but {named(value)}; give the names that "
                              "lead to the list of articles, such as data.posts.")
        return value

    def known_in(self, header: Iterable[str]) -> bool:
        """Whether every mapped name is in the header of a table; raises SourceError for one that isn't."""
        columns = set(header)
        for theirs in self.names.values():
            if theirs not in columns:
                raise SourceError(f"There is no column {theirs!r} to map; the first row names "
                                  f"{', '.join(sorted(columns))[:200]}.")
        return True


def _is_join(path: str) -> bool:
    return len(path.split(".")) >= 3 and all(path.split("."))


def _same(name: object, found: Mapping[str, Any]) -> bool:
    """Whether a name means a mapped field that only the best name counts for; every embargo and status counts."""
    known = field_of(str(name))
    return known is not None and known[0] in found and known[0] not in HIDING


def _at(record: Mapping[str, Any], path: str, root: object) -> Any:   # noqa: ANN401
    """The value under a name, or along a path of names and joins."""
    if path in record:
        return record[path]
    first, *joins = path.split("@")
    value = _along(record, first)
    for join in joins:
        value = _looked_up(value, join, root)
    return value


def _along(value: Any, path: str) -> Any:   # noqa: ANN401
    """What lies along a path of names; of a list, what each of its entries has there."""
    for name in path.split("."):
        if isinstance(value, Mapping):
            value = value.get(name)
        elif isinstance(value, list):
            value = _within(value, name)
        else:
            return None
    return value


def _within(entries: list[Any], name: str) -> Any:   # noqa: ANN401
    if name.isdecimal() and len(name) < 6:
        return entries[int(name)] if int(name) < len(entries) else None
    values = [each[name] for each in entries[:MAX_REACHED] if isinstance(each, Mapping) and each.get(name) is not None]
    return [inner for each in values for inner in (each if isinstance(each, list) else [each])] or None


def _looked_up(value: Any, join: str, root: object) -> Any:   # noqa: ANN401
    """What the entries of a list of the file that have this value, or one of these, say under another name."""
    path, key, wanted = join.rsplit(".", 2)
    rows = _along(root, path)
    values = value if isinstance(value, list) else [value]
    if value is None or not isinstance(rows, list):
        return None
    kept = [(row[key], row[wanted]) for row in rows
            if isinstance(row, Mapping) and row.get(key) in values and row.get(wanted) is not None]
    return [value_there for each in values for own, value_there in kept if own == each][:MAX_REACHED] or None
