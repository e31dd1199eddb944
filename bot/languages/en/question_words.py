"""Words that questions begin with, and their verbs."""

from __future__ import annotations

QUESTION_WORDS = ("who", "whom", "whose", "what", "when", "where", "which", "why", "how")
AUXILIARIES = (
    "do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "should",
)
# Behind "how", where a measure is asked for.
MEASURES = ("many", "much", "long", "old", "far", "often", "big", "high", "hot", "late", "soon", "large")
# Behind what is counted: "How many members voted", "How many members of the council".
BEHIND_COUNTED = (*AUXILIARIES, "came", "took", "went", "died", "stood", "people", "in", "on", "at", "of", "to", "the")
