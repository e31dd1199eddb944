"""Holds a sentence that a model wrote against the sentences that it cites, relation by relation.

A question may be vague, and an alarm at a true one does harm; what a model writes must be borne out, so this is
stricter than `bot.verify.claims`.

In: a claim and its evidence.
Out: why the sentence can't stand, or None.
May import: bot.understand.grammar, bot.languages.en, bot.verify and bot.verify.claims.
"""

from __future__ import annotations

from bot.verify.prose.check import contradiction, objection

__all__ = ["contradiction", "objection"]
