"""Keeps in mind whom and what a conversation is about, and says whom and what its pronouns mean.

In: questions, what answered them, and the articles that did.
Out: subjects with their weights, and a text with names for its pronouns.
May import: bot.answer, bot.understand.grammar, bot.languages and bot.understand.thread.
"""
