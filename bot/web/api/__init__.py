"""The HTTP API: routes, the shapes of what goes in and out, exports.

In: JSON.
Out: JSON, events, Markdown.
May import: corpus, index, bot.answer, bot.quote, bot.understand, bot.web.service and bot.web.http.
"""
