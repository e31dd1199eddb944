"""Says what a question means before anything is searched.

In: a question and the turns before it.
Out: a standalone question, the time it asks about, the kind of answer, the parts of the archive to search.
May import: corpus, index, bot.answer and bot.languages.
"""
