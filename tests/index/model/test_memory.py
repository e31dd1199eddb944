"""Threads share the places that memory is taken from."""

from __future__ import annotations

import gc
import mmap
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from index.model.memory import let_go, settle

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


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="only Linux says what of a file is in memory")
def test_a_file_that_is_let_go_takes_no_memory_and_can_be_read_on(tmp_path: Path) -> None:
    file = tmp_path / "weights.bin"
    file.write_bytes(bytes(range(256)) * 4_096)
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        assert sum(mapped[::mmap.PAGESIZE]) == 0 and resident(file) > 0
        let_go(file)
        assert resident(file) == 0
        assert mapped[255] == 255


def resident(file: Path) -> int:
    """Kilobytes of a mapped file that this process has in memory."""
    lines = iter(Path("/proc/self/smaps").read_text(encoding="utf-8").splitlines())
    return sum(int(next(each for each in lines if each.startswith("Rss:")).split()[1])
               for line in lines if line.endswith(str(file)))


def test_what_is_loaded_is_looked_through_for_garbage_no_more() -> None:
    before = gc.get_freeze_count()
    try:
        settle()
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()
