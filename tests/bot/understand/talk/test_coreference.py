"""What a pronoun of a follow-up stands for."""

from __future__ import annotations

import pytest

from bot import Turn
from bot.understand.follow_up import rewrite
from bot.understand.talk.cutting import Cutting


def after(*turns: tuple[str, str], ask: str) -> str:
    history = [Turn(question, f"“{lead}” [1]") for question, lead in turns]
    return rewrite(ask, history, [Cutting(lead, "", lead) for _, lead in turns]).text


def test_it_is_rather_the_thing_that_was_asked_about_than_the_club_that_lost_it() -> None:
    lost = Turn("Did Merrow United lose the harbour cup?", "“Merrow United lost the harbour cup.” [1]")
    assert rewrite("Is it made of silver?", [lost], [None]).text == "Is the harbour cup made of silver?"


def test_a_short_name_is_written_in_full_but_not_within_another_ones() -> None:
    vale = Turn("Who is Ines Vale?", "“Ines Vale is the mayor.” [1]")
    assert rewrite("Why did Vale resign?", [vale], [None]).text == "Why did Ines Vale resign?"
    ends = "Why did the Vale administration end?"
    assert rewrite(ends, [vale], [None]).text == ends


@pytest.mark.parametrize(
    ("asked", "lead", "ask", "used"),
    [
        ("Why did Ines Vale resign?", "Ms Vale resigned over her shares.",
         "Who took over from her?", "Who took over from Ines Vale?"),
        ("Who is Ines Vale?", "Ines Vale is a diver.",
         "Whose Nobel did she give back?", "Whose Nobel did Ines Vale give back?"),
        ("Who led the flood inquiry?", "It was led by a barrister.",
         "What did they recommend?", "What did the flood inquiry recommend?"),
        ("Who led the flood inquiry?", "It was led by a barrister.",
         "How much did it cost?", "How much did the flood inquiry cost?"),
        ("What happened to the workers' bid?", "The bid failed in May.",
         "Why was it turned down?", "Why was the workers' bid turned down?"),
        ("How much did the bridge repairs cost?", "Repairs cost £7.1m.",
         "When did it reopen?", "When did the bridge reopen?"),
        ("Who owns the biscuit works?", "A Danish company owns it.",
         "Who bought it?", "Who bought the biscuit works?"),
        ("Where was the virus detected in London?", "It was detected in North and East London.",
         "When was the last case there?", "When was the last case in London?"),
        ("Who opposed the parking charges?", "Drivers opposed the charges.",
         "Who proposed them?", "Who proposed the parking charges?"),
    ],
)
def test_a_pronoun_is_whom_or_what_the_last_question_spoke_of(asked: str, lead: str, ask: str, used: str) -> None:
    assert after((asked, lead), ask=ask) == used


def test_what_somebody_spends_has_no_name() -> None:
    stole = ("How much did the treasurer steal from the lido?", "The treasurer of the Lido Trust stole £46,300.")
    assert after(stole, ask="What did he spend it on?").startswith("What did the treasurer spend it on")


def test_whom_a_question_calls_by_what_he_is_has_a_name_once_an_answer_gives_it() -> None:
    stole = ("How much did the treasurer steal from the lido?", "The treasurer of the Lido Trust stole £46,300.")
    jailed = ("How long did he get?", "Tom Reed, 59, was told by a judge that he must go to prison for two years.")
    assert after(stole, jailed, ask="Is he out?") == "Is Tom Reed out?"


def test_a_deputy_mayor_is_no_mayor_and_a_museums_curator_no_museum() -> None:
    deputy = ("What about the deputy mayor?", "Ines Vale was chosen as deputy mayor, said Mayor Tom Orr.")
    assert after(deputy, ask="Why did he resign?").startswith("Why did the deputy mayor resign")
    hoard = ("Who valued the hoard?", "Dr Ines Vale, the museum's curator, valued it.")
    assert after(hoard, ask="What did the museum pay?").startswith("What did the museum pay")


def test_a_dateline_is_no_company() -> None:
    text = "New York CNN Business — Argo is closing. It was the Vale Business that paid."
    cutting = Cutting("Argo is closing.", "Argo closes", text)
    assert cutting.called("company") == "Vale Business"


def test_what_it_costs_to_do_something_and_the_weather_have_no_name() -> None:
    works = ("Why did Hollin & Gray close?", "Hollin & Gray lost money.")
    for ask in ("How much does it cost to swim at the Lido?", "How warm was it on New Year's Day 2022?"):
        assert after(works, ask=ask) == ask


def test_a_firm_that_says_things_is_no_man() -> None:
    article = "Merrick CEO Jan Holm said he was sorry. Merrick said on Monday that it would pay."
    cutting = Cutting("Merrick will pay.", "", article)
    assert (cutting.is_person("Merrick"), cutting.is_person("Jan Holm")) == (False, True)


def test_a_name_that_only_owns_something_is_no_man() -> None:
    assert Cutting("", "", "Jan Holm ran Merrick's parent firm. He left in May.").gender("Merrick") == ""


@pytest.mark.parametrize(
    ("noun", "article", "name"),
    [
        ("governor", "Norland Gov. Bill Reed was glad.", "Bill Reed"),
        ("captain", "Norham Police Capt. Sean Holm declined comment.", "Sean Holm"),
        ("senator", "State Sen. Jan Holm resigned.", "Jan Holm"),
    ],
)
def test_the_governor_is_whom_the_article_calls_gov(noun: str, article: str, name: str) -> None:
    assert Cutting("", "", article).called(noun) == name


def test_those_of_another_are_theirs_and_the_captain_says_as_the_lawyer_did() -> None:
    lead = "Tom Reed's films have made £2m."
    assert after(("How much have Tom Reed's films made?", lead), ask="And those of Vale?") == (
        "How much have Vale's films made?"
    )
    article = "The lawyer said no. Norham Police Capt. Sean Holm declined comment."
    history = [Turn("What did the lawyer say?", "“The lawyer said no.” [1]")]
    assert rewrite("And the captain?", history, [Cutting("The lawyer said no.", "", article)]).text.startswith(
        "What did Sean Holm say"
    )
