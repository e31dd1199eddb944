"""The archive as LangChain's retriever gives the archive's own hits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.documents import Document

from bot.retriever.archive_retriever import MIN_ARTICLES, ArchiveRetriever, document_of, hit_of, search
from index import Archive, Scope
from tests.fakes import WordEmbedder, article

LONG = " ".join(f"Harbour news number {n} about the harbour and its harbour master." for n in range(400))


@pytest.fixture
def lopsided(tmp_path: Path) -> Iterator[Archive]:
    """One long article that fills every first page of hits, and eleven short ones."""
    with Archive.create(tmp_path / "lopsided", embedder=WordEmbedder()) as archive:
        archive.add([article("long", "Harbour", LONG)])
        archive.add(article(f"short-{n}", "Harvest", f"The field gave {n} sheaves of wheat.") for n in range(11))
        archive.embed()
        yield archive


def test_invoke_brings_documents_best_first(archive: Archive) -> None:
    documents = ArchiveRetriever(archive=archive).invoke("How many swans came back to the harbour?")
    assert documents[0].metadata["article"] == "swans"
    scores = [document.metadata["score"] for document in documents]
    assert scores == sorted(scores, reverse=True)


def test_a_document_says_what_a_prompt_needs(archive: Archive) -> None:
    hit = search(archive, "Will the ferry sail all winter?", Scope())[0]
    document = document_of(hit)
    assert document.page_content == hit.text == hit.article.text[hit.passage.start : hit.passage.end]
    assert document.id == str(hit.passage.id)
    assert document.metadata == {
        "article": "ferry",
        "title": "Ferry to sail all winter",
        "url": "https://www.example.org/ferry",
        "published": "2023-01-10T09:00:00+00:00",
        "source": "The Quay",
        "section": "Transport",
        "start": hit.passage.start,
        "end": hit.passage.end,
        "score": hit.score,
        "hit": hit,
    }


def test_an_undated_article_makes_a_document_without_a_date(archive: Archive) -> None:
    (hit,) = search(archive, "lighthouse", Scope(sections="History"))
    assert document_of(hit).metadata["published"] is None


def test_documents_become_the_hits_they_were_made_from(archive: Archive) -> None:
    documents = ArchiveRetriever(archive=archive).invoke("iron bridge")
    hits = search(archive, "iron bridge", Scope())
    assert [hit_of(document) for document in documents] == hits
    assert [hit_of(document_of(hit)) for hit in hits] == hits


def test_a_document_from_elsewhere_is_refused() -> None:
    with pytest.raises(KeyError):
        hit_of(Document(page_content="elsewhere"))


def test_hits_come_from_at_least_ten_articles(lopsided: Archive) -> None:
    first = lopsided.search("harbour master", Scope(limit=30))
    assert {hit.article.id for hit in first} == {"long"}
    hits = search(lopsided, "harbour master", Scope())
    assert len({hit.article.id for hit in hits}) >= MIN_ARTICLES
    assert hits[:30] == first


def test_a_small_archive_gives_all_it_has(archive: Archive) -> None:
    assert len({hit.article.id for hit in search(archive, "harbour", Scope(limit=1))}) == 9


def test_more_hits_come_when_more_are_asked_for(lopsided: Archive) -> None:
    everything = lopsided.search("wheat", Scope(limit=1000))
    assert len(everything) > 40
    assert len(search(lopsided, "wheat", Scope(limit=40))) == 40


def test_the_scope_filters_documents(archive: Archive) -> None:
    retriever = ArchiveRetriever(archive=archive, scope=Scope(sections="Transport"))
    found = {document.metadata["article"] for document in retriever.invoke("harbour")}
    assert found == {"ferry", "bridge-1", "bridge-2"}


def test_hidden_articles_make_no_documents(archive: Archive) -> None:
    found = {document.metadata["article"] for document in ArchiveRetriever(archive=archive).invoke("golden loaf")}
    assert not found & {"embargoed", "withdrawn", "expired"}


@pytest.mark.parametrize("query", ["", " ", "?!"])
def test_a_query_without_a_word_finds_nothing(archive: Archive, query: str) -> None:
    assert ArchiveRetriever(archive=archive).invoke(query) == []
