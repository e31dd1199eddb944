"""What a question becomes on its way, and what makes an answer of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.answer import Answer, Turn
from bot.understand.answer_form import Form
from bot.understand.languages.language import Language, language
from bot.understand.spelling import Respelt
from bot.understand.standalone import Standalone
from bot.understand.time_expressions import When
from index import Hit, Scope
from index.model.languages import ENGLISH

_ENGLISH = language(ENGLISH)
_PIECE = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Asked:
    """What comes into the chain."""

    question: str
    history: Sequence[Turn]
    scope: Scope
    narrow: bool = True      # whether a time that the question names may narrow the scope
    respell: bool = True     # whether words that the archive doesn't know may be put as it prints them


@dataclass(frozen=True, slots=True)
class Found:
    """What an answer is made from."""

    asked: Asked                                              # its scope is what was searched
    standalone: Standalone
    hits: Sequence[Hit] = ()
    timings: dict[str, float] = field(default_factory=dict)   # seconds a step
    when: When = field(default_factory=When)
    form: Form | None = None                                  # of the answer, where it is not one fact
    notices: tuple[str, ...] = ()                             # for the reader, should this answer
    wider: Callable[[], Found] | None = None                  # the same over a wider part of the archive, if there is
    queries: Sequence[str] = ()                               # searched for beside the question
    section: str = ""                                         # that the question names
    usage: Mapping[str, int] = field(default_factory=dict)    # tokens that were spent on understanding it
    given: Scope = Scope()                                    # what the reader gave, whatever was searched
    respelt: Respelt | None = None                            # what was changed in its words
    language: Language = _ENGLISH                             # of the question
    beside: tuple[str, ...] = ()                              # notices of what can't be understood of it


class Answerer(Protocol):
    """Makes an answer from what was found."""

    def stream(self, found: Found) -> Iterator[str | Answer]:
        """Pieces of the answer's text as they come, then the complete Answer."""


def word_by_word(text: str) -> list[str]:
    """The pieces in which a text that is there already is streamed."""
    return _PIECE.findall(text)
