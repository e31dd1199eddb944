"""The archive as a tool of LangChain's agents, called as an agent calls it."""

from __future__ import annotations

from dataclasses import replace

from langchain_core.messages import ToolCall, ToolMessage

from bot import Answer, Bot, Citation
from bot.frameworks.langchain_tool import archive_tool, readable
from index import Archive
from tests.fakes import article, day


def called(archive: Archive, question: str) -> ToolMessage:
    tool = archive_tool(Bot(archive))
    given = ToolCall(name="ask_archive", args={"question": question}, id="call-1", type="tool_call")
    message = tool.invoke(given)
    assert isinstance(message, ToolMessage)
    return message


def test_an_agent_reads_the_answer_with_its_credits(archive: Archive) -> None:
    message = called(archive, "Will the ferry sail all winter?")
    text, credit = str(message.content).split("\n\n")
    assert text.startswith("“The ferry will sail all winter.”")
    assert credit.startswith("[1] Ann Lee and Bob Ray: “Ferry to sail all winter”, The Quay, 10 January 2023. https://")


def test_its_artifact_is_the_answer_itself(archive: Archive) -> None:
    message = called(archive, "Will the ferry sail all winter?")
    assert isinstance(message.artifact, Answer) and message.artifact.citations[0].article.id == "ferry"


def test_a_refusal_is_told_as_one(archive: Archive) -> None:
    message = called(archive, "Who discovered penicillin in Berlin?")
    assert str(message.content).startswith("I don't find that in the archive.")
    assert message.status == "success" and not message.artifact.answered


def test_what_can_t_be_asked_is_told_in_a_sentence(archive: Archive) -> None:
    message = called(archive, "?!")
    assert message.status == "error"
    assert message.content == "Please ask a question, such as “Who is the mayor of Merrowby?”."


def test_a_correction_stands_below_its_article() -> None:
    plain = article("a", "Bill rises", "It rose.", day(2023, 3, 1))
    corrected = replace(plain, corrections=((day(2023, 3, 2), "The year was wrong."), (None, "So was the sum.")))
    answer = Answer("Q?", "Q?", "“It rose.” [1]", True, (Citation(1, corrected, 0, 8, ""),), notices=("As of today.",))
    assert readable(answer) == (
        "“It rose.” [1]\n\n[1] “Bill rises”, The Quay, 1 March 2023 (corrected 2 March 2023).\n"
        "    Corrected: 2 March 2023: The year was wrong.\n    Corrected: So was the sum.\n\nAs of today.")


def test_it_says_what_it_takes(archive: Archive) -> None:
    tool = archive_tool(Bot(archive), name="ask_the_quay", description="Asks The Quay.")
    assert (tool.name, tool.description) == ("ask_the_quay", "Asks The Quay.")
    assert list(tool.args) == ["question"]
