"""How much memory reading an export takes that is larger than memory; run by itself, it reads one file."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from benchmarks.ingest import PARAGRAPH, WXR_HEAD, wxr_item
from benchmarks.machine import heading
from corpus import read

PARAGRAPHS = 40         # of each article, some 18,000 characters
_PEAK = re.compile(r"VmHWM:\s*(\d+) kB")


def measure(gib: float) -> None:
    """Print the greatest memory of a process of its own that reads such an export, of WordPress and of JSON Lines."""
    print(heading())
    for name, pieces in (("export.wxr", _wxr), ("export.jsonl", _jsonl)):
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / name
            _write(path, pieces, int(gib * 2**30))
            size = path.stat().st_size / 2**30
            ran = subprocess.run([sys.executable, "-m", "benchmarks.streamed", str(path)], capture_output=True,
                                 text=True, check=True)
        found = json.loads(ran.stdout)
        print(f"{name}: {size:.1f} GiB, {found['articles']:,} articles in {found['seconds']:.0f} s of processor; "
              f"{found['before']:.0f} MB resident before, at most {found['most']:.0f} MB", flush=True)


def _write(path: Path, pieces: Callable[[], Iterator[str]], size: int) -> None:
    """The head, as many articles as fit, and the end."""
    head, article, end = pieces()
    with path.open("w", encoding="utf-8") as file:
        file.write(head)
        for _ in range(size // len(article)):
            file.write(article)
        file.write(end)


def _wxr() -> Iterator[str]:
    yield from (WXR_HEAD, wxr_item("".join(f"<p>{PARAGRAPH}</p>" for _ in range(PARAGRAPHS)), 1), "</channel></rss>")


def _jsonl() -> Iterator[str]:
    text = "\n\n".join([PARAGRAPH.strip()] * PARAGRAPHS)
    yield from ("", json.dumps({"id": "1", "title": "Bridge", "text": text, "published": "2024-05-01"}) + "\n", "")


def _count(articles: Iterable[object]) -> dict[str, float]:
    before, began = _peak(), time.process_time()
    number = sum(1 for _ in articles)
    return {"articles": number, "seconds": time.process_time() - began, "before": before, "most": _peak()}


def _peak() -> float:
    """The greatest resident memory of this process so far, in MB."""
    found = _PEAK.search(Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) * 1_024 / 1e6 if found else float("nan")


if __name__ == "__main__":
    print(json.dumps(_count(read(Path(sys.argv[1]), lambda notice: None))))
