"""Answer questions from an archive and cite the passages used."""

from bot.answer import Answer, Citation, Turn
from index import Scope

__all__ = ["Answer", "Citation", "Scope", "Turn"]
