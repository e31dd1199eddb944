"""Keeps what was answered and what readers said of it, where a newsroom wants that.

In: answers and verdicts.
Out: rows that a withdrawal can blank.
May import: corpus, index and bot.answer.
"""
