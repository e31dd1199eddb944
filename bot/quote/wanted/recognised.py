"""Names in an English sentence by their kind, as spaCy's recogniser tells them apart."""

from __future__ import annotations

from bot.understand.grammar.parser import kinds

Span = tuple[int, int]      # character offsets into a sentence, end exclusive

PEOPLE = frozenset(("PERSON",))
BODIES = frozenset(("ORG", "NORP", "GPE"))     # firms, peoples and countries, which act as people do
TIMES = frozenset(("DATE", "TIME", "EVENT"))
NO_COUNTS = frozenset(("DATE", "TIME", "MONEY", "ORDINAL", "PERCENT"))


def recognised(sentence: str, labels: frozenset[str]) -> list[Span]:
    """Where names of these kinds stand, without the genitive's ending, in order."""
    found = ((start, end) for start, end, label in kinds(sentence) if label in labels)
    return [(start, end - 2 if sentence[start:end].casefold().endswith(("'s", "’s")) else end) for start, end in found]
