"""The chain hands each step's work to the next and streams what the answerer says."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answer import Answer, Turn
from bot.chain import retrieval_chain
from bot.retriever.archive_retriever import search
from bot.retriever.found import Asked, Found
from bot.understand.standalone import Standalone
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


def test_what_is_quoted_stands_in_front_or_is_said_to_be_nowhere(archive: Archive) -> None:
    def asked(question: str, scope: Scope = Scope()) -> tuple[str, tuple[str, ...]]:
        answerer = Scripted()
        *_, answer = retrieval_chain(archive, answerer).stream(Asked(question, (), scope))
        assert isinstance(answer, Answer)
        return answerer.found[0].hits[0].article.id, answer.notices

    assert asked("Will the ferry sail past “all its faults”?") == ("column", ())
    assert asked('Will the ferry sail "all of winter"?') == (
        "ferry", ("No article has the words “all of winter” as they stand.",)
    )
    assert asked("Will the ferry sail past “all its faults”?", Scope(sections="Transport")) == (
        "ferry", ("No article that was searched has the words “all its faults” as they stand.",)
    )
    assert asked("Will the ferry sail “all winter” past the harbour of “no name”?") == (
        "ferry", ("No article has the words “no name” as they stand.",)
    )
    assert asked("Will the ferry sail all winter?") == ("ferry", ())


def test_a_time_in_the_question_narrows_the_search_unless_that_is_declined(archive: Archive) -> None:
    answerer = Scripted()
    for narrow in (True, False):
        asked = Asked("How much did the iron bridge cost in March 2023?", (), Scope(), narrow)
        list(retrieval_chain(archive, answerer).stream(asked))
    narrowed, declined = answerer.found
    assert narrowed.asked.scope.since and narrowed.notices
    assert declined.asked.scope == Scope() and declined.notices == ()


class Choosy:
    """Answers only from articles of one id; remembers the scopes it was shown."""

    def __init__(self, id: str) -> None:
        self.id = id
        self.scopes: list[Scope] = []

    def stream(self, found: Found) -> Iterator[str | Answer]:
        self.scopes.append(found.asked.scope)
        answered = any(hit.article.id == self.id for hit in found.hits)
        yield "Yes." if answered else "No."
        yield Answer(found.asked.question, "", "Yes." if answered else "No.", answered, scope=found.asked.scope)


def choose(archive: Archive, id: str, question: str) -> tuple[Choosy, list[str | Answer]]:
    answerer = Choosy(id)
    return answerer, list(retrieval_chain(archive, answerer).stream(Asked(question, (), Scope())))


def test_a_time_in_the_question_is_searched_first_and_said(archive: Archive) -> None:
    answerer, (piece, answer) = choose(archive, "swans", "Who came back to the harbour on 2 April 2023?")
    assert isinstance(answer, Answer) and answer.answered and piece == "Yes."
    assert len(answerer.scopes) == 1 and answer.scope.since and answer.scope.until
    assert answer.notices[0].startswith("Only what was published from 26 March 2023 to 9 April 2023 was searched")


def test_a_search_that_does_not_answer_is_widened_step_by_step_and_its_text_kept_back(archive: Archive) -> None:
    answerer, pieces = choose(archive, "ferry", "Who sailed on the ferry on 2 April 2023?")
    *text, answer = pieces
    assert text == ["Yes."]
    assert [bool(scope.since) for scope in answerer.scopes] == [True, True, False]
    assert [bool(scope.until) for scope in answerer.scopes] == [True, False, False]
    assert isinstance(answer, Answer) and not answer.scope.filtered
    assert answer.notices == ("Nothing published since 26 March 2023 seems to answer this, so the whole archive was "
                              "searched.",)


def test_what_nothing_answers_is_refused_once(archive: Archive) -> None:
    _, pieces = choose(archive, "nobody", "Who sailed on 2 April 2023?")
    assert [piece for piece in pieces if isinstance(piece, str)] == ["No."]


def test_undated_articles_stand_behind_dated_ones_and_the_answer_says_so(archive: Archive) -> None:
    answerer = Scripted()
    *_, answer = retrieval_chain(archive, answerer).stream(
        Asked("Was the lighthouse in the harbour lit on 2 April 2023?", (), Scope())
    )
    (found,) = answerer.found
    dates = [bool(hit.article.published) for hit in found.hits]
    assert dates == sorted(dates, reverse=True) and not dates[-1]
    assert isinstance(answer, Answer)
    assert "Articles without a date were looked through too; they stand after the dated ones." in answer.notices
