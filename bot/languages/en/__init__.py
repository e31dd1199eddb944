"""The word lists of English.

In: nothing.
Out: words.
May import: nothing.
"""
