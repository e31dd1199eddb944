"""What changed is told by a thing's two states."""

from __future__ import annotations

import pytest

from bot.bot import Bot
from bot.quote.reports.change import contrasts, states
from index import Archive
from tests.bot.quote.sentences_of import candidate
from tests.fakes import article, day

MAY = article("may", "May", "The fare was £2. The fare went up from £2 to £3. The ferry is blue.", day(2023, 5, 1))
JUNE = article("june", "June", "The fare is now put back to £2, not £3. The ferry sails.", day(2023, 6, 1))


@pytest.mark.parametrize("sentence", [
    "The fare went up from £2 to £3.", "It employs 241, up from 204.", "It costs £3.9m, not the £2.4m first thought.",
    "The ferry no longer sails.", "The closure has been called off.", "The wall is higher than was promised.",
])
def test_two_states_in_a_sentence(sentence: str) -> None:
    assert contrasts(sentence)


@pytest.mark.parametrize("sentence", ["The fare is £2.", "She sailed from Millholm to Saltgate.", "The ferry is blue."])
def test_one_state(sentence: str) -> None:
    assert not contrasts(sentence)


def test_sentences_that_tell_of_a_change_come_in_order_of_time() -> None:
    ranked = [
        candidate("The fare is now put back to £2, not £3.", JUNE, covered=1.0),
        candidate("The ferry is blue.", MAY, covered=1.0),
        candidate("The fare went up from £2 to £3.", MAY, covered=0.9),
    ]
    assert [each.hit.article.id for each in states(ranked)] == ["may", "june"]
    assert [each.text for each in states(ranked[:2])] == ["The fare is now put back to £2, not £3."]
    assert states([]) == []


def test_two_reports_tell_what_changed_and_nothing_else(archive: Archive) -> None:
    answer = Bot(archive).ask("What changed in the cost of the iron bridge repairs?")
    assert answer.answered
    assert [each.article.id for each in answer.citations] == ["bridge-1", "bridge-2"]
    assert not answer.more
