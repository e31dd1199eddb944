"""The archive as LlamaIndex's retriever, in the real package."""

from __future__ import annotations

import sys

import pytest

from bot.retriever.archive_retriever import search
from corpus import MissingPackage
from index import Archive, Scope

# What LlamaIndex deprecates of its own would end a test under -W error.
pytestmark = pytest.mark.filterwarnings("ignore")

QUESTION = "How many swans came back to the harbour?"


def test_nodes_are_the_archive_s_own_hits(archive: Archive) -> None:
    from bot.frameworks.llama_index import CuttingsRetriever

    nodes = CuttingsRetriever(archive).retrieve(QUESTION)
    hits = search(archive, QUESTION, Scope())
    assert [(node.get_content(), node.score) for node in nodes] == [(hit.text, hit.score) for hit in hits]
    assert nodes[0].metadata["article"] == "swans" and "Swans return" in nodes[0].metadata["citation"]


def test_a_scope_holds(archive: Archive) -> None:
    from bot.frameworks.llama_index import CuttingsRetriever

    nodes = CuttingsRetriever(archive, Scope(sections=("Transport",))).retrieve(QUESTION)
    assert {node.metadata["section"] for node in nodes} == {"Transport"}


def test_a_query_engine_puts_it_to_its_model(archive: Archive) -> None:
    from llama_index.core.llms import MockLLM
    from llama_index.core.query_engine import RetrieverQueryEngine

    from bot.frameworks.llama_index import CuttingsRetriever

    engine = RetrieverQueryEngine.from_args(CuttingsRetriever(archive), llm=MockLLM())
    response = engine.query(QUESTION)
    assert "Forty swans came back to the harbour" in str(response)      # the mock repeats its prompt
    assert response.source_nodes[0].metadata["article"] == "swans"


def test_without_the_package_the_line_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "bot.frameworks.llama_index", raising=False)
    monkeypatch.setitem(sys.modules, "llama_index.core.retrievers", None)
    with pytest.raises(MissingPackage, match=r"pip install 'cuttings\[llama-index\]'"):
        import bot.frameworks.llama_index  # noqa: F401
