"""The JSON that the API takes and gives about recurring events."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from bot.web.api import examples
from bot.web.api.schemas import Date, Filter
from bot.web.http.limits import MAX_NAME
from index import Scope


class EventQuery(BaseModel):
    """What happens, and which of its reports to go through."""

    q: str = Field(max_length=MAX_NAME, description="In any form of its words.", examples=["flood"])
    figure: str = Field(default="", max_length=MAX_NAME, description="A word beside the figures that count, or a "
                        "currency's sign; without it a figure counts that stands alone.", examples=["homes"])
    since: Date | None = Field(default=None, description="Published on or after this day.")
    until: Date | None = Field(default=None, description="Published on or before this day.")

    def scope(self) -> Scope:
        """The days as a Scope; raises ScopeError for days that can't be read."""
        return Filter(since=self.since, until=self.until).scope()


class EventShape(BaseModel):
    """A sentence that reports an event; what it leaves open is null."""

    model_config = ConfigDict(extra="allow")

    day: str | None = Field(description="ISO 8601, as far as it is known: a day, a month, a year, or a week's days.")
    place: str | None
    figure: str | None
    sentence: str = Field(description="`text[start:end]` of the article.")
    title: str
    source: str
    published: str | None
    corrections: list[str]
    article: str
    start: int
    end: int
    link: str
    others: list[str] = Field(description="Ids of later articles that report the same day and place.")


class Events(BaseModel):
    """Rows in order of days, those without one last."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [examples.EVENTS]})

    query: str
    events: list[EventShape]
    complete: bool = Field(description="Whether every article with these words was gone through.")
