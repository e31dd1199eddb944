"""What a question gets back: an answer, its citations, and how it came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from bot.languages.replies import refusals, replies
from corpus import Article
from corpus.types.scanned import confidence
from corpus.types.spoken import spoken
from index import Hit, Scope

Verdict = Literal["supported", "contradicted", "not found"]
NOT_HERE = replies("en")("not_here")                # how an abstention begins in English
REFUSALS = refusals()                              # and in each language
ASKS_BACK = "Do you mean "                         # and a question back


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long a question may be, and what is looked back on of the conversation before it."""

    question: int = 2_000      # characters; a longer one is refused
    answer: int = 20_000       # characters of one past answer; the rest is left out
    turns: int = 20            # of a conversation; older ones are left out
    marks: int = 40            # citations of one past answer; no answer has as many


LENGTHS = Lengths()


@dataclass(frozen=True, slots=True)
class Mark:
    """A number that a conversation has given to a cutting, known by article, version and span."""

    number: int
    article: str       # id
    version: str       # of the article, as Citation.version: a corrected article is another one
    start: int         # character offsets into that version's text, end exclusive
    end: int


@dataclass(frozen=True, slots=True)
class Later:
    """What became of an article after the day as of which an answer cites it."""

    on: datetime       # when it was corrected, or otherwise changed
    note: str          # the newsroom's correction; empty where the words changed without one

    def to_dict(self) -> dict[str, Any]:
        """As JSON types."""
        return {"on": self.on.isoformat(), "note": self.note}


@dataclass(frozen=True, slots=True)
class Citation:
    """The cutting an answer rests on."""

    number: int        # the n of [n] in the answer's text; the same all through a conversation that hands marks on
    article: Article
    start: int         # character offsets into article.text, end exclusive
    end: int
    link: str          # the article's URL with a text fragment, else its reading view
    twins: tuple[Article, ...] = ()    # other articles that print the quote, the earliest first
    later: Later | None = None         # that the article was corrected since, where the answer is as of a day

    @property
    def quote(self) -> str:
        """The words cited, exactly as the article has them."""
        return self.article.text[self.start : self.end]

    @property
    def confidence(self) -> float | None:
        """How surely a machine read the words from a picture of the page, 0 to 1; None for what was no scan."""
        return confidence(self.article, self.start, self.end)

    @property
    def spoken(self) -> str:
        """Who says it in a recording, and when: "Bob Ray, 1:05"; empty for what is no transcript."""
        return spoken(self.article, self.start)

    @property
    def mark(self) -> Mark:
        """What the next answer of the conversation must know to give this cutting the same number."""
        return Mark(self.number, self.article.id, self.version, self.start, self.end)

    @property
    def version(self) -> str:
        """Which version of the article it is: other words, other version."""
        return version_of(self.article)

    def to_dict(self) -> dict[str, Any]:
        """As JSON types; articles without their texts."""
        return {
            "number": self.number,
            "article": self.article.card(),
            "version": self.version,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "link": self.link,
            "confidence": None if self.confidence is None else round(self.confidence, 2),
            "twins": [twin.card() for twin in self.twins],
            "later": self.later.to_dict() if self.later else None,
        }


@dataclass(frozen=True, slots=True)
class Premise:
    """Something that a question takes for granted, and what the archive makes of it."""

    claim: str                        # in the question's words
    verdict: Verdict                  # "supported", "contradicted" or "not found"
    citation: Citation | None = None  # of the words that decide; always there where it is contradicted

    def to_dict(self) -> dict[str, Any]:
        """As JSON types; the citation by its number, as it stands among the answer's."""
        return {
            "claim": self.claim,
            "verdict": self.verdict,
            "citation": self.citation.number if self.citation else None,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, complete."""

    question: str                              # as it was asked
    question_used: str                         # the standalone question that was searched; empty for small talk
    text: str                                  # Markdown with [n] marks
    answered: bool                             # False when the archive does not hold the answer
    citations: tuple[Citation, ...] = ()       # of an abstention: what the archive does say about the subject
    hits: tuple[Hit, ...] = ()                 # best first, from at least 10 articles where the archive has them
    scope: Scope = field(default_factory=Scope)
    support: float = 1.0                       # how likely the archive holds an answer to what was asked, 0 to 1
    notices: tuple[str, ...] = ()              # what a reader must know of how it was searched, a sentence each
    withheld: tuple[tuple[str, str], ...] = ()  # (sentence, reason) that the guards took out
    timings: Mapping[str, float] = field(default_factory=dict)   # seconds a step
    model: str = ""                            # that wrote it; empty where it is quoted
    usage: Mapping[str, int] = field(default_factory=dict)       # tokens, where a language model answered
    archive: Mapping[str, Any] = field(default_factory=dict)     # name, generation, articles, newest
    queries: tuple[str, ...] = ()              # searched for beside the question, where a language model planned it
    respelt: tuple[tuple[str, str], ...] = ()  # (word as typed, as it was searched), where the archive prints another
    choices: tuple[str, ...] = ()              # questions that it may mean, where it asks back which of them
    short: Citation | None = None              # the words of one of the quotes that tell it: a name, a sum, a date
    premises: tuple[Premise, ...] = ()         # what the question takes for granted, contradictions first
    more: tuple[Citation, ...] = ()            # what else the archive has on it: not in the text, for who wants more
    language: str = "en"                       # of what isn't quoted: the question's, where the bot speaks that

    @property
    def lead(self) -> Citation | None:
        """The citation that answers; None for an abstention, and for small talk."""
        return self.citations[0] if self.answered and self.citations else None

    @property
    def contradicted(self) -> bool:
        """Whether the question takes something for granted that the archive contradicts or knows nothing of."""
        return any(each.verdict != "supported" for each in self.premises)

    @property
    def quoted(self) -> tuple[Citation, ...]:
        """All that it quotes: before the fold and behind it."""
        return (*self.citations, *self.more)

    @property
    def turn(self) -> Turn:
        """The answer as a turn of a history, so that the next answer goes on with its numbers."""
        return Turn(self.question, self.text, tuple(citation.mark for citation in self.quoted), self.question_used)

    def to_dict(self) -> dict[str, Any]:
        """As JSON types, the shape of the HTTP API and of `python -m bot --json`."""
        return {
            "question": self.question,
            "question_used": self.question_used,
            "queries": list(self.queries),
            "choices": list(self.choices),
            "respelt": [{"typed": typed, "searched": searched} for typed, searched in self.respelt],
            "text": self.text,
            "language": self.language,
            "answered": self.answered,
            "lead": self.lead.number if self.lead else None,
            "citations": [citation.to_dict() for citation in self.citations],
            "more": [citation.to_dict() for citation in self.more],
            "short": self.short.to_dict() if self.short else None,
            "premises": [premise.to_dict() for premise in self.premises],
            "hits": [hit.to_dict() for hit in self.hits],
            "scope": self.scope.to_dict(),
            "support": round(self.support, 4),
            "notices": list(self.notices),
            "withheld": [{"sentence": sentence, "reason": reason} for sentence, reason in self.withheld],
            "timings": dict(self.timings),
            "model": self.model,
            "usage": dict(self.usage),
            "archive": dict(self.archive),
        }


def version_of(article: Article) -> str:
    """A short name for what an article says at present."""
    return article.content_hash[:16]


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation, with the text that answered it and the numbers of what it cited."""

    question: str
    answer: str
    marks: tuple[Mark, ...] = ()     # the one that answers first
    used: str = ""                   # the standalone question that was searched, where that is known

    @property
    def answered(self) -> bool:
        """Whether the archive held the answer."""
        return bool(self.answer) and not self.answer.startswith((*REFUSALS, ASKS_BACK))

    @property
    def lead(self) -> Mark | None:
        """The cutting that answered; None for an abstention, and where no marks are known."""
        return self.marks[0] if self.answered and self.marks else None
