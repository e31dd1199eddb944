"""Reads a question and sentences together, and says how likely each of them answers."""

from __future__ import annotations

import hashlib
import shutil
import warnings
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from index.cross_encoder.weights import LEARNT, SHA256, learnt_weights, network, package_folder, packaged_weights
from index.model.hub import complete_folder, converted_models
from index.model.openvino import Requests, batches, openvino
from index.types.arrays import Array

LONGEST = 160      # tokens of a pair; the longer of the two is cut at its end
BATCH = 2          # pairs a request, sorted by length: a question alone has all cores for its few
_SEPARATOR, _PADDING = 102, 0      # tokens: behind the question and behind the sentence; where there is none


class CrossEncoder:
    """A model that reads a question and a sentence together."""

    def __init__(self, folder: Path) -> None:
        """Load what `converted` wrote into `folder`."""
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)
        self._requests = Requests(folder / "model.xml")

    def scores(self, question: str, sentences: Sequence[str]) -> Array:
        """Log-odds (n,) of each sentence answering the question, by itself, in their order."""
        pairs = [self._tokenizer.encode(question, each).ids for each in sentences]
        scores = np.zeros(len(pairs), dtype=np.float32)

        def keep(rows: list[int], outputs: Sequence[Array]) -> None:
            scores[rows] = outputs[0]

        self._requests.run(batches(pairs, BATCH, _PADDING), keep)
        return scores


@lru_cache(maxsize=1)
def cross_encoder() -> CrossEncoder:
    """The one that comes with the packages; raises MissingPackage or ArchiveMismatch with what to do."""
    return CrossEncoder(converted())


def converted() -> Path:
    """The folder with the model as OpenVINO runs it, written there when it isn't yet."""
    learnt = hashlib.sha256(LEARNT.read_bytes()).hexdigest()
    target = converted_models() / f"answers-float16-{SHA256[:12]}-{learnt[:12]}"
    if not target.exists():
        packaged = package_folder()
        with complete_folder(target) as made:
            _convert(packaged, made)
    return target


def _convert(packaged: Path, target: Path) -> None:
    """Write the model with what was learnt; what was the question's part of a pair is told from its tokens."""
    import torch
    from safetensors.numpy import load_file

    class Pairs(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = network(learnt_weights(packaged_weights(packaged / "model.onnx"), load_file(LEARNT)))

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            ends = (input_ids == _SEPARATOR).long()
            second = (ends.cumsum(1) - ends).clamp(max=1) * attention_mask
            found = self.model(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=second)
            scores: torch.Tensor = found.logits[:, 0]
            return scores

    ids = torch.ones((2, 8), dtype=torch.int64)
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")      # tracing warns of branches on shapes
        made = openvino().convert_model(Pairs().train(False), example_input={"input_ids": ids, "attention_mask": ids})
    openvino().save_model(made, target / "model.xml", compress_to_fp16=True)      # of eight bits once: nothing is lost
    shutil.copyfile(packaged / "tokenizer.json", target / "tokenizer.json")
