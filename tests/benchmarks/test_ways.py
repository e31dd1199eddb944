"""Baselines rank as their definitions say, and every way of answering is written down alike."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from benchmarks.sets import Question
from benchmarks.ways import Bm25, Ours, best, chunks, over_passages, reciprocal_ranks, tutorial, whole_articles
from bot import Bot
from corpus import Article
from index import Archive
from tests.fakes import ARTICLES, WordEmbedder

COST = Question("q", "What will repairs to the iron bridge cost?", True, frozenset({"bridge-1"}))
DOCUMENTS = ["fog on the harbour", "the ferry left the harbour harbour", "swans", ""]


def naive(documents: Sequence[Sequence[str]], query: Sequence[str]) -> list[float]:
    """BM25 as the textbook writes it, k1 = 1.2 and b = 0.75."""
    mean = sum(map(len, documents)) / len(documents)
    scores = []
    for document in documents:
        score = 0.0
        for term in set(query):
            holding = sum(term in each for each in documents)
            rarity = math.log(1 + (len(documents) - holding + 0.5) / (holding + 0.5))
            count = document.count(term)
            score += rarity * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * len(document) / mean))
        scores.append(score)
    return scores


@pytest.mark.parametrize("query", ["harbour fog", "the", "unknown", "", "harbour harbour"])
def test_bm25_agrees_with_its_definition(query: str) -> None:
    documents = [text.split() for text in DOCUMENTS]
    assert Bm25(documents).scores(query.split()) == pytest.approx(naive(documents, query.split()))


def test_bm25_of_nothing_scores_nothing() -> None:
    assert Bm25([]).scores(["fog"]).shape == (0,)


def test_documents_without_any_word_of_the_question_are_not_found() -> None:
    rows, scores = best(np.array([0.0, 2.0, 1.0], dtype=np.float32), 10)
    assert (rows.tolist(), scores.tolist()) == ([1, 2], [2.0, 1.0])


def test_reciprocal_rank_fusion_sums_what_each_ranking_gives() -> None:
    rows, scores = reciprocal_ranks([np.array([7, 8]), np.array([8, 9])])
    assert rows.tolist() == [8, 7, 9]
    assert scores.tolist() == pytest.approx([1 / 62 + 1 / 61, 1 / 61, 1 / 62])


def test_every_baseline_finds_the_article_and_quotes_it_as_it_stands(archive: Archive, tmp_path: Path) -> None:
    model = WordEmbedder()
    ways = [
        whole_articles(ARTICLES, archive.terms),
        *over_passages(archive, model, archive.terms),
        tutorial("news", ARTICLES, tmp_path, model, lambda _: None),
    ]
    texts = {article.id: article.text for article in ARTICLES}
    for way in ways:
        row = way.ask(COST)
        assert row.quotes[0].article.startswith("bridge"), way.name
        assert all(each.text == each.source == texts[each.article][each.start : each.end] for each in row.found)
        assert row.answered and row.support > 0


def test_a_baseline_that_finds_nothing_answers_nothing(archive: Archive) -> None:
    row = whole_articles(ARTICLES, archive.terms).ask(Question("q", "Zanzibar?", False))
    assert (row.answered, row.found, row.support) == (False, (), 0.0)


def test_the_tutorial_s_chunks_have_their_place_in_the_article() -> None:
    words = " ".join(f"word{number}" for number in range(400))
    article = Article(id="long", title="A headline", text=f"{words}\n\nThe end.")
    spans, texts = chunks([article])
    assert len(spans) > 2
    assert texts[0].startswith("A headline")
    assert (spans[0].start, spans[-1].end) == (0, len(article.text))
    assert all(1 <= len(text) <= 1_000 for text in texts)
    assert all(span.text in text for span, text in zip(spans, texts, strict=True))


def test_the_bot_s_answer_is_held_against_the_articles_as_they_came(archive: Archive) -> None:
    texts = {article.id: article.text for article in ARTICLES}
    row = Ours("Cuttings", Bot(archive), texts).ask(COST)
    assert row.found and all(each.text == each.source for each in row.found)
    altered = Ours("Cuttings", Bot(archive), {id: text.upper() for id, text in texts.items()}).ask(COST)
    assert all(each.text != each.source for each in altered.found)


def test_a_clock_is_the_day_of_the_question(archive: Archive) -> None:
    golden = Question("q", "Who wins the golden loaf, the baker Nils Holm?", True, asked="2032-01-01")
    found = {
        clock: {each.article for each in Ours("Cuttings", Bot(archive), {}, clock=clock).ask(golden).found}
        for clock in (False, True)
    }
    assert "embargoed" in found[True] - found[False]


def test_a_follow_up_is_asked_after_the_question_before_it(archive: Archive) -> None:
    asked = Question("q", "When did they leave?", True, before="How many swans came back to the harbour?")
    row = Ours("Cuttings", Bot(archive), {}).ask(asked)
    assert row.found[0].article == "swans"
