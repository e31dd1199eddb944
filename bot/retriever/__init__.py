"""What was found for a question: its hits with how it was understood, and the archive as LangChain's retriever.

In: a question and a scope; from the chain, the question as it was understood.
Out: hits, documents, and what an answer is made from.
May import: index, bot.answer and bot.understand.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.retriever.archive_retriever import ArchiveRetriever

__all__ = ["ArchiveRetriever"]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """The retriever, loaded when it is asked for: LangChain takes a second to import."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from bot.retriever.archive_retriever import ArchiveRetriever

    return ArchiveRetriever
