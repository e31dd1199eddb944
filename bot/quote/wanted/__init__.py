"""What kind of thing a question wants, looked for in the sentence that is to answer it.

In: a question, a sentence.
Out: the words that tell it, and how much speaks against a sentence that has nothing of the kind.
May import: what was understood, the language's words, the grammar.
"""
