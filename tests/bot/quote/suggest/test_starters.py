"""Questions to begin with come from what the archive holds, and are answered at once."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from bot.answer import Answer
from bot.bot import Bot
from bot.quote.suggest.follow_ups import OPENING
from bot.quote.suggest.starters import Starters, StarterTrials, candidates
from bot.retriever.found import Asked
from corpus import read
from index import Archive
from tests.conftest import ROOT
from tests.fakes import ARTICLES, WordEmbedder, article, day

NEWS = [
    article("medal", "Medal for a captain", "Captain Ines Vale got a medal from Harbour Council on Monday.",
            day(2023, 7, 1)),
    article("storm", "Storm on the quay", "Twelve boats sank in the Fish Dock. Nobody was hurt.", day(2023, 7, 2)),
    article("leaves", "Ferry master leaves", "Tom Reed resigned as ferry master on Monday. Boats sail on.",
            day(2023, 7, 4)),
    article("poet", "Reading tonight", "Ann Quill, a poet from Ossing, will read in the library.", day(2023, 7, 5)),
]


def headlines(archive: Archive, limit: int = 6) -> list[str]:
    """Where nothing was found yet."""
    return Starters(archive, StarterTrials(archive, never, -1).find).some(limit)


def never(asked: Asked) -> Answer:
    return Answer(asked.question, asked.question, "", answered=False)


@pytest.fixture
def news(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as archive:
        archive.add(NEWS)
        yield archive


@pytest.mark.parametrize(("of", "asked"), [
    (0, ["Who got a medal from Harbour Council?", "When did Captain Ines Vale get a medal from Harbour Council?",
         "Who is Ines Vale?"]),
    (1, ["How many boats sank in the Fish Dock?"]),
    (2, ["Who resigned as ferry master?", "When did Tom Reed resign as ferry master?", "Who is Tom Reed?"]),
    (3, ["Who is Ann Quill?"]),
])
def test_what_an_article_opens_with_becomes_questions(of: int, asked: list[str]) -> None:
    assert [question for question, _ in candidates(NEWS[of], NEWS)] == asked


@pytest.mark.parametrize("text", [
    "Vale resigned as ferry master on Monday.",            # who reads this first doesn't know who Vale is
    "It rained. The council met.",
    "The Harbour Bell reported on Monday.",
    "Harbour Council opened the quay in the storm on Monday of the week on Tuesday.",
])
def test_what_would_be_no_question_of_a_person_is_none(text: str) -> None:
    assert list(candidates(article("a", "", text))) == []


def test_nobody_asks_who_somebody_is_whom_many_articles_name() -> None:
    others = [article(f"o{number}", "", "Ann Quill came.") for number in range(3)]
    assert "Who is Ann Quill?" not in [question for question, _ in candidates(NEWS[3], others)]


def test_what_happened_is_asked_of_names_that_several_articles_have_and_not_most() -> None:
    others = [article(f"o{number}", "", "Ann Quill came." if number < 2 else "It rained.") for number in range(20)]
    assert ("What happened with Ann Quill?", "Ann Quill") in list(candidates(NEWS[3], others))
    assert "happened" not in str(list(candidates(NEWS[3], others[:10])))


def test_articles_in_other_languages_are_asked_about_by_their_headlines(tmp_path: Path) -> None:
    german = replace(NEWS[3], language="de", title="Lesung heute")
    assert list(candidates(german)) == []
    with Archive.create(tmp_path / "de", embedder=WordEmbedder()) as archive:
        archive.add([german])
        assert headlines(archive) == ["Was wurde über „Lesung heute“ berichtet?"]


def test_every_question_is_answered_in_its_first_words_from_its_article(news: Archive) -> None:
    bot = Bot(news)
    questions = Starters(news, StarterTrials(news, bot._by_quoting, math.inf).find).some(6)
    assert len(questions) >= 3 and not [each for each in questions if each.startswith("What was reported")]
    for question in questions:
        answer = bot.ask(question)
        assert answer.answered
        assert " ".join(answer.citations[0].quote.split()) in " ".join(answer.text.split()[:OPENING])


def test_they_are_found_once_and_anew_when_the_archive_has_changed(news: Archive) -> None:
    bot, asked = Bot(news), []

    def answered(each: Asked) -> Answer:
        asked.append(each.question)
        return bot._by_quoting(each)

    starters = Starters(news, StarterTrials(news, answered, math.inf).find)
    first, tried = starters.some(6), len(asked)
    assert tried and starters.some(6) == first and len(asked) == tried
    news.withdraw(["poet"], "Court order")
    assert not [each for each in starters.some(6, wait=False) if "Quill" in each]      # gone before they are found anew
    assert "Quill" not in str(starters.some(6)) and len(asked) > tried


def test_a_page_that_is_opened_waits_for_none(news: Archive) -> None:
    bot = Bot(news)
    assert bot.suggestions(1, wait=False) == ["What was reported about “Reading tonight”?"]
    stopped = Event()
    beside = Thread(target=bot.stay_ready, args=(stopped,))
    beside.start()
    while "reported" in str(bot.suggestions(6, wait=False)):
        assert beside.is_alive()
    stopped.set()
    beside.join()


def test_none_is_tried_once_a_server_is_told_to_stop(news: Archive) -> None:
    stopped, asked = Event(), []

    def answered(each: Asked) -> Answer:
        asked.append(each.question)
        stopped.set()
        return Bot(news)._by_quoting(each)

    starters = Starters(news, StarterTrials(news, answered, math.inf).find)
    starters.keep_found(stopped, 0)
    assert len(asked) == 1
    assert len(starters.some(6)) >= 3      # what was broken off isn't kept


def test_each_section_speaks_with_its_newest_headline(archive: Archive) -> None:
    assert headlines(archive) == [
        "What was reported about “New school opens”?",
        "What was reported about “Bridge bill rises”?",
        "What was reported about “Rovers win the cup”?",
        "What was reported about “Why I love fog”?",
        "What was reported about “Swans return to the harbour”?",
        "What was reported about “Council passes budget”?",
    ]


def test_after_every_section_the_other_headlines_follow(archive: Archive) -> None:
    assert headlines(archive, 20)[6:] == [
        "What was reported about “Bridge to cost $2 million”?",
        "What was reported about “Ferry to sail all winter”?",
    ]


def test_no_more_come_than_were_asked_for(archive: Archive) -> None:
    assert len(headlines(archive, 2)) == 2
    assert headlines(archive, 0) == []


def test_hidden_articles_are_not_suggested(archive: Archive) -> None:
    text = " ".join(headlines(archive, 20))
    assert not any(each.title in text for each in ARTICLES if each.id in {"embargoed", "withdrawn", "expired"})


def test_an_empty_archive_suggests_nothing(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "empty", embedder=WordEmbedder()) as archive:
        assert headlines(archive) == []


def test_a_full_stop_at_the_end_of_a_headline_is_left_out(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "one", embedder=WordEmbedder()) as archive:
        archive.add([article("one", "Herons nest again. ", "A heron stood here.", day(2023, 1, 1))])
        assert headlines(archive) == ["What was reported about “Herons nest again”?"]


def test_the_sample_archive_suggests_the_questions_written_for_it(tmp_path: Path) -> None:
    sample = ROOT / "corpus" / "sample"
    rows = [json.loads(line) for line in (sample / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    answerable = {row["question"]: row["articles"][0] for row in rows if row["kind"] == "answerable"}
    with Archive.create(tmp_path / "sample", embedder=WordEmbedder()) as archive:
        archive.add(read(sample / "articles", lambda notice: None))
        asked = headlines(archive)
        assert len(set(asked)) == 6
        assert set(asked) <= set(answerable)
        archive.remove([answerable[asked[0]]])
        assert asked[0] not in headlines(archive, len(answerable))
