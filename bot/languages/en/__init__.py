"""The word lists of English.

In: nothing.
Out: words.
May import: index.model, whose stop words are those of the search.
"""
