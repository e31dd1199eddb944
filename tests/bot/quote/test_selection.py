"""The sentence that answers is quoted first, and little else before the fold."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations

import numpy as np
import pytest

from bot.quote.candidates import Candidate, ParsedQuestion
from bot.quote.lead import LONGEST
from bot.quote.selection import MORE, SHOWN, Quotations, distinct, likelihoods, same_words, selected
from index import sentences
from tests.bot.quote.sentences_of import candidate
from tests.fakes import article, day

QUESTION = ParsedQuestion("How many birds came?", {}, frozenset(), None, None, latest=False)


def words(quotes: Quotations) -> tuple[list[str], list[str]]:
    return tuple([story.text[start:end] for story, start, end in part] for part in (quotes.shown, quotes.more))


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
    assert words(selected(QUESTION, [replace(sure, typed=1.0, context=1.0, shared=1.0), other])) == ([sure.text], [])


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
