"""Answers from several reports: what happened, what changed, who is for it and who against.

In: a question about a course of events.
Out: dated quotations from several articles.
May import: what bot.quote may import, and its wording.
"""
