"""The chain hands each step's work to the next and streams what the answerer says."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answer import Answer, Turn
from bot.chain import Asked, Found, retrieval_chain
from bot.retriever import search
from bot.rewrite import Standalone
from index import Archive, Scope


class Scripted:
    """Says three words, then the Answer; remembers what it was given."""

    def __init__(self) -> None:
        self.found: list[Found] = []

    def stream(self, found: Found) -> Iterator[str | Answer]:
        self.found.append(found)
        yield from ("One ", "two ", "three.")
        yield Answer(found.asked.question, found.standalone.text, "One two three.", True, scope=found.asked.scope)


def test_the_pieces_come_first_and_the_answer_last(archive: Archive) -> None:
    *pieces, answer = retrieval_chain(archive, Scripted()).stream(Asked("Will the ferry sail?", (), Scope()))
    assert pieces == ["One ", "two ", "three."]
    assert isinstance(answer, Answer)
    assert answer.text == "".join(pieces)


def test_pieces_come_as_they_are_made(archive: Archive) -> None:
    answerer = Scripted()
    stream = retrieval_chain(archive, answerer).stream(Asked("Will the ferry sail?", (), Scope()))
    assert answerer.found == []
    assert next(stream) == "One "
    stream.close()  # type: ignore[attr-defined]


def test_the_answerer_gets_what_was_found_for_the_standalone_question(archive: Archive) -> None:
    answerer = Scripted()
    asked = Asked("What did she say?", (Turn("Who is Ines Vale?", "A captain."),), Scope(sections="Transport"))
    list(retrieval_chain(archive, answerer).stream(asked))
    (found,) = answerer.found
    assert found.asked == asked
    assert found.standalone == Standalone("What did Ines Vale say?", "What did Ines Vale say?")
    assert list(found.hits) == search(archive, "What did Ines Vale say?", asked.scope)
    assert found.timings["retrieve"] >= 0


def test_one_chain_serves_many_questions(archive: Archive) -> None:
    answerer = Scripted()
    chain = retrieval_chain(archive, answerer)
    for question in ("Will the ferry sail all winter?", "When did Rovers beat United?"):
        list(chain.stream(Asked(question, (), Scope())))
    assert [found.hits[0].article.id for found in answerer.found] == ["ferry", "match"]
