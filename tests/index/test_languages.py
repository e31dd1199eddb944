"""One archive holds several languages: each passage is analysed in its own, and a question in all of them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index import Archive, Scope
from tests.fakes import WordEmbedder, article
from tests.old_archives import go_back

GERMAN = article("de", "Häuser am Hafen", "Die Stadt baut am alten Hafen vierzig neue Häuser und einen Spielplatz für "
                 "die Kinder. Das hat der Stadtrat am Dienstag mit großer Mehrheit beschlossen.")
ENGLISH = article("en", "Houses by the harbour", "The town is building forty new houses and a playground for children "
                  "by the old harbour. The council decided so on Tuesday.")
FRENCH = article("fr", "Des maisons au port", "La ville construit quarante maisons neuves et une aire de jeux pour les "
                 "enfants près du vieux port. Le conseil municipal l'a décidé mardi.", language="fr-CH")
WRONG = article("wrong", "Les bateaux", "Les bateaux ne sortent plus du vieux port depuis que la tempête a emporté la "
                "jetée dans la nuit de lundi à mardi, et les pêcheurs attendent encore les secours que la région "
                "leur a promis dimanche.",
                language="en-US")
BARE = article("bare", "404", "404")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive.create(tmp_path / "news", embedder=WordEmbedder())
    archive.add([GERMAN, ENGLISH, FRENCH, WRONG, BARE])
    archive.embed()
    return archive


def first(archive: Archive, words: str) -> str:
    ids, _ = archive._lexical.search(words, 1)
    return archive._store.passages.read(ids.tolist())[int(ids[0])].article.id


def test_each_article_is_found_by_the_other_forms_of_its_words(archive: Archive) -> None:
    assert first(archive, "Wo steht ein Haus?") == "de"
    assert first(archive, "Who has a house?") == "en"
    assert first(archive, "la maison neuve") == "fr"
    assert first(archive, "un pêcheur") == "wrong"


def test_an_article_keeps_its_tag_and_gets_one_where_its_words_say_another(archive: Archive) -> None:
    assert {each.id: each.language for each in archive.articles()} == {
        "de": "de", "en": "", "fr": "fr-CH", "wrong": "fr", "bare": "",
    }
    assert set(archive.languages) == {"de", "en", "fr"}
    assert {hit.article.id for hit in archive.search("le port", Scope(languages=("fr",)))} == {"wrong"}


def test_an_article_whose_language_was_read_is_not_changed_by_the_next_build(archive: Archive) -> None:
    assert archive.add([GERMAN, ENGLISH, FRENCH, WRONG, BARE]).unchanged == 5
    read = archive.article("de")
    assert read and archive.version_of(read) == 1


def test_stop_words_are_those_of_the_questions_language(archive: Archive) -> None:
    assert archive._lexical._analysis.asked("Was hat der Stadtrat beschlossen?", ("de",)) == [
        "stadtrat", "beschlossen", "beschloss",
    ]
    assert archive._lexical._analysis.asked("der die das", ("de",)) == ["der", "die", "das"]


def test_an_archive_from_before_languages_is_searched_and_settled_by_the_next_build(archive: Archive) -> None:
    old = _unread(archive)
    with Archive.open(old, embedder=WordEmbedder()) as again:
        assert first(again, "beschlossen Hafen") == "de"
        assert again.add([ENGLISH]).unchanged == 1
        assert first(again, "Wo steht ein Haus?") == "de"
        assert {each.id: each.language for each in again.articles()}["de"] == "de"
        assert again.check() == []
        assert again.embed() == 0          # the vectors stay


def _unread(archive: Archive) -> Path:
    """The same archive as it was written before an article's language was read."""
    archive.close()
    go_back(archive.folder, schema=8)
    with closing(sqlite3.connect(archive.folder / "archive.db")) as old:
        for key, record in old.execute("SELECT key, record FROM articles WHERE id IN ('de', 'wrong')").fetchall():
            made = json.dumps({**json.loads(record), "language": ""}, ensure_ascii=False)
            old.execute("UPDATE articles SET record = ?, crc = NULL, language = '' WHERE key = ?", (made, key))
        old.execute("UPDATE passages SET generation = 99")
        old.execute("UPDATE meta SET value = '99' WHERE key = 'generation'")
        old.commit()
    return archive.folder
