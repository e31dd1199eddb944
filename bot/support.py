"""Whether an archive holds an answer at all, judged by the sentences that come nearest to one."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.candidates import Candidate

TOP = 3               # sentences, best first, that are looked at

# Log-odds of the archive holding an answer at all: a logistic fit, both classes and all sets weighing the same, on 300
# answerable and 69 unanswerable questions of RealTimeQA and on those of the sample archive (178 and 30, in both
# wordings); then 0.35 less is asked, which refuses as many of the unanswerable and fewer of the far-worded ones.
SUPPORT_GIST, SUPPORT_WORDS, SUPPORT_TOKENS, SUPPORT_DENSE = 2.78, 4.36, 4.18, 8.52
SUPPORT_AROUND, SUPPORT_NAMED, SUPPORT_NEEDED = 1.03, 2.38, 13.56
ENOUGH = 0.5          # likelihood of an answer from which one is given
TELLING = 4.5         # rarity of a name that says what a question is about: in a hundredth of the passages
ON_TOPIC = 0.1        # from which what is known about the subject is quoted, as no answer


def support(candidates: Sequence[Candidate]) -> float:
    """How likely it is that the archive holds an answer, 0 to 1.

    Nearness of sentences and passages to the question, its words and names in them.
    """
    if not candidates:
        return 0.0
    top = candidates[:TOP]
    odds = (
        SUPPORT_GIST * max(candidate.near.gist for candidate in top)
        + SUPPORT_WORDS * max(candidate.near.words for candidate in top)
        + SUPPORT_TOKENS * max(candidate.tokens for candidate in candidates)
        + SUPPORT_DENSE * max(candidate.dense for candidate in candidates)
        + SUPPORT_AROUND * max(candidate.around for candidate in top)
        + SUPPORT_NAMED * top[0].named
        - SUPPORT_NEEDED
    )
    return 1 / (1 + math.exp(-odds))
