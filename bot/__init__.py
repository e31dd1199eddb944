"""Answer questions from an archive and cite the passages used."""

from bot.answer import Answer, Citation, Turn
from bot.bot import Bot
from index import Scope

__all__ = ["Answer", "Bot", "Citation", "Scope", "Turn"]
