"""What a reader tells about input that it could not take as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

from corpus.types.errors import RecordError


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence about one place of a source; readers report it and go on."""

    place: str                # "news.jsonl:17", "news.json[3]" or a file's name, as a person would look it up
    message: str              # what was found, what was expected, what to do
    skipped: bool = False     # whether that record or file is left out; False: read, but without something

    def __str__(self) -> str:
        """The place and the sentence, as a compiler prints its warnings."""
        return f"{self.place}: {self.message}"


Report: TypeAlias = Callable[[Notice], None]


@contextmanager
def left_out_if_refused(place: str, report: Report) -> Iterator[None]:
    """Report the RecordError of one item among others, and go on with the next."""
    try:
        yield
    except RecordError as error:
        report(Notice(place, str(error), skipped=True))
