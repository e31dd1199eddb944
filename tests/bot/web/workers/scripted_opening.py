"""A bot for processes of their own: it does what its questions say, and names its process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answer import Answer
from bot.generate.health import NOTHING, Finding
from corpus import ArchiveBusy, ArchiveMissing

SECRET = "what a reader asked"


@dataclass(frozen=True)
class ScriptedOpening:
    """Opens such a bot, unless its folder has a file that says otherwise."""

    place: Path
    model: str | None = "scripted"

    def __call__(self) -> ScriptedBot:
        if (self.place / "gone").exists():
            raise ArchiveMissing("There is no archive; build one.")
        if (self.place / "broken").exists():
            raise RuntimeError(SECRET)
        if (self.place / "killed").exists():
            os.kill(os.getpid(), signal.SIGKILL)
        return ScriptedBot(self.place)


@dataclass
class ScriptedBot:
    """Answers "slowly" without an end, "dies", "breaks" and refuses "busy" questions."""

    place: Path

    def prepare(self) -> None:
        """Nothing to load."""

    @property
    def reach(self) -> ScriptedBot:
        return self

    def look(self) -> Finding:
        return Finding("scripted", None, NOTHING, "")

    def starters(self) -> list[tuple[str, str]]:
        return [("Who sails?", "ferry")]

    def follow_ups(self, given: Any, limit: int = 3) -> list[str]:
        return [f"And {given}?"][:limit]

    def stream(self, question: str, **named: Any) -> Iterator[str | Answer]:
        yield "It "
        if "slowly" in question:
            yield from self._slowly()
        if "dies" in question:
            os.kill(os.getpid(), signal.SIGKILL)
        if "breaks" in question:
            raise RuntimeError(SECRET)
        if "busy" in question:
            raise ArchiveBusy("Another process is writing; try again.")
        yield "is."
        yield Answer(question, repr(named), "It is.", True, archive={"name": str(os.getpid())})

    def _slowly(self) -> Iterator[str]:
        try:
            while True:
                time.sleep(0.06)
                yield "is "
        finally:
            (self.place / "stopped").touch()
