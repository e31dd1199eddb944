"""What was planned or denied is told from what happened."""

from __future__ import annotations

import pytest

from bot.quote.happened import asks_what_happened, denials, unreal


def stem(text: str) -> list[str]:
    return [word.casefold().removesuffix("ed").removesuffix("ing").removesuffix("s") for word in text.split()]


@pytest.mark.parametrize(
    ("question", "past"),
    [
        ("When did the bridge reopen?", True), ("Was the merger approved?", True), ("has the lido reopened yet", True),
        ("When will the bridge reopen?", False), ("When was the bridge due to open?", False),
        ("Why didn't the siren sound?", False), ("Who is the mayor?", False),
    ],
)
def test_a_question_asks_what_happened_or_what_was_planned(question: str, past: bool) -> None:
    assert asks_what_happened(question) is past


@pytest.mark.parametrize(
    ("sentence", "share"),
    [
        ("The bridge reopened on Saturday.", 0.0), ("It will not reopen in November.", 1.0),
        ("The council hopes to reopen it.", 1.0), ("It isn’t reopened.", 1.0), ("Nobody came.", 0.0),
        ("Bill jumps and reopening slips to March", 1.0), ("Bearings push the reopening into 2024", 1.0),
        ("It reopened, though it was never to reopen.", 0.5), ("Reopen House won’t close.", 0.0),
        ("Ninety homes need not have flooded, but it reopened.", 0.0),
    ],
)
def test_what_a_sentence_denies_or_expects_did_not_happen_by_it(sentence: str, share: float) -> None:
    assert unreal(denials(sentence, stem), {"reopen"}) == share
