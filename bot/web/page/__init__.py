"""The page, the reading view and the widget.

In: answers and articles.
Out: HTML, escaped, in four languages.
May import: bot.web.service, bot.web.http and bot.web.access.
"""
