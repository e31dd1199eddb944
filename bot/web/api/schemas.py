"""The JSON that the HTTP API takes and gives, described for OpenAPI.

What comes in is checked by these models. What goes out is written by `Answer.to_dict()` and its kin; the models of it
only describe it, take what is new there as it comes, and a test holds the two together.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.answer import LENGTHS, Mark, Turn
from bot.quote.citations import HIGHEST
from bot.web.api import examples
from bot.web.http.limits import (
    MAX_COMMENT,
    MAX_HITS,
    MAX_ID,
    MAX_NAME,
    MAX_NAMES,
)
from bot.web.service.conversation_token import MAX_TOKEN
from index import Scope

Date = Annotated[str, Field(max_length=40, examples=["2024-01-31"])]
Name = Annotated[str, Field(max_length=MAX_NAME)]
ANSWER_ID = "^[0-9a-f]{32}$"
AnswerId = Annotated[str, Field(pattern=ANSWER_ID)]
Names = Annotated[list[Name], Field(max_length=MAX_NAMES)]


class _Shape(BaseModel):
    """Refuses fields it doesn't know, so that a misspelt filter is never silently ignored."""

    model_config = ConfigDict(extra="forbid")


class _Given(BaseModel):
    """What goes out may gain fields; whoever reads it must let pass what they don't know."""

    model_config = ConfigDict(extra="allow")


class Filter(_Shape):
    """Which part of the archive to answer from. Names match whole, whatever the case; several mean any of them."""

    since: Date | None = Field(default=None, description="Published on or after this day.")
    until: Date | None = Field(default=None, description="Published on or before this day.")
    sections: Names = Field(default=[], description="Sections, such as Business.")
    sources: Names = Field(default=[], description="Papers, agencies or sites.")
    authors: Names = Field(default=[], description="Authors, one name each.")
    kinds: Names = Field(default=[], description="Kinds of article, such as news, opinion or sponsored.")
    languages: Names = Field(default=[], description="Languages as BCP 47 tags, such as en.")
    limit: int = Field(default=Scope().limit, ge=1, le=MAX_HITS, description="How many passages to bring.")
    as_of: Date | None = Field(default=None, description="Answer from what the archive knew on this day.")

    def scope(self) -> Scope:
        """The same as a Scope; raises ScopeError for dates that can't be read.

        The moment that embargoes are judged at is not for a reader to choose.
        """
        return Scope(**self.model_dump())


class SearchQuery(BaseModel):
    """What to look for, and which part of the archive to look through."""

    q: str = Field(max_length=LENGTHS.question, description="What to look for.", examples=["mayor"])
    since: Date | None = Field(default=None, description="Published on or after this day.")
    until: Date | None = Field(default=None, description="Published on or before this day.")
    section: Names = Field(default=[], description="Give it several times for several.")
    source: Names = []
    author: Names = []
    kind: Names = []
    language: Names = []
    limit: int = Field(default=Scope().limit, ge=1, le=MAX_HITS)
    as_of: Date | None = Field(default=None, description="Search what the archive knew on this day.")
    preview: bool = Field(default=False, description="Articles under embargo too: for the newsroom's desk alone.")

    def scope(self) -> Scope:
        """The filters as a Scope; raises ScopeError for dates that can't be read."""
        names = {"sections": self.section, "sources": self.source, "authors": self.author, "kinds": self.kind,
                 "languages": self.language}
        return Filter(since=self.since, until=self.until, limit=self.limit, as_of=self.as_of, **names).scope()


class CitedArticle(BaseModel):
    """Which article was cited."""

    id: str = Field(max_length=MAX_ID)


class Cited(BaseModel):
    """One of the `citations` of an answer, as it was given; what isn't needed of it is left aside."""

    number: int = Field(ge=1, le=HIGHEST)
    article: CitedArticle
    version: str = Field(max_length=64)
    start: int = Field(ge=0)
    end: int = Field(ge=0)

    def mark(self) -> Mark:
        """The same as a bot takes it."""
        return Mark(self.number, self.article.id, self.version, self.start, self.end)


class PastTurn(_Shape):
    """A question asked before, and the answer text it got."""

    question: str = Field(max_length=LENGTHS.question)
    answer: str = Field(max_length=LENGTHS.answer, description="The `text` of that answer.")
    question_used: str = Field(
        default="", max_length=LENGTHS.question, description="The `question_used` of that answer."
    )
    citations: list[Cited] = Field(
        default=[], max_length=LENGTHS.marks, description="Its `citations`, so that what they cite keeps its number."
    )


class Question(_Shape):
    """A question, what was said before it, and where to look."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [examples.QUESTION]})

    question: str = Field(max_length=LENGTHS.question, examples=["Who is the mayor of Merrowby?"])
    conversation: str = Field(
        default="", max_length=MAX_TOKEN, description="The `conversation` of the answer before, instead of a history."
    )
    history: list[PastTurn] = Field(default=[], max_length=LENGTHS.turns, description="Earlier turns, oldest first.")
    scope: Filter = Field(default=Filter(), description="Leave it out to search the whole archive.")
    preview: bool = Field(default=False, description="Articles under embargo too: for the newsroom's desk alone.")
    respell: bool = Field(
        default=True, description="Search misspelt words and names as the archive prints them; false: as they are."
    )

    def turns(self) -> list[Turn]:
        """The history as a bot takes it."""
        return [
            Turn(turn.question, turn.answer, tuple(each.mark() for each in turn.citations), turn.question_used)
            for turn in self.history
        ]


class Rating(_Shape):
    """A reader's verdict on an answer."""

    answer: AnswerId = Field(description="The `id` of the answer.", examples=[examples.ID])
    verdict: Literal["helpful", "not helpful", "wrong source"]
    comment: str = Field(default="", max_length=MAX_COMMENT)


class Thanks(_Given):
    """The verdict was kept."""

    status: Literal["kept"]


class Problem(_Given):
    """Why there is no answer, as RFC 9457 has it: `detail` is for a person, `code` for a program."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [examples.PROBLEM]})

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str = ""


class CorrectionShape(_Given):
    """A correction that the newsroom published."""

    date: str | None
    text: str


class ArticleCard(_Given):
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

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [examples.ARTICLE]})

    text: str


class LaterShape(_Given):
    """What became of the article after the day as of which was asked."""

    on: str = Field(description="ISO 8601.")
    note: str = Field(description="The newsroom's correction; empty where the words changed without one.")


class CitationShape(_Given):
    """The cutting behind a mark [n]; `quote` is `text[start:end]` of the article."""

    number: int = Field(description="The same all through a conversation, for the same words of the same version.")
    article: ArticleCard
    version: str = Field(description="Of the article: another one when it was corrected.")
    quote: str
    start: int
    end: int
    link: str = Field(description="Opens the article at the passage; relative to this server when it begins with /.")
    twins: list[ArticleCard] = Field(description="Other articles that print the quote, the earliest first.")
    later: LaterShape | None = Field(None, description="Corrected since, where the answer is as of a day.")
    confidence: float | None = Field(None, description="How surely a machine read a scan, 0 to 1; null for other text.")


class HitShape(_Given):
    """A passage found, and its article."""

    article: ArticleCard
    text: str
    start: int
    end: int
    score: float
    twins: list[ArticleCard] = Field(description="Other articles that print the same story, the earliest first.")


class Searched(_Given):
    """The hits of a search, best first."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [examples.SEARCHED]})

    query: str
    hits: list[HitShape]


class PremiseShape(_Given):
    """Something that the question takes for granted."""

    claim: str = Field(description="In the question's words.")
    verdict: Literal["supported", "contradicted", "not found"]
    citation: int | None = Field(description="Number of the citation that decides; never null where it contradicts.")


class Withheld(_Given):
    """A sentence that the guards took out of the answer."""

    sentence: str
    reason: str


class Generated(_Given):
    """The mark of a text that a machine put together, and from what."""

    ai_generated: bool
    method: str = Field(description="`quotation` when every sentence is quoted, else the model's name.")


class RespeltShape(_Given):
    """A word of the question that was searched as the archive prints it."""

    typed: str
    searched: str


class AnswerShape(_Given):
    """An answer. When `answered` is false the archive does not hold it, and `hits` are suggestions, not evidence."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [examples.ANSWER]})

    id: str = Field(description="For feedback and exports; the server remembers its last thousand answers.")
    conversation: str = Field(description="Send it with the next question, instead of a history; it expires.")
    generated: Generated
    question: str
    queries: list[str] = Field(description="Searched for beside it, where a language model planned the search.")
    choices: list[str] = Field(description="Questions that it may mean: `text` asks which. Send the one that is meant.")
    respelt: list[RespeltShape] = Field(description="What was searched in another spelling; empty: as it was typed.")
    question_used: str = Field(description="The standalone question that was searched; empty for small talk.")
    text: str = Field(description="Markdown with [n] marks; escape it before it goes into a page.")
    language: str = Field(description="BCP 47: of what the bot says itself, in the text and the notices.")
    answered: bool
    citations: list[CitationShape]
    lead: int | None = Field(description="The number of the citation that answers; null where none does.")
    more: list[CitationShape] = Field(description="What else the archive has on it: not in the text, for a fold.")
    short: CitationShape | None = Field(description="Words of one of the quotes that tell it: a name, a sum, a date.")
    premises: list[PremiseShape] = Field(description="What the question takes for granted, contradictions first.")
    hits: list[HitShape]
    scope: dict[str, Any]
    support: float = Field(description="How likely the archive holds an answer, 0 to 1.")
    notices: list[str] = Field(description="What a reader must know of how it was searched, a sentence each.")
    withheld: list[Withheld]
    timings: dict[str, float] = Field(description="Seconds a step.")
    model: str = Field(description="The language model that wrote it; empty where it is quoted.")
    usage: dict[str, int] = Field(description="Tokens, where a language model answered.")
    archive: dict[str, Any]


def _event(name: str, content: dict[str, Any]) -> dict[str, Any]:
    """An event of a stream, for OpenAPI: its data are JSON of this schema."""
    data = {"type": "string", "contentMediaType": "application/json", "contentSchema": content}
    return {"type": "object", "required": ["event", "data"], "properties": {"event": {"const": name}, "data": data}}


def _named(model: type[BaseModel]) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}


def _rest_of_answer() -> dict[str, Any]:
    """What `done` holds: an answer without what went out before it."""
    shape = AnswerShape.model_json_schema(ref_template="#/components/schemas/{model}")
    sent = ("text", "citations")
    return {
        "type": "object",
        "required": [name for name in shape["required"] if name not in sent],
        "properties": {name: each for name, each in shape["properties"].items() if name not in sent},
    }


def _fields(*required: str, **types: str) -> dict[str, Any]:
    properties = {name: {"type": each} for name, each in types.items()}
    return {"type": "object", "required": list(required), "properties": properties}


# OpenAPI before 3.2 describes each event of a stream, not the whole of it.
STREAM_EVENT: dict[str, Any] = {
    "oneOf": [
        _event("status", _fields("status", status="string")),
        _event("text", _fields("text", text="string", replace="boolean")),
        _event("citation", _named(CitationShape)),
        _event("done", _rest_of_answer()),
        _event("error", _named(Problem)),
    ]
}


class Suggested(_Given):
    """Questions that this archive answers."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [examples.SUGGESTED]})

    questions: list[str]


class ModelReach(_Given):
    """Whether the chat model can be reached, and what that was judged by; it is never asked anything for it."""

    name: str
    reachable: bool | None = Field(description="null: nothing but asking it would tell.")
    checked: str = Field(description="What was tried, in words; a list of models or a connection, or nothing.")
    detail: str = Field(description="A sentence where it could not be reached.")


class Ready(_Given):
    """The archive can be read, and which state of it."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [examples.READY]})

    status: str = Field(description="`ready`; `degraded` while answers are quoted because the model is out of reach.")
    archive: str
    generation: int
    articles: int
    newest: str | None
    model: ModelReach | None = Field(description="The chat model; null where answers are quoted.")
