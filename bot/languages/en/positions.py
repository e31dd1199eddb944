"""Words with which somebody is for or against something."""

from __future__ import annotations

# What a question for those who are for or against a topic asks in plain words, by the form that it wants.
ASKING = {"critics": "Who is against {topic}, and why?", "supporters": "Who supports {topic}, and why?"}
# Plain opposition: words, and beginnings of words.
OPPOSING = (
    "oppose", "opposed", "opposes", "opposing", "opposition", "objects", "objected", "slams", "slammed", "blasts",
    "blasted", "decries", "decried", "unfair", "unjust", "overreach", "mistake",
)
OPPOSING_BEGINNINGS = ("objection", "critici", "condemn", "denounc")
# Plain support.
BACKING = (
    "support", "supports", "supported", "supporting", "backs", "backed", "backing", "in favour", "in favor", "defends",
    "defended", "defending",
)
BACKING_BEGINNINGS = ("welcom", "prais", "applaud")
# What also speaks against a thing.
AGAINST = (
    *OPPOSING, "against", "wrong", "failure", "fail", "fails", "failed", "angry", "anger", "fight", "not enough",
    "cannot", "can't", "can’t", "won't", "won’t", "will not", "would not", "should not", "shouldn't", "shouldn’t",
    "rather than", "rather have", "never", "bad", "worse", "worst", "cost us", "unlawful", "illegal",
)
AGAINST_BEGINNINGS = (
    *OPPOSING_BEGINNINGS, "reject", "warn", "fear", "worr", "concern", "disagree", "complain", "outrage", "accus",
    "blam", "danger", "threat", "harm", "disappoint", "regret", "shame", "disgrac", "refus", "protest", "doubt",
    "kill", "ruin", "discriminat", "dismiss",
)
# What also speaks for it.
FOR = (
    *BACKING, "agree", "agreed", "agrees", "proud", "pleased", "glad", "happy", "good", "great", "better", "best",
    "right thing", "right decision", "right step", "necessary", "need", "needs", "needed", "vital", "essential",
    "safe", "safer", "safety", "hope", "hopes", "hoped", "hopeful", "victory", "historic", "help", "helps", "work",
    "works", "sense", "sensible", "fair", "important", "progress",
)
FOR_BEGINNINGS = (
    *BACKING_BEGINNINGS, "delight", "benefit", "success", "thank", "approv", "endors", "protect", "improv",
)
