"""Words that say nothing about what a text is about: those that the search leaves out."""

from __future__ import annotations

from index.model.words import STOP_WORDS

__all__ = ["STOP_WORDS"]
