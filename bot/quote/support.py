"""Whether an archive holds an answer at all, judged by the sentences that come nearest to one."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.quote.candidates import PHRASED, Candidate, ParsedQuestion
from bot.quote.fitted import ANSWERABLE

TOP = 3               # sentences, best first, that are looked at
ENOUGH = 0.5          # likelihood of an answer from which one is given
NEAREST = 6           # sentences, best first, whose articles are counted
FEW_WORDS, RARE = 8.0, 10.0     # what counts of words and sums of rarities are measured by: all features are about 1


def support(question: ParsedQuestion, candidates: Sequence[Candidate]) -> float:
    """How likely it is that the archive holds an answer, 0 to 1; `candidates` are the best first."""
    if not candidates:
        return 0.0
    odds = sum(ANSWERABLE[name] * value for name, value in evidence(question, candidates).items())
    odds += PHRASED * candidates[0].phrased
    return 1 / (1 + math.exp(-odds))


def evidence(question: ParsedQuestion, candidates: Sequence[Candidate]) -> dict[str, float]:
    """What is known of whether there is an answer, by name: nearness, words and names that are there or missing."""
    best, top = candidates[0], candidates[:TOP]
    missing = [weight for term, weight in question.weights.items() if all(term not in each.terms for each in top)]
    return {
        "constant": 1.0,
        "gist": max(each.near.gist for each in top),
        "words": max(each.near.words for each in top),
        "weakest": max(each.near.weakest for each in top),
        "tokens": max(each.tokens for each in candidates),
        "dense": max(each.dense for each in candidates),
        "around": max(each.around for each in top),
        "context": best.context,
        "named": best.named,
        "typed": best.typed,
        "no kind": float(question.kind is None),
        "rarest missing": max(missing, default=0.0) / RARE,
        "missing": sum(missing) / (2 * RARE),
        "size": math.log10(1 + question.articles),
        "asked": len(question.weights) / FEW_WORDS,
        "spread": len({each.hit.article.id for each in candidates[:NEAREST]}) / NEAREST,
    }
