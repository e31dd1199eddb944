"""A follow-up becomes a question that stands alone; a question that already does stays as it is."""

from __future__ import annotations

import pytest

from bot.answer import Turn
from bot.understand.follow_up import rewrite
from bot.understand.standalone import Standalone


def after(before: str, question: str, answer: str = "") -> Standalone:
    return rewrite(question, [Turn(before, answer)])


def test_without_a_history_only_the_spaces_are_tidied() -> None:
    assert rewrite("  And \n when? ", []) == Standalone("And when?", "And when?")


@pytest.mark.parametrize(
    ("before", "question", "text"),
    [
        ("What did Amazon announce?", "What about IBM?", "What did IBM announce?"),
        ("What did Amazon announce?", "And IBM?", "What did IBM announce?"),
        ("What did Amazon announce?", "And how about Old Mill Lane?", "What did Old Mill Lane announce?"),
        ("When did the bridge reopen?", "And the Lido?", "When did the Lido reopen?"),
        ("What did the bridge cost?", "And the ferry?", "What did the ferry cost?"),
        ("What did the council pass in 2023?", "What about 2024?", "What did the council pass in 2024?"),
        ("What did the council pass in 2023?", "And in 2024?", "What did the council pass in 2024?"),
        ("Who won the men's race?", "What about the women's?", "Who won the women's race?"),
        ("Who won the rowing race at Oskel?", "What about the swimming race?", "Who won the swimming race at Oskel?"),
        ("What did Amazon announce?", "What about the harbour wall?", "What did the harbour wall announce?"),
        ("who found the hoard?", "What about IBM?", "who found the hoard: IBM?"),
        ("How did the Kurds react?", "And Putin?", "How did Putin react?"),
        ("Who won the Oskel Cup?", "What about the Merrow Cup?", "Who won the Merrow Cup?"),
        ("Who won the Oskel Cup?", "And Merrow Cup?", "Who won the Merrow Cup?"),
        ("Where is the Amazon warehouse?", "What about Google?", "Where is the Google warehouse?"),
        ("How many people live in the Netherlands?", "And in Belgium?", "How many people live in Belgium?"),
        ("What did Amazon announce?", "And in Belgium?", "What did Amazon announce in Belgium?"),
        ("What did the council pass in 1890?", "And in 1895?", "What did the council pass in 1895?"),
    ],
)
def test_what_about_puts_another_topic_in_the_place_of_the_first(before: str, question: str, text: str) -> None:
    found = after(before, question)
    assert (found.text, found.focus) == (text, text)


def test_what_about_compares_with_the_question_as_it_was_understood() -> None:
    history = [Turn("What did Amazon announce?", ""), Turn("What about IBM?", "")]
    assert rewrite("And Microsoft?", history).text == "What did Microsoft announce?"


@pytest.mark.parametrize(
    ("before", "question", "text", "focus"),
    [
        ("Where was Ines Vale born?", "And when?", "When was Ines Vale born?", "when?"),
        ("Where did the ferry run aground?", "But why", "Why did the ferry run aground?", "why"),
        ("Who found the hoard?", "When?", "Who found the hoard, and when?", "When?"),
    ],
)
def test_a_bare_question_word_borrows_the_rest(before: str, question: str, text: str, focus: str) -> None:
    assert after(before, question) == Standalone(text, focus)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What did she say?", "What did Ines Vale say?"),
        ("Where is her ship?", "Where is Ines Vale's ship?"),
        ("And where is her ship?", "Where is Ines Vale's ship?"),
        ("Who told her about the storm?", "Who told Ines Vale about the storm?"),
        ("Did she say what she meant?", "Did Ines Vale say what she meant?"),
        ("Is Vale still at sea?", "Is Ines Vale still at sea?"),
    ],
)
def test_a_pronoun_or_a_short_name_becomes_the_person_who_was_named(question: str, text: str) -> None:
    assert after("Who is Ines Vale?", question).text == text


def test_the_person_may_be_named_in_what_the_answer_quotes() -> None:
    answer = "On 1 May 2023, The Quay reported: “Old Tom Reed left the ferry.” [1]"
    assert after("Who sails the ferry?", "Why did he leave?", answer).text == "Why did Old Tom Reed leave?"


def test_who_acts_in_the_answer_is_meant_rather_than_who_is_mentioned() -> None:
    answer = "“Seagal's statement that he studied with Morihei Ueshiba is disputed.” [1]"
    assert after("What is disputed?", "When did he begin?", answer).text == "When did Seagal begin?"


def test_a_paper_that_introduces_the_quotation_is_no_person() -> None:
    answer = "On 1 May 2023, Harbour Gazette reported: “The crew left.” [1]"
    assert after("who sails the ferry?", "Why did he leave?", answer).text == "Why did he leave (who sails the ferry)?"


def test_she_is_not_taken_for_a_man_nor_for_a_place_nor_an_institution() -> None:
    answer = "“Mary Holt told Peter Rudd at Wakefield Prison that Queen Maud Infirmary had closed.” [1]"
    assert after("What was said?", "Where was she?", answer).text == "Where was Mary Holt?"
    assert after("What was said?", "Where was he?", answer).text == "Where was Peter Rudd?"


def test_where_somebody_was_born_is_not_who_is_meant() -> None:
    answer = "Compton, Norwood"
    assert "Compton" not in after("Where was he born?", "When did he leave?", answer).text


@pytest.mark.parametrize(
    ("before", "question", "text"),
    [
        ("Who founded the Harbour Rovers?", "Did they win the cup?", "Did the Harbour Rovers win the cup?"),
        ("Did Tom Reed and Ines Vale sail?", "When were they back?", "When were Tom Reed and Ines Vale back?"),
        ("Who wrote the novel Cold Light?", "Was it a success?", "Was Cold Light a success?"),
        ("Who paid for the iron bridge?", "Who painted it?", "Who painted the iron bridge?"),
    ],
)
def test_they_are_many_and_it_is_a_thing(before: str, question: str, text: str) -> None:
    assert after(before, question).text == text


@pytest.mark.parametrize(
    ("question", "text", "focus"),
    [
        (
            "How much will it cost?",
            "How much will it cost (What happened to the iron bridge)?",
            "How much will it cost?",
        ),
        (
            "So how many men repaired the old bridge?",
            "How many men repaired the old bridge (What happened to the iron bridge)?",
            "how many men repaired the old bridge?",
        ),
        ("What was the reason?", "What was the reason (What happened to the iron bridge)?", "What was the reason?"),
    ],
)
def test_what_leans_on_the_question_before_is_followed_by_it(question: str, text: str, focus: str) -> None:
    assert after("What happened to the iron bridge?", question) == Standalone(text, focus)


def test_brackets_do_not_pile_up() -> None:
    history = [Turn("What happened to the iron bridge?", ""), Turn("How much will it cost?", "")]
    text = rewrite("And how long will it take?", history).text
    assert text == "How long will it take (What happened to the iron bridge)?"


def test_a_question_that_lacks_a_subject_is_put_under_the_name_the_talk_is_about() -> None:
    asked = after("Who won the Oskel Cup in 2022?", "and which club came from the north")
    assert asked == Standalone("About the Oskel Cup: which club came from the north?",
                               "which club came from the north")


def test_a_first_message_may_just_name_the_topic() -> None:
    assert rewrite("When did he die?", [Turn("Kurt Vonnegut", "Family and early life")]).text == (
        "When did Kurt Vonnegut die?"
    )


@pytest.mark.parametrize(
    "question",
    [
        "When does the ferry Swan leave?",
        "how many swans came back to the harbour?",
        "Did that ship reach Norway?",
        "Rovers?",
        "When did the casualty unit close?",
    ],
)
def test_a_question_on_another_topic_drops_the_old_one(question: str) -> None:
    assert after("Who won the Oskel Cup?", question).text == question


def test_after_another_topic_pronouns_mean_the_new_one() -> None:
    history = [Turn("Who is Ines Vale?", ""), Turn("Who is Nils Holm?", ""), Turn("Where is Mary Holt?", "")]
    assert rewrite("What did he say?", history).text == "What did Nils Holm say?"
    assert rewrite("What did she say?", history).text == "What did Mary Holt say?"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("No, I meant Tom Reed", "Where was Tom Reed born?"),
        ("not Ines Vale, but Tom Reed", "Where was Tom Reed born?"),
        ("Sorry, I meant when was Ines Vale married?", "When was Ines Vale married?"),
    ],
)
def test_a_correction_asks_the_question_before_again(question: str, text: str) -> None:
    assert after("Where was Ines Vale born?", question).text == text


def test_the_other_one_is_whom_the_pronoun_was_not_taken_for() -> None:
    history = [Turn("Who met Nils Holm?", "Tom Reed"), Turn("Where was he born?", "")]
    assert rewrite("No, I meant the other one", history).text == "Where was Nils Holm born?"


@pytest.mark.parametrize("question", ["it?", "?", "no, I meant", "What about", "And", "their", "not , but", "((("])
def test_broken_questions_are_no_trouble(question: str) -> None:
    for history in ([Turn("", "")], [Turn("(", "”“ [1"), Turn("Who is Ines Vale?", "It")]):
        assert rewrite(question, history).text


def test_a_long_conversation_keeps_its_subject() -> None:
    history = [Turn("Who is Ines Vale?", "")] + [Turn(f"What did she do in {year}?", "") for year in range(1970, 2020)]
    assert rewrite("Where does she live?", history).text == "Where does Ines Vale live?"


@pytest.mark.parametrize(
    ("before", "question", "text"),
    [
        ("What is Trump's plan for Syria?", "When was it announced?", "When was Trump's plan for Syria announced?"),
        ("What is Ines Vale's book about?", "When was it published?", "When was Ines Vale's book published?"),
        ("How much did Apple's new phone cost?", "When does it come out?", "When does Apple's new phone come out?"),
        ("Who runs Merrowby's ferry?", "How old is it?", "How old is Merrowby's ferry?"),
        ("What was Microsoft's profit in 2020?", "Who leads it?", "Who leads Microsoft?"),
        ("What did the mayor's office say?", "Did it apologise?", "Did the mayor's office apologise?"),
    ],
)
def test_what_is_done_is_done_to_the_thing_and_not_to_its_owner(before: str, question: str, text: str) -> None:
    assert after(before, question).text == text


TOLD = (
    "“The Quay Trading Company announced a two-year ban on selling its cameras to the police.” [1] “QTC CEO Peter Holt "
    "said it did not know who used them. Parliament is ready. Parliament may act. Parliament has time.” [2]"
)


@pytest.mark.parametrize(
    ("before", "question", "text"),
    [
        ("What did the company announce?", "How long will it last?", "How long will the two-year ban last?"),
        ("What did the company announce?", "When was it lifted?", "When was the two-year ban lifted?"),
        ("How long is the ban?", "When was it announced?", "When was the two-year ban announced?"),
        ("What is Merrowby's plan for Oskel?", "When does it end?", "When does Merrowby's plan for Oskel end?"),
    ],
)
def test_what_was_asked_for_is_known_from_what_was_told(before: str, question: str, text: str) -> None:
    assert after(before, question, TOLD).text == text


def test_a_pronoun_means_whom_the_first_quotation_names() -> None:
    first, second = TOLD.split(" [1] ")
    before, question = "Who is the head of QTC?", "What did he say?"
    assert after(before, question, f"{second} {first} [1]").text == "What did Peter Holt say?"
    assert after(before, question, TOLD).text != "What did Peter Holt say?"


def test_a_bare_question_is_about_what_was_told() -> None:
    asked = after("What did the company announce?", "When?", TOLD)
    assert asked == Standalone("When did the company announce the two-year ban?", "When?")


def test_a_bare_question_between_changes_nothing_about_it() -> None:
    history = [Turn("What did the company announce?", TOLD), Turn("When?", TOLD)]
    assert rewrite("How long will it last?", history).text == "How long will the two-year ban last?"


def test_one_name_after_another_takes_the_place_of_the_last() -> None:
    history = [Turn("Who criticised the ban?", ""), Turn("And Microsoft?", "")]
    assert rewrite("What about IBM?", history).text == "Who criticised the ban: IBM?"


def test_what_every_thing_has_is_asked_of_the_thing_before_and_of_nothing_else() -> None:
    asked = after("How long is the flood wall?", "And the price?")
    assert (asked.text, asked.otherwise) == ("The price (How long is the flood wall)?", None)


def test_a_question_behind_a_refused_one_is_first_asked_of_what_names_the_things_of_both() -> None:
    asked = after("How many beavers were released?", "What are the adults called?")
    assert asked.text == "What are the adults called?"
    assert asked.first == Standalone(
        "What are the adults called (How many beavers were released)?", asked.text,
        about="the adults", within="beavers", otherwise=Standalone(asked.text, asked.text),
    )


def test_what_is_asked_about_without_an_article_is_it_and_no_person() -> None:
    before = "Where was polio found in London?"
    assert after(before, "How is it spread?").text == "How is polio spread?"
    assert after(before, "How old is she?").text != "How old is polio?"


def test_it_is_the_subject_that_what_about_brought_though_the_other_was_spoken_of_twice() -> None:
    history = [Turn(question, "") for question in (
        "What did NASA's DART do?", "How big is it?",
        "What about the rocket launch in Oskel?",
    )]
    history[-1] = Turn(history[-1].question, "The rocket launch failed.", used=history[-1].question)
    assert rewrite("Why did it fail?", history).text == "Why did the rocket launch fail?"
