"""Reads a question and sentences together.

In: a question and sentences.
Out: how likely each of them answers, as log-odds.
May import: corpus, index.model and index.types.
"""
