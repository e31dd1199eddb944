"""How fast an archive is built and asked, as ratios to plain sentence-transformers in the same run."""

from __future__ import annotations

import gc
import statistics
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.machine import heading, resident_bytes, seconds
from benchmarks.measures import steps
from benchmarks.sets import Question
from benchmarks.tables import row
from benchmarks.ways import Ours
from bot import Bot
from corpus import read
from index import Archive, Embedder, load_embedder
from index.model.chunk import embedded_text
from index.model.embed import DEFAULT_MODEL, Reading, model_folder
from index.model.tokens import pack
from index.types.arrays import Array

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

QUESTIONS = (
    "Who carried out the Boston Marathon bombing in 2013?",
    "Who was shot by police in Ferguson in 2014?",
    "How did the Supreme Court rule on same-sex marriage in 2015?",
    "Who won the Iowa Republican caucus in 2016?",
    "Why did Trump fire James Comey in 2017?",
    "Which Supreme Court nominee was accused by Christine Blasey Ford in 2018?",
    "How long did the government shutdown last in January 2019?",
    "How many Americans filed for unemployment in March 2020?",
)
MARGIN = 50_000   # passages that opening and memory are stated for
_TOKENS = 135     # of a passage of news, on average
_SIDE = 3_000     # of the matrices whose product shows what the processors can do


def measure(data: Path, articles: int, passages: int) -> None:
    """Print the table; `articles` real articles are built, `passages` of their passages embedded by both engines."""
    print(heading())
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "archive"
        model = load_embedder()
        row("articles a second, from JSONL to searchable by words", f"{_build(folder, data, articles, model):.0f}")
        texts = _texts(folder, model, passages)
        _embedding(model, texts)
        _fill_with_vectors(folder, model)
        _opening(folder, model)
        _asking(folder, model)


def _build(folder: Path, data: Path, articles: int, model: Embedder) -> float:
    source = islice(read(data / "allsides" / "articles.jsonl.gz", lambda notice: None), articles)
    began = time.perf_counter()
    with Archive.create(folder, embedder=model) as archive:
        added = archive.add(source)
    return (added.added + added.unchanged) / (time.perf_counter() - began)


def _texts(folder: Path, model: Embedder, passages: int) -> list[str]:
    """Every so many of the archive's passages, as the model reads them."""
    with Archive.open(folder, embedder=model) as archive:
        pending = archive._store.passages.pending()
        chosen = archive._store.passages.read(pending[:: max(1, len(pending) // passages)][:passages])
    return [embedded_text(each.article.title[:120], each.text) for each in chosen.values()]


def _embedding(model: Embedder, texts: list[str]) -> None:
    from sentence_transformers import SentenceTransformer

    plain = SentenceTransformer(str(model_folder(DEFAULT_MODEL)))
    texts = [text for text in texts if len(plain.tokenizer(text)["input_ids"]) <= model.max_tokens]

    def encode() -> np.ndarray:
        return np.asarray(plain.encode(texts, batch_size=32, normalize_embeddings=True, show_progress_bar=False))

    plain.encode(texts[:32]), model.embed(texts[:64])    # both warm
    pairs = [(seconds(encode), seconds(lambda: model.embed(texts))) for _ in range(3)]
    cosine = float((encode() * model.embed(texts)).sum(axis=1).min())
    theirs, ours = (len(texts) / statistics.median(times) for times in zip(*pairs, strict=True))
    row("passages a second, sentence-transformers, batch 32", f"{theirs:.1f}")
    row("passages a second, Cuttings", f"{ours:.1f}")
    row("ratio (median of three pairs)", f"{statistics.median(t / o for t, o in pairs):.2f}")
    row("lowest cosine between the two", f"{cosine:.7f}")
    rates = [each / 1e9 for each in (_flops(plain, texts) * ours / len(texts), _product_rate())]
    row("GFLOP a second in the model's products, and in one large product", f"{rates[0]:.0f} of {rates[1]:.0f}")
    single = statistics.median(seconds(lambda: plain.encode(QUESTIONS[0], show_progress_bar=False)) for _ in range(20))
    row("one question embedded by sentence-transformers, ms", f"{single * 1000:.1f}")
    row("one question embedded by Cuttings, ms",
        f"{statistics.median(seconds(lambda: model.embed([QUESTIONS[0]])) for _ in range(20)) * 1000:.1f}")
    _single.append(single)


def _flops(model: SentenceTransformer, texts: Sequence[str]) -> float:
    """Floating point operations in the matrix products that reading these texts takes, without any padding."""
    transformer: Any = model[0]
    about = transformer.auto_model.config
    width, inner, layers = about.hidden_size, about.intermediate_size, about.num_hidden_layers
    lengths = [len(each) for each in model.tokenizer(list(texts))["input_ids"]]
    weights = 2 * layers * (4 * width * width + 2 * width * inner)        # for each token: four projections, two layers
    return float(sum(weights * n + 2 * layers * 2 * n * n * width for n in lengths))      # and each with each, twice


def _product_rate() -> float:
    """Floating point operations a second in a product of two large float32 matrices, on all cores."""
    matrix = np.ones((_SIDE, _SIDE), dtype=np.float32)
    return 2 * _SIDE**3 / min(seconds(lambda: matrix @ matrix) for _ in range(5))


_single: list[float] = []   # what `_asking` states its ratio against


def _fill_with_vectors(folder: Path, model: Embedder) -> None:
    """Vectors without the hours: random unit vectors cost a search, an opening and memory as much as real ones."""
    random = np.random.default_rng(7)
    words = _unit(random.standard_normal((_TOKENS, model.dimensions), dtype=np.float32))
    tokens = pack(Reading(words[0], words, np.arange(_TOKENS, dtype=np.int32) * 5), 0)
    with Archive.open(folder, embedder=model) as archive:
        pending = archive._store.passages.pending()
        for start in range(0, len(pending), 5_000):
            ids = pending[start : start + 5_000]
            vectors = random.standard_normal((len(ids), model.dimensions), dtype=np.float32)
            archive._store.vectors.put(ids, _unit(vectors), [tokens] * len(ids))
        archive._refresh()
        archive._dense.write()


def _unit(vectors: Array) -> Array:
    unit: Array = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def _opening(folder: Path, model: Embedder) -> None:
    gc.collect()
    before = resident_bytes()
    began = time.perf_counter()
    archive = Archive.open(folder, embedder=model)
    archive.search(QUESTIONS[0])
    took = time.perf_counter() - began
    passages = archive.info().passages
    row(f"opening and first search, {passages:,} passages, s", f"{took:.2f}")
    row("resident bytes a passage beyond the models", f"{(resident_bytes() - before) / passages:,.0f}")
    archive.close()


def _asking(folder: Path, model: Embedder) -> None:
    bot = Bot.open(folder, embedder=model)
    bot.ask(QUESTIONS[0])
    rows = [Ours("Cuttings", bot, {}).ask(Question(text, text, answerable=True)) for text in QUESTIONS * 3]
    times = steps([row.steps for row in rows], [row.seconds for row in rows])
    p50, p95, _ = times["whole"]
    row("ask, p50 / p95, ms", f"{p50 * 1000:.0f} / {p95 * 1000:.0f}")
    for name, (half, most, share) in times.items():
        if name != "whole":
            row(f"    of it {name}, p50 / p95, ms, and share", f"{half * 1000:.0f} / {most * 1000:.0f}, {share:.0%}")
    row("ask p50 against one question embedded by sentence-transformers", f"{p50 / _single[0]:.1f}")
