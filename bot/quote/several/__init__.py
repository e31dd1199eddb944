"""Questions about several things: listed, compared for the one that has most, or asked in one breath.

In: a question, a sentence.
Out: whether several things are asked for, how much is enumerated, a question's parts.
May import: the language's words.
"""
