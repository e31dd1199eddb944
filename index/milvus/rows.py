"""How passages and articles lie in Milvus: their fields, and the filters over them.

Filters compare numbers only: names are kept as hashes, so that nothing a reader writes gets into an expression.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import numpy as np

from corpus import ArchiveMismatch, Article
from index.store.database import clock_micros, micros
from index.types.scope import Scope

NEVER, FOREVER = -(2**62), 2**62     # no date, no embargo; no expiry
NO_STORY = -1
MAX_TEXT = 65_535                    # bytes that a text field of Milvus holds
_PART = 60_000                       # characters of a record in one row
_MOST_AUTHORS = 4_096
DIGEST = 24                          # characters of an article's hash that name one of its versions
_FILED_NAME, _FILED_AUTHORS = 100, 40    # characters, names: at most 12 bytes a character, as JSON
_NAMES = ("section", "source", "kind", "language")
_LAST = b"~"                             # digit of base 85, as the standard library writes them
_DIGITS = np.frombuffer(
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}" + _LAST, dtype=np.uint8
)
_VALUES = np.zeros(256, dtype=np.uint32)
_VALUES[_DIGITS] = np.arange(85)
_POWERS = 85 ** np.arange(4, -1, -1, dtype=np.int64)

Row = dict[str, Any]


def name_hash(name: str) -> int:
    """A name as a number of 62 bits, whatever its case."""
    return int.from_bytes(hashlib.blake2b(name.casefold().encode("utf-8", "replace"), digest_size=8).digest()) >> 2


def id_hash(id: str) -> int:
    """An article's id as a number of 62 bits."""
    return int.from_bytes(hashlib.blake2b(id.encode("utf-8", "replace"), digest_size=8).digest()) >> 2


def fields(article: Article, story: int | None) -> Row:
    """What both passages and articles are filtered by."""
    return {
        "story": NO_STORY if story is None else story,
        "published": _or(clock_micros(article.published), NEVER),
        "embargoed": _or(micros(article.embargoed_until), NEVER),
        "expires": _or(micros(article.expires), FOREVER),
        "usable": article.status == "usable",
        **{name: name_hash(getattr(article, name)) for name in _NAMES},
        "authors": [name_hash(author) for author in article.authors[:_MOST_AUTHORS]],
    }


def filed(article: Article) -> dict[str, list[str]]:
    """What an article is counted under, by column of the database, as written."""
    names = {"section": [article.section], "source": [article.source], "authors": article.authors[:_FILED_AUTHORS],
             "kind": [article.kind]}
    return {column: [name[:_FILED_NAME] for name in written if name] for column, written in names.items()}


def article_rows(
    key: int, article: Article, digest: str, version: int, story: int | None, generation: int
) -> list[Row]:
    """An article's rows: its record in as many parts as it takes."""
    record = json.dumps(article.to_dict(), default=str)     # ASCII: as many bytes as characters
    timed = article.status == "usable" and bool(article.embargoed_until or article.expires)
    shared = {
        "key": key, "name": id_hash(article.id), "digest": digest, "version": version, "timed": timed,
        "filed": json.dumps(filed(article)) if timed else "", "generation": generation, **fields(article, story),
    }
    return parted(f"{key}.{digest}", record, shared)


def meta_rows(meta: dict[str, Any]) -> list[Row]:
    """The rows that say what the archive is as a whole, no article's; their digest is that of what they say."""
    mark = hashlib.blake2b(json.dumps(meta).encode("ascii"), digest_size=DIGEST // 2).hexdigest()
    record = json.dumps({**meta, "mark": mark})
    shared = {
        "key": -1, "name": 0, "digest": mark, "version": 0, "timed": False, "filed": "",
        "generation": meta["generation"], **fields(Article(id="", title="", text="", status="meta"), None),
    }
    return parted("meta", record, shared)


def parted(pk: str, record: str, shared: Row) -> list[Row]:
    """A long text over several rows."""
    parts = [record[start : start + _PART] for start in range(0, len(record), _PART)]
    return [
        {"pk": f"{pk}.{number}", "part": number, "parts": len(parts), "record": part, "nowhere": [0.0, 0.0], **shared}
        for number, part in enumerate(parts)
    ]


def joined(rows: Iterable[Row]) -> str | None:
    """The text that `parted` took apart; None when a part is missing."""
    ordered = sorted(rows, key=lambda row: int(row["part"]))
    if not ordered or [row["part"] for row in ordered] != list(range(ordered[0]["parts"])):
        return None
    return "".join(row["record"] for row in ordered)


def fitting(words: str) -> str:
    """As many whole words as a text field holds: servers count its bytes, milvus-lite its characters."""
    encoded = words.encode()
    return words if len(encoded) <= MAX_TEXT else encoded[: MAX_TEXT + 1].rpartition(b" ")[0].decode()


def as_text(packed: bytes) -> str:
    """Packed tokens as a text field holds them, in base 85; raises ArchiveMismatch for what is too long for one."""
    numbers = np.frombuffer(packed.ljust(-(-len(packed) // 4) * 4, b"\0"), dtype=">u4")
    digits = numbers[:, None] // _POWERS % 85
    text = _DIGITS[digits].tobytes()[: len(packed) + len(numbers)].decode("ascii")
    if len(text) > MAX_TEXT:
        raise ArchiveMismatch(
            f"The tokens of a passage take {len(text):,} characters, and Milvus's text fields hold {MAX_TEXT:,}; build "
            f"the archive with a model of fewer dimensions."
        )
    return text


def as_bytes(text: str) -> bytes:
    """The inverse of `as_text`: the standard library's takes two milliseconds a passage."""
    groups = -(-len(text) // 5)
    digits = np.frombuffer(text.encode("ascii").ljust(5 * groups, _LAST), dtype=np.uint8)
    numbers = np.zeros(groups, dtype=np.uint32)
    for place in _VALUES[digits].reshape(groups, 5).T:
        numbers = numbers * 85 + place
    return bytes(numbers.astype(">u4"))[: len(text) - groups]


def visible(moment: datetime) -> str:
    """The filter for what a reader may see at that moment: the same rule as Article.visible."""
    at = micros(moment)
    return f"usable == true and embargoed <= {at} and expires > {at}"


def sometimes_hidden() -> str:
    """The filter for what a reader may not see at every moment."""
    return f"usable == false or embargoed > {NEVER} or expires < {FOREVER}"


def in_scope(scope: Scope) -> str:
    """The filter for the scope and visibility."""
    clauses = [visible(scope.moment)]
    if scope.since or scope.until:
        clauses.append(f"published > {NEVER}")
    if scope.since:
        clauses.append(f"published >= {clock_micros(scope.since)}")
    if scope.until:
        clauses.append(f"published <= {clock_micros(scope.until)}")
    for field, names in zip(
        _NAMES, (scope.sections, scope.sources, scope.kinds, scope.languages), strict=True
    ):
        if names:
            clauses.append(any_of(field, map(name_hash, names)))
    if scope.authors:
        clauses.append(f"array_contains_any(authors, [{_listed(map(name_hash, scope.authors))}])")
    return " and ".join(clauses)


def any_of(field: str, numbers: Iterable[int]) -> str:
    """The filter for rows whose field is one of these numbers."""
    return f"{field} in [{_listed(numbers)}]"


def among(ids: Iterable[int]) -> str:
    """The filter for passages with one of these ids; none matches where there are none."""
    ids = list(ids)
    return any_of("id", ids) if ids else "id < 0"


def both(*filters: str) -> str:
    """All of these filters."""
    return " and ".join(f"({each})" for each in filters if each)


def batched(values: Sequence[Any], size: int) -> Iterable[Sequence[Any]]:
    """The values, so many at a time."""
    return (values[start : start + size] for start in range(0, len(values), size))


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(str(int(number)) for number in numbers)


def _or(number: int | None, otherwise: int) -> int:
    return otherwise if number is None else number
