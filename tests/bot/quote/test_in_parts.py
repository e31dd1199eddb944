"""A question that asks two things is answered with a sentence for each."""

from __future__ import annotations

from bot.answer import Answer
from bot.quote.extract import Extractor
from bot.retriever.archive_retriever import search
from bot.retriever.found import Asked, Found
from bot.understand.standalone import Standalone
from index import Archive, Scope
from tests.fakes import article

IN_PART = "The archive seems to answer only a part of the question."


def answered(archive: Archive, question: str) -> Answer:
    found = Found(Asked(question, (), Scope()), Standalone(question, question), search(archive, question, Scope()))
    *_, answer = Extractor(archive).stream(found)
    assert isinstance(answer, Answer)
    return answer


def test_each_part_has_its_sentence_though_they_stand_in_different_articles(archive: Archive) -> None:
    answer = answered(archive, "Will the ferry sail all winter, and what will repairs to the iron bridge now cost?")
    assert answer.answered and IN_PART not in answer.notices
    assert [each.article.id for each in answer.citations] == ["ferry", "bridge-2"]


def test_what_one_part_leans_on_is_in_the_answer_to_the_other(archive: Archive) -> None:
    archive.add([article("raft", "Raft race", "The raft race was won by a paper crocodile.\n\nIt rained.\n\n"
                         "The paper crocodile was 23 metres from snout to tail.")])
    answer = answered(archive, "What won the raft race and how long was it?")
    assert [each.quote for each in answer.citations] == [
        "The raft race was won by a paper crocodile.", "The paper crocodile was 23 metres from snout to tail.",
    ]


def test_what_a_thing_is_called_is_a_part(archive: Archive) -> None:
    archive.add([article("boat", "A boat of paper", "Ines Vale made the first paper boat.\n\nIt rained.\n\n"
                         "The boat that she calls “the Heron” was shown in May.")])
    answer = answered(archive, "Who made the first paper boat and what is it called?")
    assert [each.quote for each in answer.citations] == [
        "Ines Vale made the first paper boat.", "The boat that she calls “the Heron” was shown in May.",
    ]


def test_a_part_that_nothing_answers_is_owned_up_to(archive: Archive) -> None:
    answer = answered(archive, "Will the ferry sail all winter, and who discovered penicillin in Berlin?")
    assert answer.answered and IN_PART in answer.notices
    assert [each.article.id for each in answer.citations] == ["ferry"]


def test_where_no_part_is_answered_nothing_is(archive: Archive) -> None:
    answer = answered(archive, "Who discovered penicillin in Berlin, and when was penicillin sold in Oslo?")
    assert not answer.answered and IN_PART not in answer.notices
