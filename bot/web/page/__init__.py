"""The page, the reading view and the widget.

In: answers and articles.
Out: HTML, escaped, in four languages.
May import: corpus, index, bot.answer, bot.quote, bot.understand, bot.web.api, bot.web.service and bot.web.http.
"""
