"""How the model that reads sentences is taught."""

from __future__ import annotations

import numpy as np

from benchmarks.train import added, averaged, changeable
from index.cross_encoder.weights import network, package_folder, packaged_weights


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


def test_what_is_learnt_on_top_of_the_rest_does_what_both_do() -> None:
    one, other = ({"w.a": numbers.random((2, 3)), "w.b": numbers.random((4, 2)), "classifier.bias": numbers.random(1)}
                  for numbers in map(np.random.default_rng, (1, 2)))
    both = added(one, other)
    assert np.allclose(both["w.b"].astype(float) @ both["w.a"].astype(float),
                       one["w.b"] @ one["w.a"] + other["w.b"] @ other["w.a"], atol=1e-2)
    assert np.allclose(both["classifier.bias"], other["classifier.bias"], atol=1e-3)
