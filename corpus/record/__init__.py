"""Turns the fields of one item, however they are called, into an Article.

In: a mapping of fields from any reader.
Out: an Article, and notices about what could not be read.
May import: corpus.text and corpus.types.
"""
