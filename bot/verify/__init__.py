"""Guards that keep an answer from saying what its passages don't: each takes a claim and gives a reason, or None.

In: a claim and the evidence that it cites.
Out: the reason to drop it, or None.
May import: index, bot.understand.grammar, bot.languages, bot.languages.en and bot.languages.en.grammar.
"""

from __future__ import annotations

from bot.verify.claim import Claim, Evidence, Guard, Similarities
from bot.verify.copying import copying
from bot.verify.fact import fact
from bot.verify.instruction import instruction
from bot.verify.quotation import quotation
from bot.verify.support import support

__all__ = [
    "Claim", "Evidence", "Guard", "Similarities", "copying", "fact", "instruction",
    "quotation", "support",
]
