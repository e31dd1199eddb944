"""Answer questions from an archive and cite the passages used."""

from bot.answer import Answer, Citation, Turn
from bot.bot import Bot
from bot.records.redact import redact
from index import Scope
from index.archive import hand_in

hand_in("bot", redact)     # withdrawals reach the answers that are kept here

__all__ = ["Answer", "Bot", "Citation", "Scope", "Turn"]
