"""What a newsroom expects of the answers to its questions, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.answer import Answer
from bot.newsroom.sheet import QuestionSheet, SheetRow
from bot.newsroom.shown import holds, opening
from corpus import Article, InputError
from index.types.address import canonical

WORDS, ARTICLE = "expected", "article"
NONE = "none"          # in the column of expected words: the archive holds no answer, and a refusal is right
_OR = "|"
_DEPTH = 10            # articles that were found, as far as they are looked at


@dataclass(frozen=True, slots=True)
class Expected:
    """A question with the words or the article that answer it, or neither where the archive holds no answer."""

    question: str
    words: tuple[str, ...] = ()         # alternatives, any of which will do
    articles: tuple[str, ...] = ()      # ids or addresses, any of which will do
    place: str = ""                     # in the sheet

    @property
    def answerable(self) -> bool:
        """Whether the archive holds an answer."""
        return bool(self.words or self.articles)


@dataclass(frozen=True, slots=True)
class Graded:
    """One question's answer beside what was expected; None where the expectation says nothing about it."""

    expected: Expected
    answer: Answer
    seconds: float
    found: bool | None           # among the first ten articles found is one that is named, or a passage with the words
    first_40: bool | None        # the first 40 words of the answer hold the expected ones
    correct: bool | None            # the answer holds the expected words, from the article where one is named
    refused: bool | None         # a question without an answer was refused

    @property
    def passed(self) -> bool:
        """Answered with what was expected, or refused where that was."""
        return bool(self.correct if self.expected.answerable else self.refused)

    @property
    def fault(self) -> str:
        """Why it isn't right, in one sentence; empty where it is."""
        if self.passed:
            return ""
        if not self.expected.answerable:
            return "It was answered, and should have been refused."
        if not self.answer.answered:
            return "It was refused, and should have been answered."
        return "The answer isn't the one expected."

    def to_dict(self) -> dict[str, Any]:
        """As JSON types."""
        return {
            "question": self.expected.question,
            "expected": list(self.expected.words),
            "articles": list(self.expected.articles),
            "answered": self.answer.answered,
            "text": self.answer.text,
            "citations": [citation.to_dict() for citation in self.answer.citations],
            "found": self.found,
            "first_40": self.first_40,
            "correct": self.correct,
            "refused": self.refused,
            "passed": self.passed,
            "seconds": round(self.seconds, 4),
        }


def expectations(sheet: QuestionSheet) -> list[Expected]:
    """What a sheet expects; raises InputError for a row that doesn't say it, and for a question that is there twice."""
    if not {WORDS, ARTICLE} & set(sheet.columns):
        raise InputError(f"The first row names no column “{WORDS}” and none “{ARTICLE}”: nothing says what is right.")
    read = [_expected(row) for row in sheet.rows]
    places: dict[str, str] = {}
    for each in read:
        if each.question in places:
            raise InputError(f"{each.place}: this question is asked at {places[each.question]} already; ask it once.")
        places[each.question] = each.place
    return read


def grade(expected: Expected, answer: Answer, seconds: float) -> Graded:
    """What became of one question."""
    if not expected.answerable:
        return Graded(expected, answer, seconds, None, None, None, refused=not answer.answered)
    return Graded(
        expected,
        answer,
        seconds,
        found=_found(expected, answer),
        first_40=answer.answered and _says(expected, opening(answer.text)) if expected.words else None,
        correct=answer.answered and _says(expected, answer.text) and _cites(expected, answer),
        refused=None,
    )


def _expected(row: SheetRow) -> Expected:
    words, articles = _alternatives(row.cells.get(WORDS, "")), _alternatives(row.cells.get(ARTICLE, ""))
    if not words and not articles:
        raise InputError(f"{row.place}: say what is expected: words, an article, or “{NONE}” where the archive holds "
                         "no answer.")
    none = [word.casefold() for word in words] == [NONE]
    if none and articles:
        raise InputError(f"{row.place}: “{NONE}” is expected, and an article; leave one out.")
    return Expected(row.question, () if none else words, articles, row.place)


def _alternatives(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, (each.strip() for each in cell.split(_OR))))


def _found(expected: Expected, answer: Answer) -> bool:
    order = list(dict.fromkeys(hit.article.id for hit in answer.hits))[:_DEPTH]
    hits = [hit for hit in answer.hits if hit.article.id in order]
    if expected.articles:
        return any(_is_named((hit.article, *hit.twins), expected.articles) for hit in hits)
    return any(_says(expected, hit.text) for hit in hits)


def _says(expected: Expected, text: str) -> bool:
    return not expected.words or holds(text, [(words,) for words in expected.words])


def _cites(expected: Expected, answer: Answer) -> bool:
    return not expected.articles or any(
        _is_named((citation.article, *citation.twins), expected.articles) for citation in answer.citations
    )


def _is_named(articles: Sequence[Article], names: Sequence[str]) -> bool:
    """Whether one of the articles, which print the same, is named by its id or its address."""
    addresses = {address for name in names if (address := canonical(name))}
    return any(each.id in names or (each.url and canonical(each.url) in addresses) for each in articles)
