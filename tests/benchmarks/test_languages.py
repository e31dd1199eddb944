"""Sets in other languages are read as they are written, and counted as the others are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.languages import HEADINGS, line, m2qa, quotation_holds, sets, xquad
from benchmarks.measures import Row, Span
from corpus import InputError

GERMAN = {"title": "Die_Fähre", "paragraphs": [{
    "context": "Die Fähre kostet zwei Euro.",
    "qas": [{"id": "q1", "question": "Was kostet die Fähre?", "answers": [{"text": "zwei Euro", "answer_start": 17}]}],
}]}
ENGLISH = {"title": "The_Ferry", "paragraphs": [{
    "context": "The ferry costs two euros.",
    "qas": [{"id": "q1", "question": "What is the fare?", "answers": [{"text": "two euros", "answer_start": 16}]}],
}]}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "xquad").mkdir()
    for language, page in (("de", GERMAN), ("en", ENGLISH)):
        text = json.dumps({"data": [page]}, ensure_ascii=False)
        (tmp_path / "xquad" / f"xquad.{language}.json").write_text(text, encoding="utf-8")
    (tmp_path / "m2qa-train").mkdir()
    rows = [
        {"id": "de_1_q0", "question": "Was kostet sie?", "context": "Zwei Euro.\n", "answers": {"text": ["Zwei Euro"]}},
        {"id": "de_1_q1", "question": "Wohin fährt sie?", "context": "Zwei Euro.\n", "answers": {"text": []}},
    ]
    text = "\n".join(map(json.dumps, rows))
    (tmp_path / "m2qa-train" / "german-news.json").write_text(text, encoding="utf-8")
    return tmp_path


def test_questions_are_asked_over_articles_in_their_own_language_or_another(data: Path) -> None:
    own, other = xquad(data, "de", "de"), xquad(data, "de", "en")
    assert (own.articles[0].text, own.articles[0].language) == ("Die Fähre kostet zwei Euro.", "de")
    assert own.questions[0].answers == (("zwei Euro",),)
    assert (other.questions[0].text, other.questions[0].answers) == ("Was kostet die Fähre?", (("two euros",),))
    assert other.articles[0].language == "en"


def test_a_question_without_an_answer_belongs_to_no_article(data: Path) -> None:
    read = m2qa(data)
    assert len(read.articles) == 1
    assert [(each.answerable, each.articles) for each in read.questions] == [(True, {"de_1"}), (False, frozenset())]


def test_french_has_questions_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "piaf").mkdir()
    asked = {"id": "p1", "question": "Quand le quai a-t-il fermé ?", "answers": [{"text": "lundi", "answer_start": 20}]}
    pages = [{"title": "Quai", "paragraphs": [{"context": "Le quai a fermé lundi.", "qas": [asked]}]}]
    (tmp_path / "piaf" / "piaf-v1.0.json").write_text(json.dumps({"data": pages}), encoding="utf-8")
    (piaf,) = sets(tmp_path, "fr", "fr")
    (article,) = piaf.articles
    assert (article.id, article.language, article.text) == ("Quai-0", "fr", "Le quai a fermé lundi.")
    assert [(each.holding, each.answers) for each in piaf.questions] == [(frozenset(["Quai-0"]), (("lundi",),))]


def test_a_language_that_nobody_asked_in_is_refused(data: Path) -> None:
    assert [each.name for each in sets(data, "de", "de")] == ["xquad-de", "m2qa-german-news"]
    with pytest.raises(InputError, match="no questions in tlh"):
        list(sets(data, "tlh", "tlh"))


def test_an_answer_counts_where_a_quotation_from_the_right_article_holds_it(data: Path) -> None:
    yes, no = m2qa(data).questions
    span = Span("de_1", 0, 10, "Zwei Euro.", "Zwei Euro.")
    rows = [Row(yes, (span,), (span,), "", True, 0.9, 0.1), Row(no, (span,), (), "", False, 0.1, 0.1)]
    assert quotation_holds(rows) == 1.0
    assert dict(zip(HEADINGS, line("m2qa", rows), strict=True)) == {
        "set": "m2qa", "questions": "1", "article first": "1.000", "answered": "1.000",
        "a quotation holds it": "1.000", "unanswerable": "1", "refused": "1.000",
    }
