"""What is kept of an answer holds nothing of an article that has gone, before its fold and behind it."""

from __future__ import annotations

from bot.answer import Answer
from bot.quote.citations import cite
from index.archive.redact import GONE, without
from tests.fakes import article


def record() -> dict[str, object]:
    ferry, swans = article("ferry", "Ferry", "The ferry sails."), article("swans", "Swans", "Forty swans came.")
    lead, other = cite(1, ferry, 0, 16), cite(2, swans, 0, 17)
    text = "“The ferry sails.” — The Quay [1]"
    return Answer("What sails?", "What sails?", text, True, (lead,), more=(other,)).to_dict()


def test_what_stands_behind_the_fold_goes_with_its_article() -> None:
    kept = without(record(), ["swans"])
    assert "Forty" not in str(kept) and "Swans" not in str(kept)
    assert kept["text"] == GONE and [each["number"] for each in kept["more"]] == [2]


def test_an_answer_without_anything_of_what_has_gone_stays_as_it_is() -> None:
    assert without(record(), ["geese"]) == record()
