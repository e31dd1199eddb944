"""Guards that keep an answer from saying what its passages don't: each takes a claim and gives a reason, or None.

In: a claim and the evidence that it cites.
Out: the reason to drop it, or None.
May import: index, bot.languages, bot.verify.claims and bot.verify.prose.
"""

from __future__ import annotations

from bot.verify.claim import Claim, Evidence, Guard, Similarities
from bot.verify.copying import copying
from bot.verify.fact import fact
from bot.verify.instruction import instruction
from bot.verify.prose.check import contradiction
from bot.verify.quotation import quotation
from bot.verify.support import support

__all__ = [
    "Claim", "Evidence", "Guard", "Similarities", "contradiction", "copying", "fact", "instruction", "objection",
    "quotation", "support",
]


def objection(claim: Claim, similarities: Similarities) -> str | None:
    """The first guard's reason to withhold the sentence, or None when all let it pass."""
    for guard in (instruction, quotation, fact, copying):
        if reason := guard(claim):
            return reason
    return support(claim, similarities) or contradiction(claim)
