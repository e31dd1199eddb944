"""Each sentence of what was found is weighed by what speaks for it."""

from __future__ import annotations

from bot.quote.candidates import candidates, share
from bot.quote.question import taken_apart
from index import Archive, Scope
from tests.fakes import article


def test_share_is_by_weight() -> None:
    assert share({"swan": 3.0, "harbour": 1.0}, {"swan", "ferry"}) == 0.75
    assert share({}, {"swan"}) == 1.0
    assert share({"swan": 0.0}, set()) == 1.0


def test_candidates_are_sentences_best_first(archive: Archive) -> None:
    text = "Will the ferry sail all winter?"
    ranked = candidates(archive, taken_apart(archive, text, text), archive.search(text, Scope()))
    assert ranked[0].text == "The ferry will sail all winter."
    assert [each.score for each in ranked] == sorted((each.score for each in ranked), reverse=True)


def test_without_hits_there_are_no_candidates(archive: Archive) -> None:
    assert candidates(archive, taken_apart(archive, "Who won?", "Who won?"), []) == []


def test_what_the_sentence_before_says_is_context(archive: Archive) -> None:
    text = "How many crew stay on when the ferry sails all winter?"
    ranked = candidates(archive, taken_apart(archive, text, text), archive.search(text, Scope()))
    crew = next(each for each in ranked if "ten crew" in each.text)
    assert crew.covered < crew.context
def test_an_enumeration_counts_only_where_several_are_asked_for(archive: Archive) -> None:
    text = "The storm took the power of Alba, Brora, Cullen and Ewe."
    archive.add([article("islands", "Islands without power", text)])
    hits = archive.search("islands storm power", Scope())
    for text, lists in (("Which islands lost power in the storm?", 1.0), ("When did the storm come?", 0.0)):
        ranked = candidates(archive, taken_apart(archive, text, text), hits)
        assert next(each.lists for each in ranked if "Alba" in each.text) == lists
