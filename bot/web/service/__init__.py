"""Serves questions: queue, pace, recent answers, conversations without memory on the server.

In: questions of many readers.
Out: answers in pieces, remembered for a while.
May import: bot.bot, bot.records and bot.web.http.
"""
