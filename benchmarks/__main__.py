"""Run a measurement: `python -m benchmarks speed`, `answers` or `guards`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from benchmarks import answers, guards, speed

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Choose a measurement and the folder with its data."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("which", choices=("speed", "answers", "guards"))
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("CUTTINGS_DATA", ROOT.parent / "shared/data")))
    parser.add_argument("--articles", type=int, default=6_000, help="how many real articles to measure with")
    parser.add_argument("--passages", type=int, default=400, help="how many passages to embed with both engines")
    chosen = parser.parse_args()
    if not chosen.data.is_dir():
        sys.exit(f"There is no data in {chosen.data}; name its folder with --data or CUTTINGS_DATA.")
    if chosen.which == "speed":
        speed.measure(chosen.data, chosen.articles, chosen.passages)
    elif chosen.which == "guards":
        guards.measure(chosen.data)
    else:
        answers.measure(chosen.data)


if __name__ == "__main__":
    main()
