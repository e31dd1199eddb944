"""Which articles a refusal names: those that speak of whom the question names, or of what it asks."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from bot.quote.candidates import Candidate, ParsedQuestion
from corpus import Article
from index import Hit

NAMED = 3             # articles that a refusal names at most
SHARED = 2            # of a question's rarer words, in a passage or its headline
RARE, SIZE = 4.5, 0.7     # rarity of such a word, or this share of the logarithm of a small archive's articles

Terms = Callable[[str], list[str]]


def nearest(
    question: ParsedQuestion, hits: Sequence[Hit], candidates: Sequence[Candidate], terms: Terms
) -> tuple[Article, ...]:
    """The articles, NAMED at most, in the order of the hits; none where all share but common words with the question.

    Each has all the names of the question, or SHARED of its rarer words in a passage and its headline.
    """
    articles = {hit.article.id: hit.article for hit in _near(question, hits, candidates, terms)}
    return tuple(islice(articles.values(), NAMED))


def _near(
    question: ParsedQuestion, hits: Sequence[Hit], candidates: Sequence[Candidate], terms: Terms
) -> Iterator[Hit]:
    line = min(RARE, SIZE * math.log(1 + question.articles))
    rarer = {term for term, weight in question.weights.items() if weight >= line}
    naming = {each.hit.article.id for each in candidates if each.named == 1.0} if question.names else set()
    for hit in hits:
        if hit.article.id in naming or len(rarer.intersection(terms(f"{hit.article.title}\n{hit.text}"))) >= SHARED:
            yield hit
