"""Linear algebra stays in the thread that asks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
OPENED = """
import sys, threadpoolctl
from pathlib import Path
sys.path.insert(0, "tests")
from fakes import WordEmbedder
from index import Archive
Archive.create(Path(sys.argv[1]), embedder=WordEmbedder())
print(max(each["num_threads"] for each in threadpoolctl.threadpool_info() if each["user_api"] == "blas"))
"""


@pytest.mark.parametrize(("decided", "threads"), [("", 1), ("2", 2)])
def test_an_open_archive_keeps_products_in_one_thread_unless_somebody_says_otherwise(
    tmp_path: Path, decided: str, threads: int
) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    environment |= {"PYTHONPATH": str(ROOT)} | ({"OPENBLAS_NUM_THREADS": decided} if decided else {})
    ran = subprocess.run([sys.executable, "-c", OPENED, str(tmp_path / "archive")], cwd=ROOT, env=environment,
                         capture_output=True, text=True, check=True)
    assert int(ran.stdout) == threads
