"""Hold a question against a passage token by token, from one bit a dimension.

A model's token vectors know their surroundings: the "it" of a passage lies near what it stands for. They are computed
anyway on the way to the passage's vector; kept at a bit a dimension they make a comparison possible that costs no
further run of the model. Late interaction: https://arxiv.org/abs/2004.12832. Quantisation and the estimate of inner
products: https://arxiv.org/abs/2405.12497, with a randomised cosine transform as the rotation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from index.model.embed import Reading
from index.types.arrays import Array

Offsets = NDArray[np.int32]

_WIDTH = np.dtype("<u4")     # how a kept passage begins: the dimensions of its token vectors
_PIECE = 1_024               # tokens whose bits are multiplied at once
_STEADY = 0.05               # of a cosine: where all are within it, none stands out
_START, _SCALE = np.dtype("<i4"), np.dtype("<f2")


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The token vectors of a passage, as kept."""

    bits: NDArray[np.uint8]    # (n, width): 1 where the rotated vector is positive, else 0
    scales: Array      # (n,): cosine of each rotated vector with its signs, which are 1 and -1
    starts: Offsets    # (n,): where each token begins in the passage; negative in the title in front of it


NO_TOKENS = Tokens(np.zeros((0, 8), np.uint8), np.zeros(0, np.float32), np.zeros(0, np.int32))


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """A question, ready to be held against passages."""

    tokens: Array      # (m, width): rotated unit vectors of the words that count
    words: tuple[str, ...]      # (m,): the word that each is of, or a part of
    gist: Array        # (width,): rotated unit mean of all its tokens


@dataclass(frozen=True, slots=True)
class Line:
    """How a cosine is laid over another model's: `slope` times its own, plus `shift`."""

    slope: float = 1.0
    shift: float = 0.0

    def of(self, cosines: Array) -> Array:
        """Cosines of any shape, (n,) or (m, n), laid over."""
        laid: Array = np.float32(self.slope) * cosines + np.float32(self.shift)
        return laid


@dataclass(frozen=True, slots=True)
class Yardstick:
    """How a model's cosines are laid over the default model's (see `index.model.yardstick`)."""

    dense: Line = Line()     # of whole texts
    gist: Line = Line()      # of the means of their tokens
    words: Line = Line()     # of tokens


AS_IS = Yardstick()


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """What a stretch of text holds of a question."""

    best: Array        # (m,): cosine of each of the question's tokens with its best partner; empty where none has one
    mean: Array        # (width,): unit mean of its own tokens, as far as their bits tell


NOTHING = Likeness(np.zeros(0, np.float32), np.zeros(0, np.float32))


@dataclass(frozen=True, slots=True)
class Closeness:
    """How near a question and a stretch of text are: cosines, estimated."""

    gist: float        # of the means of their tokens
    words: float       # of each of the question's tokens with its best partner, on average
    weakest: float     # the same, of the token that fares worst
    likeness: Likeness = field(default=NOTHING, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Contrast:
    """What sets a stretch of text apart from the others that are held against the same question.

    A word that every sentence of a story has says nothing of which of them answers; one that only this sentence has,
    says much.
    """

    peak: float = 0.0     # how far the question's token that stands out most does, in standard deviations over all
    gist: float = 0.0     # cosine of the question with the stretch, what all have in common taken from both


@dataclass(frozen=True, eq=False)
class Match:
    """A question held against one passage."""

    cosines: Array     # (m, n), question tokens by passage tokens
    vectors: Array     # (n, width): the passage's tokens as far as their bits tell
    gist: Array        # (width,): the question's
    starts: Offsets    # (n,)
    words: tuple[str, ...]      # (m,): the question's, token by token
    nearing: Line = Line()      # what makes of a cosine of two means how near they are

    @cached_property
    def overall(self) -> Closeness:
        """Closeness to the passage with the title in front of it."""
        if not len(self.starts) or not len(self.cosines):
            return Closeness(0.0, 0.0, 0.0)
        return self._closeness(np.array([[0, len(self.starts)]]))[0]

    def within(self, spans: Sequence[tuple[int, int]]) -> list[Closeness]:
        """Closeness to stretches of the passage's characters, (start, end), which may lie in one another.

        To all of the passage where no token begins in one.
        """
        edges = np.searchsorted(self.starts, np.array(spans, dtype=np.int64).reshape(-1, 2))
        filled = edges[:, 0] < edges[:, 1] if len(self.cosines) else np.zeros(len(edges), dtype=bool)
        closer = iter(self._closeness(edges[filled])) if filled.any() else iter(())
        return [next(closer) if each else self.overall for each in filled.tolist()]

    def _closeness(self, edges: NDArray[np.int64]) -> list[Closeness]:
        """Closeness to runs of tokens, (k, 2): the first, and the one behind the last."""
        bounds, cosines, vectors = edges.ravel(), self.cosines, self.vectors
        if bounds[-1] == len(self.starts):
            bounds = bounds[:-1]
        if len(self.starts) in bounds:      # a run that ends the passage before the last of them: the end must be there
            cosines, vectors = np.pad(cosines, ((0, 0), (0, 1))), np.pad(vectors, ((0, 1), (0, 0)))
        best = np.maximum.reduceat(cosines, bounds, axis=1)[:, ::2].T
        sums: Array = np.add.reduceat(vectors, bounds, axis=0)[::2]
        means = _unit(sums)
        gists = self.nearing.of(means @ self.gist)
        near = zip(gists.tolist(), best.mean(axis=1).tolist(), best.min(axis=1).tolist(), strict=True)
        return [Closeness(*each, Likeness(*row)) for each, row in zip(near, zip(best, means, strict=True), strict=True)]


def contrasts(stretches: Sequence[Likeness], gist: Array, counts: NDArray[np.bool_]) -> list[Contrast]:
    """What sets each apart from the others; `gist` (width,) is the question's, `counts` (m,) are the tokens looked at.

    Where none of the tokens counts, all do.
    """
    compared = [each for each in stretches if len(each.best)]
    if not compared:
        return [Contrast()] * len(stretches)
    best, means = np.stack([each.best for each in compared]), np.stack([each.mean for each in compared])
    best = best[:, counts] if counts.any() else best
    above = (best - best.mean(axis=0)) / (best.std(axis=0) + _STEADY)
    common = means.mean(axis=0)
    nearness = _unit(means - common) @ _unit(gist - common)
    known = iter(zip(above.max(axis=1), nearness, strict=True))
    return [Contrast(*map(float, next(known))) if len(each.best) else Contrast() for each in stretches]


def _unit(vectors: Array) -> Array:
    units: Array = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
    return units


def pack(reading: Reading, title: int) -> bytes:
    """The token vectors of a passage that was read with a title of so many characters in front."""
    width = reading.tokens.shape[1]
    rotated = reading.tokens @ rotation(width)
    scales = np.abs(rotated).sum(axis=1) / np.sqrt(width)
    return b"".join((
        np.array(width, dtype=_WIDTH).tobytes(),
        (reading.starts - title).astype(_START).tobytes(),
        scales.astype(_SCALE).tobytes(),
        np.packbits(rotated > 0, axis=1).tobytes(),
    ))


def unpack(data: bytes) -> Tokens:
    """The inverse of `pack`, as far as bits tell."""
    width = int(np.frombuffer(data, _WIDTH, 1)[0])
    row = -(-width // 8)
    count = (len(data) - _WIDTH.itemsize) // (_START.itemsize + _SCALE.itemsize + row)
    starts = np.frombuffer(data, _START, count, _WIDTH.itemsize)
    scales = np.frombuffer(data, _SCALE, count, _WIDTH.itemsize + count * _START.itemsize)
    packed = np.frombuffer(data, np.uint8, count * row, len(data) - count * row).reshape(count, row)
    return Tokens(np.unpackbits(packed, axis=1, count=width), scales.astype(np.float32), starts.astype(np.int32))


def probe(reading: Reading, words: Sequence[str]) -> Probe:
    """The question's tokens; `words` (n,) names the word of each that carries its meaning, "" for one that doesn't.

    Where none does, all count.
    """
    rotated = reading.tokens @ rotation(reading.tokens.shape[1])
    counted = [row for row, word in enumerate(words) if word] or list(range(len(words)))
    return Probe(rotated[counted], tuple(words[row] for row in counted), _unit(rotated.sum(axis=0)))


def match(question: Probe, tokens: Tokens, scale: Yardstick = AS_IS) -> Match:
    """Hold a question against one passage."""
    signs = tokens.bits * np.float32(2) - np.float32(1)
    vectors = signs * (tokens.scales / np.float32(np.sqrt(signs.shape[1])))[:, None]
    cosines = scale.words.of(_cosines(question, tokens.bits, tokens.scales))
    return Match(cosines, vectors, question.gist, tokens.starts, question.words, scale.gist)


def max_similarities(question: Probe, passages: Sequence[Tokens]) -> Array:
    """Closeness in words of each passage with its title, (n,): one multiplication for all; NaN for one without tokens.

    MaxSim: https://arxiv.org/abs/2004.12832.
    """
    scores = np.full(len(passages), np.nan, dtype=np.float32)
    filled = [row for row, each in enumerate(passages) if len(each.scales)]
    if filled and len(question.tokens):
        bits = np.concatenate([passages[row].bits for row in filled])
        cosines = _cosines(question, bits, np.concatenate([passages[row].scales for row in filled]))
        firsts = np.cumsum([0, *[len(passages[row].scales) for row in filled[:-1]]])
        scores[filled] = np.maximum.reduceat(cosines, firsts, axis=1).mean(axis=0)
    return scores


def _cosines(question: Probe, bits: NDArray[np.uint8], scales: Array) -> Array:
    """Estimated cosines (m, n); a product with signs is twice that with bits, less the sum of the vector."""
    products = 2 * _product(question.tokens, bits) - question.tokens.sum(axis=1, keepdims=True)
    cosines: Array = products / (np.float32(np.sqrt(bits.shape[1])) * scales)
    return cosines


def _product(tokens: Array, bits: NDArray[np.uint8]) -> Array:
    """Inner products (m, n) of tokens (m, width) with bits (n, width), in pieces that fit a core's cache."""
    products = np.empty((len(bits), len(tokens)), dtype=np.float32)
    turned = np.ascontiguousarray(tokens.T)
    for start in range(0, len(bits), _PIECE):
        piece = bits[start : start + _PIECE].astype(np.float32)
        np.matmul(piece, turned, out=products[start : start + _PIECE])
    return products.T


@lru_cache(maxsize=4)
def rotation(width: int) -> Array:
    """An orthonormal matrix (width, width), the same everywhere: random signs, then a discrete cosine transform.

    It spreads what a model puts into few dimensions over all, so that their signs say equally much.
    """
    rows = np.arange(width)
    cosine = np.sqrt(2 / width) * np.cos(np.pi / width * np.outer(rows, rows + 0.5))
    cosine[0] /= np.sqrt(2)
    coins = np.frombuffer(hashlib.shake_256(b"cuttings").digest(-(-width // 8)), dtype=np.uint8)
    signs = np.unpackbits(coins, count=width) * 2.0 - 1
    turned: Array = (cosine * signs).T.astype(np.float32)
    turned.flags.writeable = False
    return turned
