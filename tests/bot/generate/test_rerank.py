"""A reranker puts hits into its own order and changes nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot import Bot
from bot.generate.rerank import RERANKED, load_reranker, reranked
from corpus import InputError
from index import Archive, Hit, Passage, Scope
from tests.fakes import WordEmbedder, article
from tests.tiny_models import save_tiny

BRIDGE = "What will repairs to the iron bridge cost?"


class Prefers:
    """Scores a passage by whether it holds a word."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.asked: list[tuple[str, list[str]]] = []

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        self.asked.append((question, list(passages)))
        return [float(self.word in passage) for passage in passages]


def hits(count: int) -> list[Hit]:
    texts = [f"Passage {number}." for number in range(count)]
    return [
        Hit(Passage(number, article(str(number), "", text), 0, len(text)), 10.0 - number, {"dense": 0.5})
        for number, text in enumerate(texts)
    ]


def test_hits_come_in_the_rerankers_order_and_ties_as_they_were() -> None:
    ordered = reranked("?", hits(5), Prefers("3"))
    assert [hit.text for hit in ordered] == [f"Passage {number}." for number in (3, 0, 1, 2, 4)]
    assert [hit.score for hit in ordered] == [10.0, 9.0, 8.0, 7.0, 6.0]
    assert ordered[0].parts == {"dense": 0.5, "reranker": 1.0}


def test_hits_beyond_those_it_reads_stay_behind() -> None:
    many = hits(RERANKED + 3)
    reranker = Prefers(str(RERANKED + 1))
    assert reranked("?", many, reranker)[RERANKED:] == many[RERANKED:]
    assert len(reranker.asked[0][1]) == RERANKED


def test_no_hits_are_no_trouble() -> None:
    assert reranked("?", [], Prefers("x")) == []


def test_the_bot_quotes_from_what_the_reranker_put_first(archive: Archive) -> None:
    reranker = Prefers("iron bridge will cost")
    answer = Bot(archive, reranker=reranker).ask(BRIDGE)
    assert answer.hits[0].article.id == "bridge-1" and answer.timings["rerank"] >= 0
    question, passages = reranker.asked[0]
    assert question == BRIDGE and passages[0].count("\n") == 1      # headline, then passage


def test_any_cross_encoder_can_be_named(tmp_path: Path, archive: Archive) -> None:
    folder = save_tiny(tmp_path / "reranker", "BertForSequenceClassification", num_labels=1)
    scores = load_reranker(str(folder)).scores(BRIDGE, ["The bridge.", "Swans came back.", "word " * 400])
    assert len(set(scores)) == 3
    assert load_reranker(str(folder)).scores(BRIDGE, []) == []
    archive.close()
    bot = Bot.open(archive.folder, embedder=WordEmbedder(), reranker=str(folder))
    found = bot.ask(BRIDGE, scope=Scope(limit=5)).hits
    given = [hit.parts["reranker"] for hit in found]
    assert given == sorted(given, reverse=True)


@pytest.mark.parametrize(
    ("kind", "config", "message"),
    [
        ("BertModel", {}, "holds BertModel"),
        ("BertForQuestionAnswering", {}, "holds BertForQuestionAnswering"),
        ("BertForSequenceClassification", {"num_labels": 3}, "3 figures for each pair"),
    ],
)
def test_a_model_for_something_else_is_refused(
    tmp_path: Path, kind: str, config: dict[str, object], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        load_reranker(str(save_tiny(tmp_path / "model", kind, **config)))


def test_a_name_that_is_nothing_is_refused_in_one_sentence() -> None:
    with pytest.raises(InputError, match="reranker '/no/such/model' is neither a folder nor downloaded"):
        load_reranker("/no/such/model")


def test_damaged_weights_are_refused_in_one_sentence(tmp_path: Path) -> None:
    folder = save_tiny(tmp_path / "model", "BertForSequenceClassification", num_labels=1)
    (folder / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(InputError, match="can't be loaded"):
        load_reranker(str(folder))


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no readable config\.json"):
        load_reranker(str(tmp_path))
