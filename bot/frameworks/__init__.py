"""The archive for the frameworks that others build on, a file each; `bot/retriever.py` is LangChain's retriever.

In: an archive or a bot, and a query.
Out: the passages found, in the framework's own type, or an answer as a tool's.
May import: index, the top of bot, bot.newsroom; each file the one framework that it is for.
"""
