"""Sentences to choose from, made by hand for tests."""

from __future__ import annotations

from bot.quote.candidate import Candidate
from corpus import Article
from index import Closeness, Hit, Passage
from tests.fakes import article

TEXT = "One crow. Two doves.\n\nThree geese came. Four larks sang. Five swans left.\n\nSix terns."
NEWS = article("news", "News", TEXT)
SHARES = ("covered", "context", "shared", "title", "around", "named", "dense", "tokens", "typed", "timely", "fresh")


def candidate(sentence: str, story: Article = NEWS, *, near: float = 0.0, **more: float) -> Candidate:
    """A sentence of the story, with nothing that speaks for it but what is named."""
    start = story.text.index(sentence)
    hit = Hit(Passage(1, story, 0, len(story.text)), 1.0)
    speaks = {**dict.fromkeys(SHARES, 0.0), **more}
    return Candidate(hit, start, start + len(sentence), near=Closeness(near, near, near), kind="", **speaks)
