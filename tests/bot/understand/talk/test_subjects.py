"""A conversation keeps in mind what was named, the more the later and the more often."""

from __future__ import annotations

from bot.understand.talk.cutting import quoted
from bot.understand.talk.subjects import KEPT, Talk, names_a_topic


def test_what_was_asked_about_last_is_the_topic() -> None:
    talk = Talk()
    for question in ("Who is Ines Vale?", "Who is Nils Holm?"):
        talk.hear(question, question, "Tom Reed knows.")
    topic = talk.topic()
    assert topic is not None
    assert topic.name == "Nils Holm"


def test_a_part_of_a_name_stands_for_the_whole_and_a_fuller_one_takes_its_place() -> None:
    talk = Talk()
    talk.hear("Who is Larsson?", "Who is Larsson?", "Henrik Larsson played in Sweden.")
    known = talk.known("Larsson")
    assert known is not None
    assert known.name == "Henrik Larsson"
    assert known is talk.known("larsson's")


def test_words_are_known_again_in_another_form() -> None:
    talk = Talk()
    talk.hear("Was the bridge repaired?", "Was the bridge repaired?", "")
    assert talk.mentioned("bridges")
    assert talk.mentioned("repairing")
    assert not talk.mentioned("harbour")


def test_of_an_answer_only_the_quotations_are_listened_to() -> None:
    assert quoted("On 1 May, The Quay reported: “The crew left.” [1]") == "The crew left."
    assert quoted("plain words") == "plain words"


def test_a_message_without_a_question_in_it_names_a_topic() -> None:
    assert names_a_topic("Kurt Vonnegut")
    assert not names_a_topic("Who is Kurt Vonnegut")
    assert not names_a_topic("Kurt Vonnegut?")


def test_a_talk_full_of_names_keeps_only_some_in_mind() -> None:
    talk = Talk()
    for turn in range(20):
        names = " ".join(f"Tom{chr(97 + turn)}{chr(97 + number % 26)} Reed{number}x," for number in range(200))
        talk.hear(names, names, names)
    assert len(talk.subjects) <= KEPT


def test_the_first_quotation_is_heard_to_its_end_with_another_in_it() -> None:
    answer = "“Margaret “Peg” Dunmore resigned.” — 3 May 2023, Ada Bell [1]\n\n3 May: “It rained.” [2] “It froze.” [3]"
    assert quoted(answer) == "Margaret “Peg” Dunmore resigned."
