"""Keeps articles, their versions, passages and vectors in SQLite, the one durable truth.

In: articles, vectors, moments.
Out: rows and figures of what may be shown at a moment.
May import: corpus, index.types and index.model for how vectors are packed.
"""
