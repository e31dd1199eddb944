"""Misspelt words and names are put as the archive prints them; nobody becomes somebody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot import Bot, Turn
from bot.understand.spelling import respelt, sounds
from index import Archive
from tests.fakes import WordEmbedder, article, day

TEXTS = {
    "tuxley": "Graham Tuxley, who owns a haulage firm, will stand for mayor. Tuxley has lorries.",
    "carter": "Striker John Carter has signed for Rovers. Mr Carter scored 22 goals last season.",
    "chair": "Siobhán O’Connor was elected chair by nine votes to four, said Marco D'Angelo.",
    "bakery": "Zoë Müller-Straßer opened a bakery in Ferry Lane. Søren Grønbæk came.",
    "works": "The biscuit works announced its closure; passengers of the night bus grumbled. "
             "Northway Trains was fined. A co-operative has a reservoir at a low level.",
    "tip": "Vale is the favorite to run the theatre, which will be reorganised.",
    "town": "Merrowby was flooded first of all. It is in Merrowby that the Tollgate Cafe stands.",
    "flood": "The river rose in Merrowby on Monday.", "mayor": "The town of Merrowby has a mayor.",
    "doctor": "Dr Nirmal Sengupta rode a bicycle. Dr Sengupta was kind. "
              "Erica Rourke and Hannah Salmon knew him.",
}
ARTICLES = (
    *(article(id, id.capitalize(), text, day(2023, 1, 1)) for id, text in TEXTS.items()),
    article("hidden", "Hidden", "The zeppelin landed.", day(2023, 1, 7), embargoed_until=day(2090, 1, 1)),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.create(tmp_path_factory.mktemp("spelling") / "news", embedder=WordEmbedder()) as made:
        made.add(ARTICLES)
        made.embed()
        yield made


def searched(archive: Archive, question: str) -> str:
    return respelt(question, archive.vocabulary).text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("How many votes did OConnor get?", "How many votes did O’Connor get?"),
        ("what does dangelo say", "what does D'Angelo say"),
        ("What did Zoe Mueller-Strasser open?", "What did Zoe Müller-Strasser open?"),
        ("Who is Graham Tuxly?", "Who is Graham Tuxley?"),
        ("grahm tuxly lorries", "Graham Tuxley lorries"),
        ("who is dr sengupter", "who is dr Sengupta"),
        ("what did mr tuxly say", "what did mr Tuxley say"),
        ("When did Dr Sen Gupta ride?", "When did Dr Sengupta ride?"),
        ("nothway trians fined", "Northway Trains fined"),
        ("how many gaols this seson", "how many goals this season"),
        ("closeure of the biscut works anounced", "closure of the biscuit works announced"),
        ("resevoir levle", "reservoir level"),
        ("nightbus passangers", "night bus passengers"),
        ("the cooperative", "the co-operative"),
        ("Biscut works", "biscuit works"),
        ("the frist pasenger on the ferry", "the first passengers on the ferry"),
        ("When was Kerrowby flooded?", "When was Merrowby flooded?"),
        ("Where is the Dollgate Cafe?", "Where is the Tollgate Cafe?"),
        ("wat bycicle", "wat bicycle"),
        ("waht did teh mayor say", "what did the mayor say"),
        ("resevior levels", "reservoir levels"),
        ("who runs NorthwayTrains", "who runs Northway Trains"),
        ("who is erica rourkke", "who is erica Rourke"),
        ("Who is Graham Tuxlly?", "Who is Graham Tuxley?"),
        ("how many pasengers", "how many passengers"),
        ("when was Merorwyb flooded", "when was Merrowby flooded"),
        ("did the kassengers grumble", "did the passengers grumble"),
    ],
)
def test_what_is_misspelt_is_searched_as_the_archive_prints_it(archive: Archive, typed: str, meant: str) -> None:
    assert searched(archive, typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Who is John Carver?", "who is john carver", "Who is John Charter?", "What did Carver say?", "Is Carvter here?",
        "Who is Graham Huxley?", "who is graham huxley", "Who is Peter Tuxley-Crane?", "Who is Graham Tuxford?",
        "Who is Eric Rourke?", "Who is Hannah Solomon?", "who is davina moxon", "What is Funland?", "Who owns Tuxla?",
        "Uber announced what?", "Moderna announced what?", "Is Kia here?", "What did the NFS announce?",
        "What did nirmal vashisht ride?", "Which tech firms announced a lockdown?", "Was it unauthorised or legalised?",
        "Was the rearview mirror defunded?", "whos the mayor", "Which zepelin landed?", "Who said “biscut works”?",
        "Where is Southend?", "Who is Graham Duxley?", "what did mr duxley say", "What happened in Derrow?",
        "What does Bob think of perestroika and glasnost in gorki park by lenin ulyanov vladimir?",
        "When was Nerrowyb flooded?", "Who is Northwaytim?", "", "?", "42", "Søren", "What did Ines announce?",
    ],
)
def test_nothing_else_is_changed(archive: Archive, question: str) -> None:
    assert respelt(question, archive.vocabulary).changes == ()


def test_what_was_changed_is_told_in_order(archive: Archive) -> None:
    found = respelt("grahm tuxly and the biscut works", archive.vocabulary)
    assert found.changes == (("grahm", "Graham"), ("tuxly", "Tuxley"), ("biscut", "biscuit"))


def test_what_is_not_english_is_guessed_at_by_its_marks_alone(archive: Archive) -> None:
    asked = "¿Qué dice Mueller sobre las obras y quién es Tuxly?"
    assert respelt(asked, archive.vocabulary).changes == (("Mueller", "Müller"),)


def test_another_sound_is_another_name() -> None:
    assert sounds("tuxly") == sounds("tuxley")
    assert sounds("haverstok") == sounds("haverstock")
    assert sounds("keesha") == sounds("keisha")
    assert sounds("carver") != sounds("carter")
    assert sounds("marin") != sounds("martin")
    assert sounds("bassett") != sounds("basket")


def test_the_answer_says_what_was_searched_and_the_reader_can_undo_it(archive: Archive) -> None:
    bot = Bot(archive)
    answer = bot.ask("Who is Graham Tuxly?")
    assert answer.answered
    assert (answer.question, answer.question_used) == ("Who is Graham Tuxly?", "Who is Graham Tuxley?")
    assert answer.respelt == (("Tuxly", "Tuxley"),)
    assert answer.to_dict()["respelt"] == [{"typed": "Tuxly", "searched": "Tuxley"}]
    undone = bot.ask("Who is Graham Tuxly?", respell=False)
    assert (undone.question_used, undone.respelt) == ("Who is Graham Tuxly?", ())


def test_what_was_asked_before_is_understood_as_the_archive_prints_it_too(archive: Archive) -> None:
    history = [Turn("Who is Graham Tuxly?", "“Graham Tuxley, who owns a haulage firm, will stand for mayor.” [1]")]
    assert Bot(archive).ask("What does he own?", history=history).question_used == "What does Graham Tuxley own?"


def test_an_archive_that_lists_no_words_is_searched_for_what_was_typed(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Archive, "vocabulary", None)
    assert Bot(archive).ask("Who is Graham Tuxly?").question_used == "Who is Graham Tuxly?"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("who is the favourite to run it", "who is the favorite to run it"),
        ("Who runs the theater?", "Who runs the theatre?"),
        ("Will it be reorganized?", "Will it be reorganised?"),
        ("Who runs Theater Oskel?", "Who runs Theater Oskel?"),
    ],
)
def test_a_word_is_spelt_as_on_the_archives_side_of_the_sea(archive: Archive, typed: str, printed: str) -> None:
    assert searched(archive, typed) == printed
