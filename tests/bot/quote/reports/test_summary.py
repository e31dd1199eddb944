"""A summary quotes a few reports in order of time, and nothing that reports nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.bot import Bot
from bot.quote.reports.summary import ENTRIES, MORE, WORDS, ends_first, further, within
from bot.understand.time_expressions import wants_story
from bot.web.page.chart import tells_a_course
from index import Archive
from tests.fakes import WordEmbedder, article, day


@pytest.fixture
def strike(tmp_path: Path) -> Iterator[Bot]:
    """Eleven articles on one strike, one on a fire that opens with what is no report."""
    stories = [article(f"s{month}", f"Dock strike, month {month}",
                       f"The dock strike entered stage{month} as {' '.join(f'picket{month}x{n}' for n in range(14))}.",
                       day(2022, month, 5)) for month in range(1, 12)]
    fire = article("fire", "Mill fire kills one",
                   "Follow our reporter Cy Poe on Twitter for more about the mill fire.\n\n"
                   "Photo: Cy Poe, who was there all night at the mill fire.\n\n"
                   "Do you know how the mill fire of Sunday night began?\n\n"
                   "The mill fire killed one man on Sunday and left forty homeless.\n\n"
                   "He was a night watchman.\n\nThe mill will be pulled down in May, the council said.\n\n"
                   "Sign up to our newsletter for more stories like this one.", day(2023, 3, 6))
    with Archive.create(tmp_path / "strike", embedder=WordEmbedder()) as archive:
        archive.add([*stories, fire])
        archive.embed()
        yield Bot(archive)


def test_a_summary_is_short_and_in_order_of_time(strike: Bot) -> None:
    answer = strike.ask("Summarise the dock strike")
    dates = [each.article.published for each in answer.citations]
    assert answer.answered and 2 <= len(dates) <= ENTRIES and dates == sorted(dates)  # type: ignore[type-var]
    assert dates[-1] == datetime(2022, 11, 5, 9, tzinfo=UTC)       # how things stand
    assert sum(len(each.quote.split()) for each in answer.citations) <= WORDS
    assert 0 < len(answer.more) <= MORE
    assert not {each.article.id for each in answer.more} & {each.article.id for each in answer.citations}
    assert answer.notices[0].endswith("of the 11 articles found are quoted.")
    assert answer.text.startswith("5 ")


def test_one_article_is_summed_up_by_its_own_sentences(strike: Bot) -> None:
    answer = strike.ask("tl;dr mill fire")
    assert [each.quote for each in answer.citations] == [
        "The mill fire killed one man on Sunday and left forty homeless.",
        "The mill will be pulled down in May, the council said.",
    ]


def test_what_happened_is_summed_up_with_a_chart(strike: Bot) -> None:
    answer = strike.ask("What happened with the dock strike?")
    assert wants_story(answer.question) and tells_a_course(answer)
    assert len(answer.citations) <= ENTRIES


def test_a_topic_that_no_article_is_about_is_not_summed_up(strike: Bot) -> None:
    assert not strike.ask("Summarise the airship contest").answered


def test_the_latest_and_the_earliest_come_behind_the_nearest() -> None:
    months = {"a": 3, "b": 5, "c": 9, "d": 1}
    quotes = [(article(name, name, name, day(2022, month, 1)), 0, 1) for name, month in months.items()]
    assert [quote[0].id for quote in ends_first(quotes)] == ["a", "c", "d", "b"]


def test_two_quotations_stand_whatever_their_length() -> None:
    texts = {name: " ".join(f"{name}{number}" for number in range(WORDS)) for name in "abc"}
    long = [article(name, name, text, day(2022, 1, 1)) for name, text in texts.items()]
    quotes = [(each, 0, len(each.text)) for each in long]
    assert within(quotes) == quotes[:2]
    assert within([quotes[0], quotes[0]]) == quotes[:1]


def test_further_sentences_come_in_turn() -> None:
    one = article("a", "A", "The lead of the first article stands here. Its next sentence points back to it. "
                            "Another sentence of the first article follows.", day(2022, 1, 1))
    other = article("b", "B", "The lead of the second one stands here too. The second article goes on at length here.",
                    day(2022, 1, 2))
    leads = [(one, 0, one.text.index(" Its")), (other, 0, other.text.index(" The second"))]
    assert [quote[0].text[quote[1] : quote[2]] for quote in further(leads)] == [
        "Another sentence of the first article follows.", "The second article goes on at length here.",
    ]
