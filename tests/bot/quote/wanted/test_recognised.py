"""Names are told apart by their kind, without the ending of their genitive."""

from __future__ import annotations

from bot.quote.wanted.recognised import BODIES, PEOPLE, recognised


def test_names_by_kind() -> None:
    sentence = "John Marsh's dog came from France."
    people, bodies = ([sentence[slice(*each)] for each in recognised(sentence, kind)] for kind in (PEOPLE, BODIES))
    assert (people, bodies) == (["John Marsh"], ["France"])
