"""A room for each language: every list of words that belongs to it.

In: nothing.
Out: words, patterns made of them, and whether a word is well spelt.
May import: its own rooms.
"""
