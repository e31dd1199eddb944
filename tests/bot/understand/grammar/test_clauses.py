"""Clauses say who does what to whom, in whichever order a sentence has it, and whether it is so."""

from __future__ import annotations

import pytest

from bot.understand.grammar.clauses import PART, Clause, clauses
from bot.understand.grammar.parser import tree


def clause(sentence: str, verb: str) -> Clause:
    return next(each for each in clauses(tree(sentence)) if each.verb == verb)


@pytest.mark.parametrize("sentence", [
    "Ines Vale beat Tomas Reed.", "Tomas Reed was beaten by Ines Vale.", "It was Ines Vale who beat Tomas Reed.",
    "Tomas Reed, beaten by Ines Vale, went home.",
])
def test_active_passive_and_relative_clauses_read_alike(sentence: str) -> None:
    found = clause(sentence, "beat")
    assert found.subject is not None and found.subject.names == ("ines", "vale")
    assert [each.names for each in found.objects] == [("tomas", "reed")]


@pytest.mark.parametrize(("sentence", "verb", "denied"), [
    ("The council did not sell the pier.", "sell", True),
    ("The council refused to sell the pier.", "sell", True),
    ("The council has yet to sell the pier.", "sell", True),
    ("Nobody sold the pier.", "sell", True),
    ("Not a single councillor sold a pier.", "sell", True),
    ("The council no longer sells piers.", "sell", True),
    ("The council sold the pier.", "sell", False),
    ("Members quit the club, although not from spite.", "quit", False),
])
def test_what_is_denied_is_known(sentence: str, verb: str, denied: bool) -> None:
    assert clause(sentence, verb).denied is denied


@pytest.mark.parametrize(("sentence", "intended", "unreal"), [
    ("The council plans to sell the pier.", True, False),
    ("The council will sell the pier.", True, False),
    ("The council asked whether they sold the pier.", False, True),
    ("Mr Reed claims that the council sold the pier.", False, True),
    ("The council sold the pier.", False, False),
])
def test_what_is_planned_or_only_held_has_not_happened(sentence: str, intended: bool, unreal: bool) -> None:
    found = clause(sentence, "sell")
    assert (found.intended, found.unreal) == (intended, unreal)


def test_an_apposition_says_what_somebody_is() -> None:
    found = clause("Ann Lee, the chief executive, said so.", "be")
    assert found.subject is not None and found.subject.names == ("ann", "lee")
    assert found.objects[0].head == "executive"


def test_a_number_of_them_is_a_part() -> None:
    assert clause("Only 24 of the 60 posts were filled.", "fill").objects[0].quantity == PART
    assert clause("All of the posts were filled.", "fill").objects[0].quantity == "all"


def test_what_hangs_on_a_verb_is_joined_to_it() -> None:
    joined = dict(clause("The pier was closed in Quay Road because of a storm.", "close").joined)
    assert (joined["in"].names, joined["because of"].head) == (("quay", "road"), "storm")


def test_a_row_of_names_is_one_row_however_a_parser_chains_it() -> None:
    found = tree("Spain, Italy and Norway held their elections on Tuesday as planned.")
    [subject] = [each.subject for each in clauses(found) if each.verb == "hold"]
    assert subject is not None
    assert {each.text for each in subject.also} == {"Italy", "Norway"}


def test_words_are_near_that_are_a_step_or_two_away() -> None:
    found = tree("Ann Lee rebuilt the old pier.")
    verb = next(each for each in found.nodes if each.lemma == "rebuild")
    assert {"Lee", "pier"} <= {each.text for each in found.near(verb, 1)}
    assert verb not in found.near(verb, 2)
    assert "old" in {each.text for each in found.near(verb, 2)}
