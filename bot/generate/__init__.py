"""Answers in prose by a chat model, and lets other models rerank and shorten.

In: hits and a model.
Out: sentences that passed bot.verify, with their citations.
May import: corpus, index, bot.answer, bot.retriever, bot.understand, bot.quote and bot.verify.
"""
