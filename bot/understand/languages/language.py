"""What is asked of a question's language, so that nothing else knows which one it is."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import datetime
from functools import lru_cache
from typing import Protocol

from bot.answer import Turn
from bot.languages.de.words import ROOM as GERMAN
from bot.languages.en.abbreviations import in_full
from bot.languages.es.words import ROOM as SPANISH
from bot.languages.fr.words import ROOM as FRENCH
from bot.languages.replies import Replies, replies
from bot.languages.room import Room
from bot.understand.answer_form import Form, answer_form
from bot.understand.answer_type import AnswerType, answer_type, fit, kind_named
from bot.understand.follow_up import rewrite
from bot.understand.languages.roomed import Roomed
from bot.understand.names import as_article, as_printed, names
from bot.understand.small_talk import small_talk
from bot.understand.spelling import Respelt, respelt
from bot.understand.standalone import Standalone
from bot.understand.talk.cutting import Cutting
from bot.understand.time_expressions import Period, When, read_time
from index import Vocabulary
from index.model.languages import ENGLISH, asked_in, stop_words

ROOMS = {room.code: room for room in (GERMAN, FRENCH, SPANISH)}


class Language(Protocol):
    """One language, as questions in it are understood and answered."""

    @property
    def code(self) -> str:
        """As "de"; what the bot says may be English all the same."""

    @property
    def stop_words(self) -> Set[str]:
        """Words that don't say what a question is about, in small letters."""

    @property
    def replies(self) -> Replies:
        """The bot's own sentences."""

    def small_talk(self, message: str) -> str | None:
        """The reply to what is no question about the news; None for everything else."""

    def respelt(self, question: str, vocabulary: Vocabulary | None, now: datetime) -> Respelt:
        """The question with its words as the archive prints them."""

    def as_printed(self, question: str, vocabulary: Vocabulary | None, now: datetime | None) -> str:
        """The question with its names written large, as the archive writes them."""

    def as_article(self, question: str, cutting: Cutting) -> str:
        """The same as the article writes them that answered it."""

    def standalone(self, question: str, history: Sequence[Turn], cuttings: Sequence[Cutting | None]) -> Standalone:
        """The question as it is searched on its own, after what was asked before."""

    def read_time(self, question: str, now: datetime | None, focus: str | None) -> When:
        """What it says about time."""

    def answer_form(self, question: str, focus: str, period: Period | None) -> Form | None:
        """The form in which it wants its answer, where that is not one fact."""

    def answer_type(self, focus: str) -> AnswerType | None:
        """The kind of answer that is asked for; None where its words don't say."""

    def kind_named(self, name: str) -> AnswerType | None:
        """That kind of answer, as sentences in this language hold it; None where nothing is known of it."""

    def fit(self, kind: AnswerType | None, sentence: str, question: str) -> float:
        """How well a sentence fits a kind that a question in this language asks for: 1, 0.5 or 0."""

    def names(self, question: str) -> list[str]:
        """Words of it that name somebody or something, and numbers."""

    def in_full(self, text: str) -> str:
        """A text with the long form behind each short one, and the other way round."""


class English:
    """English, by the modules that were written for it."""

    code = ENGLISH
    stop_words = stop_words(ENGLISH)
    replies = replies(ENGLISH)
    small_talk = staticmethod(small_talk)
    respelt = staticmethod(respelt)
    as_printed = staticmethod(as_printed)
    as_article = staticmethod(as_article)
    standalone = staticmethod(rewrite)
    read_time = staticmethod(read_time)
    answer_form = staticmethod(answer_form)
    answer_type = staticmethod(answer_type)
    kind_named = staticmethod(kind_named)
    fit = staticmethod(fit)
    names = staticmethod(names)
    in_full = staticmethod(in_full)


def spoken(question: str, languages: Sequence[str]) -> Language:
    """The language of a question to an archive in these languages, the most frequent first."""
    return language(asked_in(question, languages))


def language(code: str) -> Language:
    """A language by its code; one that has no room does without."""
    return _ENGLISH if code == ENGLISH else _roomed(ROOMS.get(code, Room(code)))


_ENGLISH = English()
_roomed = lru_cache(maxsize=32)(Roomed)
