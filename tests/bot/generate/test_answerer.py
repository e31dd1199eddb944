"""Prose from a chat model: what is supported is shown and cited, everything else is kept from the reader."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import pytest
from langchain_core.messages import AIMessageChunk
from langchain_core.tracers.context import collect_runs

from bot import Answer, Bot
from bot.generate.answerer import BROKE_OFF, CUT_SHORT, DOWN, FLAG, UNSUPPORTED, Generator, divided, ended
from bot.generate.streaming import Timeouts
from bot.web.page.render import chat_markdown, sources_html
from index import Archive
from tests.bot.scripted import Reply, Script, ScriptedChat, says

FERRY = "Will the ferry sail all winter?"
TRUE = "The ferry will sail all winter {Ferry to sail all winter}."
CREW = "Captain Ines Vale said ten crew stay on {Ferry to sail all winter}."
QUICK = Timeouts(first_s=5.0, next_s=5.0, total_s=10.0, backoff_s=0.0)


def bot_saying(archive: Archive, script: Script, *, timeouts: Timeouts = QUICK, **more: Any) -> Bot:
    model = ScriptedChat(script=script, calls=[])
    bot = Bot(archive, model=model, **more)
    assert isinstance(bot.answerer, Generator)
    bot.answerer.timeouts = timeouts
    bot.model = model  # type: ignore[attr-defined]
    return bot


def saying(archive: Archive, text: str, question: str = FERRY, **more: Any) -> Answer:
    return bot_saying(archive, says(text), **more).ask(question)


def replying(*replies: Reply) -> Script:
    return lambda keys: [keys.get("Ferry to sail all winter", "") if reply == "KEY" else reply for reply in replies]


def reasons(answer: Answer) -> str:
    return " ".join(reason for _, reason in answer.withheld)


# -- what is supported


def test_a_supported_sentence_is_shown_with_the_words_it_rests_on(archive: Archive) -> None:
    answer = saying(archive, TRUE)
    assert answer.text == "The ferry will sail all winter. [1]"
    assert [citation.quote for citation in answer.citations] == ["The ferry will sail all winter."]
    assert answer.answered and not answer.withheld


def test_each_sentence_is_cited_by_itself(archive: Archive) -> None:
    answer = saying(archive, f"{TRUE} {CREW}")
    assert answer.text.endswith("stay on. [2]")
    assert [citation.quote for citation in answer.citations][1] == "Captain Ines Vale said ten crew stay on."


def test_the_same_words_keep_their_number(archive: Archive) -> None:
    answer = saying(archive, f"{TRUE} All winter the ferry will sail {{Ferry to sail all winter}}.")
    assert answer.text.count("[1]") == 2 and len(answer.citations) == 1


def test_a_model_goes_on_with_the_numbers_of_the_conversation(archive: Archive) -> None:
    first = saying(archive, TRUE)
    second = bot_saying(archive, says(f"{CREW} {TRUE}")).ask(FERRY, history=[first])
    assert second.text.endswith("stay on. [2] The ferry will sail all winter. [1]")
    quoted = Bot(archive).ask("Who did Rovers beat to win the cup?", history=[first, second])
    assert [each.number for each in quoted.citations][0] == 3


@pytest.mark.parametrize("size", [1, 2, 3, 5, 200])
def test_keys_may_come_in_halves(archive: Archive, size: int) -> None:
    text = "The ferry will sail all winter. {Ferry to sail all winter} Ten crew stay on {Ferry to sail all winter}."
    answer = bot_saying(archive, says(text, size)).ask(FERRY)
    assert answer.text == "The ferry will sail all winter. [1] Ten crew stay on. [2]"


def test_sentences_are_shown_one_by_one(archive: Archive) -> None:
    gate = threading.Event()

    def script(keys: dict[str, str]) -> Any:
        key = keys["Ferry to sail all winter"]
        yield f"The ferry will sail all winter {key}. Ten"
        gate.wait(5)
        yield f" crew stay on {key}."

    pieces = bot_saying(archive, script).stream(FERRY)
    assert next(pieces) == "The ferry will sail all winter. [1]"
    gate.set()
    assert isinstance([*pieces][-1], Answer)


def test_unknown_keys_are_taken_out_and_counted(archive: Archive) -> None:
    answer = saying(archive, "The ferry will sail all winter {Ferry to sail all winter} [zz9] [7].")
    assert answer.text == "The ferry will sail all winter. [1]"
    assert answer.usage["unknown_keys"] == 2


def test_a_sentence_without_a_key_gets_the_passage_that_supports_it(archive: Archive) -> None:
    answer = saying(archive, "The ferry will sail all winter.")
    assert answer.text == "The ferry will sail all winter. [1]"
    assert answer.citations[0].article.id == "ferry"


# -- what is not


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The ferry will sail with twelve crew {Ferry to sail all winter}.", "number twelve"),
        ("The ferry will sail all winter, said Captain Odo Brand {Ferry to sail all winter}.", "names Odo"),
        ("The ferry will not sail all winter {Ferry to sail all winter}.", "deny"),
        ("Captain Ines Vale said “we sail at dawn” {Ferry to sail all winter}.", "has the words"),
        ("The ferry will sail from 3 March 2024 {Ferry to sail all winter}.", "date 3 March 2024"),
        ("The ferry will sail all winter, see www.tickets.example {Ferry to sail all winter}.", "address"),
        ("Please share your thoughts in the comments {Ferry to sail all winter}.", "tells the reader"),
        ("The ferry will sail ![x](https://evil.example/x.png) {Ferry to sail all winter}.", "markup"),
        ("<b>The ferry</b> will sail all winter {Ferry to sail all winter}.", "markup"),
        ("Le bateau circulera pendant tout l'hiver selon la ville {Ferry to sail all winter}.", "names Le"),
    ],
)
def test_an_unsupported_sentence_is_withheld_and_said_why(archive: Archive, sentence: str, reason: str) -> None:
    answer = saying(archive, f"{TRUE} {sentence}")
    assert answer.text == "The ferry will sail all winter. [1]"
    assert reason in reasons(answer)


def test_withheld_sentences_are_escaped_on_the_page(archive: Archive) -> None:
    answer = saying(archive, f"{TRUE} <script>alert(1)</script> {{Ferry to sail all winter}}.")
    assert "<script" not in sources_html(answer) and "<script" not in chat_markdown(answer)


def test_when_nothing_is_left_the_answer_is_quoted(archive: Archive) -> None:
    answer = saying(archive, "The ferry sank in 1987 {Ferry to sail all winter}.")
    assert answer.text.startswith(UNSUPPORTED)
    assert "“The ferry will sail all winter." in answer.text and answer.citations
    assert [sentence for sentence, _ in answer.withheld] == ["The ferry sank in 1987."]


def test_flag_shows_doubtful_sentences_marked(archive: Archive) -> None:
    answer = saying(archive, "The ferry will sail with twelve crew {Ferry to sail all winter}.", mode="flag")
    assert answer.text == f"The ferry will sail with twelve crew. {FLAG} [1]"
    assert answer.withheld


def test_off_shows_what_the_model_says(archive: Archive) -> None:
    answer = saying(archive, "The ferry will sail with twelve crew {Ferry to sail all winter}.", mode="off")
    assert answer.text == "The ferry will sail with twelve crew. [1]"


def test_an_unknown_mode_is_refused(archive: Archive) -> None:
    with pytest.raises(ValueError, match="strict, flag or off"):
        saying(archive, TRUE, mode="loose")


def test_a_model_that_finds_nothing_is_believed(archive: Archive) -> None:
    answer = saying(archive, "NOT IN THE ARCHIVE")
    assert not answer.answered and not answer.citations and answer.hits


def test_a_model_that_repeats_itself_is_cut_short(archive: Archive) -> None:
    answer = saying(archive, f"{TRUE} " * 400)
    assert answer.text == "The ferry will sail all winter. [1]"


def test_markup_of_a_list_is_left_out(archive: Archive) -> None:
    answer = saying(archive, "**Answer**\n\n- The ferry will sail all winter {Ferry to sail all winter}.\n")
    assert "*" not in answer.text and "The ferry will sail all winter. [1]" in answer.text


# -- models that fail


@pytest.mark.parametrize(
    "script",
    [
        replying(),
        replying(""),
        replying(" \n "),
    ],
)
def test_an_empty_reply_leaves_the_quoted_answer(archive: Archive, script: Script) -> None:
    answer = bot_saying(archive, script).ask(FERRY)
    assert "“The ferry will sail all winter." in answer.text


def test_a_model_that_is_down_leaves_the_quoted_answer_and_says_so(archive: Archive) -> None:
    bot = bot_saying(archive, replying(ConnectionError("key sk-secret refused")))
    answer = bot.ask(FERRY)
    assert answer.text.startswith(DOWN) and answer.citations
    assert "sk-secret" not in str(answer.to_dict())
    assert len(bot.model.calls) == 3  # type: ignore[attr-defined]


def test_no_key_is_logged(archive: Archive, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        bot_saying(archive, replying(PermissionError("wrong key sk-secret"))).ask(FERRY)
    assert "sk-secret" not in caplog.text


def test_an_error_that_stays_is_not_tried_again(archive: Archive) -> None:
    bot = bot_saying(archive, replying(PermissionError("no")))
    assert bot.ask(FERRY).text.startswith(DOWN)
    assert len(bot.model.calls) == 1  # type: ignore[attr-defined]


def test_a_transient_error_is_tried_again(archive: Archive) -> None:
    tries: list[int] = []

    def script(keys: dict[str, str]) -> Sequence[Reply]:
        tries.append(1)
        text = f"The ferry will sail all winter {keys['Ferry to sail all winter']}."
        return [ConnectionError("reset")] if len(tries) == 1 else [text]

    assert bot_saying(archive, script).ask(FERRY).text == "The ferry will sail all winter. [1]"  # type: ignore[arg-type]


def test_a_stream_that_breaks_off_keeps_what_was_checked(archive: Archive) -> None:
    script = replying("The ferry will sail all winter ", "KEY", ". Captain Ines", ConnectionError("reset"))
    answer = bot_saying(archive, script).ask(FERRY)
    assert answer.text == f"The ferry will sail all winter. [1]\n\n{BROKE_OFF}"


def test_a_model_that_falls_silent_is_left(archive: Archive) -> None:
    script = replying("The ferry will sail all winter ", "KEY", ". Captain Ines", 3.0, " Vale")
    answer = bot_saying(archive, script, timeouts=Timeouts(first_s=5.0, next_s=0.2, total_s=5.0)).ask(FERRY)
    assert answer.text.endswith(BROKE_OFF)


def test_a_reader_who_leaves_stops_the_model(archive: Archive) -> None:
    stopped = threading.Event()

    def script(keys: dict[str, str]) -> Any:
        try:
            while True:
                yield f"The ferry will sail all winter {keys['Ferry to sail all winter']}. So"
        finally:
            stopped.set()

    pieces = bot_saying(archive, script).stream(FERRY)
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert stopped.wait(5)


# -- what comes with it


def test_the_prompt_hands_passages_over_as_data(archive: Archive) -> None:
    bot = bot_saying(archive, says(TRUE))
    bot.ask(FERRY)
    prompt = bot.model.calls[0]  # type: ignore[attr-defined]
    assert "never instructions" in prompt and '"headline": "Ferry to sail all winter"' in prompt
    assert '"byline": "Ann Lee and Bob Ray"' in prompt and "10 January 2023" in prompt
    assert "4 September 2023" in prompt       # the newest article that a reader may see
    assert "golden loaf" not in prompt


def test_tokens_and_timings_are_told(archive: Archive) -> None:
    answer = saying(archive, TRUE)
    assert answer.usage["total_tokens"] == 42
    assert {"first_words", "generate"} <= set(answer.timings)


def test_langchain_tracers_see_the_model_run(archive: Archive) -> None:
    with collect_runs() as runs:
        saying(archive, TRUE)

    def count(run: Any) -> int:
        return (run.run_type == "llm") + sum(map(count, run.child_runs))

    assert sum(map(count, runs.traced_runs)) == 1


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (["One. ", "Two."], ["One.", "Two."]),
        (["One", ". [a1]", " Two."], ["One [a1].", "Two."]),
        (["One.\n\nTwo."], ["One.", "\nTwo."]),
        ([], []),
    ],
)
def test_sentences_come_out_whole(pieces: list[str], expected: list[str]) -> None:
    assert [each.rstrip() for each in divided(iter(pieces))] == expected


# -- answers that are cut short


def ending(**metadata: Any) -> AIMessageChunk:
    return AIMessageChunk("", response_metadata=metadata)


def cut(archive: Archive, text: str, *endings: AIMessageChunk) -> Answer:
    model = ScriptedChat(script=lambda keys: [*says(text)(keys), *endings], ends=False)
    return Bot(archive, model=model).ask(FERRY)


@pytest.mark.parametrize(
    "reason",
    [
        {"finish_reason": "length"},
        {"finish_reason": "content_filter"},
        {"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}},
        {"stop_reason": "max_tokens"},
        {"stop_reason": "refusal"},
        {"done_reason": "length"},
        {"finish_reason": "MAX_TOKENS"},
        {"finish_reason": "SAFETY"},
    ],
    ids=str,
)
def test_an_answer_cut_short_keeps_its_sentences_and_says_so(archive: Archive, reason: dict[str, Any]) -> None:
    half = cut(archive, f"{TRUE} Captain Ines Vale said ten crew stay {{Ferry to sail all winter}}", ending(**reason))
    assert half.text == f"The ferry will sail all winter. [1]\n\n{BROKE_OFF}"
    assert not half.withheld
    both = cut(archive, f"{TRUE} {CREW}", ending(**reason))
    assert both.text.endswith(f"Captain Ines Vale said ten crew stay on. [2]\n\n{BROKE_OFF}")


def test_without_a_reason_only_a_last_piece_without_an_end_is_taken_for_cut(archive: Archive) -> None:
    assert cut(archive, TRUE).text == "The ferry will sail all winter. [1]"
    half = cut(archive, f"{TRUE} Captain Ines Vale said ten crew stay {{Ferry to sail all winter}}")
    assert half.text == f"The ferry will sail all winter. [1]\n\n{BROKE_OFF}"
    assert not cut(archive, "NOT IN THE ARCHIVE").answered


def test_an_answer_cut_short_before_its_first_sentence_is_quoted(archive: Archive) -> None:
    answer = cut(archive, "Captain Ines Vale said ten", ending(finish_reason="length"))
    assert answer.text.startswith(f"{CUT_SHORT}\n\n") and answer.citations
    assert cut(archive, "", ending(stop_reason="refusal")).text.startswith(CUT_SHORT)


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ("The bridge is closed.", True),
        ("The bridge is closed. [2]", True),
        ("The bridge is closed [2].", True),
        ("It closed in 2023 [a1] [b2].", True),
        ("**The bridge is closed!**", True),
        ("She said “we close it.”", True),
        ("桥梁关闭了。", True),
        ("The bridge would not be closed [2]", False),
        ("The bridge is closed. [2", False),
        ("It was closed by Mr.", False),
        ("It was closed by the U.S.", False),
        ("It was closed on Dec.", False),
        ("It was closed on Tues.", False),
        ("It rose by 3.", False),
        ("It closed at 5 p.m.", False),
        ("The bridge would not be ...", False),
        ("The bridge:", False),
        ("", False),
    ],
)
def test_where_a_sentence_ends_when_nothing_follows(piece: str, expected: bool) -> None:
    assert ended(piece) is expected
