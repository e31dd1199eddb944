"""What English verbs, nouns and places have to do with each other: which exclude, govern or hold others.

In: nothing.
Out: words.
May import: nothing.
"""
