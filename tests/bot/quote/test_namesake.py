"""Nobody is answered about in the words that tell of a namesake; the reader is asked whether that one is meant."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot import Bot
from bot.quote.premises.namesake import Namesakes, namesakes
from bot.quote.wording import alternatives
from index import Archive
from tests.fakes import WordEmbedder, article, day

RACE = article("race", "Three for mayor", "Graham Orr, 57, who runs 60 lorries, will stand. Mr Orr has two dogs.",
               day(2023, 2, 7))
OTHERS = article("others", "A wedding", "William J. Vale married Dr Helen Vale on Friday.", day(2023, 3, 7))


@pytest.mark.parametrize(
    ("question", "asked", "known", "other"),
    [
        ("How old is Gareth Orr?", "Gareth Orr", ("Graham Orr",), True),
        ("What does Mr Harvey Orr own?", "Harvey Orr", ("Graham Orr",), True),
        ("Where is Gareth Orr’s yard?", "Gareth Orr", ("Graham Orr",), True),
        ("Did Kate Vale marry?", "Kate Vale", ("William J. Vale", "Helen Vale"), True),
        ("When did Bill Vale marry?", "Bill Vale", ("William J. Vale",), False),
    ],
)
def test_a_namesake_is_known_by_another_given_name(
    question: str, asked: str, known: tuple[str, ...], other: bool
) -> None:
    assert namesakes(question, [RACE, OTHERS]) == Namesakes(asked, known, other)


@pytest.mark.parametrize("question", [
    "How old is Graham Orr?", "How old is Mr Orr?", "When did William Vale marry?", "Who is Gareth Poole?",
    "When is Easter Sunday?", "Is Harbour Bridge shut?", "",
])
def test_who_is_known_or_has_no_namesake_is_left_alone(question: str) -> None:
    assert namesakes(question, [RACE, OTHERS]) is None


def test_several_are_listed_as_a_sentence_lists_them() -> None:
    assert alternatives(("Bo Vale", "Cy Vale", "Di Vale")) == "Bo Vale, Cy Vale or Di Vale"
    assert alternatives(("Bo Vale",)) == "Bo Vale"


@pytest.fixture
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with Archive.create(tmp_path_factory.mktemp("namesakes") / "news", embedder=WordEmbedder()) as made:
        made.add([RACE, OTHERS])
        made.embed()
        yield Bot(made)


def test_an_answer_about_a_namesake_becomes_a_question_back(bot: Bot) -> None:
    assert bot.ask("How old is Graham Orr?").answered
    asked = bot.ask("How old is Gareth Orr?")
    assert (asked.answered, asked.citations, asked.choices) == (False, (), ("How old is Graham Orr?",))
    assert asked.text.endswith("\n\nDo you mean Graham Orr?")
    assert bot.ask(asked.choices[0]).answered
