"""A newsroom's questions are counted as what they expect, by thresholds and against an earlier run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from bot import Answer, Bot, Citation
from bot.newsroom.comparison import Compared, compare, read_scorecard
from bot.newsroom.expected import Expected, Graded, expectations, grade
from bot.newsroom.report import FORMS, as_json, check_form, html, junit, write
from bot.newsroom.scorecard import Scorecard, Share, evaluate, requirements, unmet
from bot.newsroom.sheet import read_sheet
from corpus import Article, InputError
from index import Archive, Hit, Passage
from tests.fakes import article

FERRY = article("ferry", "Ferry to sail all winter", "The ferry will sail all winter.",
                url="https://www.example.org/ferry")
FOG = article("fog", "Why I love fog", "Fog hides the harbour.")


def given(text: str, *cited: Article, answered: bool = True, found: tuple[Article, ...] = ()) -> Answer:
    citations = tuple(Citation(number, each, 0, len(each.text), each.url) for number, each in enumerate(cited, 1))
    hits = tuple(Hit(Passage(1, each, 0, len(each.text)), 1.0) for each in found or cited)
    return Answer("Q?", "Q?", text, answered, citations, hits)


def expected(folder: Path, *rows: str, header: str = "question,expected,article") -> list[Expected]:
    file = folder / "questions.csv"
    file.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return expectations(read_sheet(file))


def right(question: str = "Q?", passed: bool = True) -> Graded:
    answer = given("all winter", answered=passed)
    return Graded(Expected(question, ("winter",)), answer, 0.5, passed, passed, passed, None)


def test_words_articles_and_none_are_expected(tmp_path: Path) -> None:
    words, named, nothing = expected(tmp_path, "A?,all winter | twelve months,", "B?,,ferry|fog", "C?,None,")
    assert (words.words, words.articles) == (("all winter", "twelve months"), ())
    assert (named.words, named.articles) == ((), ("ferry", "fog"))
    assert not nothing.answerable


@pytest.mark.parametrize(("row", "why"), [
    ("A?,,", "say what is expected"),
    ("A?,none,ferry", "leave one out"),
    ("A?, | ,", "say what is expected"),
])
def test_a_row_that_expects_nothing_clear_is_refused(tmp_path: Path, row: str, why: str) -> None:
    with pytest.raises(InputError, match=f"questions.csv:2: .*{why}"):
        expected(tmp_path, row)


def test_a_question_is_asked_once_and_a_sheet_says_what_is_right(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="questions.csv:3: .* at questions.csv:2 already"):
        expected(tmp_path, "A?,a,", "A?,b,")
    with pytest.raises(InputError, match="nothing says what is right"):
        expected(tmp_path, "A?,a", header="question,note")


def test_an_answer_is_judged_by_its_words_and_its_articles() -> None:
    wanted = Expected("Q?", ("all winter",), ("https://example.org/ferry/",))
    graded = grade(wanted, given("“It will sail all winter.” [1]", FERRY), 0.1)
    assert (graded.found, graded.first_40, graded.correct, graded.refused) == (True, True, True, None)
    assert graded.passed and not graded.fault
    elsewhere = grade(wanted, given("“It will sail all winter.” [1]", FOG), 0.1)
    assert (elsewhere.found, elsewhere.first_40, elsewhere.correct) == (False, True, False)
    assert elsewhere.fault == "The answer isn't the one expected."


def test_words_after_the_fortieth_are_held_but_not_at_once() -> None:
    graded = grade(Expected("Q?", ("all winter",)), given("so " * 40 + "all winter", FERRY), 0.1)
    assert (graded.found, graded.first_40, graded.correct) == (True, False, True)


def test_a_reprint_counts_as_the_article() -> None:
    copied = Answer("Q?", "Q?", "all winter", True, (Citation(1, FOG, 0, 3, "", twins=(FERRY,)),))
    assert grade(Expected("Q?", articles=("ferry",)), copied, 0.1).correct


def test_a_refusal_is_right_where_nothing_is_held_and_wrong_elsewhere() -> None:
    refusal = given("I don't find that. all winter", answered=False, found=(FERRY,))
    rightly, wrongly = grade(Expected("Q?"), refusal, 0.1), grade(Expected("Q?", ("all winter",)), refusal, 0.1)
    assert rightly.passed and (rightly.found, rightly.correct) == (None, None)
    assert not wrongly.passed and wrongly.found and wrongly.fault == "It was refused, and should have been answered."
    answered = grade(Expected("Q?"), given("Yes.", FERRY), 0.1)
    assert answered.fault == "It was answered, and should have been refused."


def test_a_bot_is_asked_every_question(archive: Archive, tmp_path: Path) -> None:
    rows = ("Will the ferry sail all winter?,all winter,ferry", "Who discovered penicillin in Berlin?,none,",
            "How many swans came back?,Fifty,")
    steps: list[tuple[int, int | None]] = []
    card = evaluate(Bot(archive), expected(tmp_path, *rows), {"model": None},
                    lambda step, done, total: steps.append((done, total)))
    assert {name: (share.hits, share.of) for name, share in card.shares.items()} == {
        "found": (1, 2), "first_40": (1, 2), "correct": (1, 2), "refused": (1, 1), "passed": (2, 3)}
    assert steps == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert card.settings["archive_name"] == "news" and card.settings["model"] is None


@pytest.mark.parametrize("written", ["correct=80%", " correct = 0.8 ", "correct=0.80"])
def test_a_threshold_is_a_share_or_a_percentage(written: str) -> None:
    (read,) = requirements([written])
    assert (read.measure, read.least) == ("correct", 0.8)


@pytest.mark.parametrize("written", [
    "", "correct", "correct=", "correct=80", "correct=-1", "held=0.8", "correct=80%%", "=1",
])
def test_what_is_no_threshold_is_refused(written: str) -> None:
    with pytest.raises(InputError, match="is no threshold"):
        requirements([written])


def test_what_is_below_its_threshold_is_told() -> None:
    card = Scorecard({}, (right("A?"), right("B?", passed=False)))
    assert unmet(card, requirements(["passed=50%"])) == []
    assert unmet(card, requirements(["passed=51%"])) == ["passed is 50.0% (1 of 2), less than 51.0%."]
    with pytest.raises(InputError, match="says anything about refused"):
        unmet(card, requirements(["refused=0.9"]))
    assert Share(0, 0).value is None


def test_two_runs_are_compared_question_by_question(tmp_path: Path) -> None:
    file = tmp_path / "before.json"
    write(file, Scorecard({"model": None}, (right("A?"), right("B?", passed=False), right("C?"), right("Old?"))))
    now = Scorecard({"model": "fake:model"}, (right("A?", passed=False), right("B?"), right("C?"), right("New?")))
    compared = compare(now, read_scorecard(file))
    assert compared == Compared({"model": (None, "fake:model")}, ("B?",), ("A?",), 1, 1, 1)
    assert compared.chance == 1.0
    assert Compared({}, ("A?",) * 6, (), 0, 0, 0).chance == pytest.approx(2 / 64)
    with pytest.raises(InputError, match="no question in common"):
        compare(Scorecard({}, (right("New?"),)), read_scorecard(file))


@pytest.mark.parametrize("content", [
    "", "[]", "{}", '{"form": "cuttings-scorecard-1", "settings": {}, "questions": [1]}',
])
def test_what_is_no_scorecard_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "before.json").write_text(content)
    with pytest.raises(InputError, match=r"before.json is no"):
        read_scorecard(tmp_path / "before.json")


def test_a_page_escapes_what_answers_and_questions_say() -> None:
    evil = "<script>alert(1)</script>"
    cited = Citation(1, FERRY, 0, 3, "javascript:alert(1)")
    graded = grade(Expected(evil, (evil,)), Answer(evil, evil, evil, True, (cited,)), 0.1)
    card = Scorecard({"archive_name": evil}, (graded,))
    page = html(card, Compared({"model": (None, evil)}, (evil,), (), 0, 0, 0))
    assert "<script" not in page and "javascript:" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_junit_has_a_test_a_question(tmp_path: Path) -> None:
    card = Scorecard({}, (right("A?"), right("B\x0b & <C>?", passed=False)))
    write(tmp_path / "junit.xml", card)
    suite = etree.fromstring((tmp_path / "junit.xml").read_bytes())
    assert dict(suite.attrib) == {
        "name": "questions", "tests": "2", "failures": "1", "errors": "0", "skipped": "0", "time": "1.000"}
    assert [case.get("name") for case in suite] == ["A?", "B  & <C>?"]
    (failure,) = suite[1]
    assert failure.get("message") == "It was refused, and should have been answered."
    assert "expected: winter" in failure.text


def test_json_holds_every_answer_with_its_citations() -> None:
    card = Scorecard({"model": None}, (grade(Expected("Q?", ("winter",)), given("all winter", FERRY), 0.1),))
    read = json.loads(as_json(card))
    assert read["shares"]["passed"] == {"hits": 1, "of": 1, "share": 1.0}
    assert read["questions"][0]["citations"][0]["quote"] == FERRY.text
    assert json.loads(as_json(card, Compared({}, (), (), 1, 0, 0)))["compared"]["alike"] == 1


def test_a_report_is_written_in_the_form_that_its_name_says(tmp_path: Path) -> None:
    assert sorted(FORMS) == [".html", ".json", ".xml"]
    assert "<title>" in html(Scorecard({"archive_name": "news"}, (right(),)))
    assert junit(Scorecard({}, ())).startswith("<testsuite")
    with pytest.raises(InputError, match=r"card.pdf says no form"):
        check_form(tmp_path / "card.pdf")
    with pytest.raises(InputError, match="There is no folder"):
        check_form(tmp_path / "nowhere" / "card.html")
