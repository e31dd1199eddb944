"""A question taken apart once, before many sentences are held against it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from bot.languages.en.positions import ASKING
from bot.languages.en.question_words import MEASURES
from bot.languages.patterns import either
from bot.quote.happened import asks_what_happened
from bot.quote.several.enumeration import asks_for_several
from bot.understand.answer_form import Form
from bot.understand.answer_type import AnswerType
from bot.understand.definition import asks_for_definition
from bot.understand.languages.language import Language, language, spoken
from bot.understand.time_expressions import Period
from index import Readable
from index.model.languages import ENGLISH

MEASURE = re.compile(rf"\bhow\s+{either(MEASURES)}\b", re.IGNORECASE)
_MARKS = "?!.,;:\"'“”‘’()¿¡«»„"
_ENGLISH = language(ENGLISH)


@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """What a question asks for."""

    text: str
    weights: dict[str, float]     # stemmed content words of the topic and their rarity
    names: frozenset[str]         # stemmed words that name somebody or something
    kind: AnswerType | None
    period: Period | None
    latest: bool
    earliest: bool = False
    past: bool = False            # it asks what happened, not what was planned
    articles: int = 0             # that the archive holds: among more of them something always comes near
    several: bool = False         # things of one kind are asked for: "Which states ...?"
    form: Form | None = None      # of the answer, where it asks for one
    defining: re.Pattern[str] | None = None    # what a sentence looks like that says what it is, where that is asked
    language: Language = _ENGLISH
    printed: str = ""             # the text with its names written large, as the archive writes them

    @property
    def topic(self) -> str:
        """The text without words that ask for a form, such as "what do critics say of"."""
        return self.form.topic if self.form and self.form.topic else self.text

    @property
    def changes(self) -> bool:
        """Whether two states of one thing are asked for."""
        return self.form is not None and self.form.kind == "change"

    @property
    def takes_sides(self) -> bool:
        """Whether it asks for those who are for or against its topic: what the model says of them decides alone."""
        return self.plainly != self.text

    @property
    def plainly(self) -> str:
        """The text as the model reads it: it knows who is against something, and not what a critic is."""
        asked = ASKING.get(self.form.kind) if self.form and self.form.topic else None
        return asked.format(topic=self.topic) if asked else self.text


def taken_apart(archive: Readable, text: str, focus: str, now: datetime | None = None) -> ParsedQuestion:
    """What to look for; `focus` is the part of the text that says what is asked now, `now` reads "last week"."""
    asked = spoken(text, archive.languages)
    when = asked.read_time(text, now, focus)
    question = ParsedQuestion(
        text=text,
        weights={},
        names=frozenset(),
        kind=asked.answer_type(focus),
        period=when.period,
        latest=when.latest,
        earliest=when.earliest,
        past=asks_what_happened(focus),
        articles=archive.figures(now).articles,
        several=asks_for_several(focus),
        form=asked.answer_form(text, focus, when.period),
        defining=asks_for_definition(focus),
        language=asked,
        printed=asked.as_printed(text, archive.vocabulary, now),
    )
    return read_as(archive, question, asked.code)


def read_as(archive: Readable, question: ParsedQuestion, written: str) -> ParsedQuestion:
    """The question with its words as a language of the archive has them, and how that one tells what is asked for."""
    asked, text, kind = question.language, question.topic, question.kind
    if kind and written != asked.code:
        kind = language(written).kind_named(kind.name) or kind
    words = [word for word in MEASURE.sub("", text).split() if word.strip(_MARKS).casefold() not in asked.stop_words]
    named = frozenset(term for name in asked.names(question.printed) for term in archive.terms(name, written))
    weights = archive.rarity(" ".join(words) or text, written)
    return replace(question, weights=weights, names=named, kind=kind)
