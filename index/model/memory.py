"""Keeps together the memory of a process that runs for months."""

from __future__ import annotations

import ctypes
import gc
import mmap
import os
from pathlib import Path

ARENAS = 2
_M_ARENA_MAX = -8      # malloc.h
_MAPPED = Path("/proc/self/maps")


def keep_together() -> None:
    """Have the C library serve all threads from few arenas; whoever sets MALLOC_ARENA_MAX has decided already.

    glibc gives threads up to eight arenas a core, and what is freed in one is of no use to another: a server that had
    answered 50,000 questions held 100 MB more for it. Nothing happens where the C library knows no arenas.
    """
    if "MALLOC_ARENA_MAX" not in os.environ:
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if os.name == "posix" else None
        if mallopt is not None:
            mallopt(_M_ARENA_MAX, ARENAS)


def settle() -> None:
    """Hand back what loading has left over, and look for garbage only among what comes from now on.

    To go through all that a server has loaded takes a seventh of a second, in the middle of somebody's question.
    """
    gc.collect()
    gc.freeze()
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None:
        trim(0)


def let_go(file: Path) -> None:
    """Hand back the memory that holds a mapped file, which is read again where it is needed; on Linux alone."""
    if not _MAPPED.exists():
        return
    advise = ctypes.CDLL(None).madvise
    advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    for line in _MAPPED.read_text(encoding="utf-8").splitlines():
        if line.endswith(f" {file.resolve()}"):
            start, end = (int(each, 16) for each in line.split()[0].split("-"))
            advise(start, end - start, mmap.MADV_DONTNEED)
