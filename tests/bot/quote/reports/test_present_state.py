"""A question how a thing stands is answered by the newest report of it, and "Yes" isn't said by an older one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot import Bot
from bot.quote.candidate import Candidate
from bot.quote.question import ParsedQuestion
from bot.quote.reports.present_state import present_state
from corpus import Article
from index import Archive
from tests.bot.quote.sentences_of import candidate
from tests.fakes import WordEmbedder, article, day

SHUT = article("shut", "Crack in the bridge", "The Weir Bridge was shut on Monday. The ring road is full.",
               day(2022, 1, 18))
LATE = article("late", "No bridge yet", "The Weir Bridge will not reopen in November as promised.", day(2023, 9, 12))
OPEN = article("open", "Traffic returns", "The Weir Bridge reopened on Saturday after it was shut for two years.",
               day(2024, 3, 23))
COST = article("cost", "Bill is in", "When the Weir Bridge reopened in March it had cost £7m.", day(2024, 7, 9))
KILN = article("kiln", "Kiln shuts", "The Denby kiln closed on Friday.", day(2024, 8, 1))
STORIES = (SHUT, LATE, OPEN, COST, KILN)


def _asked(text: str) -> ParsedQuestion:
    return ParsedQuestion(text, {"weir": 3.0, "bridg": 2.0, "shut": 4.0}, frozenset(), None, None, latest=True)


def _ranked(*stories: Article) -> list[Candidate]:
    terms = {"kiln": frozenset(("denbi", "kiln"))}
    return [replace(candidate(f"{each.text.split('. ')[0].rstrip('.')}.", each),
                    terms=terms.get(each.id, frozenset(("weir", "bridg"))))
            for each in STORIES if each in stories]


@pytest.mark.parametrize("question", [
    "Is the Weir Bridge still shut?", "Is the Weir Bridge open?", "Has the Weir Bridge reopened?",
    "So is the Weir Bridge closed?",
])
def test_the_newest_report_of_either_state_decides(question: str) -> None:
    ranked = _ranked(SHUT, LATE, OPEN)
    told = present_state(_asked(question), ranked[0], ranked)
    assert told is not None
    assert told.hit.article.id == "open"


def test_of_reports_that_say_the_same_since_the_likeliest_comes_first() -> None:
    ranked = _ranked(*STORIES)
    told = present_state(_asked("Is the Weir Bridge still shut?"), ranked[0], ranked)
    assert told is not None
    assert told.hit.article.id == "open"      # not what mentions it later, in passing; not the kiln


def test_what_says_the_same_as_the_newest_stays() -> None:
    ranked = _ranked(OPEN, COST)
    assert present_state(_asked("Is the Weir Bridge open?"), ranked[0], ranked) is None


@pytest.mark.parametrize("question", [
    "Was the Weir Bridge shut?", "When was the Weir Bridge shut?", "Is the Weir Bridge made of iron?",
])
def test_other_questions_ask_for_no_state(question: str) -> None:
    ranked = _ranked(SHUT, OPEN)
    assert present_state(_asked(question), ranked[0], ranked) is None


def test_what_is_promised_wished_for_or_denied_is_no_state() -> None:
    ranked = _ranked(SHUT, LATE)
    assert present_state(_asked("Is the Weir Bridge open?"), ranked[0], ranked) is None


@pytest.fixture
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.create(tmp_path_factory.mktemp("town") / "news", embedder=WordEmbedder()) as made:
        made.add(STORIES)
        made.embed()
        yield made


def test_yes_is_not_said_by_a_report_that_a_later_one_ends(town: Archive) -> None:
    answer = Bot(town).ask("Is the Weir Bridge still shut?")
    assert not answer.text.startswith("Yes")
    assert answer.citations[0].article.id in ("open", "cost")


def _later(sentence: str) -> Candidate:
    beside = article("beside", "The Weir Bridge", sentence, day(2025, 1, 1))
    return replace(candidate(sentence, beside), terms=frozenset(("weir", "bridg")))


@pytest.mark.parametrize("sentence", [
    "The Weir Bridge bus runs for as long as the school is closed.",
    "It was agreed by the Weir Bridge trust in the hall where the closure of the kiln was announced.",
    "“I want a Weir Bridge that is closed,” said Ann Lee.",
    "They need £2m to close the Weir Bridge.",
    "The Weir Bridge is to close on Monday.",
])
def test_a_state_is_told_of_the_thing_itself_and_in_earnest(sentence: str) -> None:
    ranked = [*_ranked(OPEN), _later(sentence)]
    assert present_state(_asked("Is the Weir Bridge closed?"), ranked[0], ranked) is None


@pytest.mark.parametrize("sentence", [
    "The council closed the Weir Bridge on Monday.",
    "The Weir Bridge, which closed on Monday, is to be painted.",
    "It is closed.",
    "The closure of the Weir Bridge is a blow.",
])
def test_a_state_is_told_in_many_ways(sentence: str) -> None:
    later = _later(sentence)
    ranked = [*_ranked(OPEN), later]
    assert present_state(_asked("Is the Weir Bridge open?"), ranked[0], ranked) is later
