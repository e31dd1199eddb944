"""Passages by their words: a Tantivy index (BM25), cached in a folder beside the database."""

from __future__ import annotations

import json
import logging
import os
import shutil
import struct
import time
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import numpy as np
import tantivy
from tantivy import FieldType, Occur, Query, Schema, SchemaBuilder

from corpus import ArchiveDamaged
from index.search.terms import analyzer, asked, inverse_frequency, stop_terms, verbatim
from index.search.wording import ANY, Term, Wording
from index.store.database import clock_micros, has_no_room
from index.types.arrays import Array, Ids
from index.types.hit import Passage
from index.types.scope import Scope

logger = logging.getLogger(__name__)

FOLDER, META = "lexical", "meta.json"
TITLE_BOOST = 0.6      # of a word in the headline against one in the passage
_ANALYZER, _VERBATIM = "news", "verbatim"
_TEXTS, _NAMES = ("title", "body"), ("section", "source", "kind", "language", "author")
_WORDS = "words"       # headline and passage once more, unstemmed and with each word's place: for phrases
_NUMBERS = ("passage", "published")
_HEAP = 128_000_000    # bytes the writer may hold before it writes a segment
_BATCH = 2_000         # passages read back from the database at once
_STAMP = -1            # the "passage" whose `generation` says how far this index is, and whose `published` of which
                       # archive; written in the same commit
_PARTS = (".term", ".idx", ".fieldnorm", ".fast", ".store")   # that every segment has
_LOOKS, _LOOK_AGAIN_S = 5, 0.05     # before files count as damaged
_MAPPED = (*_PARTS, ".pos", ".del")
_FOOTER_MAGIC = 1337   # what Tantivy ends each file with, after the length of its footer


class Shelf(Protocol):
    """Where the index takes passages from; a database's `Passages` are one."""

    def generation(self) -> int:
        """Generation of the last change to passages."""

    def written_since(self, generation: int) -> Ids:
        """Ids, (n,), of the passages written after that generation."""

    def removed_since(self, generation: int) -> Ids:
        """Ids, (n,), of the passages removed after that generation."""

    def read(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Passages by id, of those that are still there."""


class LexicalIndex:
    """BM25 over headline and passage, under the scope's filters."""

    def __init__(self, folder: Path, stemmer: str, mark: str = "") -> None:
        """Open the cache in `folder` of the database with that mark; an empty one where it is missing or damaged."""
        self._mark = int(mark or "0", 16)
        self._folder = folder / FOLDER
        self._schema = _schema()
        self._analyzer = analyzer(stemmer)
        self._verbatim = verbatim()
        self._stop = stop_terms(self._analyzer)
        self._lengths: dict[tuple[str, int], int] = {}     # of files that it may have mapped
        self.reopen()

    def reopen(self) -> None:
        """Open what is on disk, made anew where it is missing or damaged."""
        self._index = self._open()
        self.generation = self._read_generation()
        self._lengths = self._lengths_now()

    def catch_up(self, shelf: Shelf) -> None:
        """Write what the database has gained and lost since this index's generation, in one commit."""
        target = shelf.generation()
        if self.generation == target:
            return
        try:
            self._write(shelf, target)
        except ValueError:
            if not self.check():
                raise              # nothing is wrong with its files: a full disk
            self.reopen()
            self._write(shelf, target)

    def rebuild(self, shelf: Shelf) -> None:
        """Write it anew from the database, and delete the files that still hold the words of what is gone.

        Tantivy keeps the words of a deleted passage until it merges the segment, which it can't be asked to do.
        """
        if self.check():
            self.reopen()
        self._write(shelf, shelf.generation(), anew=True)
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        try:
            writer.garbage_collect_files()
            writer.wait_merging_threads()
        finally:
            del writer

    def _write(self, shelf: Shelf, target: int, *, anew: bool = False) -> None:
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        try:
            writer.garbage_collect_files()  # what a killed writer left would stand in the way of files of the same name
            since = 0 if anew or self.generation > target else self.generation   # the database was put back to a copy
            if not since:
                writer.delete_all_documents()
            written = shelf.written_since(since)
            for id in shelf.removed_since(since).tolist():
                writer.delete_documents_by_term("passage", id)
            for start in range(0, len(written), _BATCH):
                batch = written[start : start + _BATCH].tolist()
                for passage in shelf.read(batch).values():
                    if since:
                        writer.delete_documents_by_term("passage", passage.id)
                    writer.add_document(_document(passage))
            writer.delete_documents_by_term("passage", _STAMP)
            writer.add_document(tantivy.Document(passage=_STAMP, generation=target, published=self._mark))
            writer.commit()
            writer.wait_merging_threads()
        finally:
            del writer        # who keeps the exception keeps this frame, and would keep Tantivy's lock with it
        self._seen()

    def reload(self) -> None:
        """See what another process has committed; raises ArchiveDamaged where files were taken away or cut off."""
        for _ in range(_LOOKS):
            if not self.cut_off():
                with suppress(ValueError):
                    self._seen()
                    return
            time.sleep(_LOOK_AGAIN_S)      # a writer may have exchanged files in that moment
        raise ArchiveDamaged(f"Files of {self._folder} are missing or damaged; run index check --repair.")

    def cut_off(self) -> bool:
        """Whether a file is shorter than it was, or the list of all is gone: what is mapped can't be read any more.

        Tantivy writes a file once, but for lists of deletions that a killed writer left. To read past the end of one
        would end this process.
        """
        now = self._lengths_now()
        shorter = any(length < self._lengths.get(file, 0) for file, length in now.items())
        self._lengths = {file: max(length, self._lengths.get(file, 0)) for file, length in now.items()}
        return shorter or not (self._folder / META).exists()

    def search(
        self,
        query: str,
        limit: int,
        scope: Scope = Scope(),
        never: Ids | None = None,
        only: Ids | None = None,
        wording: Wording = ANY,
    ) -> tuple[Ids, Array]:
        """Ids and BM25 scores, (n,) each, of the `limit` best passages in the scope, best first.

        Visible or not, but `never` those. `only` asks for the scores of these ids alone. What a
        `wording` requires makes up for words that aren't there.
        """
        words = self._words(query)
        required = [(Occur.Must, _unscored(self._any_of(group))) for group in wording.required]
        if not words and not required:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        clauses = [(Occur.Should if required else Occur.Must, words)] if words else []
        clauses += [*required, *((Occur.Must, each) for each in _filters(self._schema, scope))]
        if wording.excluded:
            clauses.append((Occur.MustNot, self._any_of(wording.excluded)))
        if only is not None:
            clauses.append((Occur.Must, _unscored(Query.term_set_query(self._schema, "passage", only.tolist()))))
        if never is not None and len(never):
            clauses.append((Occur.MustNot, Query.term_set_query(self._schema, "passage", never.tolist())))
        # Words alone, within nothing else, are what Tantivy passes over whole blocks of hits for.
        query_of_all = words if words and len(clauses) == 1 else Query.boolean_query(clauses)
        searcher = self._index.searcher()
        hits = searcher.search(query_of_all, limit, count=False).hits
        ids = searcher.fast_field_values("passage", [address for _, address in hits])
        return np.array(ids, dtype=np.int64), np.array([score for score, _ in hits], dtype=np.float32)

    def holding(self, *groups: Sequence[Term]) -> Ids:
        """Ids, (n,) ascending, of all passages that hold a term of each group, in text or headline."""
        searcher = self._index.searcher()
        query = Query.boolean_query([(Occur.Must, _unscored(self._any_of(group))) for group in groups])
        hits = searcher.search(query, max(1, searcher.num_docs), count=False).hits
        return np.sort(np.array(searcher.fast_field_values("passage", [at for _, at in hits]), dtype=np.int64))

    @property
    def size(self) -> int:
        """How many passages it holds."""
        return max(0, self._index.searcher().num_docs - 1)   # less the stamp

    def terms(self, text: str) -> list[str]:
        """The words of a text as the index knows them: folded, stemmed, in order."""
        return self._analyzer.analyze(text)

    def rarity(self, terms: Sequence[str]) -> dict[str, float]:
        """Inverse document frequency of each term, as BM25 has it: ln(1 + (N - n + 0.5) / (n + 0.5))."""
        searcher = self._index.searcher()
        total = searcher.num_docs
        counts = {term: searcher.doc_freq("body", term) for term in set(terms)}
        return {term: inverse_frequency(n, total) for term, n in counts.items()}

    def knows(self, word: str) -> bool:
        """Whether any passage or headline has the word in any form."""
        searcher = self._index.searcher()
        stems = ((field, term) for field in _TEXTS for term in self._analyzer.analyze(word))
        return any(searcher.doc_freq(field, term) for field, term in stems)

    def beginning(self, letter: str, limit: int) -> list[tuple[str, int]]:
        """Words that begin so, without case and accents, and how many passages hold each; the most frequent first."""
        return self._index.searcher().terms_with_prefix(_WORDS, letter, limit=limit)

    def folded(self, text: str) -> list[str]:
        """The words of a text without case and accents, in the form they have."""
        return self._verbatim.analyze(text)

    def check(self) -> list[str]:
        """Committed files that are missing, or don't match the checksum that Tantivy wrote into their last bytes."""
        try:
            segments = json.loads((self._folder / META).read_text(encoding="utf-8"))["segments"]
            names = [segment["segment_id"].replace("-", "") for segment in segments]
            gone = [f"{name}.{each['deletes']['opstamp']}.del" for name, each in zip(names, segments, strict=True)
                    if each["deletes"]]
        except FileNotFoundError:
            return [f"{META} is missing"]
        except (ValueError, KeyError, TypeError, AttributeError):
            return [f"{META} is damaged"]
        # Deletions that meta.json doesn't name belong to a writer that has not committed yet, or was killed.
        files = [path for name in names for path in sorted(self._folder.glob(f"{name}.*"))
                 if path.suffix != ".del" or path.name in gone]
        wanted = [*gone, *(f"{name}{part}" for name in names for part in _PARTS)]
        missing = [name for name in wanted if not (self._folder / name).exists()]
        return [f"{name} is missing" for name in missing] + [
            f"{path.name} is damaged" for path in files if not _is_intact(path)
        ]

    def _words(self, query: str) -> Query | None:
        """Any of the question's words in headline or passage; None when it has none that count."""
        clauses: list[tuple[Occur, Query]] = []
        for term in asked(self.terms(query), self._stop):
            clauses.append((Occur.Should, Query.term_query(self._schema, "body", term)))
            title = Query.term_query(self._schema, "title", term)
            clauses.append((Occur.Should, Query.boost_query(title, TITLE_BOOST)))
        return Query.boolean_query(clauses) if clauses else None

    def _any_of(self, terms: Sequence[Term]) -> Query:
        return Query.boolean_query([(Occur.Should, self._term(term)) for term in terms])

    def _term(self, term: Term) -> Query:
        """That a passage or its headline holds it: a phrase, or a word in any of its forms."""
        words = self._verbatim.analyze(term.text)
        if len(words) > 1:
            return Query.phrase_query(self._schema, _WORDS, [*words])
        if not words:
            return Query.empty_query()
        if term.exact:
            return Query.term_query(self._schema, _WORDS, words[0])
        stem = self._analyzer.analyze(words[0])[0]
        return Query.boolean_query([(Occur.Should, Query.term_query(self._schema, field, stem)) for field in _TEXTS])

    def _open(self) -> tantivy.Index:
        """The index on disk; made anew when it is damaged, and not when a writer exchanged its files meanwhile."""
        while True:
            before = self._meta()
            try:
                if self._meta() and self.check():
                    raise ValueError("its files don't match their checksums")
                self._folder.mkdir(exist_ok=True)
                index = self._registered(tantivy.Index(self._schema, str(self._folder), reuse=True))
                _try(index, self._schema)
                return index
            except (ValueError, OSError) as error:
                if self._meta() != before:
                    continue       # files are deleted only after meta.json has ceased to name them
                if has_no_room(error):
                    raise          # nothing is wrong with what is there
                logger.warning("%s can't be used (%s); making it anew from the database", self._folder, error)
                shutil.rmtree(self._folder, ignore_errors=True)
                self._folder.mkdir(parents=True, exist_ok=True)
                return self._registered(tantivy.Index(self._schema, str(self._folder), reuse=False))

    def _meta(self) -> bytes:
        """What is committed, as Tantivy's list of it has it; empty where there is none."""
        try:
            return (self._folder / META).read_bytes()
        except OSError:
            return b""

    def _seen(self) -> None:
        """See what was committed last. Raises ValueError."""
        self._index.reload()
        self.generation = self._read_generation()
        self._lengths = self._lengths_now()

    def _lengths_now(self) -> dict[tuple[str, int], int]:
        """Bytes by name and number, of the files in the folder that may be mapped."""
        lengths = {}
        with suppress(FileNotFoundError), os.scandir(self._folder) as entries:
            for each in entries:
                if each.name.endswith(_MAPPED):
                    with suppress(FileNotFoundError):      # merged away while this looks
                        lengths[each.name, each.inode()] = each.stat().st_size
        return lengths

    def _registered(self, index: tantivy.Index) -> tantivy.Index:
        index.register_tokenizer(_ANALYZER, self._analyzer)
        index.register_tokenizer(_VERBATIM, self._verbatim)
        index.config_reader("Manual")     # a thread that reloads by itself would read files that are being cut off
        return index

    def _read_generation(self) -> int:
        searcher = self._index.searcher()
        stamp = Query.term_query(self._schema, "passage", _STAMP)
        found = [address for _, address in searcher.search(stamp, 1, count=False).hits]
        if not found or searcher.fast_field_values("published", found)[0] not in (self._mark, None):
            return 0
        return int(searcher.fast_field_values("generation", found)[0] or 0)


def _try(index: tantivy.Index, schema: Schema) -> None:
    """Read from every field: a damaged meta.json shows itself only then. Raises ValueError."""
    for field in (*_TEXTS, _WORDS, *_NAMES):
        index.searcher().search(Query.term_query(schema, field, "the"), 1)
    for field in _NUMBERS:
        index.searcher().search(Query.range_query(schema, field, FieldType.Integer, 0, 1), 1)


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_integer_field("passage", indexed=True, fast=True)
    builder.add_integer_field("generation", fast=True)
    builder.add_integer_field("published", indexed=True, fast=True)
    for field in _TEXTS:
        builder.add_text_field(field, tokenizer_name=_ANALYZER, index_option="freq")
    builder.add_text_field(_WORDS, tokenizer_name=_VERBATIM, index_option="position")
    for field in _NAMES:
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _document(passage: Passage) -> tantivy.Document:
    article = passage.article
    document = tantivy.Document(
        passage=passage.id,
        title=article.title,
        body=passage.text,
        section=article.section.casefold(),
        source=article.source.casefold(),
        kind=article.kind.casefold(),
        language=article.language.casefold(),
    )
    for text in (article.title, passage.text):       # two values of a field: no phrase reaches from one into the other
        document.add_text(_WORDS, text)
    for author in article.authors:
        document.add_text("author", author.casefold())
    if (published := clock_micros(article.published)) is not None:
        document.add_integer("published", published)
    return document


def _filters(schema: Schema, scope: Scope) -> list[Query]:
    """What a passage must match to be in the scope, without a share in the score."""
    found: list[Query] = []
    if scope.since or scope.until:
        since, until = clock_micros(scope.since), clock_micros(scope.until)
        found.append(Query.range_query(schema, "published", FieldType.Integer, since, until))
    for field, names in (
        ("section", scope.sections),
        ("source", scope.sources),
        ("author", scope.authors),
        ("kind", scope.kinds),
        ("language", scope.languages),
    ):
        if names:
            found.append(Query.term_set_query(schema, field, [name.casefold() for name in names]))
    return [_unscored(query) for query in found]


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _is_intact(path: Path) -> bool:
    """Whether a file of Tantivy's carries the CRC-32 of what it holds in its footer."""
    data = path.read_bytes()
    try:
        length, magic = struct.unpack("<II", data[-8:])
        footer = json.loads(data[-8 - length : -8])
        return bool(magic == _FOOTER_MAGIC and zlib.crc32(data[: -8 - length]) == footer["crc"])
    except (struct.error, ValueError, KeyError, TypeError):
        return False
