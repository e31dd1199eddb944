"""The JSON that the HTTP API takes and gives, described for OpenAPI.

What comes in is checked by these models. What goes out is written by `Answer.to_dict()` and its kin; the models of it
only describe it, and a test holds the two together.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from bot.web.limits import MAX_ANSWER, MAX_HITS, MAX_NAME, MAX_NAMES, MAX_QUESTION, MAX_TURNS
from index import Scope

Date = Annotated[str, Field(max_length=40, examples=["2024-01-31"])]
Name = Annotated[str, Field(max_length=MAX_NAME)]
Names = Annotated[list[Name], Field(max_length=MAX_NAMES)]


class _Shape(BaseModel):
    """Refuses fields it doesn't know, so that a misspelt filter is never silently ignored."""

    model_config = ConfigDict(extra="forbid")


class Filter(_Shape):
    """Which part of the archive to answer from. Names match whole, whatever the case; several mean any of them."""

    since: Date | None = Field(default=None, description="Published on or after this day.")
    until: Date | None = Field(default=None, description="Published on or before this day.")
    sections: Names = Field(default=[], description="Sections, such as Business.")
    sources: Names = Field(default=[], description="Papers, agencies or sites.")
    authors: Names = Field(default=[], description="Authors, one name each.")
    kinds: Names = Field(default=[], description="Kinds of article, such as news, opinion or sponsored.")
    languages: Names = Field(default=[], description="Languages as BCP 47 tags, such as en.")
    limit: int = Field(default=10, ge=1, le=MAX_HITS, description="How many passages to bring.")

    def scope(self) -> Scope:
        """The same as a Scope; raises ScopeError for dates that can't be read.

        The moment that embargoes are judged at is not for a reader to choose.
        """
        return Scope(**self.model_dump())


class PastTurn(_Shape):
    """A question asked before, and the answer text it got."""

    question: str = Field(max_length=MAX_QUESTION)
    answer: str = Field(max_length=MAX_ANSWER, description="The `text` of that answer.")


class Question(_Shape):
    """A question, what was said before it, and where to look."""

    question: str = Field(max_length=MAX_QUESTION, examples=["Who won the mayoral race?"])
    history: list[PastTurn] = Field(default=[], max_length=MAX_TURNS, description="Earlier turns, oldest first.")
    scope: Filter = Field(default=Filter(), description="Leave it out to search the whole archive.")

    def turns(self) -> list[tuple[str, str]]:
        """The history as a bot takes it."""
        return [(turn.question, turn.answer) for turn in self.history]


class Refusal(_Shape):
    """Why there is no answer, in one sentence."""

    error: str


class CorrectionShape(_Shape):
    """A correction that the newsroom published."""

    date: str | None
    text: str


class ArticleCard(_Shape):
    """What is known about an article, without its text. Dates are ISO 8601."""

    id: str
    title: str
    url: str
    published: str | None
    updated: str | None
    authors: list[str]
    source: str
    section: str
    kind: str
    language: str
    status: str
    embargoed_until: str | None
    expires: str | None
    corrections: list[CorrectionShape]
    rights: str


class ArticleText(ArticleCard):
    """An article with its text: plain, paragraphs separated by a blank line."""

    text: str


class CitationShape(_Shape):
    """The cutting behind a mark [n]; `quote` is `text[start:end]` of the article."""

    number: int
    article: ArticleCard
    quote: str
    start: int
    end: int
    link: str = Field(description="Opens the article at the passage; relative to this server when it begins with /.")
    twins: list[ArticleCard] = Field(description="Other articles that print the quote, the earliest first.")


class HitShape(_Shape):
    """A passage found, and its article."""

    article: ArticleCard
    text: str
    start: int
    end: int
    score: float
    twins: list[ArticleCard] = Field(description="Other articles that print the same story, the earliest first.")


class Searched(_Shape):
    """The hits of a search, best first."""

    query: str
    hits: list[HitShape]


class Withheld(_Shape):
    """A sentence that the guards took out of the answer."""

    sentence: str
    reason: str


class AnswerShape(_Shape):
    """An answer. When `answered` is false the archive does not hold it, and `hits` are suggestions, not evidence."""

    question: str
    question_used: str = Field(description="The standalone question that was searched; empty for small talk.")
    text: str = Field(description="Markdown with [n] marks; escape it before it goes into a page.")
    answered: bool
    citations: list[CitationShape]
    short: CitationShape | None = Field(description="Words of one of the quotes, where a reader model picked some.")
    hits: list[HitShape]
    scope: dict[str, Any]
    support: float = Field(description="How likely the archive holds an answer, 0 to 1.")
    notices: list[str] = Field(description="What a reader must know of how it was searched, a sentence each.")
    withheld: list[Withheld]
    timings: dict[str, float] = Field(description="Seconds a step.")
    usage: dict[str, int] = Field(description="Tokens, where a language model answered.")
    archive: dict[str, Any]
