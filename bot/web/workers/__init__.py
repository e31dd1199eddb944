"""Works answers out in processes of their own, beside the one that serves readers.

In: calls of what a Bot does, from the desk's threads.
Out: what it gives, piece by piece, as if the Bot were here.
May import: corpus, index, bot.bot, bot.answer, bot.generate, bot.quote, bot.web.http and bot.web.service.
"""
