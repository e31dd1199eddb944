"""An office without a name stands for whoever holds it, where it is asked what a person has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot import Bot
from bot.understand.talk.office import of_holder
from index import Archive
from tests.fakes import WordEmbedder, article, day


@pytest.mark.parametrize(("question", "office", "which"), [
    ("How old is the mayor?", "mayor", ""),
    ("how old is the deputy mayor now?", "deputy mayor", ""),
    ("And where was the governor of New Oskel born?", "governor", "of New Oskel"),
    ("What is the mayor's age?", "mayor", ""),
])
def test_age_birth_and_home_are_asked_of_whoever_holds_it(question: str, office: str, which: str) -> None:
    asked = of_holder(question)
    assert asked is not None
    assert asked[:2] == (office, which)
    assert question[asked[2] : asked[3]].startswith("the ")


@pytest.mark.parametrize("question", [
    "What did the mayor say?", "How old was the mayor?", "How old is the bridge?", "Who is the mayor?",
])
def test_what_a_mayor_of_then_did_is_not(question: str) -> None:
    assert of_holder(question) is None


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    texts = {
        "chosen": "Amina Orr, 41, a solicitor, has been chosen by her party.",
        "won": "Amina Orr will be the next mayor of Oskel, after beating Tom Vale.",
        "dead": "Ned Holm, the first mayor, has died aged 66. How old the mayor was, nobody knew.",
        "both": "Ms Amina Orr and Mr Tom Vale met on Monday.",
    }
    with Archive.create(tmp_path_factory.mktemp("office") / "news", embedder=WordEmbedder()) as made:
        made.add([article(id, id.capitalize(), text, day(2020 + year, 1, 1))
                  for year, (id, text) in enumerate(texts.items())])
        made.embed()
        yield made


def test_the_age_of_a_mayor_who_died_is_not_the_mayors(archive: Archive) -> None:
    bot = Bot(archive)
    asked = bot.ask("How old is the mayor?")
    assert asked.question_used == "How old is Amina Orr?"
    assert bot.ask("Where was she born?", history=[asked]).question_used == "Where was Amina Orr born?"


def test_a_correction_means_the_present_mayor(archive: Archive) -> None:
    bot = Bot(archive)
    history = [bot.ask("How old is Tom Vale?")]
    history.append(bot.ask("No, I meant the mayor.", history=history))
    assert history[-1].question_used == "How old is Amina Orr?"
    assert bot.ask("Where does she live?", history=history).question_used == "Where does Amina Orr live?"


def test_nobody_is_named_for_another_towns_office(archive: Archive) -> None:
    assert Bot(archive).ask("How old is the mayor of Ossing?").question_used == "How old is the mayor of Ossing?"


def test_an_article_tells_men_from_women_whom_an_unanswered_question_named(archive: Archive) -> None:
    bot = Bot(archive)
    history = [bot.ask("Is Orr taller than Vale by a zeppelin?")]
    assert not history[0].answered
    assert bot.ask("Where was he born?", history=history).question_used == "Where was Tom Vale born?"
