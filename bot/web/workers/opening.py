"""What a process is told of the bot that it opens: names alone, so that each loads for itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.bot import Bot
from corpus import InputError
from index import Readable, open_archive


@dataclass(frozen=True, slots=True)
class BotOpening:
    """Opens a bot over an archive that other processes have open, too."""

    place: str | Path              # a folder, or a store's address
    model: str | None = None       # as `Bot.open` takes it, like the others
    reranker: str | None = None
    reader: str | None = None

    def __call__(self) -> Bot:
        """The bot; raises what `Bot.open` does."""
        return self.over(open_archive(self.place))

    def check(self) -> None:
        """Raise InputError for a place that one process at a time may open."""
        if str(self.place).startswith("milvus-lite:"):
            raise InputError(f"{self.place} can be open in one process at a time; serve it without --workers.")

    def over(self, archive: Readable) -> Bot:
        """The same over an archive that is open already."""
        return Bot.over(archive, model=self.model, reranker=self.reranker, reader=self.reader)
