"""What the index of words keeps of a passage, and what it can be filtered by."""

from __future__ import annotations

import tantivy
from tantivy import FieldType, Query, Schema, SchemaBuilder

from index.store.database import clock_micros
from index.types.hit import Passage
from index.types.scope import Scope

ANALYZER, VERBATIM = "news", "verbatim"
TEXTS, NAMES = ("title", "body"), ("section", "source", "kind", "language", "author")
WORDS = "words"       # headline and passage once more, unstemmed and with each word's place: for phrases
NUMBERS = ("passage", "published")


def schema() -> Schema:
    """The fields; headline and body come as terms."""
    builder = SchemaBuilder()
    builder.add_integer_field("passage", indexed=True, fast=True)
    builder.add_integer_field("generation", fast=True)
    builder.add_integer_field("published", indexed=True, fast=True)
    for field in TEXTS:
        builder.add_text_field(field, tokenizer_name=ANALYZER, index_option="freq")
    builder.add_text_field(WORDS, tokenizer_name=VERBATIM, index_option="position")
    for field in NAMES:
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    return builder.build()


def document(passage: Passage, title: str, body: str) -> tantivy.Document:
    """A passage's document; its headline and body come as terms."""
    article = passage.article
    document = tantivy.Document(
        passage=passage.id,
        title=title,
        body=body,
        section=article.section.casefold(),
        source=article.source.casefold(),
        kind=article.kind.casefold(),
        language=article.language.casefold(),
    )
    for text in (article.title, passage.text):       # two values of a field: no phrase reaches from one into the other
        document.add_text(WORDS, text)
    for author in article.authors:
        document.add_text("author", author.casefold())
    if (published := clock_micros(article.published)) is not None:
        document.add_integer("published", published)
    return document


def filters(schema: Schema, scope: Scope) -> list[Query]:
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
    return [unscored(query) for query in found]


def unscored(query: Query) -> Query:
    """The same query without a share in the score."""
    return Query.const_score_query(query, 0.0)
