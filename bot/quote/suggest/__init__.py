"""Questions that a reader is offered: to begin with, and after an answer; each is tried before it is shown.

In: an archive, or an answer, and what answers by quotation.
Out: questions.
May import: corpus, index, bot.answer, bot.languages, bot.retriever, bot.understand and bot.verify.
"""
