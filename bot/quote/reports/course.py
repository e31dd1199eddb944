"""What an answer in a form of its own holds, before it becomes an Answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answer import Citation
from index import Hit


@dataclass(frozen=True, slots=True)
class Course:
    """An answer put together from several reports."""

    text: str
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    more: tuple[Citation, ...] = ()
    notices: tuple[str, ...] = ()
    answered: bool = True
