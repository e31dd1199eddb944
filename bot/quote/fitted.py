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
_OTHERS, _ACROSS = (
    Weights(*(_READ.get(f"{part} {where}", _READ[part])["weights"] for part in ("sentences", "answerable")))
    for where in ("in other languages", "across languages")
)


def weights_of(language: str, *, across: bool = False) -> Weights:
    """Those for questions in a language, given by its code; `across` says that the articles are in another one."""
    if across:
        return _ACROSS
    return _ENGLISH if language == "en" else _OTHERS
