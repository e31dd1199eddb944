"""Understands questions in a language by what its room holds: all of it where there is one, and less without."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from bot.answer import Turn
from bot.languages.cldr import months, weekdays
from bot.languages.replies import replies
from bot.languages.room import Kind, Room
from bot.understand.answer_form import Form
from bot.understand.answer_type import AnswerType, beginning
from bot.understand.languages.room_times import RoomTimes
from bot.understand.spelling import Respelt
from bot.understand.standalone import Standalone
from bot.understand.talk.cutting import Cutting
from bot.understand.time_expressions import Period, When
from index import Vocabulary
from index.model.languages import stop_words

_LONGEST = 80          # characters of small talk
_SHORT = 2             # telling words up to which a question may go on with the one before
_MOST = 2_000          # characters of a standalone question
_WORD = re.compile(r"[^\W_][\w'’&.-]*\w|[^\W_]")
_NUMBER = re.compile(r"\d{2,}")
_NEVER = re.compile(r"(?!)")


class Roomed:
    """Fulfils `Language` by a room."""

    def __init__(self, room: Room) -> None:
        """Make its patterns."""
        self.code, self._room = room.code, room
        self.stop_words, self.replies = stop_words(room.code), replies(room.code)
        self._kinds = tuple(_made(kind) for kind in room.kinds)
        self._counted = _pattern(room.counted)
        self._opening = _pattern(room.opening)
        self._talk = tuple((reply, _pattern(pattern)) for reply, pattern in room.talk)
        self._calendar = frozenset((*months(room.code), *weekdays(room.code)))
        self._times = RoomTimes(room)

    def small_talk(self, message: str) -> str | None:
        """The reply to a greeting, to thanks and the like; None for everything else."""
        plain = " ".join(message.strip("!.?,:;)¡¿ ").replace("’", "'").split())
        known = (reply for reply, pattern in self._talk if len(plain) <= _LONGEST and pattern.fullmatch(plain))
        return next((self.replies(reply) for reply in known), None)

    def respelt(self, question: str, vocabulary: Vocabulary | None, now: datetime) -> Respelt:
        """The question as it was typed."""
        return Respelt(question)

    def as_article(self, question: str, cutting: Cutting) -> str:
        """The question as it was typed."""
        return question

    def as_printed(self, question: str, vocabulary: Vocabulary | None, now: datetime | None) -> str:
        """The question as it was typed."""
        return question

    def standalone(
        self, question: str, history: Sequence[Turn], cuttings: Sequence[Cutting | None] = ()
    ) -> Standalone:
        """The question; followed, in brackets, by the one that it goes on with, where it says too little by itself."""
        before = [turn for turn in history if self.small_talk(turn.question) is None]
        if not before or not self._goes_on(question):
            return Standalone(question, question)
        asked = before[-1].used or self.standalone(before[-1].question, before[:-1]).text
        text = f"{question} ({asked})"
        return Standalone(text if len(text) <= _MOST else question, question)

    def read_time(self, question: str, now: datetime | None = None, focus: str | None = None) -> When:
        """What the question says about time; `focus` is the part that is asked now, which counts first."""
        return self._times.read(question, now, question if focus is None else focus)

    def answer_form(self, question: str, focus: str, period: Period | None = None) -> Form | None:
        """None: one fact is asked for."""
        return None

    def answer_type(self, focus: str) -> AnswerType | None:
        """The kind of answer that is asked for: the first that the room has patterns for."""
        return next((kind for kind in self._kinds if kind.asked.search(focus)), None)

    def kind_named(self, name: str) -> AnswerType | None:
        """That kind of answer, where the room has patterns for it."""
        return next((kind for kind in self._kinds if kind.name == name), None)

    def fit(self, kind: AnswerType | None, sentence: str, question: str) -> float:
        """1 for a sentence that holds such a thing, 0.5 for one that counts something else, or without a kind."""
        if kind is None:
            return 0.5
        asked = question.casefold()
        found = [each for each in kind.answering.finditer(sentence) if each.group().strip(" .").casefold() not in asked]
        if not found:
            return 0.0
        counted = self._counted.search(question) if kind.name == "number" else None
        return 1.0 if counted is None or _counts(sentence, found, counted[1]) else 0.5

    def names(self, question: str) -> list[str]:
        """Words written large that open nothing, and numbers; where all nouns are large, those that look like names."""
        if question.isupper():
            return []
        words = list(_WORD.finditer(question))
        return [
            word.group().casefold() for at, word in enumerate(words)
            if _NUMBER.search(word.group()) or self._named(words, at)
        ]

    def in_full(self, text: str) -> str:
        """The text as it is."""
        return text

    def _named(self, words: Sequence[re.Match[str]], at: int) -> bool:
        word, before = words[at].group(), words[at - 1].group() if at else ""
        if not at or not word[0].isupper() or word.casefold() in self.stop_words | self._calendar:
            return False
        if not self._room.nouns_are_large:
            return True
        following = words[at + 1].group() if at + 1 < len(words) else ""
        beside = (before[0].isupper() and at > 1) or following[:1].isupper()
        described = before.casefold() in self._room.before_nouns or before.endswith(("e", "er", "es", "em", "en"))
        return bool(beside or not described)

    def _goes_on(self, question: str) -> bool:
        """Whether a question says too little by itself."""
        words = [word.casefold() for word in _WORD.findall(question)]
        telling = [word for word in words if word not in self.stop_words and word not in self._room.pointing]
        opened = bool(self._opening.match(question))
        points = any(word in self._room.pointing for word in words)
        return not telling or (len(telling) <= _SHORT and (opened or points)) or (points and not self.names(question))


def _counts(sentence: str, found: Sequence[re.Match[str]], noun: str) -> bool:
    """Whether one of those numbers stands a few words before the noun, in any of its forms."""
    stem = beginning(noun.casefold())
    return any(stem in " ".join(sentence[match.end() :].casefold().split()[:4]) for match in found)


def _made(kind: Kind) -> AnswerType:
    flags = 0 if kind.cased else re.IGNORECASE
    return AnswerType(kind.name, re.compile(kind.asked, re.IGNORECASE), re.compile("|".join(kind.answering), flags))


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE) if pattern else _NEVER
