"""What is printed among an article's sentences and is none of its report: headings, links, captions, its author's life.

In: a sentence as the archive cuts it, or an article and where one stands in it.
Out: whether it is to be quoted at all.
May import: the corpus, the language's words.
"""
