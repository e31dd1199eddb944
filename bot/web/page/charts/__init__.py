"""Draws what has a time: an archive's months, a course of events, a sum that changed.

In: an outline, an answer, or articles.
Out: HTML, placed on the server, with its figures as text beside it.
May import: the page's markup and texts, `bot.understand` and `bot.languages`; not how it is served.
"""
