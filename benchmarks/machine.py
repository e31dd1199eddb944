"""What a figure was measured on."""

from __future__ import annotations

import logging
import os
import platform
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

_PACKAGES = ("torch", "sentence-transformers", "openvino", "faiss-cpu", "tantivy", "langchain-core", "gradio")


def heading() -> str:
    """Day, processor, versions and commit, a line each."""
    versions = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}\n"
        f"{versions}\ncommit {_commit()}\n"
    )


@contextmanager
def without_logs() -> Iterator[None]:
    """Nothing is logged meanwhile: what is wrong with an input is not what is measured."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def resident_bytes(process: int | None = None) -> int:
    """Memory of this process, or of another by its id, that is in RAM."""
    pages = int(Path(f"/proc/{process or 'self'}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def busy_s(process: int | None = None) -> float:
    """Seconds of processor that this process, or another by its id, has used; neighbours hardly count."""
    fields = Path(f"/proc/{process or 'self'}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def family(process: int) -> list[int]:
    """A process and all that it started, by their ids."""
    threads = Path(f"/proc/{process}/task").glob("*/children")
    children = [int(each) for listed in threads for each in listed.read_text(encoding="ascii").split()]
    return [process, *(id for child in children for id in family(child))]


def shared_out_bytes(process: int) -> int:
    """Memory of a process that is in RAM, where what several hold counts for each of them in part."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024


def seconds(work: Callable[[], object]) -> float:
    """How long something takes, by the clock on the wall."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _processor() -> str:
    facts = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    name = next((line.split(":")[1].strip() for line in facts.splitlines() if line.startswith("model name")), "CPU")
    level = next((each for each in ("avx512_bf16", "avx512f", "avx2") if f" {each} " in facts), "no AVX2")
    return f"{name} ({level})"


def _commit() -> str:
    ran = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return ran.stdout.strip() or "unknown"
