"""The sentence that answers is quoted first, and little else before the fold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations, permutations
from typing import Any

import numpy as np
import pytest

from bot.quote.candidate import Candidate
from bot.quote.lead import LONGEST
from bot.quote.question import ParsedQuestion
from bot.quote.selection import MORE, SHOWN, Quotations, distinct, likelihoods, same_words, selected
from corpus import Article
from index import sentences
from tests.bot.quote.sentences_of import candidate
from tests.fakes import article, day

QUESTION = ParsedQuestion("How many birds came?", {}, frozenset(), None, None, latest=False)


def words(quotes: Quotations) -> tuple[list[str], list[str]]:
    return tuple([story.text[start:end] for story, start, end in part] for part in (quotes.shown, quotes.more))


def sentences_in(story: Article) -> list[str]:
    return [story.text[slice(*span)] for span in sentences(story.text)]


def birds(count: int) -> list[Candidate]:
    """As many sentences as likely as each other, each of another article."""
    kinds = ("crows", "doves", "terns", "swans", "geese", "larks", "gulls", "wrens")
    stories = [article(kind, kind, f"Some {kind} {kind} were there.") for kind in kinds[:count]]
    return [candidate(story.text, story) for story in stories]


def test_likelihoods_are_a_softmax() -> None:
    scores = [0.0, 1.0, -2.0]
    naive = [np.e**score / sum(np.e**each for each in scores) for score in scores]
    assert likelihoods(np.array(scores)) == pytest.approx(naive)


def test_likelihoods_of_great_scores_stay_finite() -> None:
    assert likelihoods(np.array([5000.0, 5000.0])).tolist() == [0.5, 0.5]
    assert likelihoods(np.array([-9000.0])).tolist() == [1.0]


def test_a_sentence_that_is_sure_to_answer_stands_alone() -> None:
    sure, other = birds(2)
    assert words(selected(QUESTION, [replace(sure, answers=1.0, headed=1.0), other])) == ([sure.text], [])


def test_while_it_is_not_sure_a_second_one_stands_beside_it_and_the_rest_behind_the_fold() -> None:
    found = birds(8)
    shown, more = words(selected(QUESTION, found))
    assert shown == [each.text for each in found[:SHOWN]]
    assert more == [each.text for each in found[SHOWN : SHOWN + MORE]]


def test_nothing_to_choose_from_quotes_nothing() -> None:
    assert selected(QUESTION, []) == Quotations()


def test_the_same_sentence_from_two_desks_is_quoted_once() -> None:
    one, other = article("one", "One", "The swans came back."), article("two", "Two", "the SWANS came back.")
    third = article("third", "Third", "Nobody saw a heron.")
    found = [candidate(story.text, story) for story in (one, other, third)]
    assert [each.hit.article.id for each in distinct(found, 3)] == ["one", "third"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The ferry will sail.", "the FERRY will sail.", True),
        ("a b c d e", "a b c d x y z", True),
        ("a b c d e", "a b c x y z", False),
        ("a b c", "a b c d e f g", True),
        ("Fog.", "Rain.", False),
    ],
)
def test_four_of_five_words_make_the_same_sentence(one: str, other: str, same: bool) -> None:
    assert same_words(one, other) is same
    assert same_words(other, one) is same


@pytest.mark.parametrize(
    ("latest", "earliest", "first"), [(True, False, "2024"), (False, True, "2022"), (False, False, "2023")]
)
def test_the_newest_or_the_oldest_of_what_is_nearly_as_likely_is_put_first(
    latest: bool, earliest: bool, first: str
) -> None:
    texts = {"2023": "Crows came in autumn.", "2022": "Doves were seen early.", "2024": "Terns nest on roofs."}
    found = [candidate(text, article(year, year, text, day(int(year), 5, 1))) for year, text in texts.items()]
    quotes = selected(replace(QUESTION, latest=latest, earliest=earliest), found)
    assert quotes.shown[0][0].id == first


def test_quotations_never_touch_and_never_grow_too_long() -> None:
    text = " ".join(f"He spoke of thing {n} and of little else in the whole wide world." for n in range(1, 12))
    long = article("long", "Long", text)
    spans = sentences(text)
    for order in permutations((1, 5, 3, 8), 3):
        quotes = selected(QUESTION, [candidate(text[slice(*spans[place])], long) for place in order])
        places = [(start, end) for _, start, end in (*quotes.shown, *quotes.more)]
        assert all(one[1] <= other[0] or other[1] <= one[0] for one, other in combinations(places, 2))
        assert all(end - start <= LONGEST for start, end in places)


FERRY = ParsedQuestion("How much is a ticket?", {"ferri": 5.0, "ticket": 3.0}, frozenset(), None, None, latest=False)
FARE = article("fare", "Fares", "The ferry to Ossing costs $4 a ride. Children ride at half the price.")
OTHERS = [
    (article("lido", "Lido", "A ticket for the lido costs $9."), {"terms": frozenset({"ticket"})}, False),
    (article("quay", "Quay", "On Sundays the ferry is free."), {"terms": frozenset({"ferri"})}, True),
    (article("dock", "Dock", "On Sundays the ferry is free."), {"terms": frozenset({"ferri"}), "named": 0.0}, False),
    (FARE, {"terms": frozenset()}, True),
]


@pytest.mark.parametrize(("story", "more", "beside"), OTHERS)
def test_of_another_article_only_what_speaks_of_the_same_stands_beside_the_first(
    story: Article, more: dict[str, object], beside: bool
) -> None:
    first = candidate("The ferry to Ossing costs $4 a ride.", FARE, terms=frozenset({"ferri"}), named=1.0, typed=0.4)
    second = candidate(sentences_in(story)[-1], story, **{"named": 1.0, **more})
    shown, behind = words(selected(FERRY, [first, second]))
    assert second.text in (shown if beside else behind)


def test_what_is_far_less_likely_stands_beside_the_first_only_in_its_article() -> None:
    quay = article("quay", "Quay", "On Sundays the ferry is free.")
    ferry = {"terms": frozenset({"ferri"}), "named": 1.0}
    first = candidate("The ferry to Ossing costs $4 a ride.", FARE, answers=0.05, headed=0.05, **ferry)
    unlikely = [replace(each, answers=-0.35, headed=-0.35) for each in birds(5)]
    for story, beside in ((quay, False), (FARE, True)):
        second = candidate(sentences_in(story)[-1], story, answers=-0.25, headed=-0.25, **ferry)
        shown, _ = words(selected(FERRY, [first, second, *unlikely]))
        assert (second.text in shown) is beside


@pytest.mark.parametrize(("more", "replaces"), [
    ({"terms": frozenset({"ferri"})}, True),
    ({"terms": frozenset({"ticket"})}, False),
    ({"terms": frozenset({"ferri"}), "named": 0.0}, False),
    ({"terms": frozenset({"ferri"}), "answers": -0.4, "headed": -0.4}, False),
])
def test_a_newer_figure_of_something_else_is_no_revision(more: dict[str, Any], replaces: bool) -> None:
    old = article("old", "Fares", "A ticket costs £4.", published=datetime(2023, 5, 1, tzinfo=UTC))
    new = article("new", "Fares", "A ticket costs £5.", published=datetime(2024, 5, 1, tzinfo=UTC))
    asked = replace(FERRY, text="How much does a ticket for the ferry cost?")
    first = candidate("A ticket costs £4.", old, terms=frozenset({"ferri"}), named=1.0, typed=0.4)
    other = candidate("A ticket costs £5.", new, **{"named": 1.0, **more})
    shown, _ = words(selected(asked, [first, other]))
    assert (shown[0] == other.text) is replaces


def test_a_sentence_goes_before_a_heading_that_is_as_likely() -> None:
    story = article("story", "Story", "3 May: Vale held at the quay\n\nThe police held her at Ferry Lane, on the quay.")
    heading, sentence = (candidate(text, story) for text in story.text.split("\n\n"))
    assert words(selected(QUESTION, [heading, sentence]))[0][0] == sentence.text
