"""Makes clean text of what files hold.

In: bytes, markup and words as they come.
Out: text, dates, names and fingerprints of articles.
May import: the standard library and parsers; of the other rooms corpus.types.
"""
