"""A room for each language: every list of words that belongs to it.

In: nothing.
Out: words, and whether one is well spelt.
May import: its own rooms.
"""
