"""What the guards look at: one sentence of an answer, and the passages it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bot.verify.words import plain
from index import sentences

Similarities = Callable[[str, Sequence[str]], list[float]]   # cosine of a text with each of several


@dataclass(frozen=True)
class Evidence:
    """A passage, and what its article says of itself."""

    text: str
    heading: str = ""                      # headline, day, byline, source, section, corrections
    published: datetime | None = None
    article: str = ""                      # id of the article
    language: str = "en"

    @cached_property
    def passage(self) -> str:
        """The passage as guards compare it."""
        return plain(self.text)

    @cached_property
    def everything(self) -> str:
        """Heading and passage as guards compare them."""
        return f"{plain(self.heading)}\n\n{self.passage}" if self.heading else self.passage

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The passage's sentences, as guards compare them."""
        return tuple(self.passage[start:end] for start, end in sentences(self.passage, self.language))


@dataclass(frozen=True)
class Claim:
    """One sentence of an answer, without its marks, and what it may rest on."""

    text: str
    evidence: tuple[Evidence, ...]
    question: str = ""
    before: str = ""                       # the sentences of the answer before this one

    @cached_property
    def plain(self) -> str:
        """The sentence as guards compare it."""
        return plain(self.text)

    @cached_property
    def known(self) -> str:
        """Everything that may be said without being invented; a question may take for granted what isn't so."""
        return "\n\n".join(each.everything for each in self.evidence)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of all its evidence, headings left out."""
        return tuple(sentence for each in self.evidence for sentence in each.sentences)


Guard = Callable[[Claim], str | None]      # the reason to withhold the sentence, or None
