"""Pages for the newsroom beside the chat: tables to look at and to take along.

In: requests.
Out: pages without scripts.
May import: corpus, index, bot.newsroom, bot.quote, bot.records and the other rooms of bot.web.
"""
