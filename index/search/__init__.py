"""Finds the best passages for a question under any filter.

In: a question and a Scope.
Out: Hits, best first.
May import: corpus, index.types, index.store and index.model.
"""
