"""A follow-up goes on with what was meant, and no word of it breaks on the way."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import Turn
from bot.understand.follow_up import rewrite
from bot.understand.talk.cutting import Cutting
from bot.understand.thread.ellipsis import explained_too
from bot.understand.thread.many import are_people, asked_for, bare_plurals, counted
from bot.understand.thread.mentions import mentions
from bot.understand.thread.opening import about_which, bare, new_subject
from bot.understand.thread.place import for_pronoun

ARTICLE = (
    "A man shot nine swimmers at a pool in North Aldery on Friday. Governor Tess Marr pardoned two Oskel drivers. "
    "“It was rushed,” Rajan Vale said. He is a student at Holm High School. Queen Maud Infirmary took in the hurt. "
    "Ben Marsh, 40, was jailed for taking money from the Oskel Lido Trust. He repaid it. "
    "Dr Helen Prowse, the chief executive, left. Upper Ossing lies at Ossing."
)


def used(*turns: tuple[str, str], ask: str) -> str:
    """The question as it is searched; each turn is a question and the sentence of the article that answered it."""
    history = [Turn(question, f"“{lead}” [1]") for question, lead in turns]
    return rewrite(ask, history, [Cutting(lead, "Friday's news", ARTICLE) for _, lead in turns]).text


@pytest.mark.parametrize(
    ("first", "lead", "ask", "text"),
    [
        ("Did Tess Marr pardon the Oskel drivers?", "Tess Marr pardoned them.", "How old are they?",
         "How old are the Oskel drivers?"),
        ("Whom did Tess Marr pardon?", "Governor Tess Marr pardoned two Oskel drivers.", "Why did she pardon them?",
         "Why did Governor Tess Marr pardon the two Oskel drivers?"),
        ("Which drivers did Tess Marr pardon?", "Governor Tess Marr pardoned two.", "Where do they live?",
         "Where do the drivers live?"),
        ("Who shot the swimmers?", "A man shot nine swimmers at a pool in North Aldery on Friday.", "How old is he?",
         "How old is he (Who shot the swimmers)?"),
        ("Who objected to it?", "“It was rushed,” Rajan Vale said.", "What does he study?",
         "What does Rajan Vale study?"),
        ("Where were the hurt taken?", "Queen Maud Infirmary took in the hurt.", "Who runs the hospital?",
         "Who runs Queen Maud Infirmary?"),
        ("Who was jailed over the Lido money?", "Ben Marsh, 40, was jailed.", "How old is he?",
         "How old is Ben Marsh?"),
        ("Who left?", "Dr Helen Prowse, the chief executive, left.", "Who is the chief executive?",
         "Who is the chief executive?"),
    ],
)
def test_a_pronoun_or_a_phrase_means_what_it_fits(first: str, lead: str, ask: str, text: str) -> None:
    assert used((first, lead), ask=ask) == text


@pytest.mark.parametrize(
    ("before", "ask", "text"),
    [
        ("How many people did the storm kill in Kansas?", "In Ohio?", "How many people did the storm kill in Ohio?"),
        ("How many people did the storm kill in Kansas?", "Texas?", "How many people did the storm kill in Texas?"),
        ("How many people did the storm kill?", "In Ohio?", "How many people did the storm kill in Ohio?"),
        ("How many liberals voted for liberals?", "And conservatives?", "How many conservatives voted for liberals?"),
        ("What are Vale's chances?", "No, I meant Holm", "What are Holm's chances?"),
        ("Who won the race?", "By how many votes?", "Who won the race, and by how many votes?"),
        ("When did the college drop his name?", "Who objected?", "Who objected (When did the college drop his name)?"),
        ("Where was the rally?", "Was anyone hurt?", "Was anyone hurt (Where was the rally)?"),
        ("Where was the rally?", "anyone hurt?", "Anyone hurt (Where was the rally)?"),
        ("What did Marr say about the wall?", "How did the Civic Union react?",
         "How did the Civic Union react (What did Marr say about the wall)?"),
        ("Who is Ines Vale?", "ok. unrelated: who bought the ferry?", "Who bought the ferry?"),
        ("Who was jailed?", "What about the pool, how much does it need to reopen?",
         "How much does the pool need to reopen?"),
        ("Who was jailed?", "What about hosepipes, when did that ban start?",
         "About hosepipes: when did that ban start?"),
        ("How many passengers did the ferry carry?", "Who bought it?", "Who bought the ferry?"),
        ("Who is Ines Vale?", "Who leads the inquiry and when does she report?",
         "Who leads the inquiry and when does she report?"),
        ("Who is Ines Vale?", "Which song is she writing?", "Which song is Ines Vale writing?"),
        ("How much did the Vale book sell for?", "Which book was it?",
         "Which book was it (How much did the Vale book sell for)?"),
        ("How many cameras will Aldery get?", "how many are there now?",
         "How many are there now (How many cameras will Aldery get)?"),
        ("Who is Ines Vale?", "How many did she drink?", "How many did Ines Vale drink (Who is Ines Vale)?"),
        ("Who is the new chief?", "and the old one?", "Who is the old chief?"),
        ("Who resigned, and when?", "why?", "Who resigned, and why?"),
        ("How much did the Lido Trust spend?", "How many people worked there in the past?",
         "About Lido Trust: how many people worked there in the past?"),
        ("Is there a pool?", "Is there a sauna?", "Is there a sauna?"),
        ("What did Marr say about the wall?", "and what did the other side say?",
         "What did the other side say (What did Marr say about the wall)?"),
        ("How much debt does the Lido Trust have?", "How many pools?", "How many pools does the Lido Trust have?"),
        ("How much did the Trust spend?", "How many pools?", "How many pools (How much did the Trust spend)?"),
        ("Does Rite Oskel owe money?", "How much does it owe?", "How much does Rite Oskel owe?"),
        ("Does Rite Oskel owe money?", "How many pools does the chain run?", "How many pools does Rite Oskel run?"),
        ("How many troops did Vale send?", "and when did Holm do that?",
         "When did Holm do that (How many troops did Vale send)?"),
        ("Who won the race?", "Did that ship reach Norway?", "Did that ship reach Norway?"),
        ("Who is Ines Vale?", "ok thanks. And Dr Reed, where does he live?", "Where does Dr Reed live?"),
        ("Who is Ines Vale?", "One more: when was she born?", "When was Ines Vale born?"),
        ("What is Ines Vale's age?", "Did the Lido Trust admit it?", "Did the Lido Trust admit it?"),
    ],
)
def test_what_is_left_out_is_what_was_asked(before: str, ask: str, text: str) -> None:
    assert rewrite(ask, [Turn(before, "")]).text == text


@pytest.mark.parametrize(
    ("before", "ask", "text"),
    [
        ("What is tephra?", "and vog?", "What is vog?"),
        ("What is tephra?", "What about brain fog?", "What is brain fog?"),
        ("What does tephra mean?", "And vog?", "What does vog mean?"),
        ("What is a lahar?", "and caldera?", "What is a caldera?"),
        ("what are lahars", "and calderas", "What are calderas?"),
    ],
)
def test_one_word_after_another_is_explained(before: str, ask: str, text: str) -> None:
    first = ("Which volcano erupted in Oskel?", "The Merrow erupted in Oskel: tephra fell.")
    assert used(first, (before, "Tephra is what falls."), ask=ask) == text


def test_only_a_word_behind_a_word_is_explained_too() -> None:
    assert explained_too("vog", "What is the fare?") is None
    assert explained_too("vog", "What is new?") is None
    assert explained_too("now", "What is vog?") is None


def test_what_the_reader_named_is_the_topic_before_whom_an_answer_did() -> None:
    asked = used(("Who jailed the head of the Lido Trust?", "Ben Marsh, 40, was jailed."),
                 ("How old is Ben Marsh?", "Ben Marsh, 40, was jailed."), ask="How many members come?")
    assert asked == "About Ben Marsh: how many members come?"
    asked = used(("Who jailed the head of the Lido Trust?", "Ben Marsh, 40, was jailed."),
                 ("How old is he?", "Ben Marsh, 40, was jailed."), ask="How many members come?")
    assert asked == "About the Lido Trust: how many members come?"


def test_whom_the_last_question_names_is_meant_before_whom_the_talk_went_on_about() -> None:
    left = "Tom Reed left, Ben Marsh said."
    talk = [("Who left?", left), ("How long was he there?", left), ("Who is Ben Marsh?", left)]
    assert used(*talk, ask="Where does he live?") == "Where does Ben Marsh live?"


@pytest.mark.parametrize(
    ("first", "lead", "ask", "text"),
    [
        ("How many people did Vale's dog Commander bite?", "Mayor Ben Vale's dog Commander bit ten people.",
         "What breed is he?", "What breed is Commander?"),
        ("What did Commander do?", "Mayor Ben Vale's dog Commander bit ten people.",
         "What breed is he?", "What breed is Commander?"),
        ("What did Vale's wife Ines teach?", "Mayor Ben Vale's wife Ines taught English.",
         "Where was she born?", "Where was Ines born?"),
        ("What did Ben Vale's book Haven tell?", "Mayor Ben Vale's book Haven told of dogs.",
         "How old is he?", "How old is Ben Vale?"),
    ],
)
def test_whose_somebody_is_does_not_say_who_is_meant(first: str, lead: str, ask: str, text: str) -> None:
    assert used((first, lead), ask=ask) == text


@pytest.mark.parametrize(
    ("first", "lead"),
    [
        ("What happened with Adele in London?", "Adele put off her London concerts because of COVID, the singer said."),
        ("Why did Adele stop in London?", "The singer was destroyed by delays and COVID."),
    ],
)
def test_a_cause_is_not_what_was_asked_about(first: str, lead: str) -> None:
    assert used((first, lead), ask="Where should it have been?") == "About Adele: where should it have been?"


def test_by_whom_asks_for_a_person() -> None:
    talk = [("Was the Lido money taken?", "The money is gone."), ("By whom?", "Ben Marsh, 40, was jailed for it.")]
    assert used(*talk, ask="Where does he live?") == "Where does Ben Marsh live?"


def test_nobody_is_reported_behind_a_preposition() -> None:
    asked = used(("What did Ben Marsh apologise for?", "Ben Marsh apologised for the theft."), ask="Did it help?")
    assert asked == "Did it help (What did Ben Marsh apologise for)?"


def test_a_title_in_the_middle_parts_two_names() -> None:
    found = mentions("New Jersey Gov. Phil Murphy vetoed it.")
    assert [each.text for each in found] == ["Phil Murphy"]


def test_a_name_goes_in_the_place_of_the_pronoun_that_fits_it() -> None:
    assert for_pronoun("Commander", "when did they get him?") == "when did they get Commander?"
    assert for_pronoun("Vale and Reed", "when did it help them?") == "when did it help Vale and Reed?"
    assert for_pronoun("Oskel", "what is their best year?") == "what is Oskel's best year?"
    assert for_pronoun("Oskel", "why?") == "why?"


def test_openings_are_taken_apart() -> None:
    assert bare("hmm ok. And the lido?") == ("the lido?", True)
    assert bare("Great Aldery is where?") == ("Great Aldery is where?", False)
    assert new_subject("Another question: who won?") == "who won?"
    assert new_subject("Who asked another question?") is None
    assert about_which("What about the pool, when does it open?") == ("the pool", "when does it open?")
    assert about_which("What about the pool?") is None


def test_many_are_people_or_bodies_that_act() -> None:
    assert asked_for("Which Oskel drivers were fined?") == ["the Oskel drivers"]
    assert asked_for("What term corresponds to it?") == []
    assert counted("He fined two drivers for five years.") == ["the two drivers"]
    assert bare_plurals("How many homes were flooded?") == [(9, 14)]
    assert not are_people("the buildings")


_NAMES = ("Ines Vale", "the night bus", "North Aldery", "Rovers", "the two drivers", "hosepipes", "Oskel Infirmary")
_ASKS = (
    "Who runs {}?", "What did {} say?", "How many swimmers did {} see in Oskel?", "When did {} reopen to that crowd?",
    "Did anybody tell {} that it was late?", "Which drivers met {} at the station?",
)
_FOLLOWS = (
    "And {}?", "In {}?", "What about {}?", "What about {}, when did that ban start?", "{}?", "No, I meant {}",
    "How old is he?", "What are their names?", "Why did she tell them?", "Who objected?", "By how many votes?", "Why?",
    "As for {}: how much does it need to reopen?", "Who told him about it and when did {} hear?", "and that one?",
    "How did {} react?", "to come back to {}: what for?", "ok. unrelated: what did it cost?", "Who is her deputy?",
)
_WORD = re.compile(r"[^\W_]+")
_GLUE = frozenset("about and the in s what".split())     # what a rewriting may bring along


@given(st.lists(st.tuples(st.sampled_from(_ASKS + _FOLLOWS), st.sampled_from(_NAMES)), min_size=2, max_size=5),
       st.sampled_from(ARTICLE.split(". ")))
@settings(max_examples=150, deadline=None)
def test_no_rewriting_breaks_a_word(asked: list[tuple[str, str]], lead: str) -> None:
    questions = [form.format(name) for form, name in asked]
    history = [Turn(question, f"“{lead}” [1]") for question in questions[:-1]]
    text = rewrite(questions[-1], history, [Cutting(lead, "Friday's news", ARTICLE)] * len(history)).text
    known = set(_WORD.findall(" ".join([*questions, ARTICLE, "Friday's news"]).casefold()))
    assert set(_WORD.findall(text.casefold())) <= known | _GLUE
