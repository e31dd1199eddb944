"""A short answer is words of a quote, or there is none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot import Bot
from bot.generate.short_answer import AnswerSpan, best_span, load_reader, short_answer
from bot.quote.citations import cite
from corpus import InputError
from index import Archive
from tests.fakes import WordEmbedder, article
from tests.tiny_models import save_tiny

FERRY = "Will the ferry sail all winter?"
TEXT = "The ferry will sail all winter. Captain Ines Vale said ten crew stay on."


class Points:
    """Reads the words it was told to find, sure of it as it was told."""

    def __init__(self, words: str, score: float = 1.0) -> None:
        self.words = words
        self.score = score

    def read(self, question: str, text: str) -> AnswerSpan | None:
        start = text.find(self.words)
        return AnswerSpan(start, start + len(self.words), self.score) if start >= 0 else None


class Always:
    """Gives the same span, whatever the text."""

    def __init__(self, start: int, end: int) -> None:
        self.span = AnswerSpan(start, end, 9.0)

    def read(self, question: str, text: str) -> AnswerSpan | None:
        return self.span


def test_the_short_answer_stands_in_front_of_the_quotes(archive: Archive) -> None:
    *pieces, answer = Bot(archive, reader=Points("all winter")).stream(FERRY)
    assert not isinstance(answer, str)
    assert answer.text == "".join(map(str, pieces))
    assert answer.text.startswith("In short: “all winter” [1]\n\n“The ferry will sail all winter.” — 10 Jan")
    assert answer.short is not None and answer.short.quote == "all winter"
    assert answer.short.quote == answer.short.article.text[answer.short.start : answer.short.end]
    assert answer.to_dict()["short"]["number"] == 1


@pytest.mark.parametrize(
    "reader", [Points("golden loaf"), Always(-3, 2), Always(0, 10_000), Always(5, 5), Always(30, 32)]
)
def test_words_that_are_not_quoted_are_never_shown(archive: Archive, reader: Points | Always) -> None:
    with_reader, without = Bot(archive, reader=reader).ask(FERRY), Bot(archive).ask(FERRY)
    assert with_reader.short is None and with_reader.text == without.text


def test_a_refusal_gets_no_short_answer(archive: Archive) -> None:
    answer = Bot(archive, reader=Always(0, 5)).ask("Who discovered penicillin in Berlin?")
    assert not answer.answered and answer.short is None and "In short" not in answer.text


def test_of_several_quotes_the_surest_span_is_taken_under_its_number() -> None:
    first, second = article("a", "", "Ten crew stay on."), article("b", "", "All ten crew stay on for good.")

    class Longer:
        def read(self, question: str, text: str) -> AnswerSpan | None:
            return AnswerSpan(0, 3, float(len(text)))

    short = short_answer("?", [cite(1, first, 0, 17), cite(2, second, 4, 30)], Longer())
    assert short is not None and (short.number, short.quote, short.start) == (2, "ten", 4)


def test_the_best_span_is_the_one_a_search_of_all_pairs_finds() -> None:
    random = np.random.default_rng(3)
    for _ in range(50):
        start, end = random.normal(size=40), random.normal(size=40)
        offsets = np.array([(place * 2, place * 2 + 2) for place in range(40)])
        inside = [10 <= place < 38 for place in range(40)]
        pairs = [(start[a] + end[b], a, b) for a in range(10, 38) for b in range(a, min(38, a + 30))]
        score, a, b = max(pairs)
        found = best_span(start, end, offsets, inside)
        if score > start[0] + end[0]:
            assert found == AnswerSpan(a * 2, b * 2 + 2, pytest.approx(score - start[0] - end[0]))  # type: ignore[arg-type]
        else:
            assert found is None


def test_a_model_that_points_at_nothing_is_heard() -> None:
    start = end = np.array([5.0, 0.0, 1.0])
    assert best_span(start, end, np.array([(0, 0), (0, 3), (4, 7)]), [False, True, True]) is None
    assert best_span(start, end, np.array([(0, 0), (0, 3), (4, 7)]), [False, False, False]) is None


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny(tmp_path_factory.mktemp("models") / "reader", "BertForQuestionAnswering")


@pytest.mark.parametrize("question", [FERRY, "Who? " * 300])
@pytest.mark.parametrize("text", [TEXT, "Ünïcödé “quotes” 鉄の橋 and 🚢.", TEXT * 40, "x", ""])
def test_any_question_answering_model_gives_a_span_of_the_text(tiny: Path, question: str, text: str) -> None:
    span = load_reader(str(tiny)).read(question, text)
    assert span is None or 0 <= span.start < span.end <= len(text)


def test_a_tiny_reader_answers_through_the_bot(tiny: Path, archive: Archive) -> None:
    archive.close()
    answer = Bot.open(archive.folder, embedder=WordEmbedder(), reader=str(tiny)).ask(FERRY)
    assert answer.answered and answer.timings["read"] > 0
    assert answer.short is None or any(answer.short.quote in citation.quote for citation in answer.citations)


@pytest.mark.parametrize("kind", ["BertModel", "BertForMaskedLM", "BertForSequenceClassification"])
def test_a_model_that_was_not_made_to_read_is_refused(tmp_path: Path, kind: str) -> None:
    with pytest.raises(InputError, match=f"holds {kind}"):
        load_reader(str(save_tiny(tmp_path / "model", kind)))


def test_a_name_that_is_nothing_is_refused_in_one_sentence() -> None:
    with pytest.raises(InputError, match="reader '/no/such/model' is neither a folder nor downloaded"):
        load_reader("/no/such/model")
