"""Numbers that decide something: with another in its place, the test of what it decides has to fail."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from types import ModuleType

import pytest

from bot.quote.reports import reports
from bot.understand import scope_ladder
from bot.understand.talk import coreference
from bot.understand.thread.mentions import PHRASE
from index.search import ranking
from tests.bot.quote.reports import test_reports as of_reports
from tests.bot.understand import test_scope_ladder as of_scope_ladder
from tests.bot.understand.talk import test_coreference as of_coreference
from tests.bot.verify import test_guards as of_guards
from tests.index.search import test_ranking as of_ranking

_IT = coreference.FITS["it"]
MUTATIONS: list[tuple[ModuleType, str, object, Callable[..., None]]] = [
    (ranking, "DENSE", 0.1,
     of_ranking.test_of_two_candidates_the_one_that_leads_by_more_comes_first_be_it_in_vectors_or_in_words),
    (ranking, "LEXICAL", 0.05,
     of_ranking.test_of_two_candidates_the_one_that_leads_by_more_comes_first_be_it_in_vectors_or_in_words),
    (ranking, "FUSED", 4.0, of_ranking.test_among_those_looked_at_closeness_by_token_counts_for_twice_as_much),
    (ranking, "TOKENS", 0.5, of_ranking.test_among_those_looked_at_closeness_by_token_counts_for_twice_as_much),
    (coreference, "FITS", {**coreference.FITS, "it": {**_IT, PHRASE: 1.0}},
     of_coreference.test_it_is_rather_the_thing_that_was_asked_about_than_the_club_that_lost_it),
    (sys.modules["bot.verify.support"], "COVERED", 0.2,
     of_guards.test_a_sentence_most_of_whose_words_nobody_printed_is_not_supported_however_near_it_is),
    (reports, "ABOUT", 0.2, of_reports.test_an_article_that_has_only_a_third_of_the_topic_is_not_about_it),
    (scope_ladder, "FURTHER", 0.0,
     of_scope_ladder.test_what_the_question_itself_finds_comes_before_as_good_a_hit_of_another_search),
]


@pytest.mark.parametrize(("module", "name", "mutated", "test"), MUTATIONS, ids=[each[1] for each in MUTATIONS])
def test_a_number_that_is_changed_is_noticed(
    module: ModuleType, name: str, mutated: object, test: Callable[..., None],
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = {each: request.getfixturevalue(each) for each in inspect.signature(test).parameters}
    monkeypatch.setattr(module, name, mutated)
    with pytest.raises(AssertionError):
        test(**given)
