"""The words of a text as the indexes know them, and which of a question's count for how much."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import tantivy
from tantivy import TextAnalyzerBuilder, Tokenizer

from index.model.words import STOP_WORDS

SMALL = 1_000          # passages below which an archive is too small to tell a rare word from one it happens to lack
_MAX_TERMS = 64        # of a question: a pasted article is no better a query for being whole


def analyzer(stemmer: str) -> tantivy.TextAnalyzer:
    """Words as the index knows them: lower-cased, accents folded, stemmed."""
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer(stemmer))
        .build()
    )


def verbatim() -> tantivy.TextAnalyzer:
    """Words as phrases know them: lower-cased, accents folded, in the form they have."""
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .build()
    )


def stop_terms(analyzer: tantivy.TextAnalyzer) -> frozenset[str]:
    """The stop words, as the index knows them."""
    return frozenset(term for word in STOP_WORDS for term in analyzer.analyze(word))


def asked(terms: Sequence[str], stop: Collection[str]) -> list[str]:
    """The words of a question that count, each once, in order: all but stop words, unless it has no others."""
    once = list(dict.fromkeys(terms))
    return ([term for term in once if term not in stop] or once)[:_MAX_TERMS]


def inverse_frequency(count: int, total: int) -> float:
    """As BM25 has it, of a word in `count` of `total` passages: ln(1 + (N - n + 0.5) / (n + 0.5))."""
    return float(np.log1p((max(total, SMALL) - count + 0.5) / (count + 0.5)))
