"""Keeps together the memory of a process that runs for months."""

from __future__ import annotations

import ctypes
import os

ARENAS = 2
_M_ARENA_MAX = -8      # malloc.h


def keep_together() -> None:
    """Have the C library serve all threads from few arenas; whoever sets MALLOC_ARENA_MAX has decided already.

    glibc gives threads up to eight arenas a core, and what is freed in one is of no use to another: a server that had
    answered 50,000 questions held 100 MB more for it. Nothing happens where the C library knows no arenas.
    """
    if "MALLOC_ARENA_MAX" not in os.environ:
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if os.name == "posix" else None
        if mallopt is not None:
            mallopt(_M_ARENA_MAX, ARENAS)
