"""Which FAISS index fits how many vectors: every one compared, or lists of near ones.

Up to `Recipe.flat_until` vectors each question is compared with all of them, exactly. Beyond, vectors are kept in lists
around k-means centres at 8 bits a dimension, and a question looks through the nearest lists; what it proposes is scored
again with the vectors of the database. docs/scale.md has the curves that chose the constants.
"""

from __future__ import annotations

import math
import os

import faiss  # ships wrong types: what its Python wrappers take and give is not in them
import numpy as np
from numpy.typing import NDArray

from index.types.arrays import Array, Ids

LISTS = 2.0        # lists, as a factor of the square root of the vectors
SAMPLE = 64        # vectors that a list's centre is trained on
ROUNDS = 8         # of k-means
PROBED = 1 / 16    # share of the lists that are looked through when nothing is filtered,
LEAST = 64         # but so many lists at least: recall falls where there are few, each with a smaller part of the near
GROWTH = 4         # times the vectors that lists were made for, at which they are made anew


def flat(dimensions: int) -> faiss.Index:
    """An empty index that compares every vector, as float16: exactly what the database holds."""
    every = faiss.IndexScalarQuantizer(dimensions, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    return faiss.IndexIDMap2(every)


def listed(sample: Array, size: int) -> faiss.Index:
    """An empty index of lists for `size` vectors, trained on a sample (n, dimensions) of them."""
    dimensions = sample.shape[1]
    centres = faiss.IndexFlatIP(dimensions)
    index = faiss.IndexIVFScalarQuantizer(
        centres, dimensions, lists_for(size), faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    centres.this.disown()      # FAISS frees it with the index
    index.own_fields = True
    index.cp.niter = ROUNDS
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    index.train(sample)
    return index


def lists_for(size: int) -> int:
    """How many lists `size` vectors are kept in."""
    return max(1, round(LISTS * math.sqrt(size)))


def sample_for(size: int) -> int:
    """How many vectors `listed` wants to see of `size`."""
    return min(size, SAMPLE * lists_for(size))


def outgrown(index: faiss.Index, size: int, flat_until: int) -> bool:
    """Whether `size` vectors want another index than this one, however many it holds itself."""
    if size <= flat_until:
        return False
    return not is_listed(index) or bool(size >= GROWTH * (index.nlist / LISTS) ** 2)


def is_listed(index: faiss.Index) -> bool:
    """Whether it is one of lists."""
    return isinstance(index, faiss.IndexIVF)


def nearest(
    index: faiss.Index, query: Array, limit: int, selector: faiss.IDSelector | None = None, share: float = 1.0
) -> Ids:
    """Ids, (n,), of the `limit` nearest to a vector, (dimensions,), best first; fewer only when there are fewer.

    Only those count that the selector lets through, which is this share of all, 0 to 1.

    The fewer pass, the more lists are looked through, so that as many vectors are compared as without a filter.
    """
    if not is_listed(index):
        return _search(index, query, limit, faiss.SearchParameters(sel=selector) if selector else None)
    probes = min(index.nlist, math.ceil(max(LEAST, index.nlist * PROBED) / max(share, 1e-9)))
    found = _search(index, query, limit, faiss.SearchParametersIVF(sel=selector, nprobe=probes))
    if len(found) < limit and probes < index.nlist:
        found = _search(index, query, limit, faiss.SearchParametersIVF(sel=selector, nprobe=index.nlist))
    return found


def selector(marks: NDArray[np.bool_]) -> faiss.IDSelector:
    """Lets the ids through whose place in the marks, (n,), is true.

    One bit an id: a look-up costs the same however many they are.
    """
    return faiss.IDSelectorBitmap(np.packbits(marks, bitorder="little"))


def _search(index: faiss.Index, query: Array, limit: int, parameters: faiss.SearchParameters | None) -> Ids:
    faiss.omp_set_num_threads(1)    # of this thread: several questions at once would only wait for each other's
    _, ids = index.search(query.reshape(1, -1), limit, params=parameters)
    found: Ids = ids[0][ids[0] >= 0]
    return found
