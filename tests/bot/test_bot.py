"""A bot answers from what a reader may see, quotes exactly, and takes any question without falling over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import Answer, Bot, Turn
from bot.answer import LENGTHS
from corpus import ArchiveMissing, QuestionError
from index import Archive, Scope
from tests.fakes import ARTICLES, WordEmbedder, day

FERRY = "Will the ferry sail all winter?"
PENICILLIN = "Who discovered penicillin in Berlin?"
HIDDEN = {"embargoed", "withdrawn", "expired"}
QUESTIONS = (
    FERRY,
    "How many swans came back to the harbour on Sunday?",
    "How many votes passed the council budget?",
    "What will repairs to the iron bridge now cost?",
    "When did Rovers beat United?",
    "How many pupils has the new school in Mill Lane?",
    "When was the lighthouse lit by oil?",
)


@pytest.fixture
def bot(archive: Archive) -> Bot:
    return Bot(archive)


@pytest.fixture(scope="module")
def shared_bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """One bot for many arbitrary questions."""
    with Archive.create(tmp_path_factory.mktemp("shared") / "news", embedder=WordEmbedder()) as archive:
        archive.add(ARTICLES)
        archive.embed()
        yield Bot(archive)


def streamed(bot: Bot, question: str) -> tuple[list[Any], Answer]:
    *pieces, answer = bot.stream(question)
    assert isinstance(answer, Answer)
    return pieces, answer


def untimed(answer: Answer) -> dict[str, Any]:
    return {name: value for name, value in answer.to_dict().items() if name != "timings"}


# -- answers


@pytest.mark.parametrize("question", [*QUESTIONS, PENICILLIN, "Hello!", "How many articles are there?"])
def test_what_is_asked_is_the_last_of_what_is_streamed(bot: Bot, question: str) -> None:
    pieces, answer = streamed(bot, question)
    assert all(isinstance(piece, str) for piece in pieces)
    assert "".join(pieces) == answer.text
    assert untimed(bot.ask(question)) == untimed(answer)


@pytest.mark.parametrize("question", QUESTIONS)
def test_citations_are_verbatim_and_numbered_as_in_the_text(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.answered
    assert [each.number for each in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        stored = bot.archive.article(citation.article.id)
        assert stored is not None
        assert citation.quote == stored.text[citation.start : citation.end]
        assert f"“{' '.join(citation.quote.split())}”" in answer.text
        assert f"[{citation.number}]" in answer.text


def test_an_answer_says_which_archive_it_came_from(bot: Bot) -> None:
    expected = {
        "name": "news",
        "generation": bot.archive.generation,
        "articles": 9,
        "newest": "2023-09-04T09:00:00+00:00",
    }
    assert bot.ask(FERRY).archive == bot.ask(PENICILLIN).archive == bot.ask("Hello").archive == expected


def test_an_answer_becomes_json(bot: Bot) -> None:
    answer = bot.ask(FERRY)
    assert json.loads(json.dumps(answer.to_dict())) == answer.to_dict()


def test_what_the_archive_does_not_hold_is_not_answered(bot: Bot) -> None:
    answer = bot.ask(PENICILLIN)
    assert not answer.answered
    assert answer.citations == ()
    assert "I looked through 9 articles, dated 10 January 2023 to 4 September 2023." in answer.text
    assert len({hit.article.id for hit in answer.hits}) == 9


def test_an_empty_archive_answers_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Archive.create(tmp_path_factory.mktemp("bare") / "empty", embedder=WordEmbedder()) as archive:
        answer = Bot(archive).ask(FERRY)
    assert not answer.answered
    assert answer.text == "I don't find that in the archive. I looked through 0 articles."
    assert answer.archive["newest"] is None


# -- what may not be seen


@pytest.mark.parametrize(
    "question",
    ["Who wins the golden loaf?", "Did the mayor take a golden loaf?", "Is Mill Lane closed until Friday?"],
)
def test_hidden_articles_are_never_in_an_answer(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    shown = {hit.article.id for hit in answer.hits} | {each.article.id for each in answer.citations}
    assert not shown & HIDDEN
    assert not any(each.title in answer.text for each in ARTICLES if each.id in HIDDEN)


def test_an_article_answers_from_the_hour_its_embargo_ends(bot: Bot) -> None:
    question = "Who is the baker that wins the golden loaf?"
    assert not bot.ask(question, scope=Scope(now=day(2030, 12, 31))).answered
    answer = bot.ask(question, scope=Scope(now=day(2031, 1, 1)))
    assert [each.article.id for each in answer.citations] == ["embargoed"]
    assert answer.archive["articles"] == 10


def test_a_withdrawn_article_answers_no_more(bot: Bot) -> None:
    assert bot.ask(FERRY).answered
    bot.archive.remove(["ferry"])
    assert "ferry" not in {hit.article.id for hit in bot.ask(FERRY).hits}


def test_the_scope_is_searched_and_shown(bot: Bot) -> None:
    scope = Scope(sections="Nature", since="2023-01-01", limit=3)  # type: ignore[arg-type]
    answer = bot.ask(FERRY, scope=scope)
    assert answer.scope == scope
    assert answer.to_dict()["scope"]["sections"] == ["Nature"]
    assert {hit.article.id for hit in answer.hits} == {"swans"}
    assert not answer.answered
    assert "what your filters leave of" in answer.text


# -- conversations


def test_a_follow_up_is_searched_as_a_question_of_its_own(bot: Bot) -> None:
    first = bot.ask("What did Rovers win?")
    answer = bot.ask("And when?", history=[(first.question, first.text)])
    assert answer.question == "And when?"
    assert answer.question_used == "When did Rovers win the cup?"
    assert [each.article.id for each in answer.citations] == ["match"]


def test_history_may_be_pairs_lists_or_turns(bot: Bot) -> None:
    question, said = "Who is Ines Vale?", "A captain."
    used = {
        bot.ask("What did she say?", history=[turn]).question_used  # type: ignore[list-item]
        for turn in (Turn(question, said), (question, said), [question, said])
    }
    assert used == {"What did Ines Vale say?"}


def test_citations_keep_their_numbers_through_a_conversation(bot: Bot) -> None:
    first = bot.ask("Will the ferry sail all winter?")
    match = bot.ask("Who did Rovers beat to win the cup?", history=[first])
    again = bot.ask("Will the ferry sail all winter?", history=[first.turn, match.turn])
    assert [each.number for each in first.citations] == [1]
    assert min(each.number for each in match.citations) > 1 and f"[{match.citations[0].number}]" in match.text
    assert again.text == first.text and again.citations == first.citations


def test_a_history_without_marks_has_no_numbers_to_keep(bot: Bot) -> None:
    first = bot.ask("Will the ferry sail all winter?")
    answer = bot.ask("Who did Rovers beat to win the cup?", history=[(first.question, first.text)])
    assert answer.citations[0].number == 1


@pytest.mark.parametrize("marks", [None, 5, ("a",), [1], {"a": 1}])
def test_marks_of_another_shape_are_refused(bot: Bot, marks: Any) -> None:
    with pytest.raises(QuestionError, match="History is a list"):
        bot.ask(FERRY, history=[Turn("Who?", "She.", marks)])


def test_a_long_history_is_looked_back_on_as_far_as_the_last_turns(bot: Bot) -> None:
    history: list[Any] = [("too old to be read",)] + [("Who is Ines Vale?", "x" * 100_000)] * LENGTHS.turns
    assert bot.ask("What did she say?", history=history).question_used == "What did Ines Vale say?"


def test_control_characters_in_the_history_are_read_as_spaces(bot: Bot) -> None:
    answer = bot.ask("What did she say?", history=[("Who is\x00Ines Vale?\ud800", "\x1b[31m")])
    assert answer.question_used == "What did Ines Vale say?"


@pytest.mark.parametrize("turn", [(1, 2), ("a", "b", "c"), ("a",), ("a", None), Turn("a", None)])  # type: ignore[arg-type]
def test_history_of_anything_else_is_refused(bot: Bot, turn: Any) -> None:
    with pytest.raises(QuestionError, match="History is a list of"):
        bot.ask(FERRY, history=[turn])


def test_a_bot_keeps_no_conversation(bot: Bot) -> None:
    bot.ask("Who is Ines Vale?")
    assert bot.ask("What did she say?").question_used == "What did she say?"


# -- questions of every kind


@pytest.mark.parametrize("question", ["", "   \n\t", "?!…", "\x00\x07", "\u200b\u2060\ufeff", "🐦", "\ud800"])
def test_a_question_without_words_is_refused(bot: Bot, question: str) -> None:
    with pytest.raises(QuestionError, match="Please ask a question"):
        bot.ask(question)


def test_a_huge_question_is_refused_with_its_length(bot: Bot) -> None:
    assert not bot.ask("x" * LENGTHS.question).answered
    with pytest.raises(QuestionError, match="2,001 characters; please ask in at most 2,000"):
        bot.ask("x" * (LENGTHS.question + 1))


@pytest.mark.parametrize("question", [None, 7, b"ferry", ["ferry"]])
def test_a_question_that_is_no_text_is_refused(bot: Bot, question: Any) -> None:
    with pytest.raises(QuestionError, match="A question is text"):
        bot.ask(question)


def test_control_characters_are_read_as_spaces(bot: Bot) -> None:
    answer = bot.ask("\ufeffWill the\x00ferry\u202e sail\r\n all\u200bwinter?\x1b")
    assert answer.question == FERRY
    assert answer.answered


@pytest.mark.parametrize(
    "question",
    [
        "港に何羽の白鳥が戻りましたか?",
        "كم عدد البجع الذي عاد إلى المرفأ؟",
        "Сколько лебедей вернулось в гавань?",
        "ท่าเรือมีหงส์กี่ตัว",
        "बंदरगाह में कितने हंस लौटे?",
        "Combien de cygnes sont revenus à l’été 2023 ?",
        "e\u0301" * 500,
        "𝕎𝕙𝕠 𝕨𝕠𝕟?",
        "swans AND (harbour OR \"fog\" -+ ~2 ^3 title:* [a TO b}",
        "'; DROP TABLE article; --",
        "[1](javascript:alert(1)) <script>",
        "1" * 2000,
    ],
)
def test_other_scripts_and_odd_signs_get_an_answer(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.text
    assert answer.answered == bool(answer.citations)


_SIGNS = st.characters()   # lone surrogates too
_WORDS = st.sampled_from(
    ("And when? ", "What about ", "Who is Ines Vale ", "she ", "his ", "in 2023-99-99 ", "now ", "“", "” [1")
)
_TEXTS = st.one_of(st.text(_SIGNS), st.lists(st.one_of(_WORDS, st.text(_SIGNS, max_size=4)), max_size=8).map("".join))
_TURNS = st.one_of(st.tuples(_TEXTS, _TEXTS), st.builds(Turn, _TEXTS, _TEXTS))


@settings(max_examples=40, deadline=None)
@given(question=_TEXTS, history=st.lists(_TURNS, max_size=3))
def test_any_question_after_any_history_is_answered_or_refused(
    shared_bot: Bot, question: str, history: list[Turn | tuple[str, str]]
) -> None:
    with suppress(QuestionError):
        answer = shared_bot.ask(question, history=history)
        assert answer.text
        assert all(each.quote in each.article.text for each in answer.citations)


# -- small talk, and the archive itself


@pytest.mark.parametrize(
    ("message", "reply"),
    [
        ("Hello!", "Hello. Ask me"),
        ("thanks", "You're welcome."),
        ("How many articles are there?", "The archive holds 9 articles."),
        ("How far back does the archive go?", "Its articles are dated from 10 January 2023"),
        ("Which sections are there?", "The archive's sections are Transport,"),
    ],
)
def test_small_talk_and_the_archives_figures_need_no_search(bot: Bot, message: str, reply: str) -> None:
    answer = bot.ask(message, history=[("Who is Ines Vale?", "A captain.")])
    assert answer.text.startswith(reply)
    assert answer.answered
    assert answer.question_used == ""
    assert answer.citations == () and answer.hits == ()


# -- opening


def test_a_bot_opens_an_archive_by_its_folder(archive: Archive) -> None:
    archive.close()
    opened = Bot.open(str(archive.folder), embedder=WordEmbedder())
    with opened.archive:
        assert opened.ask(FERRY).citations[0].article.id == "ferry"


def test_a_missing_archive_is_refused_when_it_is_opened(archive: Archive) -> None:
    with pytest.raises(ArchiveMissing):
        Bot.open(archive.folder / "nowhere")


def test_a_bot_suggests_six_questions(bot: Bot) -> None:
    assert len(bot.suggestions()) == 6
    assert len(bot.suggestions(2)) == 2


@pytest.mark.parametrize("history", [None, 5, [5], [None], ["ab"], [("a",)], [("a", 1)], {"a": "b"}])
def test_a_history_of_another_shape_is_refused_in_a_sentence(archive: Archive, history: Any) -> None:
    with pytest.raises(QuestionError, match="oldest first"):
        Bot(archive).ask("When does the ferry sail?", history=history)


@pytest.mark.parametrize("question", ["What happened in Apr\u0131l 2023?", "WHAT HAPPENED IN APR\u0130L 2023?"])
def test_letters_that_only_look_like_a_months_are_no_month(archive: Archive, question: str) -> None:
    assert Bot(archive).ask(question).text


def test_an_answer_says_where_else_its_quote_was_printed_and_never_where_it_was_withdrawn(archive: Archive) -> None:
    ferry = next(each for each in ARTICLES if each.id == "ferry")
    copies = [replace(ferry, id=paper, source=paper) for paper in ("The Bell", "News Wire", "The Mirror")]
    archive.add([*copies[:2], replace(copies[2], status="withheld")])
    archive.embed()
    (citation,) = Bot(archive).ask("Will the ferry sail all winter?").citations
    assert {citation.article.source, *(twin.source for twin in citation.twins)} == {"The Quay", "The Bell", "News Wire"}
