"""Whom and what a question asks for, as far as its answer names them."""

from __future__ import annotations

import pytest

from bot import Turn
from bot.understand.follow_up import rewrite
from bot.understand.talk.cutting import Cutting

NOT_THERE = "I don't find that in the archive."


def after(asked: str, lead: str, *, ask: str, article: str = "") -> str:
    cutting = Cutting(lead, "", article or lead)
    return rewrite(ask, [Turn(asked, f"“{lead}” [1]", used=asked)], [cutting]).text


@pytest.mark.parametrize(
    ("asked", "lead", "ask", "used"),
    [
        ("Who won in Oskel?", "No one expected Oskel – a town that Ben Reed won in 2020 – to fall to Ines Vale.",
         "When was she born?", "When was Ines Vale born?"),
        ("Who plays the ferryman?", "(Ben Reed earned more.) Tom Vale, like Ben Reed, became a star as the ferryman.",
         "How old is he?", "How old is Tom Vale?"),
    ],
)
def test_who_is_only_named_aside_answers_nothing(asked: str, lead: str, ask: str, used: str) -> None:
    assert after(asked, lead, ask=ask) == used


def test_a_title_that_the_question_has_too_hides_nobody() -> None:
    lead = "President Ines Vale has proposed elections."
    asked = "Who is the new president of Norland?"
    assert after(asked, lead, ask="Who was in office before her?") == "Who was in office before President Ines Vale?"


def test_who_stands_nearest_to_what_they_are_called_is_meant() -> None:
    lead = "Voters turned from Kate Brown to the independent candidacy of Mary Reed."
    assert after("And who was the independent?", lead, ask="Who gave her money?") == "Who gave Mary Reed money?"


def test_who_becomes_it_is_nearer_than_whom_they_beat() -> None:
    lead = "Amina Orr will be the next mayor of Oskel, after beating Tom Vale."
    assert after("Who is the mayor?", lead, ask="How old is she?") == "How old is Amina Orr?"


def test_of_two_who_play_whoever_stands_beside_the_part_is_meant() -> None:
    lead = "Ines Orr, who plays the Duchess, and Rachel Vale, as Snow Maid, came to Oskel."
    assert after("And who plays Snow Maid?", lead, ask="How old is she?") == "How old is Rachel Vale?"


def test_whom_the_headline_names_so_is_meant() -> None:
    lead = "Lawyers for Rudy Orr heard that the attorney to Dan Vale is now a target of the inquiry."
    cutting = Cutting(lead, "Rudy Orr a target of inquiry", f"{lead} Rudy Orr's lawyers said no.")
    turn = Turn("Who is a target of the inquiry?", f"“{lead}” [1]", used="Who is a target of the inquiry?")
    assert rewrite("Is he ill?", [turn], [cutting]).text == "Is Rudy Orr ill?"
    assert rewrite("Who's his doctor?", [turn], [cutting]).text == "Who's Rudy Orr's doctor?"


def test_one_name_alone_is_whom_the_article_calls_she() -> None:
    lead = "On Monday, Orrin shared a post."
    article = f"{lead} Orrin told us that she was tired."
    assert after("Who wrote it?", lead, ask="What does she do?", article=article) == "What does Orrin do?"


@pytest.mark.parametrize(
    ("asked", "lead", "ask", "used"),
    [
        ("How old is Ines Vale's son?", "Her adult son is 43.", "Where does he live?",
         "Where does Ines Vale's son live?"),
        ("How old is Ines Vale's son?", "Her adult son is 43.", "Where does she live?", "Where does Ines Vale live?"),
        ("When did Ben Vale's father die?", "His father died in 1994.", "Where did he study?",
         "Where did Ben Vale study?"),
    ],
)
def test_he_is_a_womans_son_but_not_a_mans_father(asked: str, lead: str, ask: str, used: str) -> None:
    article = "Ines Vale said she was glad. Ben Vale said he was sad."
    assert after(asked, lead, ask=ask, article=article) == used


def test_whose_record_it_was_is_who_he_is() -> None:
    lead = "She topped the 31 prizes claimed by the conductor Zoltan Brandt."
    assert after("Whose record was that?", lead, ask="When did he die?") == "When did Zoltan Brandt die?"


@pytest.mark.parametrize(
    ("lead", "used"),
    [
        ("The target asteroid is named Dimorphos.", "How big is Dimorphos?"),
        ("It has a name that nobody can say.", "How big is the asteroid?"),
    ],
)
def test_what_is_asked_its_name_is_it(lead: str, used: str) -> None:
    assert after("What's the asteroid called?", lead, ask="How big is it?") == used


def test_behind_a_refused_who_they_are_those_who_were_asked_for() -> None:
    lead = "Ms Vale, 43, runs a fund."
    history = [Turn("Who is Ines Vale?", f"“{lead}” [1]"), Turn("Who else borrowed from Ines Vale?", NOT_THERE)]
    meant = "Were they charged too (Who else borrowed from Ines Vale)?"
    assert rewrite("Were they charged too?", history, [Cutting(lead, "", lead), None]).text == meant


def test_whom_a_pronoun_was_taken_for_stays_a_man_or_a_woman() -> None:
    lead = "The conductor Zoltan Brandt died in 1997, and Mara Kell mourned."
    history = [
        Turn("Is Mara Kell a singer?", "“Mara Kell said she is a singer.” [1]", used="Is Mara Kell a singer?"),
        Turn("Whose record was that?", f"“{lead}” [1]", used="Whose record was that?"),
        Turn("When did he die?", "“Brandt died in 1997.” [1]", used="When did Zoltan Brandt die?"),
    ]
    cuttings = [Cutting(each, "", each) for each in ("Mara Kell said she is a singer.", lead, "Brandt died in 1997.")]
    assert rewrite("When did she win?", history, cuttings).text == "When did Mara Kell win?"
