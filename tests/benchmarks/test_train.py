"""How the model that reads sentences is taught."""

from __future__ import annotations

import random

from benchmarks.train import changeable, lesson
from index.cross_encoder.weights import network, package_folder, packaged_weights

ROW = {"question": "Who won?", "passage": ["The race was held on Sunday.", "Ada Finch won."], "label": [1]}


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


def test_only_the_upper_layers_and_the_head_learn() -> None:
    model, changes = changeable(network(packaged_weights(package_folder() / "model.onnx")))
    learning = {name for name, each in model.named_parameters() if each.requires_grad}
    assert {name.rsplit(".", 1)[0] for name in learning} == {*changes, "classifier"}
    assert not any(name.startswith("bert.encoder.layer.3.") for name in learning)
