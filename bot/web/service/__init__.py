"""Serves questions: queue, pace, recent answers, conversations without memory on the server.

In: questions of many readers.
Out: answers in pieces, remembered for a while.
May import: corpus, index, bot.bot, bot.answer, bot.records and bot.web.http.
"""
