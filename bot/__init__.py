"""Answer questions from an archive and cite the passages used."""

from bot.answer import Answer, Citation, Turn
from bot.bot import Bot
from bot.records.redact import redact
from bot.understand.grammar import memory
from index import Scope
from index.archive import hand_in

hand_in("bot", redact)     # withdrawals reach the answers that are kept here
hand_in("texts", memory.redact)     # and what is remembered of what was read

__all__ = ["Answer", "Bot", "Citation", "Scope", "Turn"]
