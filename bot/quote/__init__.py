"""Answers by quotation: chooses the sentence that answers, or finds that there is none.

In: hits and the question.
Out: quotations with their attribution, or an abstention.
May import: corpus, index, bot.answer, bot.retriever, bot.understand, bot.verify and bot.languages.
"""
