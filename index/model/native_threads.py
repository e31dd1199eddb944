"""Keeps a question in the thread that asks it: no library shares its small products out among threads of its own."""

from __future__ import annotations

import os

from threadpoolctl import threadpool_limits

_DECIDED = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


def in_one_thread() -> None:
    """Have numpy's linear algebra stay in the thread that calls it, in all of this process; done again, it's the same.

    Its threads wait busily for the next product after each: a question took 167 ms of processor time instead of 86, and
    no less time by the clock. Whoever sets one of `_DECIDED` in the environment has decided already.
    """
    if not any(name in os.environ for name in _DECIDED):
        threadpool_limits(limits=1, user_api="blas")
