"""What readers type in English: words that dictionaries lack, and what they say between questions.

In: nothing.
Out: words, and patterns made of them.
May import: nothing.
"""
