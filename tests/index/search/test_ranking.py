"""What is quoted comes first; what is required or left out holds for every hit."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import tantivy

from index import Archive, Scope
from index.search.lexical import FOLDER
from index.search.ranking import among_candidates, among_looked_at
from tests.fakes import ARTICLES, WordEmbedder, article

EVERYWHERE = Scope(limit=1_000)
LORE = [article(f"lore-{n}", f"Lore of gull {n}", f"The gull and the tide, tale {n} of the tide.") for n in range(300)]
RARE = article("rare", "Minutes", "A clerk noted that the tide and the gull went home by bus with sandwiches.")
COMMON = [article(f"bus-{n}", f"Bus {n}", f"The gull went home by bus number {n}, by tide.") for n in range(240)]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """More passages that share words with a question than are proposed."""
    with Archive.create(tmp_path_factory.mktemp("lore") / "news", embedder=WordEmbedder()) as archive:
        archive.add([*LORE, RARE, *COMMON])
        archive.embed()
        yield archive


def test_the_passage_that_holds_what_is_quoted_is_proposed_and_comes_first(archive: Archive) -> None:
    asked = "Which tale of the gull of the tide tells of “the tide and the gull”?"
    assert "rare" not in [hit.article.id for hit in archive.search(asked.replace("“", "").replace("”", ""))]
    hits = archive.search(asked)
    assert hits[0].article.id == "rare" and hits[0].parts["phrases"] == 1.0
    assert hits[0].score > hits[1].score and "phrases" not in hits[1].parts


def test_more_passages_than_are_looked_at_may_hold_it(archive: Archive) -> None:
    hits = archive.search("Which tale has “gull and the tide”, of the bus and the bus number?", Scope(limit=50))
    assert len(hits) == 50 and all(hit.article.id.startswith("lore") for hit in hits)


def test_the_more_is_held_of_several_phrases_the_earlier_a_passage_comes(archive: Archive) -> None:
    hits = archive.search("Who “went home by bus” with “sandwiches” at “half past nothing”?")
    assert [hit.parts.get("phrases") for hit in hits[:2]] == [2.0, 1.0]


def test_where_nothing_holds_it_the_search_goes_on_as_without(archive: Archive) -> None:
    asked = "Which tale of the gull is “the gull of gulls”?"
    assert archive.absent(asked) == ["the gull of gulls"]
    assert archive.search(asked) == archive.search(asked.replace("“", "").replace("”", ""))
    assert archive.absent("Which tale?") == []


def test_operators_hold_for_every_hit_however_many_there_are(archive: Archive) -> None:
    assert len(archive.find('"went home by bus"', EVERYWHERE)) == 241
    assert len(archive.find('gull -"went home by bus"', EVERYWHERE)) == 300
    assert {hit.article.id for hit in archive.find("gull -tale -number", EVERYWHERE)} == {"rare"}
    assert len(archive.find("gull sandwiches OR tale", EVERYWHERE)) == 301
    assert archive.find("gull -gulls", EVERYWHERE) == []            # a word stands for its forms


@pytest.mark.parametrize("query", ["-gull", "-gull -tide", '""', "“”", '-"the gull"', "?", ""])
def test_a_search_for_nothing_finds_nothing(archive: Archive, query: str) -> None:
    assert archive.find(query) == []


@pytest.mark.parametrize(
    "query", ['"gull', 'gull"', "OR", "gull OR", "well-known gull", "gull -5", "«gull", "gull - -"]
)
def test_what_is_no_operator_is_searched_as_it_stands(archive: Archive, query: str) -> None:
    assert archive.find(query) == archive.search(query) != []


def test_a_word_too_long_for_the_index_is_in_no_passage(archive: Archive) -> None:
    assert archive.find(f'"{"x" * 100}"') == []
    assert archive.find(f"gull -{'x' * 100}") != []


def test_words_of_every_text_make_a_phrase_too(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as archive:
        archive.add([*ARTICLES, article("hamlet", "Play", "To be or not to be, the actor began.")])
        assert [hit.article.id for hit in archive.find('"to be or not to be"')] == ["hamlet"]     # before its vector
        assert archive.search("Which captain of the ferry said “to be or not to be”?")[0].article.id == "hamlet"


def test_an_index_from_before_phrases_is_made_anew(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as archive:
        archive.add(ARTICLES)
    shutil.rmtree(tmp_path / "news" / FOLDER)
    (tmp_path / "news" / FOLDER).mkdir()
    fields = tantivy.SchemaBuilder()
    fields.add_integer_field("passage", indexed=True, fast=True)
    fields.add_text_field("body", index_option="freq")
    tantivy.Index(fields.build(), str(tmp_path / "news" / FOLDER)).writer().commit()
    with Archive.open(tmp_path / "news", embedder=WordEmbedder()) as archive:
        assert {hit.article.id for hit in archive.find('"iron bridge"')} == {"bridge-1", "bridge-2"}
        assert archive.check() == []


def scores(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def test_of_two_candidates_the_one_that_leads_by_more_comes_first_be_it_in_vectors_or_in_words() -> None:
    """Shares of .9 and .1 would let the smaller lead of one ranking win in one of the two cases."""
    narrow, wide = scores(0.9, 0.8, 0.0), scores(9.0, 5.0, 0.0)
    assert among_candidates(narrow, wide[[1, 0, 2]]).argmax() == 1       # by far more words
    assert among_candidates(wide[[1, 0, 2]], narrow).argmax() == 1       # by far nearer


def test_among_those_looked_at_closeness_by_token_counts_for_twice_as_much() -> None:
    """Exchanged, or in equal parts, the first of these orders would be another; with tokens alone, the second."""
    tokens = scores(0.0, 1.0, 2.0, 3.0)
    assert among_looked_at(tokens[::-1], tokens).argmax() == 3
    assert among_looked_at(scores(1.0, -1.0, 0.0), scores(0.2, 0.5, -0.7)).argmax() == 0
