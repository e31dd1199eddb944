"""What thing a conversation is about."""

from __future__ import annotations

from bot import Turn
from bot.understand.follow_up import rewrite
from bot.understand.talk.cutting import Cutting
from bot.understand.talk.subjects import Talk
from bot.understand.talk.things import only_thing, printed, reported_object, somebodys

CRACK = "The Tollgate Bridge was closed on Monday after divers found a crack."


def told(question: str, answer: str, article: str = "") -> Talk:
    talk = Talk()
    talk.hear(question, question, answer, Cutting(answer, "", article or answer, "one"))
    return talk


def test_it_is_the_one_thing_that_the_last_question_speaks_of_before_any_that_was_spoken_of_for_long() -> None:
    talk = [Turn("What did the inquiry find?", "“The inquiry blamed nobody.” [1]"),
            Turn("Who led it?", "“A barrister led the inquiry.” [2]"),
            Turn("How much will the wall cost?", "“The wall will cost £3m.” [3]")]
    assert rewrite("Who is against it?", talk).text == "Who is against the wall?"
    assert only_thing(told("Who opened the school at the mill?", "Ines Vale did.")) is None


def test_a_thing_is_called_as_the_article_prints_it_where_that_has_one_name_for_it() -> None:
    why = Turn("Why was the bridge closed?", f"“{CRACK}” [1]")
    for article, name in [(CRACK, "the Tollgate Bridge"), (f"{CRACK} The Iron Bridge was not.", "the bridge")]:
        cutting = Cutting(CRACK, "", article, "one")
        assert rewrite("When did it reopen?", [why], [cutting]).text == f"When did {name} reopen?"
        talk = told("Why was the bridge closed?", CRACK, article)
        thing = only_thing(talk)
        assert thing is not None and printed(thing, talk) == name


def test_what_was_announced_and_what_is_somebodys_are_things_too() -> None:
    assert reported_object(told("What did she announce?", "She announced the two-year ban.")) == "the two-year ban"
    assert somebodys(told("How high is Ines Vale's tower?", "It is 40 metres high.")) == "Ines Vale's tower"
