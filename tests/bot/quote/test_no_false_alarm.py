"""What is merely like the thing asked about is no word against a question: others live elsewhere and lose, too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot import Bot
from index import Archive
from tests.fakes import WordEmbedder, article, day

STORIES = {
    "homes": ("Where renters live", "A third of all renters live in Harnchester, a study says. Rents rose by 4%."),
    "baker": ("A baker's life", "Lena Ostrow is a baker. She lives in Fenny Crale, with her wife."),
    "tennis": ("Tennis final", "Jonas Rud lost to Rafael Moreno in the final on Sunday."),
    "storm": ("Storm kills nine", "Nine people were killed in Southmoor when the storm broke on Easter Sunday."),
    "court": ("Pardons for two", "Edgar Bolt, who pleaded guilty in a gambling case, was pardoned on Friday."),
    "buoys": ("Buoys must go", "Governor Grant Abery must remove the buoys from the river, a judge ruled on Friday."),
}


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.create(tmp_path_factory.mktemp("alarms") / "news", embedder=WordEmbedder()) as made:
        made.add([article(id, title, text, day(2023, 6, 5)) for id, (title, text) in STORIES.items()])
        made.embed()
        yield made


@pytest.mark.parametrize("question", [
    "How many people live in Ulmsted?",
    "Where do most people live in Northmark?",
    "Who lives in Ulmsted?",
    "Who lost to Harriet Hagen?",
    "How many people were killed in Northmoor by the storm?",
    "What crime did James Keel plead guilty to?",
    "What did James Keel plead guilty to?",
])
def test_a_name_is_not_held_against_what_merely_is_like_it(news: Archive, question: str) -> None:
    answer = Bot(news).ask(question)
    assert not answer.contradicted, answer.text
    assert not answer.text.startswith("The archive says otherwise")


@pytest.mark.parametrize("question", ["Did the judge rule for Abery?", "Did the judge rule against Abery?"])
def test_nobody_is_said_to_have_ruled_for_whom_a_sentence_merely_names(news: Archive, question: str) -> None:
    assert not Bot(news).ask(question).text.startswith("Yes")
