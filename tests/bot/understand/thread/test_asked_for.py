"""A follow-up means whom and what was asked for, cuts no name, and is put first to the article that answered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from bot import Bot
from bot.answer import Turn
from bot.understand.follow_up import rewrite
from bot.understand.talk.cutting import Cutting
from bot.understand.thread.asked_for import asks_who, defined, role, setting
from bot.understand.thread.mentions import mentions
from index import Archive
from tests.fakes import WordEmbedder, article, day


def used(*turns: tuple[str, str], ask: str) -> str:
    history = [Turn(question, f"“{lead}” [1]") for question, lead in turns]
    cuttings = [Cutting(lead, "", lead) for _, lead in turns]
    return rewrite(ask, history, cuttings).text


@pytest.mark.parametrize(
    ("question", "who", "called", "what"),
    [
        ("Who shot the swimmers?", True, None, None),
        ("Who is the mayor?", False, "the mayor", None),
        ("who was the night bus gunman", False, "the night bus gunman", None),
        ("Did a judge rule on the flood wall?", False, "the judge", None),
        ("Which Aldery driver was fined?", False, "the Aldery driver", None),
        ("Which Aldery doctor caught measles?", False, "the Aldery doctor", None),
        ("When does the driver shortage end?", False, None, None),
        ("How much did the treasurer steal?", False, "the treasurer", None),
        ("How long did the band stay together?", False, None, None),
        ("What are ringed plovers?", False, None, ("ringed plovers", False)),
        ("What is the Oskel mission?", False, None, ("Oskel mission", True)),
    ],
)
def test_a_question_says_whom_and_what_it_asks_for(
    question: str, who: bool, called: str | None, what: tuple[str, bool] | None
) -> None:
    assert (asks_who(question), role(question), defined(question)) == (who, called, what)


@pytest.mark.parametrize(
    ("first", "lead", "ask", "text"),
    [
        # whoever the answer names, and nobody whom the question names itself
        ("Who did Ines Vale choose to run the port?", "Ines Vale has chosen Tom Reed, a pilot, to run it.",
         "Where did he study?", "Where did Tom Reed study?"),
        ("Which Aldery doctor caught Measlepox?", "Dr Nils Holm, who fell ill with Measlepox at sea, is better.",
         "How old is he?", "How old is Nils Holm?"),
        ("Who shot Tom Reed?", "Police arrested Nils Holm, 41, at the pier.", "How old is he?",
         "How old is Nils Holm?"),
        # where it names nobody, who is asked for stays who is meant
        ("Who shot Tom Reed?", "Tom Reed has died after being shot in the town of Nara.", "How old is he?",
         "How old is he (Who shot Tom Reed)?"),
        ("Who started the fire?", "“It was dreadful,” said Ada Quill Marsh in the Bell.", "How old is he?",
         "How old is he (Who started the fire)?"),
        # what somebody is
        ("Who was the night bus gunman?", "A gunman hurt nine people.", "How old was he?",
         "How old was the night bus gunman?"),
        ("Did a judge rule on the flood wall?", "Mayor Greg Orr must move the wall, a judge ruled.", "What's his name?",
         "What's the judge's name (Did a judge rule on the flood wall)?"),
        ("Which night bus driver was fined?", "A driver was fined, the Aldery Department of Justice announced.",
         "Is he still being paid?", "Is the night bus driver still being paid?"),
        # a thing
        ("What was approved for Oskel flu?", "The Food and Drug Administration approved a syrup.", "Who makes it?",
         "Who makes it (What was approved for Oskel flu)?"),
        ("Which dog is the most popular?", "The pug ended the Orrin retriever's reign, the Kennel Club announced.",
         "What was it before?", "What was it before (Which dog is the most popular)?"),
        ("How much is Ines Vale's Lido deal?", "She announced it on her Chatter account.",
         "Whose idea was it to sign it?", "Whose idea was it to sign Ines Vale's Lido deal?"),
        ("What happened in the Aldery tunnel?", "A train stopped.", "Who did it?",
         "Who did it (What happened in the Aldery tunnel)?"),
    ],
)
def test_a_pronoun_means_what_was_asked_for_and_told(first: str, lead: str, ask: str, text: str) -> None:
    assert used((first, lead), ask=ask) == text


def test_who_is_asked_for_stays_meant_through_more_questions() -> None:
    first = ("Who was the night bus gunman?", "A gunman hurt nine people.")
    second = ("How old was he?", "Sol Marten, a passenger, was 29.")
    assert used(first, second, ask="Where did he live?") == "Where did the night bus gunman live?"


def test_what_nobody_has_answered_is_asked_on_about() -> None:
    history = [Turn("What happened to Ines Vale?", "I don't find that in the archive."), Turn("Who did it?", "")]
    assert "Ines Vale" in rewrite("And when did he do it?", history).text


@pytest.mark.parametrize(
    ("first", "ask", "text"),
    [
        ("Who won the Oskel Cup in 2022?", "who was second", "Who was second (the Oskel Cup in 2022)?"),
        ("Who won the Oskel Cup in 2022?", "and third?", "Who was third (the Oskel Cup in 2022)?"),
        ("How many workers were laid off?", "how many at Orrin & Lund",
         "How many workers were laid off at Orrin & Lund?"),
        ("How long do you wait there?", "And at Quill?", "How long do you wait at Quill?"),
        ("How many people were hurt?", "Any charges?", "Any charges (How many people were hurt)?"),
    ],
)
def test_a_new_word_weighs_more_than_the_old_question(first: str, ask: str, text: str) -> None:
    assert rewrite(ask, [Turn(first, "")]).text == text


@pytest.mark.parametrize(
    ("question", "rest"),
    [("Who won the Oskel Cup in 2022?", "the Oskel Cup in 2022"), ("Who left?", None), ("Where is the cup?", None)],
)
def test_of_a_question_who_did_something_where_and_about_what_stays(question: str, rest: str | None) -> None:
    assert setting(question) == rest


OWNERS = ("Ines Vale", "Tom Reed", "Ada Quill")
OWNED = ("ferry extension", "Oskel deal", "new lido contract")
OPENINGS = ("How much is {}'s {}?", "How big is {}'s {}?", "What is {}'s {} worth?")
ON_IT = ("How many years is it?", "How long is it?", "Is it worth it?", "What's it worth today?", "When was it signed?")


@pytest.mark.parametrize(("owner", "thing", "opening", "ask"), list(product(OWNERS, OWNED, OPENINGS, ON_IT)))
def test_no_owner_stands_for_what_is_owned(owner: str, thing: str, opening: str, ask: str) -> None:
    text = used((opening.format(owner, thing), f"{owner} signed the paper on Monday."), ask=ask)
    assert owner not in text or f"{owner}'s {thing}" in text


ON_THEM = ("Where did it come from?", "Who makes it?", "Where were they seen first?", "How did they get there?")
PHRASES = ("the Oskel mission", "ringed plovers", "the Lido rewards scheme", "the Food and Drug Administration")


@pytest.mark.parametrize(("phrase", "ask"), list(product(PHRASES, ON_THEM)))
def test_no_follow_up_cuts_a_phrase(phrase: str, ask: str) -> None:
    verb = "are" if phrase.endswith("plovers") else "is"
    lead = f"Experts at Aldery say {phrase[0].upper()}{phrase[1:]} came by ship."
    text = used((f"What {verb} {phrase}?", lead), ask=ask).casefold()
    words = phrase.casefold().removeprefix("the ").split()
    assert " ".join(words) in text or not any(word in text for word in words if word != "and")


def test_a_body_with_two_fields_is_one_name() -> None:
    assert [each.text for each in mentions("It was sent to the Food and Drug Administration.")] == [
        "Food and Drug Administration"
    ]


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    articles = [
        article("vote", "Aldery votes for the tram", text="Aldery voted for the tram, with 62% in favour.\n\n"
                "The turnout was 60.5%.\n\nMayor Orr said Aldery would be proud of the tram.",
                published=day(2023, 1, 3)),
        article("other", "Harnchester goes to the polls", text="The turnout was 68% in Harnchester.\n\n"
                "Mayor Dunne said it was a failure.", published=day(2023, 1, 20)),
        article("born", "Vale retires", text="Ines Vale, a pilot, was born in Oskel.", published=day(2023, 1, 9)),
    ]
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as archive:
        archive.add(articles)
        archive.embed()
        yield Bot(archive)


@pytest.mark.parametrize("kept", [True, False])
def test_the_article_that_answered_is_asked_first(bot: Bot, kept: bool) -> None:
    first = bot.ask("How did Aldery vote on the tram?")
    history = [first] if kept else [(first.question, first.text)]
    assert bot.ask("what was the turnout", history=history).citations[0].article.id == "vote"


def test_a_name_typed_small_is_known_as_the_archive_prints_it(bot: Bot) -> None:
    first = bot.ask("How did Aldery vote on the tram?")
    assert bot.ask("where was ines vale born", history=[first]).question_used == "where was ines vale born"
    again = bot.ask("where was ines vale born")
    assert bot.ask("is she a pilot", history=[(again.question, again.text)]).question_used == "Is Ines Vale a pilot"
