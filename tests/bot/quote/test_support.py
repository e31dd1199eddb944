"""Support for an answer grows with what speaks for the nearest sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.quote.fitted import ANSWERABLE
from bot.quote.question import ParsedQuestion
from bot.quote.support import NAMED, evidence, nearest, support
from bot.understand.answer_form import Form
from index import Closeness, Hit, Passage
from tests.bot.quote.sentences_of import candidate
from tests.fakes import article

QUESTION = ParsedQuestion("How many crows came?", {"crow": 4.0, "came": 2.0}, frozenset(), None, None, latest=False)


def test_no_sentences_support_nothing() -> None:
    assert support(QUESTION, []) == 0.0


def test_every_piece_of_evidence_has_a_fitted_weight() -> None:
    assert set(evidence(QUESTION, [candidate("One crow.")])) == set(ANSWERABLE)


def test_nearness_and_names_support_an_answer() -> None:
    best = candidate("One crow.", near=0.9, named=1.0, typed=1.0)
    assert support(QUESTION, [best]) > support(QUESTION, [replace(best, named=0.0)])
    assert support(QUESTION, [best]) > support(QUESTION, [replace(best, near=Closeness(0.1, 0.1, 0.1))])


def test_a_year_that_is_nowhere_near_speaks_against_an_answer() -> None:
    asked = replace(QUESTION, text="How many crows came in 1950?")
    best = candidate("One crow.", terms=frozenset(("crow", "came")))
    dated = replace(best, terms=best.terms | {"1950"})
    assert support(asked, [best]) < support(asked, [dated]) == support(QUESTION, [best])


@pytest.mark.parametrize(("answers", "enough"), [(0.2, True), (-0.1, False)])
def test_a_critic_answers_only_where_a_sentence_reads_as_if_somebody_was_against_it(
    answers: float, enough: bool
) -> None:
    best, form = candidate("One crow.", near=0.9, headed=answers), Form("critics", "the crows")
    assert (support(replace(QUESTION, form=form), [best]) == support(QUESTION, [best])) is enough


def test_words_that_are_nowhere_speak_against_an_answer() -> None:
    best = candidate("One crow.")
    there = replace(best, terms=frozenset(("crow", "came")))
    assert evidence(QUESTION, [there])["missing"] == 0.0
    assert evidence(QUESTION, [replace(best, terms=frozenset(("crow",)))])["rarest missing"] == pytest.approx(0.2)
    assert support(QUESTION, [there]) > support(QUESTION, [best])


def test_names_only_count_in_the_article_of_the_best_sentence() -> None:
    best, second = candidate("One crow.", named=0.0), candidate("Two doves.", named=1.0)
    assert support(QUESTION, [best, second]) == support(QUESTION, [best, replace(second, named=0.0)])
    assert support(QUESTION, [replace(best, named=1.0), second]) > support(QUESTION, [best, second])


def test_a_name_that_is_asked_for_and_not_said_speaks_against_an_answer() -> None:
    asked = replace(QUESTION, text="What is the crow called?")
    story = article("pets", "Pets", "She leaves a crow. He leaves a crow called Ada.")
    silent, saying = candidate("She leaves a crow.", story), candidate("He leaves a crow called Ada.", story)
    assert support(asked, [saying]) > support(asked, [silent])
    assert support(QUESTION, [saying]) == support(QUESTION, [silent])


def test_what_says_how_old_somebody_is_speaks_for_an_answer() -> None:
    best = candidate("One crow.")
    assert support(QUESTION, [replace(best, defines=1.0)]) > support(QUESTION, [best])


def test_a_name_that_the_best_sentence_lacks_speaks_against_an_answer() -> None:
    asked = replace(QUESTION, names=frozenset(("crow",)))
    best = candidate("One crow.")
    there = replace(best, terms=frozenset(("crow",)))
    assert evidence(asked, [best])["name missing"] > evidence(asked, [there])["name missing"] == 0.0


WEIGHTS = {"vale": 6.0, "ferri": 5.0, "captain": 5.0, "hit": 3.0, "go": 2.0}


def asking(*names: str) -> ParsedQuestion:
    return ParsedQuestion("?", WEIGHTS, frozenset(names), None, None, latest=False, articles=600)


def hits(*texts: str) -> list[Hit]:
    stories = [article(f"story-{place}", "Story", text) for place, text in enumerate(texts)]
    return [Hit(Passage(place, story, 0, len(story.text)), 1.0) for place, story in enumerate(stories)]


def terms(text: str) -> list[str]:
    return text.casefold().replace(".", "").split()


@pytest.mark.parametrize(("text", "near"), [
    ("captain of the ferri", True), ("the ferri sank", False), ("go and hit it", False), ("nothing", False),
])
def test_two_of_the_rarer_words_bring_an_article_near(text: str, near: bool) -> None:
    assert bool(nearest(asking(), hits(text), [], terms)) is near


def test_so_do_all_the_names_and_not_a_part_of_them() -> None:
    for named, near in ((1.0, True), (0.5, False)):
        story = article("story", "Story", "She sailed.")
        found = candidate("She sailed.", story, named=named)
        assert bool(nearest(asking("vale", "ines"), [found.hit], [found], terms)) is near
        assert not nearest(asking("go"), [found.hit], [found], terms)


def test_some_are_named_each_once_in_the_order_of_the_search() -> None:
    found = hits(*["captain of the ferri"] * (NAMED + 1))
    assert [each.id for each in nearest(asking(), [found[1], *found], [], terms)] == ["story-1", "story-0", "story-2"]
