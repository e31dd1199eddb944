"""Holds what a claim says against what sentences of the archive say: relations, not the mere presence of words.

In: a claim (a question, or a sentence of an answer) and statements of the archive.
Out: what of it they bear out, what they contradict, and the sentence that decides.
May import: bot.understand.grammar, bot.languages.en and bot.verify.
"""

from __future__ import annotations

from bot.verify.claims.claimed import Ruling, Verdict
from bot.verify.claims.premises import Judged, judged
from bot.verify.claims.statement import Sources, Statement, statement

__all__ = ["Ruling", "Judged", "Sources", "Statement", "Verdict", "judged", "statement"]
