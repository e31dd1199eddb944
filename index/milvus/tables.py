"""The two collections of an archive in Milvus: made, asked, written to."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

from corpus import ArchiveBusy, ArchiveMissing, MissingPackage
from index.milvus.address import Address
from index.milvus.rows import MAX_TEXT, Row, joined

logger = logging.getLogger(__name__)

PASSAGES, ARTICLES = "", "_articles"     # what follows the archive's name
# What a question to Milvus sees of what was written before. STRONG waits for Milvus's clock, 0.2 to 0.4 s; the others
# name the moment of the last announcement, which has long passed where nobody writes.
STRONG = "every write that has ended"
ANEW = "every write that was announced until now"
SEEN = "every write that was announced when this process looked last"
FRESH_S = 0.2                            # that a look may be old where nothing depends on the last one
MOST = 16_384                            # rows that Milvus gives at once
_READ_S, _WRITE_S = 20, 300
_PAGE = 4_000
_BM25_SINCE = (2, 5)                     # releases before it have no text functions
_HNSW = {"M": 16, "efConstruction": 200}
_BM25 = {"bm25_k1": 1.2, "bm25_b": 0.75}  # as Tantivy has them
WORDED = ("words", "heading")            # the texts with a BM25 index: passage and headline, stemmed
_ANNOUNCED = "cuttings.{}"               # properties of the articles' collection


@dataclass(frozen=True, slots=True)
class State:
    """What was announced last: Milvus knows it at once, without waiting for its clock."""

    mark: str            # of the last push that ended; other words, another mark
    generation: int      # that it brought
    written: int         # by Milvus's clock, after everything that a reader has to see; 0 where it has none


_UNSEEN = State("", 0, 0)


class Tables:
    """One archive's collections behind verbs; safe to use from many threads."""

    def __init__(self, address: Address) -> None:
        """Connect; raises ArchiveBusy when nobody answers there."""
        self.address = address
        self._milvus = _module()
        self._looked, self._seen = 0.0, _UNSEEN
        with self._explained():
            self._client = self._milvus.MilvusClient(address.uri, token=address.token, timeout=_READ_S)
            self._version = str(self._client.get_server_version())
            self.base = self._real_name()

    @property
    def exist(self) -> bool:
        """Whether there is such an archive."""
        with self._explained():
            return all(self._client.has_collection(self.base + each) for each in (PASSAGES, ARTICLES))

    @property
    def has_bm25(self) -> bool:
        """Whether Milvus itself finds passages by word."""
        return any(field["name"] == f"{WORDED[0]}_bm25" for field in self._describe(PASSAGES)["fields"])

    @property
    def embedded_server(self) -> bool:
        """Whether it is milvus-lite, a file of this process."""
        return self._version.startswith("milvus_lite")

    def make(self, dimensions: int) -> None:
        """Make what isn't there yet."""
        with self._explained():
            if not self._client.has_collection(self.base + ARTICLES):
                self._make_articles()
            if not self._client.has_collection(self.base):
                self._make_passages(dimensions)

    def require(self) -> None:
        """Raise ArchiveMissing where there is no such archive."""
        if not self.exist:
            raise ArchiveMissing(
                f"There is no archive at {self.address.text}; fill it: "
                f"python -m index push --archive DIR --store {self.address.text}"
            )

    def load(self) -> None:
        """Have the cluster bring both into memory; raises ArchiveMissing when they aren't there."""
        self.require()
        with self._explained():
            for each in (ARTICLES, PASSAGES):
                state = self._client.get_load_state(self.base + each)["state"]
                if state.name != "Loaded":     # else it stays as it was loaded, with as many replicas
                    self._client.load_collection(self.base + each, timeout=_WRITE_S)

    def drop(self) -> None:
        """Take the archive out of Milvus."""
        with self._explained():
            for each in (PASSAGES, ARTICLES):
                if self._client.has_collection(self.base + each):
                    self._client.drop_collection(self.base + each)

    # -- reading

    def meta(self) -> dict[str, Any] | None:
        """What was written last about the archive as a whole; None when nothing was."""
        text = joined(self.query(ARTICLES, "key == -1", ("part", "parts", "record"), STRONG))
        return dict(json.loads(text)) if text else None

    def state(self, within_s: float = FRESH_S) -> State:
        """What was announced last, as it was at most so long ago; raises ArchiveMissing before the first time."""
        if self._looked and monotonic() - self._looked < within_s:
            return self._seen
        looked = monotonic()
        known = self._describe(ARTICLES).get("properties", {})
        try:
            mark, generation, written = (known[_ANNOUNCED.format(each)] for each in State.__dataclass_fields__)
        except KeyError:
            raise ArchiveMissing(
                f"{self.address.text} is not filled yet, or by an earlier version; wait for the push to end, or run it "
                "again."
            ) from None
        state = State(mark, int(generation), int(written))
        self._looked, self._seen = looked, state
        return state        # what another thread sees meanwhile may be older

    def query(self, of: str, where: str, output: Sequence[str], sees: str = SEEN) -> list[Row]:
        """The rows that match, at most MOST."""
        guarantee = self._guarantee(sees)
        with self._explained():
            return list(self._client.query(
                self.base + of, filter=where, output_fields=list(output), limit=MOST, timeout=_READ_S, **guarantee
            ))

    def every(self, of: str, where: str, output: Sequence[str]) -> Iterator[Row]:
        """All the rows that match, however many."""
        with self._explained(), _quiet():
            pages = self._client.query_iterator(
                self.base + of, batch_size=_PAGE, filter=where, output_fields=list(output)
            )
        try:
            while True:
                with self._explained():
                    page = pages.next()
                if not page:
                    return
                yield from page
        finally:
            pages.close()

    def count(self, of: str, where: str, sees: str = SEEN) -> int:
        """How many rows match."""
        guarantee = self._guarantee(sees)
        with self._explained():
            rows = self._client.query(
                self.base + of, filter=where, output_fields=["count(*)"], timeout=_READ_S, **guarantee
            )
        return int(rows[0]["count(*)"])

    def search(self, field: str, wanted: Any, where: str, limit: int, **params: int) -> dict[int, float]:  # noqa: ANN401
        """Score by id of the passages nearest to a vector or a text, best first."""
        guarantee = self._guarantee(SEEN)
        with self._explained():
            hits = self._client.search(
                self.base + PASSAGES, data=[wanted], anns_field=field, filter=where, limit=min(limit, MOST),
                search_params={"params": params}, timeout=_READ_S, **guarantee,
                output_fields=["id"],       # where none is named, milvus-lite gives them all
            )[0]
        return {int(hit["id"]): abs(float(hit["distance"])) for hit in hits}   # milvus-lite gives BM25 below zero

    # -- writing

    def upsert(self, of: str, rows: Sequence[Row]) -> None:
        """Write rows, in place of those with the same key."""
        if rows:
            with self._explained():
                self._client.upsert(self.base + of, list(rows), timeout=_WRITE_S)

    def delete(self, of: str, where: str) -> None:
        """Take rows out."""
        with self._explained():
            self._client.delete(self.base + of, filter=where, timeout=_WRITE_S)

    def announce(self, **ended: object) -> None:
        """Have readers see everything written until now; `ended` are mark and generation of a push that has ended."""
        with self._explained():
            connection = self._client._get_connection()      # which alone tells Milvus's time
            written = 0 if self.embedded_server else connection.alloc_timestamp(timeout=_WRITE_S)
            known = {_ANNOUNCED.format(name): str(value) for name, value in {**ended, "written": written}.items()}
            self._client.alter_collection_properties(self.base + ARTICLES, known, timeout=_WRITE_S)

    def flush(self) -> None:
        """Have what was written indexed now."""
        with self._explained():
            for each in (PASSAGES, ARTICLES):
                self._client.flush(self.base + each, timeout=_WRITE_S)

    def close(self) -> None:
        """End the connection."""
        self._client.close()

    # -- inside

    def _guarantee(self, sees: str) -> dict[str, Any]:
        written = 0 if sees == STRONG else self.state(0).written if sees == ANEW else self._seen.written
        if not written:
            return {"consistency_level": "Strong"}
        return {"consistency_level": "Customized", "guarantee_timestamp": written}

    def _real_name(self) -> str:
        """The collection behind the name: an alias may stand for one."""
        name = self.address.collection
        if not self._client.has_collection(name):
            return name
        return str(self._client.describe_collection(name)["collection_name"])

    def _describe(self, of: str) -> dict[str, Any]:
        with self._explained():
            return dict(self._client.describe_collection(self.base + of, timeout=_READ_S))

    def _make_articles(self) -> None:
        types = self._milvus.DataType
        schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("pk", types.VARCHAR, is_primary=True, max_length=64)
        for name in ("key", "part", "parts", "name", "version", "generation"):
            schema.add_field(name, types.INT64)
        schema.add_field("digest", types.VARCHAR, max_length=64)
        schema.add_field("timed", types.BOOL)
        schema.add_field("filed", types.VARCHAR, max_length=MAX_TEXT)
        schema.add_field("record", types.VARCHAR, max_length=MAX_TEXT)
        schema.add_field("nowhere", types.FLOAT_VECTOR, dim=2)      # a collection must have a vector
        self._add_filters(schema)
        index = self._client.prepare_index_params()
        index.add_index("nowhere", index_type="FLAT", metric_type="L2")
        self._create(ARTICLES, schema, index)

    def _create(self, of: str, schema: Any, index: Any) -> None:  # noqa: ANN401
        self._client.create_collection(
            self.base + of, schema=schema, index_params=index, timeout=_WRITE_S,
            consistency_level="Strong",      # iterators know no other than the collection's
        )

    def _make_passages(self, dimensions: int) -> None:
        types = self._milvus.DataType
        schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("id", types.INT64, is_primary=True)
        schema.add_field("vector", types.FLOAT_VECTOR, dim=dimensions)
        for name in ("key", "start", "end", "generation"):
            schema.add_field(name, types.INT64)
        schema.add_field("digest", types.VARCHAR, max_length=64)
        schema.add_field("embedded", types.BOOL)
        schema.add_field("tokens", types.VARCHAR, max_length=MAX_TEXT)
        self._add_filters(schema)
        index = self._client.prepare_index_params()
        index.add_index("vector", index_type="HNSW", metric_type="IP", params=_HNSW)
        if self.embedded_server or _numbers(self._version) >= _BM25_SINCE:
            self._add_words(schema, index)
        self._create(PASSAGES, schema, index)

    def _add_filters(self, schema: Any) -> None:  # noqa: ANN401
        types = self._milvus.DataType
        for name in ("story", "published", "embargoed", "expires", "section", "source", "kind", "language"):
            schema.add_field(name, types.INT64)
        schema.add_field("usable", types.BOOL)
        schema.add_field("authors", types.ARRAY, element_type=types.INT64, max_capacity=4_096)

    def _add_words(self, schema: Any, index: Any) -> None:  # noqa: ANN401
        """BM25 over words that are stemmed already: the server only parts them at spaces."""
        types = self._milvus.DataType
        for name in WORDED:
            schema.add_field(
                name, types.VARCHAR, max_length=MAX_TEXT, enable_analyzer=True, enable_match=True,
                analyzer_params={"tokenizer": "standard"},
            )
            schema.add_field(f"{name}_bm25", types.SPARSE_FLOAT_VECTOR)
            schema.add_function(self._milvus.Function(
                name=f"{name}_bm25", function_type=self._milvus.FunctionType.BM25,
                input_field_names=[name], output_field_names=[f"{name}_bm25"],
            ))
            index.add_index(f"{name}_bm25", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25", params=_BM25)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what the client raises into what the caller can do."""
        import grpc

        try:
            yield
        except (self._milvus.MilvusException, grpc.RpcError, grpc.FutureTimeoutError) as error:
            why = " ".join(str(getattr(error, "message", "") or error).split())[:200]
            raise ArchiveBusy(
                f"Milvus at {self.address.uri} does not do what it is asked ({why}); see that it runs and that the "
                f"address and CUTTINGS_STORE_TOKEN are right, then try again."
            ) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """The client warns of servers that don't give their clock to an iterator, where nothing is wrong."""
    loggers = [logging.getLogger(name) for name in ("pymilvus", "grpc._server")]
    before = [each.level for each in loggers]
    for each in loggers:
        each.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for each, level in zip(loggers, before, strict=True):
            each.setLevel(level)


def _numbers(version: str) -> tuple[int, ...]:
    found = re.search(r"(\d+)\.(\d+)", version)
    return tuple(int(each) for each in found.groups()) if found else (0, 0)


def _module() -> Any:  # noqa: ANN401
    try:
        import pymilvus
    except ModuleNotFoundError:
        raise MissingPackage.of_extra("An archive in Milvus needs its client", "milvus") from None
    return pymilvus
