"""An author's life and whose views a column gives are no news, except of the author."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.bot import Bot
from bot.quote.beside.author import is_about_author
from index import Archive
from tests.fakes import WordEmbedder, article

NEWS = "The ferry was laid up on Monday after its engine failed, the harbour master wrote. " * 20


def judged(sentence: str, *, behind: str = "", authors: tuple[str, ...] = ()) -> bool:
    text = f"{NEWS}\n\n{behind}{sentence}"
    story = replace(article("a", "A", text), authors=authors)
    return is_about_author(story, len(text) - len(sentence), len(text))


@pytest.mark.parametrize("sentence", [
    "Ines Vale, a former harbour master, is a columnist for the Bell.", "Ines Vale is the author of “The Quay”.",
    "Ines Vale is a senior fellow at the Lake Institute.", "— Ines Vale is the editor of the Bell.",
    "Ines Vale covers the ferries for the Bell.", "Editor's Note: Ines Vale is a writer who lives in Ossing.",
    "The opinions expressed in this commentary are hers.", "His views are his own.", "View more opinion in the Bell.",
])
def test_these_are_about_the_author(sentence: str) -> None:
    assert judged(sentence)


@pytest.mark.parametrize("sentence", [
    "Ines Vale is a baker in Ossing.", "Ines Vale is an author of a study of ferries.",
    "The views of the council are unknown.", "It is a book by a well-known author.", "Ferry Lake covers three miles.",
    "The opinions of the public changed.",
])
def test_these_are_news(sentence: str) -> None:
    assert not judged(sentence)


def test_what_follows_an_authors_name_in_the_paragraph_is_about_her_too() -> None:
    assert judged("She lives in Ossing.", behind="Ines Vale is a columnist for the Bell. ")
    assert not judged("She lives in Ossing.", behind="Ines Vale won on Monday. ")


def test_the_authors_own_name_counts_anywhere() -> None:
    bio = "Ines Vale is a baker in Ossing."
    text = f"{NEWS}\n\n{bio}\n\n{NEWS}"
    at = text.index(bio)
    assert not is_about_author(article("a", "A", text), at, at + len(bio))
    assert is_about_author(replace(article("a", "A", text), authors=("Ines Vale",)), at, at + len(bio))


def test_a_biography_answers_only_who_the_author_is(tmp_path: Path) -> None:
    text = "The ferry needs a quay.\n\nInes Vale, a harbour master, is a columnist for the Bell on ferries."
    with Archive.create(tmp_path, embedder=WordEmbedder()) as archive:
        archive.add([replace(article("a", "Ferries", text), authors=("Ines Vale",))])
        archive.embed()
        bot = Bot(archive)
        quoted = [each.quote for each in bot.ask("Who is a columnist on ferries?").citations]
        assert not any("columnist" in quote for quote in quoted)
        assert "columnist" in bot.ask("Who is Ines Vale?").text
