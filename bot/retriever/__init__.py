"""The archive as a retriever for the frameworks that others build on, a file each.

In: an archive or a bot, and a query.
Out: the passages found, in the framework's own type, or an answer as a tool's.
May import: index, the top of bot, bot.newsroom; each file the one framework that it is for.
"""

from bot.retriever.langchain import MIN_ARTICLES, ArchiveRetriever, document_of, hit_of, search

__all__ = ["MIN_ARTICLES", "ArchiveRetriever", "document_of", "hit_of", "search"]
