"""An answer as of a day is the answer of that day, and says what was corrected since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot import Answer, Bot, Scope
from corpus import Article, ScopeError
from index import Archive
from tests.fakes import WordEmbedder, article, day
from tests.index.test_as_known import came

TOLL = article("toll", "Quarry slide buries nine workers",
               "The slide at Ostrow quarry buried nine workers, the mayor said.",
               day(2023, 5, 1), url="https://www.example.org/toll")
FOUR = replace(TOLL, title="Quarry slide buries four workers", text=TOLL.text.replace("nine", "four"),
               corrections=((day(2023, 5, 9), "Four workers were buried [2], not nine."),))
FARE = article("fare", "Ferry fare set", "The ferry fare to Ostrow is three crowns, the council said.", day(2023, 5, 2))
DEARER = replace(FARE, text="The ferry fare to Ostrow is five crowns, the council said.")
SAME = article("lamp", "Lamps lit", "The council lit forty lamps in Mill Lane.", day(2023, 5, 2))
LONGER = replace(SAME, text=f"{SAME.text} More will follow.")
QUESTION = "How many workers did the slide at Ostrow quarry bury?"
THEN = Scope(as_of="2023-05-03")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.create(tmp_path_factory.mktemp("then") / "news", embedder=WordEmbedder()) as made:
        for each in (TOLL, FARE, SAME, FOUR, DEARER, LONGER):
            made.add([each])
        made.embed()
        for id in ("toll", "fare", "lamp"):
            came(made, id, day(2023, 5, 2), day(2023, 5, 9))
        yield made


@pytest.fixture
def bot(archive: Archive) -> Bot:
    return Bot(archive)


def test_the_words_of_that_day_are_quoted_and_the_correction_is_said(bot: Bot) -> None:
    answer = bot.ask(QUESTION, scope=THEN)
    assert answer.answered and answer.citations[0].article == TOLL and "nine workers" in answer.citations[0].quote
    assert answer.text.endswith("As known on 3 May 2023. [1] was corrected since, on 9 May 2023: "
                                "“Four workers were buried (2), not nine.”")
    assert answer.citations[0].to_dict()["later"] == {
        "on": "2023-05-09T09:00:00+00:00", "note": "Four workers were buried [2], not nine.",
    }
    assert answer.scope.to_dict()["as_of"].startswith("2023-05-03T23:59:59")


def test_the_present_says_nothing_of_it(bot: Bot) -> None:
    answer = bot.ask(QUESTION)
    assert "four workers" in answer.citations[0].quote and "As known" not in answer.text
    assert answer.citations[0].later is None and answer.to_dict()["citations"][0]["later"] is None


def test_words_that_went_without_a_correction_are_said_to_have_gone(bot: Bot) -> None:
    answer = bot.ask("What is the ferry fare to Ostrow?", scope=THEN)
    assert "three crowns" in answer.citations[0].quote
    assert answer.text.endswith("[1] was changed since, on 9 May 2023; the article doesn't have these words any more.")
    assert answer.citations[0].link.startswith(f"/articles/fare?version={answer.citations[0].version}&start=")


def test_words_that_still_stand_are_not_said_to_have_changed(bot: Bot) -> None:
    answer = bot.ask("How many lamps did the council light in Mill Lane?", scope=THEN)
    assert answer.citations[0].article == SAME and answer.citations[0].later is None
    assert answer.text.endswith("As known on 3 May 2023.")


def test_a_correction_that_was_taken_back_is_not_told(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as archive:
        for each in (TOLL, FOUR, replace(TOLL, text=f"{TOLL.text} The toll stands.")):
            archive.add([each])
        came(archive, "toll", day(2023, 5, 2), day(2023, 5, 9), day(2023, 5, 20))
        answer = Bot(archive).ask(QUESTION, scope=THEN)
    assert answer.citations[0].article == TOLL and answer.citations[0].later is None


def test_a_correction_dated_before_that_day_came_after_it(tmp_path: Path) -> None:
    dated = replace(FOUR, corrections=((day(2023, 5, 1), "Four workers, not nine."),))
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as archive:
        archive.add([TOLL])
        archive.add([dated])
        came(archive, "toll", day(2023, 5, 2), day(2023, 5, 9))
        assert "corrected since, on 9 May 2023" in Bot(archive).ask(QUESTION, scope=THEN).text


def test_what_is_streamed_is_the_answer(bot: Bot) -> None:
    *pieces, answer = bot.stream(QUESTION, scope=THEN)
    assert isinstance(answer, Answer) and "".join(map(str, pieces)) == answer.text


def test_what_was_not_known_yet_is_refused_as_of_that_day(bot: Bot) -> None:
    answer = bot.ask(QUESTION, scope=Scope(as_of="2023-04-01"))  # type: ignore[arg-type]
    assert not answer.answered and not answer.citations and answer.text.endswith("As known on 1 April 2023.")


def test_the_time_of_the_question_is_that_day(bot: Bot) -> None:
    answer = bot.ask("What was reported about Ostrow yesterday?", scope=THEN)
    assert {each.article.published for each in answer.citations} <= {day(2023, 5, 1), day(2023, 5, 2)}
    assert answer.citations


def test_small_talk_is_of_no_day(bot: Bot) -> None:
    assert "As known" not in bot.ask("Hello!", scope=THEN).text


def test_it_is_said_in_the_language_of_the_question(bot: Bot) -> None:
    answer = bot.ask("Wie viele Arbeiter hat der Rutsch im Steinbruch Ostrow verschüttet?", scope=THEN)
    assert "Stand vom 3. Mai 2023." in answer.text


def test_a_conversation_goes_on_with_its_numbers(bot: Bot) -> None:
    first = bot.ask(QUESTION, scope=THEN)
    again = bot.ask(QUESTION, scope=THEN, history=[first])
    assert again.citations[0].mark == first.citations[0].mark


def test_follow_ups_are_tried_as_of_that_day(bot: Bot) -> None:
    from bot.quote.suggest.follow_ups import AnswerGiven

    answer = bot.ask(QUESTION, scope=THEN)
    given = AnswerGiven(question=QUESTION, text=answer.text, scope=answer.scope, cited=[TOLL], near=[FARE], quotes=[])
    assert isinstance(bot.follow_ups(given), list)


def test_an_archive_without_former_versions_says_so(archive: Archive) -> None:
    from index.search.ranked_search import RankedSearch

    class Elsewhere(RankedSearch):
        def __getattr__(self, name: str) -> Any:  # noqa: ANN401
            return getattr(archive, name)

        def article(self, id: str, now: Any = None) -> Article | None:  # noqa: ANN401
            return archive.article(id, now)

        at_present = _up_to_date = _last_used = lambda self: None  # type: ignore[assignment]

    with pytest.raises(ScopeError, match="keeps no former versions"):
        Bot(Elsewhere()).ask(QUESTION, scope=THEN)  # type: ignore[arg-type]
    assert Elsewhere().as_cited("toll", FOUR.content_hash[:16]) == FOUR
    assert Elsewhere().as_cited("toll", TOLL.content_hash[:16]) is None


def test_the_command_line_asks_as_of_a_day(archive: Archive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from bot.bot import Bot as Asked
    from bot.cli.ask import cli

    monkeypatch.setattr(Asked, "open", lambda *given, **how: Bot(archive))
    run = CliRunner().invoke(cli, [QUESTION, "--archive", str(tmp_path), "--as-of", "2023-05-03"])
    assert run.exit_code == 0 and "nine workers" in run.output and "corrected since" in run.output
    for wrong, sentence in (("then", "--as-of is 'then'"), ("2999-01-01", "Nobody knows yet")):
        refused = CliRunner().invoke(cli, [QUESTION, "--archive", str(tmp_path), "--as-of", wrong])
        assert refused.exit_code == 2 and sentence in refused.output
