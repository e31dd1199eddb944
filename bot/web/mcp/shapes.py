"""What the tools take and give, described for clients."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.answer import LENGTHS
from bot.web.api.schemas import Filter
from bot.web.http.limits import MAX_ID

MAX_URI = 2 * MAX_ID + 200
MAX_TEXT = 20_000         # characters of an article at once: a client's model reads no more with care

Text = Annotated[str, Field(min_length=1, max_length=LENGTHS.question)]


class AskArguments(Filter):
    """A question, and which part of the archive to answer it from."""

    question: Text = Field(description="A question that can be understood by itself, such as “Who won the race?”.")


class SearchArguments(Filter):
    """What to look for, and where."""

    query: Text = Field(description='Words; "exact words", -word and one OR other hold for every passage.')


class ArticleArguments(BaseModel):
    """Which article, from where on."""

    model_config = ConfigDict(extra="forbid")

    article: Annotated[str, Field(min_length=1, max_length=MAX_URI)] = Field(description="Its id or its uri.")
    start: int = Field(default=0, ge=0, description="The character to begin with: `next_start` of what came before.")


class PassageArguments(BaseModel):
    """Which passage."""

    model_config = ConfigDict(extra="forbid")

    uri: Annotated[str, Field(min_length=1, max_length=MAX_URI)] = Field(description="The uri that a tool gave.")


class Origin(BaseModel):
    """The article that words come from."""

    uri: str = Field(description="Of the article as a resource.")
    id: str
    title: str
    authors: list[str]
    source: str = Field(description="The paper, agency or site.")
    section: str
    kind: str = Field(description="news, opinion, analysis, sponsored, ...")
    published: str | None = Field(description="ISO 8601.")
    corrections: list[str] = Field(description="What the newsroom corrected: say so wherever you quote it.")
    url: str = Field(description="Where a person reads it; empty where that isn't known.")
    citation: str = Field(description="How to credit it, recommended.")


class CitedWords(BaseModel):
    """A quotation, word for word."""

    number: int = Field(description="The n of [n] in the answer's text.")
    quote: str
    uri: str = Field(description="Of these very words as a resource; it ends to be valid when the article changes.")
    link: str = Field(description="Opens the article at the words; empty where that isn't known.")
    article: Origin


class AskResult(BaseModel):
    """An answer. When `answered` is false the archive does not hold it: don't answer from `nearest`."""

    answered: bool
    text: str = Field(description="Quotations with [n] marks, or that the archive doesn't hold the answer.")
    citations: list[CitedWords]
    more: list[CitedWords] = Field(description="What else the archive has on it; not in the text.")
    choices: list[str] = Field(description="Questions that it may mean: ask which.")
    notices: list[str] = Field(description="What a reader must know of how it was searched.")
    nearest: list[Origin] = Field(description="Of a refusal: articles that came nearest. They are no evidence.")
    written_by: str = Field(description="The language model that wrote it; empty where every sentence is quoted.")
    archive: str
    newest: str | None = Field(description="The date of the archive's newest article.")


class FoundWords(BaseModel):
    """A passage that was found."""

    text: str
    uri: str
    score: float = Field(description="Comparable within one search.")
    article: Origin


class SearchResult(BaseModel):
    """Passages, best first."""

    passages: list[FoundWords]


class ArticleResult(BaseModel):
    """An article with its text, or a part of a long one."""

    article: Origin
    text: str = Field(description="Plain; paragraphs apart by a blank line.")
    start: int
    next_start: int | None = Field(description="Where the next part begins; null where this is the last.")


class PassageResult(BaseModel):
    """Words of an article as they still stand there."""

    text: str
    before: str = Field(description="The text right before them.")
    after: str
    article: Origin
