"""The archive for the frameworks that others build on, a file each; LangChain's retriever is in `bot/retriever/`.

In: an archive or a bot, and a query.
Out: the passages found, in the framework's own type, or an answer as a tool's.
May import: index, the top of bot, bot.retriever, bot.newsroom; each file the one framework that it is for.
"""
