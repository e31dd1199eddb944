"""The numbers that were fitted: what they are, where they come from, and how they are made anew.

`python -m benchmarks fit`, and with `--languages` for those beside English, writes `fitted.json`; it says with each set
of numbers what it was fitted on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("fitted.json")

_READ = json.loads(FILE.read_text(encoding="utf-8"))

SENTENCES: dict[str, float] = _READ["sentences"]["weights"]     # log-odds of a sentence answering, by feature
ANSWERABLE: dict[str, float] = _READ["answerable"]["weights"]   # log-odds of there being an answer, by feature


class Weights(NamedTuple):
    """What is fitted for one language, or for many."""

    sentences: Mapping[str, float]
    answerable: Mapping[str, float]


_ENGLISH = Weights(SENTENCES, ANSWERABLE)
_OTHERS = Weights(*(_READ.get(f"{part} in other languages", _READ[part])["weights"]
                    for part in ("sentences", "answerable")))


def weights_of(language: str) -> Weights:
    """Those for questions in a language, given by its code."""
    return _ENGLISH if language == "en" else _OTHERS
