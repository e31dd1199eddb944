"""Conversations without memory on the server: what was said travels in a signed token that expires."""

from __future__ import annotations

import json
import secrets
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Any

from bot.answer import LENGTHS, Mark, Turn
from bot.web.http.signer import Signer
from corpus import QuestionError

LIFETIME_S = 2 * 60 * 60
MAX_TOKEN = 32_000         # characters: half of what a request may hold
_STALE = "The conversation token is not valid, or has expired; leave it out to begin a new conversation."


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns so far, oldest first, and an id by which their rate is counted."""

    id: str
    turns: tuple[Turn, ...] = ()
    rests: tuple[tuple[str, ...], ...] = ()    # ids of the articles that each turn's answer tells of

    def public(self, visible: Callable[[set[str]], set[str]]) -> Conversation:
        """The same without the answers that tell of an article which is no longer `visible`."""
        gone = (named := {id for ids in self.rests for id in ids}) - (visible(named) if named else set())
        turns = [Turn(turn.question, "") if gone.intersection(ids) else replace(turn, used="")
                 for turn, ids in zip(self.turns, self.rests, strict=True)]
        return replace(self, turns=tuple(turns)) if gone else self


class Conversations:
    """Signs conversations and reads them back; with one secret on several servers, each understands the others."""

    def __init__(self, secret: str = "", clock: Callable[[], float] = time.time) -> None:
        """An empty secret makes one that ends with the process."""
        self._signer = Signer(secret)
        self._clock = clock

    def read(self, token: str) -> Conversation:
        """What a token says; a new conversation for an empty one. Raises QuestionError."""
        if not token:
            return Conversation(secrets.token_hex(8))
        try:
            signature, packed = self._signer.parts(token)
        except ValueError:
            raise QuestionError(_STALE) from None
        if not self._signer.signed(signature, packed):
            raise QuestionError(_STALE)
        content = json.loads(zlib.decompress(packed))      # signed: it is what `write` packed
        if content["until"] < self._clock():
            raise QuestionError(_STALE)
        turns = tuple(_turn(*each[:3], *each[4:]) for each in content["turns"])
        rests = tuple(tuple(each[3]) for each in content["turns"])
        return Conversation(content["id"], turns, rests if any(rests) else ())

    def write(self, id: str, turns: Sequence[Turn], rests: Sequence[Sequence[str]] = ()) -> str:
        """A token of the last turns, as many as fit, with the articles that each of them rests on."""
        rested = [*rests, *([()] * (len(turns) - len(rests)))]
        kept = [(turn.question, turn.answer[: LENGTHS.answer], [astuple(mark) for mark in turn.marks], list(ids),
                 turn.used) for turn, ids in zip(turns, rested, strict=True)][-LENGTHS.turns :]
        while len(token := self._token(id, kept)) > MAX_TOKEN:
            kept = kept[1:]
        return token

    def _token(self, id: str, turns: Sequence[tuple[Any, ...]]) -> str:
        content = {"id": id, "until": int(self._clock() + LIFETIME_S), "turns": turns}
        return self._signer.write(zlib.compress(json.dumps(content).encode()))


def _turn(question: str, answer: str, marks: Sequence[Sequence[Any]], used: str = "") -> Turn:
    return Turn(question, answer, tuple(Mark(*mark) for mark in marks), used)
