"""Answers in prose by a chat model, each sentence checked against the passages it cites before a reader sees it."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from bot.answer import Answer
from bot.generate.load import name_of
from bot.generate.prompt import BUDGET, NOT_FOUND, Packed, messages, pack
from bot.generate.streaming import TIMEOUTS, CutShort, ModelFailed, ModelStream, Timeouts
from bot.quote.citations import Numbering, supporting, taken_apart
from bot.quote.premises.check import premises_of, taken_for_granted
from bot.retriever.found import Answerer, Found
from bot.verify import Claim, instruction
from bot.verify.prose import objection
from bot.verify.support import read
from corpus import Article
from index import Readable, sentences

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

Mode = Literal["strict", "flag", "off"]
STRICT: Mode = "strict"

DOWN = "The language model could not be reached, so this is quoted from the archive instead."
CUT_SHORT = "The language model's answer was cut short, so this is quoted from the archive instead."
UNSUPPORTED = "What the language model wrote has no support in the archive, so this is quoted from it instead."
BROKE_OFF = "The language model broke off here."
FLAG = "(not confirmed by the cited passage)"
MAX_SENTENCES = 12      # shown in one answer; a model that writes more is not answering a question
MAX_WITHHELD = 12       # after so many a model is inventing, and is not heard out
_TRIED = 3              # passages that a sentence without a key is held against

_LONGEST = 1_500        # characters without the end of a sentence
_END_THEN_MARK = re.compile(
    r"([.!?][\"'”’]?)((?:\s?\[[A-Za-z]{0,2}\d{1,3}(?:[\s,;]+[A-Za-z]{0,2}\d{1,3})*\])+)(?!\()"
)
_END = re.compile(r"(?<![.…])[.!?。！？؟।](?=[\"'”’»)*_]*\s*\Z)")
_NO_END = re.compile(r"(?:\d|\b(?:Mon|Tues?|Weds?|Thurs?|Fri|Sat|Sun|approx))\.\Z")     # "rose by 3." may go on as 3.5
_REFUSES = re.compile(
    rf"^\W*(?:{NOT_FOUND}|(?:the|these|this) (?:archive|passages?|articles?) (?:do(?:es)? not|don't|doesn't|did not)|"
    r"(?:i (?:don't|do not|can't|cannot|could not) (?:know|find|answer))|there is no (?:information|mention)|"
    r"no information)\b", re.IGNORECASE,
)
_DRESSING = re.compile(r"^\s*(?:#{1,6}\s+|[-*•]\s+|\d{1,2}[.)]\s+|>\s+)|\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")

logger = logging.getLogger(__name__)


class Generator:
    """Answers in prose from the passages found; quotes where the model can't be reached or finds no support."""

    def __init__(
        self,
        archive: Readable,
        model: BaseChatModel,
        quoting: Answerer,
        *,
        mode: Mode = STRICT,
        timeouts: Timeouts = TIMEOUTS,
        budget: int = BUDGET,
    ) -> None:
        """Ask this model; `quoting` answers in its place, `budget` is the tokens of passages it is given."""
        if mode not in ("strict", "flag", "off"):
            raise ValueError(f"A mode is strict, flag or off; not {mode!r}.")
        self._archive = archive
        self.model = model
        self._quoting = quoting
        self._mode = mode
        self.timeouts = timeouts
        self.budget = budget

    def stream(self, found: Found) -> Iterator[str | Answer]:
        """Sentences as they pass the guards, then the Answer."""
        packed = pack(found.hits, self.budget)
        taken = taken_for_granted(self._archive, found)
        if not packed or taken.alarm:      # a model goes along with what it is asked; the archive says otherwise
            yield from self._quoting.stream(found)
            return
        draft = Draft(found, packed, name_of(self.model), numbering=Numbering(found.asked.history))
        model_stream = ModelStream(self.model, self._messages(found, packed), self.timeouts)
        failed: ModelFailed | None = None
        try:
            for sentence in divided(iter(model_stream), lambda: model_stream.complete):
                if shown := self._shown(draft, sentence):
                    yield shown
                if draft.done:
                    break
        except ModelFailed as error:
            failed = error
            logger.warning("The model %s did not finish: %s", name_of(self.model), error)
        draft.usage = {**model_stream.usage, **({"unknown_keys": draft.unknown} if draft.unknown else {})}
        if not draft.text:
            yield from self._instead(draft, failed)
            return
        if failed:
            yield draft.add(f"\n\n{BROKE_OFF}")
        answer = draft.answer()
        yield replace(answer, premises=premises_of(taken, answer.citations))

    def _messages(self, found: Found, packed: Sequence[Packed]) -> list[BaseMessage]:
        moment = found.asked.scope.moment
        return messages(found.standalone.text, packed, moment, self._archive.figures(moment).newest)

    def _shown(self, draft: Draft, sentence: str) -> str:
        """What a reader gets to see of a sentence: with its numbers, marked as doubtful, or nothing."""
        written, keys, unknown = taken_apart(_DRESSING.sub("", sentence).strip(), draft.known)
        draft.unknown += unknown
        if not any(map(str.isalnum, written)):
            return ""
        if _REFUSES.match(written):
            draft.refused = True
            return ""
        if draft.repeats(written):
            return ""
        cited = [draft.known[key] for key in keys] or self._nearest(draft, written)
        reason = None if self._mode == "off" else self._objection(draft, written, cited)
        if reason:
            draft.withheld.append((written, reason))
            if self._mode == STRICT or not cited or instruction(self._claim(draft, written, cited)):
                return ""
            written = f"{written} {FLAG}"
        return draft.show(written, cited, apart=sentence.startswith("\n"))

    def _objection(self, draft: Draft, written: str, cited: Sequence[Packed]) -> str | None:
        return objection(self._claim(draft, written, cited), self._archive.similarities)

    def _claim(self, draft: Draft, written: str, cited: Sequence[Packed]) -> Claim:
        return Claim(written, tuple(each.evidence for each in cited), draft.found.standalone.text, draft.plain)

    def _nearest(self, draft: Draft, written: str) -> list[Packed]:
        """The passage that a sentence without a key may rest on: the first of the likeliest that supports it."""
        covered = {each.key: read(self._claim(draft, written, [each])).covered for each in draft.packed}
        likeliest = sorted(draft.packed, key=lambda each: -covered[each.key])[:_TRIED]
        supported = (each for each in likeliest if not self._objection(draft, written, [each]))
        return [next(supported, likeliest[0])]

    def _instead(self, draft: Draft, failed: ModelFailed | None) -> Iterator[str | Answer]:
        """The answer by quotation, and why; the archive's own refusal where the model says that it holds nothing."""
        found = draft.found
        refused = draft.refused and not draft.withheld and not failed
        note = _why(failed, draft)
        opening = first = f"{note}\n\n" if note else ""
        for piece in self._quoting.stream(replace(found, hits=()) if refused else found):
            if isinstance(piece, str):
                yield first + piece
                first = ""
                continue
            yield replace(
                piece,
                text=opening + piece.text,
                hits=tuple(found.hits),
                withheld=tuple(draft.withheld),
                usage=draft.usage,
                timings={**piece.timings, **draft.timings()},
            )


def _why(failed: ModelFailed | None, draft: Draft) -> str:
    """What a reader is told of why there is a quotation in the place of prose; nothing where the model refused."""
    if isinstance(failed, CutShort):
        return CUT_SHORT
    return DOWN if failed else UNSUPPORTED if draft.withheld else ""


@dataclass(slots=True)
class Draft:
    """An answer that is being written."""

    found: Found
    packed: Sequence[Packed]
    model: str                        # its name
    text: str = ""                    # as shown, with [n] marks
    plain: str = ""                   # the same without marks
    refused: bool = False             # whether the model said that the passages don't hold the answer
    unknown: int = 0                  # keys that no passage has
    shown: int = 0                    # sentences
    withheld: list[tuple[str, str]] = field(default_factory=list)
    usage: dict[str, int] = field(default_factory=dict)
    numbering: Numbering = field(default_factory=Numbering)
    _written: set[str] = field(default_factory=set)
    _again: int = 0
    _began: float = field(default_factory=time.perf_counter)
    _first: float | None = None

    @property
    def known(self) -> dict[str, Packed]:
        """The passages by key."""
        return {each.key: each for each in self.packed}

    @property
    def done(self) -> bool:
        """Whether there is nothing more to wait for."""
        full = self.shown >= MAX_SENTENCES or len(self.withheld) >= MAX_WITHHELD
        return full or self.refused or self._again >= 3

    def repeats(self, written: str) -> bool:
        """Whether the sentence was there before, in any case or spacing."""
        same = " ".join(re.findall(r"\w+", written.casefold()))
        if same in self._written:
            self._again += 1
            return True
        self._written.add(same)
        return False

    def show(self, written: str, cited: Sequence[Packed], *, apart: bool) -> str:
        """Put a sentence with its marks behind what is there; the piece that was added."""
        numbers = {self.numbering.number(*self._place(written, each)): None for each in cited}
        between = ("\n\n" if apart else " ") if self.text else ""
        self.plain = f"{self.plain} {written}".strip()
        self.shown += 1
        return self.add(f"{between}{written} {' '.join(f'[{number}]' for number in numbers)}")

    def add(self, piece: str) -> str:
        """Put text behind what is there."""
        if self._first is None:
            self._first = time.perf_counter()
        self.text += piece
        return piece

    def answer(self) -> Answer:
        """The complete answer."""
        return Answer(
            question=self.found.asked.question,
            question_used=self.found.standalone.text,
            text=self.text,
            answered=True,
            citations=tuple(self.numbering.citations),
            hits=tuple(self.found.hits),
            scope=self.found.asked.scope,
            withheld=tuple(self.withheld),
            model=self.model,
            timings={**self.found.timings, **self.timings()},
            usage=self.usage,
        )

    def timings(self) -> dict[str, float]:
        """Seconds until the first words were shown, and until the end."""
        now = time.perf_counter()
        first = {} if self._first is None else {"first_words": self._first - self._began}
        return {**first, "generate": now - self._began}

    def _place(self, written: str, packed: Packed) -> tuple[Article, int, int]:
        article = packed.hit.article
        return article, *supporting(written, article, packed.hit.passage.start, packed.end)


def divided(pieces: Iterator[str], complete: Callable[[], bool] = lambda: True) -> Iterator[str]:
    """The sentences of a text that comes in pieces, each with its marks, as soon as the next one begins.

    A mark behind the full stop belongs to the sentence before it. A sentence that opens a paragraph begins with a line
    break. Of a text that breaks off, and of one that isn't known to be `complete` at its end, a last piece without the
    end of a sentence is dropped; raises ModelFailed then.
    """
    rest = ""
    broken: ModelFailed | None = None
    while True:
        try:
            piece = next(pieces, None)
        except ModelFailed as error:         # what came before is still worth reading
            broken, piece = error, None
        if piece is None:
            break
        rest = _END_THEN_MARK.sub(r"\2\1", rest + piece)
        while cut := _cut(rest):
            yield rest[:cut].rstrip()
            rest = ("\n" if "\n" in rest[max(0, cut - 1) : cut] else "") + rest[cut:].lstrip(" ")
    spans = sentences(rest)
    if spans and (broken or not complete()) and not ended(rest[slice(*spans[-1])]):
        spans.pop()
        broken = broken or CutShort("it ended within a sentence")
    for start, end in spans:
        yield ("\n" if rest[:start].endswith("\n") else "") + rest[start:end]
    if broken:
        raise broken


def ended(piece: str) -> bool:
    """Whether a text that goes no further is at the end of a sentence: not so behind "Mr." or "rose by 3."."""
    piece = _END_THEN_MARK.sub(r"\2\1", piece)
    end = _END.search(piece)
    if end is None:
        return NOT_FOUND in piece
    before = piece[: end.end()]
    if before[-1] != "." or before[-2:-1] == "]":      # no abbreviation is cited
        return True
    return not _NO_END.search(before) and sentences(f"{before} Smith")[-1][0] > len(before)


def _cut(rest: str) -> int:
    """Where the first sentence is known to be complete; 0 while it isn't."""
    opening = len(rest) - len(rest.lstrip())
    line = rest.find("\n", opening)
    if line > 0 and opening < len(rest):
        return line + 1
    spans = sentences(rest)
    if len(spans) > 1 and "[" not in rest[spans[0][1] : spans[1][0] + 1]:
        return spans[1][0]
    return _LONGEST if len(rest) > _LONGEST else 0
