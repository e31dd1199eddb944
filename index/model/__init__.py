"""Reads questions and passages with the archive's model.

In: texts.
Out: vectors, tokens at one bit a dimension, sentences and passages as offsets.
May import: corpus and index.types.
"""
