"""A room for each language: every list of words that belongs to it.

In: nothing.
Out: words, and patterns made of them.
May import: nothing.
"""
