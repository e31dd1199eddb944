"""The German sample archive, asked in German and in other languages with the default model, which knows English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.sample import SAMPLE, score_sample
from bot import Bot, Scope
from index import build

GERMAN = SAMPLE / "de"


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("sample") / "Eschenbrücker Bote"
    built = build(folder, [GERMAN / "articles"])
    assert (built.added, built.skipped) == (12, 0)
    bot = Bot.open(folder)
    yield bot
    bot.archive.close()


def test_questions_are_answered_or_refused_as_well_as_measured(bot: Bot) -> None:
    scores = score_sample(bot, GERMAN / "questions.jsonl")
    floors = {"answerable": 16, "unanswerable": 3, "follow-up": 3}
    assert {kind: right for kind, (right, _) in scores.items() if right < floors[kind]} == {}


def test_the_bot_speaks_the_questions_language_and_quotes_in_the_articles(bot: Bot) -> None:
    answer = bot.ask("Wer ist Kapitänin der Fähre?")
    assert answer.text == "“Kapitänin Frauke Helmstedt, 47, sagte, zehn Leute blieben an Bord beschäftigt.” — " \
        "12. Januar 2023, Merle Oltmanns [1]"
    assert (answer.language, answer.notices) == ("de", ())
    refused = bot.ask("Wie viele Einwohner hat Paris?")
    searched = "Das finde ich im Archiv nicht. Durchsucht wurden 12 Artikel vom 12. Januar 2023 bis "
    assert refused.text.startswith(searched)
    assert not refused.answered and not refused.turn.answered


@pytest.mark.parametrize(
    ("question", "language", "says"),
    [("¿Quién es Frauke Helmstedt?", "es", "alemán"), ("Qui est Frauke Helmstedt ?", "fr", "allemand"),
     ("Who is Frauke Helmstedt?", "en", "German")],
)
def test_names_are_found_from_another_language_and_the_bot_says_which_reads_better(
    bot: Bot, question: str, language: str, says: str
) -> None:
    answer = bot.ask(question)
    assert answer.language == language
    assert any(says in notice for notice in answer.notices)
    assert answer.hits[0].article.id == "bote-2023-001"


def test_a_time_narrows_the_search_and_is_said_in_german(bot: Bot) -> None:
    answer = bot.ask("Was beschloss der Stadtrat im November 2024?")
    assert answer.lead and answer.lead.article.id == "bote-2024-012"
    assert any("1. November 2024" in notice or "November 2024" in notice for notice in answer.notices)
    gone = bot.ask("Was geschah gestern?", scope=Scope(now="2020-01-01"))  # type: ignore[arg-type]
    assert any(notice.startswith("Im Archiv ist nichts am 31. Dezember 2019 erschienen") for notice in gone.notices)


def test_a_quotation_stands_in_its_article_and_carries_its_language(bot: Bot) -> None:
    for question in ("Wie hoch war die Wahlbeteiligung?", "Wem gehört die Keksfabrik Uhlenhorst?"):
        for citation in bot.ask(question).quoted:
            assert citation.quote == citation.article.text[citation.start : citation.end]
            assert citation.article.language == "de"


def test_what_is_suggested_is_asked_in_the_archives_language(bot: Bot) -> None:
    (asked,) = bot.suggestions(1)
    assert asked == "Was wurde über „Stadtrat stimmt für neue Schule in Sandhorst“ berichtet?"
    assert bot.ask(asked).answered


def test_the_articles_are_german_and_where_they_are_kept_is_documented() -> None:
    assert len(list((GERMAN / "articles").glob("*.md"))) == 12
    assert "Eschenbrücker Bote" in Path(GERMAN / "README.md").read_text(encoding="utf-8")
