"""Words that may stand for one another by WordNet, for what a model writes in other words than its passages."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

from bot.languages.en.grammar.irregular_plurals import IRREGULAR_PLURALS
from bot.languages.en.grammar.irregular_verbs import IRREGULAR
from bot.verify.alike import kin
from bot.verify.words import stem

_FILE = Path(__file__).resolve().parent.parent / "languages" / "en" / "synonyms.txt"


def near_words(own: str) -> frozenset[str]:
    """The stems of the words that may stand for those of this stem, in whatever sense; its own among them."""
    return kin(own) | _synonyms().get(own, frozenset())


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, frozenset[str]]:
    """By stem: read at the first sentence that needs it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            forms = {stem(form) for word in line.split() for form in (word, *_other_forms(word))}
            for each in forms:
                found[each] |= forms
    return {word: frozenset(others) for word, others in found.items()}


def _other_forms(word: str) -> tuple[str, ...]:
    return (*IRREGULAR.get(word, ()), *IRREGULAR_PLURALS.get(word, ()))
