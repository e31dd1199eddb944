"""Words that stand for what was named before."""

from __future__ import annotations

# By the sort of what they stand for: a man, a woman, several, a thing.
PRONOUNS = {
    "he": ("he", "him", "his", "himself"),
    "she": ("she", "her", "hers", "herself"),
    "they": ("they", "them", "their", "theirs", "themselves"),
    "it": ("it", "its", "itself"),
}
REFLEXIVES = ("himself", "herself", "themselves", "itself")
OF_PERSONS = ("he", "him", "his", "she", "her", "hers")
DEMONSTRATIVES = ("this", "that", "these", "those")
POINTING = (*OF_PERSONS, "they", "them", "their", "theirs", "it", "its", *DEMONSTRATIVES, "one", "ones")
OWNING = ("his", "her", "its", "their")
# What a sentence opens with that can't be understood without the one before.
OPENING = ("he", "she", "they", "it", "his", "her", "their", "its", *DEMONSTRATIVES, "both", "neither")
# Before "said" and its like, these name no speaker.
NO_SPEAKERS = frozenset(
    "he she they it who we i you that which this be been was were is are has have had not and to but".split()
)
