"""A time in the question narrows the search as far as that is safe, and gives way step by step."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.understand.scope_ladder import (
    FURTHER,
    Step,
    during,
    fused,
    in_section,
    joined,
    phrases_first,
    preferred,
    steps,
    with_undated,
)
from bot.understand.time_expressions import When, read_time
from corpus import Article
from index import Figures, Hit, Passage, Scope
from tests.fakes import article, day

NOW = datetime(2023, 12, 1, tzinfo=UTC)
FIGURES = Figures(100, day(2020, 1, 2), day(2023, 11, 28))


def asked(question: str, scope: Scope = Scope(), *, revisable: bool = False) -> list[Step]:
    return steps(read_time(question, NOW), scope, FIGURES, revisable=revisable)


def days(step: Step) -> tuple[str | None, str | None]:
    since, until = step.scope.since, step.scope.until
    return since.date().isoformat() if since else None, until.date().isoformat() if until else None


def hit(number: int, published: datetime | None, score: float) -> Hit:
    story: Article = article(str(number), "A", "Text.", published)
    return Hit(Passage(number, story, 0, 5), score)


def test_news_of_a_day_is_looked_for_that_week_then_later_then_everywhere() -> None:
    found = asked("Who resigned on 4 May 2022?")
    assert [days(step) for step in found] == [("2022-04-27", "2022-05-11"), ("2022-04-27", None), (None, None)]
    assert [step.narrowed for step in found] == [True, True, False]
    assert [step.notices for step in found] == [
        ("Only what was published from 27 April 2022 to 11 May 2022 was searched, because of “on 4 May 2022”.",),
        ("Nothing published from 27 April 2022 to 11 May 2022 seems to answer this, so later articles were searched "
         "too.",),
        ("Nothing published since 27 April 2022 seems to answer this, so the whole archive was searched.",),
    ]


def test_what_was_printed_then_is_looked_for_then_or_everywhere() -> None:
    found = asked("What did articles from May 2022 say?")
    assert [days(step) for step in found] == [("2022-05-01", "2022-05-31"), (None, None)]


def test_figures_are_looked_for_in_later_articles_at_once() -> None:
    found = asked("How many drowned in May 2022?", revisable=True)
    assert [days(step) for step in found] == [("2022-03-31", None), (None, None)]
    assert found[0].first and found[0].first.until


@pytest.mark.parametrize(
    ("question", "range"),
    [
        ("What changed since May 2022?", ("2022-05-01", None)),
        ("What was policy before May 2022?", (None, "2022-04-30")),
        ("Who resigned last week?", ("2023-11-13", None)),
    ],
)
def test_an_open_range_has_one_step_before_everything(question: str, range: tuple[str | None, str | None]) -> None:
    assert [days(step) for step in asked(question)] == [range, (None, None)]


@pytest.mark.parametrize(
    "question",
    ["Who resigned?", "What was in the 2022 budget?", "When will it open in 2023?", "What changed since 2019?"],
)
def test_without_a_time_that_leaves_articles_out_everything_is_searched(question: str) -> None:
    assert asked(question) == [Step(Scope())]


def test_the_readers_own_dates_stand() -> None:
    scope = Scope(since="2021-01-01")  # type: ignore[arg-type]
    assert asked("Who resigned in May 2022?", scope) == [Step(scope)]


def test_the_readers_other_filters_stay_on_every_step() -> None:
    found = asked("Who resigned in May 2022?", Scope(sections="Council"))  # type: ignore[arg-type]
    assert {step.scope.sections for step in found} == {("Council",)}
    assert found[-1].notices[0].endswith("so everything that your filters leave was searched.")


@pytest.mark.parametrize("question", ["Who was president in the 1990s?", "Who resigned since 30 November 2023?"])
def test_a_time_outside_the_archive_is_said_and_everything_searched(question: str) -> None:
    (step,) = asked(question)
    assert step.scope == Scope()
    assert step.notices[0].startswith("The archive holds nothing published ")
    assert step.notices[0].endswith("dated 2 January 2020 to 28 November 2023. All of them were searched.")


def test_an_archive_without_dates_is_searched_whole() -> None:
    when = read_time("Who resigned in May 2022?", NOW)
    assert steps(when, Scope(), Figures(3, None, None)) == [Step(Scope())]


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (day(2022, 5, 4), day(2022, 5, 4), "on 4 May 2022"),
        (day(2022, 5, 4), day(2022, 5, 9), "from 4 May 2022 to 9 May 2022"),
        (day(2022, 5, 4), None, "since 4 May 2022"),
        (None, day(2022, 5, 4), "until 4 May 2022"),
    ],
)
def test_a_range_is_told_in_words(since: datetime | None, until: datetime | None, words: str) -> None:
    assert during(since, until) == words


def test_undated_hits_stand_behind_the_dated_ones_in_their_order() -> None:
    dated = [hit(1, day(2022, 1, 1), 2.0), hit(2, day(2022, 1, 2), 1.0)]
    everything = [hit(3, None, 9.0), hit(4, day(2021, 1, 1), 8.0), hit(5, None, 7.0), hit(6, None, 6.0)]
    found = with_undated(dated, everything, 2)
    assert [each.passage.id for each in found] == [1, 2, 3, 5]
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert [each.passage.id for each in with_undated([], everything, 5)] == [3, 5, 6]
    assert with_undated(dated, [], 5) == dated


def test_hits_of_two_searches_are_joined_once() -> None:
    one, other = [hit(1, None, 2.0), hit(2, None, 1.0)], [hit(3, None, 1.5), hit(1, None, 1.2)]
    assert [(each.passage.id, each.score) for each in joined(one, other)] == [(1, 2.0), (3, 1.5), (2, 1.0)]


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("Who resigned?", [1, 2, 3]),
        ("Who was in the 2021 final?", [2, 1, 3]),
        ("Who leads now?", [3, 1, 2]),
        ("Who led originally?", [2, 1, 3]),
    ],
)
def test_hits_near_in_score_follow_the_time_that_is_asked_for(question: str, order: list[int]) -> None:
    hits = [hit(1, day(2022, 1, 1), 1.2), hit(2, day(2021, 1, 1), 1.1), hit(3, day(2023, 1, 1), 1.0)]
    assert [each.passage.id for each in preferred(hits, read_time(question, NOW))] == order


def test_an_undated_hit_is_neither_new_nor_old() -> None:
    assert [each.score for each in preferred([hit(1, None, 1.0)], When(latest=True))] == [1.0]
    assert [each.score for each in preferred([hit(1, None, 1.0)], When(earliest=True))] == [1.0]


def test_further_searches_bring_their_best_hits_level_save_a_little() -> None:
    own, further = [hit(1, None, 5.0), hit(2, None, 1.0)], [hit(3, None, 90.0), hit(2, None, 89.5), hit(1, None, 10.0)]
    assert [(each.passage.id, round(each.score, 6)) for each in fused([own, further])] == [
        (1, 5.0), (3, 5.0 - FURTHER), (2, 4.5 - FURTHER)
    ]


def test_what_the_question_itself_finds_comes_before_as_good_a_hit_of_another_search() -> None:
    own, further = [hit(1, None, 5.0), hit(2, None, 4.5)], [hit(3, None, 90.0)]
    assert [each.passage.id for each in fused([own, further])] == [1, 2, 3]


def test_searches_that_find_nothing_leave_the_others_as_they_were() -> None:
    own = [hit(1, None, 5.0)]
    assert fused([]) == fused([[]]) == [] and fused([own]) == fused([own, []]) == fused([[], own]) == own


def test_a_section_is_searched_first_and_the_rest_when_it_does_not_answer() -> None:
    first, *rest = in_section("Sport", asked("Who resigned on 4 May 2022?"))
    assert first.scope.sections == ("Sport",) and days(first) == ("2022-04-27", "2022-05-11")
    assert first.notices[0].startswith("Only the section Sport") and len(rest) == 3
    assert all(not step.scope.sections and "all sections" in step.notices[0] for step in rest)


def test_what_holds_the_phrases_asked_for_stays_in_front_of_what_is_newer() -> None:
    old = replace(hit(1, day(2020, 1, 2), 0.5), parts={"phrases": 1.0})
    hits = preferred([old, hit(2, day(2023, 1, 2), 0.4)], read_time("What is the latest on “the pier”?", NOW))
    assert [each.passage.id for each in hits] == [2, 1]
    first, second = phrases_first(hits)
    assert (first.passage.id, second.passage.id) == (1, 2) and first.score > second.score
    assert phrases_first([second]) == [second] and phrases_first([]) == []
