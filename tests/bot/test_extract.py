"""Quotations are picked, widened and introduced by rules that can be checked one at a time."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations

import numpy as np
import pytest

from bot.answer import Answer
from bot.chain import Asked, Found
from bot.extract import (
    LONGEST,
    QUOTES,
    SENTENCES,
    Candidate,
    Extractor,
    chosen,
    cuttings,
    likelihoods,
    quote_span,
    same_words,
    share,
    supported,
)
from bot.retriever import search
from bot.rewrite import Standalone
from corpus import Article
from index import Archive, Hit, Passage, Scope, sentences
from tests.fakes import article

TEXT = "One crow. Two doves.\n\nThree geese came. Four larks sang. Five swans left.\n\nSix terns."
NEWS = article("news", "News", TEXT)
SHARES = ("covered", "around", "named", "typed", "behind", "timely", "fresh")


def candidate(sentence: str, story: Article = NEWS, *, dense: float = 0.0, **more: float) -> Candidate:
    """A sentence of the story, with nothing that speaks for it but what is named."""
    start = story.text.index(sentence)
    hit = Hit(Passage(1, story, 0, len(story.text)), 1.0, {"dense": dense})
    return Candidate(hit, start, start + len(sentence), **{**dict.fromkeys(SHARES, 0.0), **more})


def quoted(*sentences: str, story: Article = NEWS) -> list[str]:
    return [each.text[start:end] for each, start, end in cuttings([candidate(each, story) for each in sentences])]


def found(archive: Archive, question: str, scope: Scope = Scope()) -> Found:
    asked = Asked(question, (), scope)
    return Found(asked, Standalone(question, question), search(archive, question, scope), {"retrieve": 0.5})


def answered(archive: Archive, question: str, scope: Scope = Scope()) -> Answer:
    *_, answer = Extractor(archive).stream(found(archive, question, scope))
    assert isinstance(answer, Answer)
    return answer


# -- likelihoods and the choice


def test_likelihoods_are_a_softmax() -> None:
    scores = [0.0, 1.0, -2.0]
    naive = [np.e**score / sum(np.e**each for each in scores) for score in scores]
    assert likelihoods(np.array(scores)) == pytest.approx(naive)


def test_likelihoods_of_great_scores_stay_finite() -> None:
    assert likelihoods(np.array([5000.0, 5000.0])).tolist() == [0.5, 0.5]
    assert likelihoods(np.array([-9000.0])).tolist() == [1.0]


def test_one_sentence_that_is_sure_is_enough() -> None:
    assert chosen([candidate("One crow.", covered=1.0), candidate("Two doves.")]) == [
        candidate("One crow.", covered=1.0)
    ]


def test_while_it_is_not_sure_up_to_three_are_quoted() -> None:
    sentences = ("Three geese came.", "Four larks sang.", "Five swans left.", "One crow.")
    assert chosen([candidate(each) for each in sentences]) == [candidate(each) for each in sentences[:QUOTES]]


def test_a_far_less_likely_sentence_is_not_quoted() -> None:
    first, second = candidate("One crow.", covered=0.3), candidate("Two doves.", covered=0.3)
    assert chosen([first, second, candidate("Six terns.", behind=3.0)]) == [first, second]


def test_the_same_sentence_from_two_desks_is_quoted_once() -> None:
    other = replace(NEWS, id="other", text="THREE geese came. Six terns.")
    first, twin = candidate("Three geese came."), candidate("THREE geese came.", other)
    assert chosen([first, replace(twin, behind=0.1), candidate("Six terns.", behind=0.2)]) == [
        first,
        candidate("Six terns.", behind=0.2),
    ]


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


# -- scores and support


def test_everything_that_speaks_for_a_sentence_raises_its_score() -> None:
    plain = candidate("Two doves.")
    for name in ("covered", "around", "typed", "timely", "fresh", "near"):
        assert replace(plain, **{name: 1.0}).score > plain.score
    assert replace(plain, behind=1.0).score < plain.score
    assert candidate("Two doves.", dense=0.5).score > plain.score


@pytest.mark.parametrize("question", ["Who won?", "“Who won?”", 'He asked: "Who won?" '])
def test_a_sentence_that_asks_is_no_answer(question: str) -> None:
    story = article("a", "A", question)
    statement = article("b", "B", question.replace("?", "."))
    assert candidate(question, story).score == pytest.approx(candidate(statement.text, statement).score - 6.0)


def test_no_sentences_support_nothing() -> None:
    assert not supported([])


def test_support_takes_nearness_of_sentence_and_passage_words_and_names() -> None:
    best = candidate("One crow.", dense=0.5, near=0.5, around=1.0, named=1.0)
    assert supported([best])
    assert not supported([replace(best, around=0.0)])
    assert not supported([replace(best, named=0.0, near=0.0)])
    assert not supported([replace(best, hit=replace(best.hit, parts={"dense": 0.2}))])


def test_a_passage_without_a_vector_is_judged_by_its_sentence() -> None:
    best = candidate("One crow.", near=0.9, around=1.0, named=1.0)
    assert supported([replace(best, hit=replace(best.hit, parts={"lexical": 3.0}))])


def test_names_only_count_in_the_article_of_the_best_sentence() -> None:
    best = candidate("One crow.", dense=0.45, near=0.5, around=1.0, named=0.0)
    second = candidate("Two doves.", named=1.0)
    assert not supported([best, second])
    assert supported([replace(best, named=1.0), second])


def test_share_is_by_weight() -> None:
    assert share({"swan": 3.0, "harbour": 1.0}, {"swan", "ferry"}) == 0.75
    assert share({}, {"swan"}) == 1.0
    assert share({"swan": 0.0}, set()) == 1.0


# -- quotations


def test_a_quotation_takes_its_neighbours_in_the_paragraph() -> None:
    assert quoted("Four larks sang.") == ["Three geese came. Four larks sang. Five swans left."]


@pytest.mark.parametrize(
    ("sentence", "quotation"),
    [
        ("One crow.", "One crow. Two doves."),
        ("Two doves.", "One crow. Two doves."),
        ("Three geese came.", "Three geese came. Four larks sang."),
        ("Five swans left.", "Four larks sang. Five swans left."),
        ("Six terns.", "Six terns."),
    ],
)
def test_a_quotation_stays_in_its_paragraph(sentence: str, quotation: str) -> None:
    assert quoted(sentence) == [quotation]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [(200, 200, "before middle after"), (200, 400, "before middle"), (480, 200, "middle after"), (600, 600, "middle")],
)
def test_neighbours_come_only_as_far_as_they_fit(before: int, after: int, expected: str) -> None:
    parts = {"before": f"B{'b' * before}.", "middle": "Middle stays here whatever else.", "after": f"A{'a' * after}."}
    story = article("wide", "Wide", " ".join(parts.values()))
    start, end = quote_span(candidate(parts["middle"], story))
    assert story.text[start:end] == " ".join(parts[each] for each in expected.split())
    assert end - start <= LONGEST


def test_a_long_sentence_is_quoted_whole() -> None:
    sentence = f"The {'very ' * 200}long queue."
    assert quoted(sentence, story=article("long", "Long", f"Short one. {sentence} Short two.")) == [sentence]


def test_quotations_that_touch_become_one() -> None:
    assert quoted("Three geese came.", "Five swans left.") == ["Three geese came. Four larks sang. Five swans left."]


def test_quotations_from_two_paragraphs_stay_apart() -> None:
    assert quoted("Five swans left.", "One crow.") == ["Four larks sang. Five swans left.", "One crow. Two doves."]


def test_quotations_from_two_articles_stay_apart() -> None:
    twin = replace(NEWS, id="twin")
    places = cuttings([candidate("One crow."), candidate("One crow.", twin)])
    assert [(each.id, start, end) for each, start, end in places] == [("news", 0, 20), ("twin", 0, 20)]


def test_nothing_quoted_gives_no_cuttings() -> None:
    assert cuttings([]) == []


# -- the extractor


def test_a_question_is_taken_apart_once(archive: Archive) -> None:
    question = Extractor(archive).take_apart("How many crew does Ines Vale now have in May 2023?", "How many crew?")
    assert question.kind is not None and question.kind.name == "number"
    assert question.names == set(archive.terms("Ines Vale 2023"))
    assert {"crew", "vale"} <= set(question.weights)
    assert not {"how", "does", "in"} & set(question.weights)
    assert question.period is not None and question.period.since.month == 5
    assert not question.latest   # only the focus says what is asked now


def test_a_question_of_stop_words_still_has_words(archive: Archive) -> None:
    assert Extractor(archive).take_apart("Who is it?", "Who is it?").weights


def test_candidates_are_sentences_best_first(archive: Archive) -> None:
    extractor = Extractor(archive)
    text = "Will the ferry sail all winter?"
    candidates = extractor.candidates(extractor.take_apart(text, text), found(archive, text).hits)
    assert candidates[0].text == "The ferry will sail all winter."
    assert len(candidates) <= SENTENCES
    assert [each.score for each in candidates] == sorted((each.score for each in candidates), reverse=True)


def test_without_hits_there_are_no_candidates(archive: Archive) -> None:
    extractor = Extractor(archive)
    assert extractor.candidates(extractor.take_apart("Who won?", "Who won?"), []) == []


def test_an_answer_quotes_the_article_and_says_how_it_came_about(archive: Archive) -> None:
    answer = answered(archive, "Will the ferry sail all winter?")
    assert answer.answered
    assert answer.text == (
        "On 10 January 2023, The Quay reported: "
        "“The ferry will sail all winter. Captain Ines Vale said ten crew stay on.” [1]"
    )
    assert [each.article.id for each in answer.citations] == ["ferry"]
    assert set(answer.timings) == {"retrieve", "answer"} and answer.timings["retrieve"] == 0.5
    assert answer.hits[0].article.id == "ferry"


@pytest.mark.parametrize(
    ("question", "id"),
    [
        ("What will repairs to the iron bridge now cost?", "bridge-2"),
        ("What will repairs to the iron bridge cost, by the news of March 2023?", "bridge-1"),
        ("What will repairs to the iron bridge cost, by the news of September 2023?", "bridge-2"),
    ],
)
def test_a_time_in_the_question_decides_between_reports(archive: Archive, question: str, id: str) -> None:
    assert answered(archive, question).citations[0].article.id == id


def test_without_support_it_says_what_was_searched(archive: Archive) -> None:
    answer = answered(archive, "Who discovered penicillin in Berlin?")
    assert not answer.answered and answer.citations == ()
    first, nearest = answer.text.split("\n\n")
    assert first == (
        "I don't find that in the archive. "
        "I looked through 9 articles, dated 10 January 2023 to 4 September 2023."
    )
    assert nearest.startswith("The nearest articles, which don't seem to answer it: “")
    assert nearest.count("“") == 3


def test_filters_are_named_when_nothing_is_found(archive: Archive) -> None:
    answer = answered(archive, "Who discovered penicillin?", Scope(sources="Another paper"))
    assert answer.text == (
        "I don't find that in the archive. "
        "I looked through what your filters leave of 9 articles, dated 10 January 2023 to 4 September 2023."
    )
    assert answer.hits == ()


def test_quotations_never_touch_and_never_grow_too_long(archive: Archive) -> None:
    text = " ".join(f"Sentence {n} is about thing {n} and about little else in the world." for n in range(1, 12))
    long = article("long", "Long", text)
    spans = sentences(text)
    for order in permutations((1, 5, 3, 8), 3):
        quotes = [candidate(text[slice(*spans[place])], long) for place in order]
        found = sorted((start, end) for _, start, end in cuttings(quotes))
        assert all(end <= start for (_, end), (start, _) in pairwise(found))
        assert all(end - start <= LONGEST for start, end in found)
        assert all(any(start <= quote.start and quote.end <= end for start, end in found) for quote in quotes)
