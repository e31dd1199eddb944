"""Threads share the places that memory is taken from."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ASKED = """
import ctypes, sys, threading
from index.model.memory import keep_together
keep_together()
library, all_there = ctypes.CDLL(None), threading.Barrier(12)
library.malloc.restype = ctypes.c_void_p
def take():
    for size in range(100, 200):
        library.malloc(size)
    all_there.wait()
threads = [threading.Thread(target=take) for _ in range(12)]
[each.start() for each in threads]
[each.join() for each in threads]
library.fdopen.restype = ctypes.c_void_p
told = library.fdopen(1, b"w")
library.malloc_info(0, ctypes.c_void_p(told))
library.fflush(ctypes.c_void_p(told))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has arenas")
@pytest.mark.parametrize(("said", "most"), [("", 2), ("1", 1)])
def test_twelve_threads_share_two_arenas_unless_somebody_says_otherwise(said: str, most: int) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)} | ({"MALLOC_ARENA_MAX": said} if said else {})
    ran = subprocess.run([sys.executable, "-c", ASKED], env=environment, capture_output=True, text=True, check=True)
    assert 1 <= ran.stdout.count("<heap nr=") <= most
