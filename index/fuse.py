"""Put two rankings together: pure functions, arrays in, arrays out."""

from __future__ import annotations

import numpy as np

from index.embed import Array

DENSE_SHARE = 0.5


def zscore_sum(dense: Array, lexical: Array, weight: float = DENSE_SHARE) -> Array:
    """Fuse two score vectors, each (n,), into one (n,); `weight` is the dense share.

    NaN stands for "not scored" (a passage without a vector yet) and counts as that ranking's average. Sums of
    standardised scores keep how far apart two passages are, which ranks forget.
    """
    return weight * standardised(dense) + (1 - weight) * standardised(lexical)


def standardised(scores: Array) -> Array:
    """Scores (n,) as distances from their mean in standard deviations; all zero when they don't differ."""
    known = scores[~np.isnan(scores)]
    if not known.size or (deviation := known.std()) < 1e-9:
        return np.zeros_like(scores)
    distances: Array = np.nan_to_num((scores - known.mean()) / deviation, nan=0.0)
    return distances
