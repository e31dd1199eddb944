"""Put two rankings together: pure functions, arrays in, arrays out."""

from __future__ import annotations

import numpy as np

from index.types.arrays import Array

_STEP = 0.1          # from the best of one level up to the worst of the next
_ROUNDING = 1e-6     # what float32 makes of a mean: scores that differ by less are the same


def zscore_sum(*rankings: tuple[float, Array]) -> Array:
    """Fuse score vectors, each (n,) and with its weight, into one (n,).

    NaN stands for "not scored" (a passage without a vector yet): there the other rankings' weights grow to make up for
    it. Sums of standardised scores keep how far apart two passages are, which ranks forget.
    """
    weights = np.array([[weight] for weight, _ in rankings])
    distances = np.stack([standardised(scores) for _, scores in rankings])
    known = ~np.isnan(distances)
    known_weights = (weights * known).sum(axis=0)
    fused: Array = np.nan_to_num(weights * distances).sum(axis=0) * weights.sum() / np.maximum(known_weights, 1e-9)
    return fused


def lifted(scores: Array, levels: Array) -> Array:
    """Scores (n,) with those of a higher level, (n,), raised above all of a lower one; else as they are."""
    raised = scores.copy()
    floor = -np.inf
    for level in np.unique(levels):
        among = levels == level
        raised[among] += max(0.0, floor + _STEP - raised[among].min())
        floor = raised[among].max()
    return raised


def standardised(scores: Array) -> Array:
    """Scores (n,) as distances from their mean in standard deviations, zero when they don't differ; NaN stays."""
    known = scores[~np.isnan(scores)]
    if not known.size or (deviation := known.std()) <= _ROUNDING * np.abs(known).max():
        return np.where(np.isnan(scores), np.nan, 0.0)
    distances: Array = (scores - known.mean()) / deviation
    return distances
