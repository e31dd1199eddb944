"""Every measure counts what its docstring says, on rows small enough to count by hand."""

from __future__ import annotations

import pytest

from benchmarks import measures
from benchmarks.measures import MEASURES, Row, Span, steps, threshold_at, trade_off
from benchmarks.sets import Question
from bot.newsroom.shown import holds

YES = Question("q1", "Who won?", True, frozenset({"a"}), frozenset({"a", "b"}), (("Rovers",), ("the Rovers", "3-1")))
NO = Question("q2", "Who lost?", False)


def span(article: str, text: str = "Rovers won.", start: int = 0, source: str | None = None) -> Span:
    return Span(article, start, start + len(text), text, text if source is None else source)


def row(
    question: Question = YES,
    found: tuple[Span, ...] = (),
    quotes: tuple[Span, ...] = (),
    answered: bool = True,
    support: float = 1.0,
    text: str | None = None,
    seconds: float = 0.1,
) -> Row:
    shown = " ".join(quote.text for quote in quotes) if text is None else text
    return Row(question, found, quotes, shown, answered, support, seconds)


def supported(yes: list[float], no: list[float]) -> list[Row]:
    return [*(row(support=each) for each in yes), *(row(NO, support=each) for each in no)]


def test_every_measure_is_defined_in_its_docstring_and_has_no_figure_for_no_rows() -> None:
    assert all(function.__doc__ for function in MEASURES.values())
    figures = {name: function([]) for name, function in MEASURES.items()}
    assert figures.pop("unretrieved citations") == 0.0
    assert set(figures.values()) == {None}


def test_articles_are_ranked_once_each_by_their_best_passage() -> None:
    rows = [row(found=(span("x"), span("x", start=50), span("a"))), row(found=(span("a"),))]
    assert measures.article_hit_1(rows) == 0.5
    assert measures.article_hit_5(rows) == 1.0
    assert measures.article_mrr(rows) == (1 / 2 + 1) / 2


def test_an_article_beyond_rank_ten_is_not_found() -> None:
    rows = [row(found=(*(span(f"x{number}") for number in range(10)), span("a")))]
    assert measures.article_hit_10(rows) == 0.0
    assert measures.article_mrr(rows) == 0.0


def test_a_passage_is_right_when_it_holds_the_answer_in_an_article_that_does() -> None:
    rows = [row(found=(span("x"), span("a", "No name here."), span("b")))]
    assert (measures.passage_hit_1(rows), measures.passage_hit_5(rows)) == (0.0, 1.0)
    assert measures.passage_mrr(rows) == pytest.approx(1 / 3)


def test_unanswerable_questions_don_t_count_for_what_is_found() -> None:
    assert measures.article_hit_1([row(found=(span("a"),)), row(NO, found=(span("a"),))]) == 1.0


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("It was ROVERS who won.", True),
        ("The Grovers won.", False),
        ("The\nRovers  won 3-1.", True),
        ("", False),
    ],
)
def test_an_answer_is_held_as_whole_words_in_whatever_case(text: str, held: bool) -> None:
    assert holds(text, YES.answers) is held


def test_all_words_of_an_alternative_are_wanted() -> None:
    assert not holds("They won by 3-1.", (("United", "3-1"),))
    assert holds("United won by 3-1.", (("Rovers",), ("United", "3-1")))


def test_quotation_marks_around_an_expected_answer_don_t_count_and_an_empty_one_is_never_held() -> None:
    assert holds("She sang Let It Go.", (("“Let It Go”",),))
    assert not holds("anything", (("",),))


def test_a_refusal_holds_no_answer_whatever_it_shows() -> None:
    rows = [row(quotes=(span("a"),)), row(quotes=(span("a"),), answered=False)]
    assert measures.answer_held(rows) == 0.5
    assert measures.first_quote_holds(rows) == 0.5
    assert measures.citation_recall(rows) == 0.5
    assert measures.citation_precision(rows) == 1.0
    assert measures.answered(rows) == 0.5


def test_citations_are_right_by_their_article() -> None:
    rows = [row(quotes=(span("x"), span("b"), span("a"))), row(quotes=(span("x"),))]
    assert measures.citation_precision(rows) == 0.5
    assert measures.citation_recall(rows) == 0.5
    assert measures.first_quote_holds(rows) == 0.0


def test_a_quotation_that_differs_from_its_article_by_a_letter_is_not_verbatim() -> None:
    assert measures.verbatim([row(quotes=(span("a"), span("a", source="Rovers won!")))]) == 0.5


def test_a_quotation_must_stand_in_the_answer_but_for_spacing_and_what_is_added_in_brackets() -> None:
    quote = span("a", "Rovers won\non Sunday.")
    assert measures.verbatim([row(quotes=(quote,), text="“Rovers won on Sunday [3 June 2023].” [1]")]) == 1.0
    assert measures.verbatim([row(quotes=(quote,), text="Rovers won.")]) == 0.0


def test_a_citation_is_unretrieved_when_no_passage_found_touches_it() -> None:
    found = (span("a", start=0), span("b", start=100))
    quotes = (span("a", start=5), span("a", start=11), span("b", start=0), span("x"))
    assert measures.unretrieved([row(found=found, quotes=quotes)]) == 3.0


def test_refusals_are_precise_when_the_refused_questions_have_no_answer() -> None:
    rows = [row(), row(answered=False), row(NO, answered=False), row(NO, answered=False), row(NO)]
    assert measures.refusal_precision(rows) == pytest.approx(2 / 3)
    assert measures.refusal_recall(rows) == pytest.approx(2 / 3)


def test_the_area_counts_pairs_in_the_right_order_and_ties_half() -> None:
    rows = supported([3.0, 2.0], [1.0, 2.0])
    assert measures.refusal_area(rows) == (1 + 1 + 1 + 0.5) / 4


def test_the_threshold_refuses_no_more_answerable_questions_than_allowed() -> None:
    yes = [float(number) for number in range(20)]
    assert threshold_at(supported(yes, [0.0]), 0.15) == 3.0
    assert threshold_at(supported([1.0] * 20, [0.0]), 0.15) == 1.0


def test_recall_and_precision_at_the_threshold() -> None:
    rows = supported([float(number) for number in range(20)], [2.5, 1.5, 7.0, 3.0])
    assert measures.refusal_recall_at_15(rows) == 0.5
    assert measures.refusal_precision_at_15(rows) == 2 / 5


def test_the_curve_goes_from_refusing_none_to_refusing_all() -> None:
    assert trade_off(supported([2.0, 3.0], [1.0, 2.0])) == [(0.0, 0.0), (0.0, 0.5), (0.5, 1.0), (1.0, 1.0)]


def test_time_is_told_by_step_with_what_no_step_accounts_for() -> None:
    told = steps([{"retrieve": 0.1}, {"retrieve": 0.1, "answer": 0.2}], [0.2, 0.4])
    assert list(told) == ["retrieve", "answer", "rest", "whole"]
    assert told["answer"][2] == pytest.approx(1 / 3)
    assert told["rest"][0] == pytest.approx(0.1)
    assert told["whole"] == pytest.approx((0.3, 0.39, 1.0))
    assert steps([], []) == {}


def test_an_answer_beyond_the_first_40_words_is_held_but_not_at_once() -> None:
    early, late = "Yes. Rovers won.", f"{'Then it rained. ' * 13}And Rovers won [1]."
    rows = [row(text=early), row(text=late)]
    assert (measures.answer_held(rows), measures.in_the_first_40_words(rows)) == (1.0, 0.5)


def test_words_before_the_answer_are_counted_to_where_it_begins() -> None:
    rows = [row(text="After the break the Rovers won 3-1."), row(text="Rovers won."), row(text="Nobody won.")]
    assert [measures.words_before(each) for each in rows] == [4, 0, None]
    assert measures.words_before_the_answer(rows) == 2.0


def test_only_the_first_sentence_of_the_first_quotation_is_the_first_sentence() -> None:
    rows = [row(quotes=(span("a", "Rovers won. It rained."),)), row(quotes=(span("a", "It rained. Rovers won."),))]
    assert (measures.first_quote_holds(rows), measures.right_first_sentence(rows)) == (1.0, 0.5)


def test_words_before_the_fold_are_those_of_answers_to_questions_that_have_one() -> None:
    rows = [row(text="Rovers won [1]."), row(text="Rovers won the cup."), row(NO, text="one two three four five six")]
    assert measures.words_before_the_fold(rows) == 3.0
