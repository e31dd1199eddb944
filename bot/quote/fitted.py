"""The numbers that were fitted: what they are, where they come from, and how they are made anew.

`python -m benchmarks fit` writes `fitted.json`; it says with each set of numbers what it was fitted on.
"""

from __future__ import annotations

import json
from pathlib import Path

FILE = Path(__file__).with_name("fitted.json")

_READ = json.loads(FILE.read_text(encoding="utf-8"))

SENTENCES: dict[str, float] = _READ["sentences"]["weights"]     # log-odds of a sentence answering, by feature
ANSWERABLE: dict[str, float] = _READ["answerable"]["weights"]   # log-odds of there being an answer, by feature
