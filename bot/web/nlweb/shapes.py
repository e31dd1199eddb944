"""What an NLWeb request says: query, context, prefer and meta."""

from __future__ import annotations

import calendar
import re
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.answer import LENGTHS, Turn
from bot.web.api.links import SCHEMA_TYPES
from bot.web.api.schemas import Date, Filter, Name, Names
from bot.web.http.limits import MAX_HITS
from bot.web.http.problems import complaints
from bot.web.service.conversation_token import MAX_TOKEN
from corpus import InputError
from index import Scope

CURRENT, BEFORE = "0.55", "0.54"
LIST, SUMMARIZE = "list", "summarize"
PLAIN, CHATGPT = "conv_search", "chatgpt_app"
_EVERYTHING = "all"
_ARTICLES = {"Article", "CreativeWork", "NewsArticle", "Thing"}         # types that all articles are of
_KINDS = {name: kind for kind, name in SCHEMA_TYPES.items()}
_SPAN = re.compile(r"(\d{4})(?:-(\d{2}))?")
_CONTEXT = "ConversationalContext"

Text = Annotated[str, Field(max_length=LENGTHS.question)]


class NlwebPart(BaseModel):
    """A part of a request; what is null in it is left out of it."""

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, given: object) -> object:
        if not isinstance(given, dict):
            return given
        return {name: value for name, value in given.items() if value is not None}


class NlwebQuery(NlwebPart):
    """What is asked, and of which part of the archive, in schema.org's words where it has some."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[Text, Field(min_length=1)] = Field(description="The question.")
    decontextualized_query: Text = Field(default="", description="The same as it is understood by itself.")
    site: Name | Names = Field(default=_EVERYTHING, description="Papers, agencies or sites; all: every one.")
    itemType: Name | Names = Field(default=[], description="schema.org's type, such as OpinionNewsArticle.")  # noqa: N815
    author: Name | Names = []
    articleSection: Name | Names = []                                                                         # noqa: N815
    inLanguage: Name | Names = []                                                                             # noqa: N815
    temporalCoverage: str = Field(default="", max_length=90, description="2024-01-01/2024-06-30, or ../2024.")  # noqa: N815
    asOf: Date | None = Field(default=None, description="Answer from what the archive knew on this day.")     # noqa: N815
    num_results: int = Field(default=Scope().limit, ge=1, le=MAX_HITS)

    def scope(self, archive: str) -> Scope:
        """The same as a Scope over the archive of that name; raises InputError for what can't be filtered by."""
        since, until = _interval(self.temporalCoverage)
        sites = [each for each in _several(self.site) if each.casefold() not in (_EVERYTHING, archive.casefold())]
        return Filter(
            since=since, until=until, sources=sites, kinds=_kinds(_several(self.itemType)),
            authors=_several(self.author), sections=_several(self.articleSection),
            languages=_several(self.inLanguage), limit=self.num_results, as_of=self.asOf,
        ).scope()


class NlwebContext(NlwebPart):
    """What was asked before; what else is told of the reader has no effect on what the archive says."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    type: str = Field(default=_CONTEXT, alias="@type", max_length=200)
    prev: list[Text] = Field(default=[], max_length=LENGTHS.turns)


class NlwebPrefer(NlwebPart):
    """How the answer is wanted; what is not known of it is let pass."""

    model_config = ConfigDict(extra="ignore")

    streaming: bool = False
    response_format: str = Field(default="", max_length=200)
    mode: str = Field(default="", max_length=200)


class NlwebSession(NlwebPart):
    """What the last answer gave, so that this question goes on from it."""

    model_config = ConfigDict(extra="ignore")

    conversation_id: str = Field(default="", max_length=200)
    state_token: str = Field(default="", max_length=MAX_TOKEN)


class NlwebMeta(NlwebPart):
    """About the request itself."""

    model_config = ConfigDict(extra="ignore")

    version: str = Field(default="", max_length=40)
    api_version: str = Field(default="", max_length=40)
    session_context: NlwebSession = NlwebSession()


class NlwebRequest(NlwebPart):
    """A whole request; another section than these four is refused."""

    model_config = ConfigDict(extra="forbid")

    query: NlwebQuery
    context: NlwebContext = NlwebContext()
    prefer: NlwebPrefer = NlwebPrefer()
    meta: NlwebMeta = NlwebMeta()

    @property
    def question(self) -> str:
        """What is asked: by itself where whoever asks has made that of it."""
        return self.query.decontextualized_query or self.query.text

    def turns(self) -> tuple[Turn, ...]:
        """The questions before; raises InputError for a context of a kind that isn't known."""
        if self.context.type != _CONTEXT:
            raise InputError(f"There is no context {self.context.type[:60]!r} here; send a {_CONTEXT}.")
        return () if self.query.decontextualized_query else tuple(Turn(each, "") for each in self.context.prev)


class NlwebAwait(NlwebPart):
    """Coming back for what was promised, or taking the question back."""

    model_config = ConfigDict(extra="ignore")

    promise_token: str = Field(max_length=200)
    action: Literal["checkin", "cancel"] = "checkin"


Shape = TypeVar("Shape", bound=BaseModel)


def read_request(body: bytes, shape: type[Shape]) -> Shape:
    """The request of a body; raises InputError where it is none, naming what is wrong."""
    try:
        return shape.model_validate_json(body)
    except ValidationError as error:
        raise InputError(complaints(error.errors())) from None


def version_wanted(body: object) -> str:
    """The version that an answer is written in: what is asked for where it is known, also where the rest is wrong."""
    meta = body.get("meta") if isinstance(body, dict) else None
    asked = (meta.get("version") or meta.get("api_version")) if isinstance(meta, dict) else ""
    return BEFORE if asked == BEFORE else CURRENT


def _several(names: str | list[str]) -> list[str]:
    return [names] if isinstance(names, str) else names


def _kinds(types: list[str]) -> list[str]:
    """The archive's kinds of schema.org's types; none where all articles are of one of them."""
    if unknown := [each for each in types if each not in _KINDS and each not in _ARTICLES]:
        raise InputError(f"Nothing here is a {unknown[0][:60]!r}; there are NewsArticle, {', '.join(_KINDS)}.")
    return [] if _ARTICLES & set(types) else [_KINDS[each] for each in types]


def _interval(written: str) -> tuple[str | None, str | None]:
    """First and last day of an interval of ISO 8601; a year or a month alone is all of it."""
    first, slash, last = written.partition("/")
    return _day(first, end=False), _day(last if slash else first, end=True)


def _day(written: str, *, end: bool) -> str | None:
    """The first or last day of a year or a month, a day as it stands; None for an open end."""
    if written in ("", ".."):
        return None
    if not (span := _SPAN.fullmatch(written)):
        return written                     # a day, or none: Scope says which
    year, month = int(span[1]), int(span[2] or (12 if end else 1))
    if not (year and 1 <= month <= 12):
        return written
    return f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1] if end else 1:02}"
