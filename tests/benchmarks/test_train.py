"""How the model that reads sentences is taught."""

from __future__ import annotations

import random
from typing import Any

import numpy as np

from benchmarks.train import Lesson, asking_otherwise, averaged, changeable, lesson, names_and_figures
from index.cross_encoder.weights import network, package_folder, packaged_weights

RACE = ["The race was held on Sunday.", "Ada Finch won."]
ROW: dict[str, Any] = {"question": "Who won?", "passage": RACE, "label": [1]}


def test_a_passage_may_lose_the_sentence_that_answers_and_then_none_does() -> None:
    random.seed(1)
    lessons = [lesson(ROW) for _ in range(200)]
    without = [each for each in lessons if not any(each.right)]
    assert 20 < len(without) < 80
    assert all(each.sentences == ["The race was held on Sunday."] for each in without)


def test_the_sentence_that_answers_is_never_given_away_by_the_one_behind_it() -> None:
    random.seed(1)
    row = {"question": "Who won?", "passage": ["Ada Finch won.", "She thanked her team.", "It rained."], "label": [0]}
    taught = {sentence for _ in range(100) for sentence in lesson(row).sentences}
    assert taught == {"Ada Finch won.", "She thanked her team.", "It rained.", "She thanked her team. It rained."}


def test_the_beginning_of_a_passage_may_stand_above_all_that_is_behind_it() -> None:
    random.seed(1)
    taught = {sentence for _ in range(100) for sentence in lesson(ROW, 0.5).sentences}
    assert "The race was held on Sunday. Ada Finch won." in taught


def test_a_question_for_another_year_or_name_than_the_sentence_tells_of_has_no_answer() -> None:
    random.seed(1)
    taught = Lesson("Who won the Oskel Cup in 1998?", ["Ada Finch won the Oskel Cup in 1998."], [True])
    for _ in range(20):
        other = asking_otherwise(taught, names_and_figures("Was it the Harbour Race or the Tall Ships of 2001?"))
        assert other.right == [False]
        assert ("Oskel Cup" in other.question) is ("1998" not in other.question)      # one of the two is another
    nobody = Lesson("Who won?", ["Ada Finch won."], [True])
    assert asking_otherwise(nobody, ["Harbour Race"]) is nobody


def test_only_the_upper_layers_and_the_head_learn() -> None:
    model, changes = changeable(network(packaged_weights(package_folder() / "model.onnx")))
    learning = {name for name, each in model.named_parameters() if each.requires_grad}
    assert {name.rsplit(".", 1)[0] for name in learning} == {*changes, "classifier"}
    assert not any(name.startswith("bert.encoder.layer.3.") for name in learning)


def test_what_was_learnt_twice_is_averaged() -> None:
    one, other = ({"w.a": numbers.random((2, 3)), "w.b": numbers.random((4, 2)), "classifier.bias": numbers.random(1)}
                  for numbers in map(np.random.default_rng, (1, 2)))
    both = averaged([one, other])
    mean = (one["w.b"] @ one["w.a"] + other["w.b"] @ other["w.a"]) / 2
    assert np.allclose(both["w.b"].astype(float) @ both["w.a"].astype(float), mean, atol=1e-2)
    assert np.allclose(both["classifier.bias"], (one["classifier.bias"] + other["classifier.bias"]) / 2, atol=1e-2)
