"""The sets are read as their makers wrote them, and split the same way on every machine."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.sets import (
    SAMPLE,
    Question,
    QuestionSet,
    chosen,
    clapnq,
    fewer_articles,
    half,
    realtimeqa,
    sample,
    sample_questions,
    squad,
)
from corpus import Article


def write(path: Path, *rows: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    opened = gzip.open(path, "wt") if path.suffix == ".gz" else path.open("w")
    with opened as file:
        file.write("\n".join(json.dumps(row) for row in rows))


def quiz(*, count: int) -> QuestionSet:
    questions = [Question(f"q{number}", "?", number % 3 > 0, frozenset({f"a{number}"})) for number in range(count)]
    articles = [Article(id=f"a{number}", title="", text="x") for number in range(count)]
    return QuestionSet("quiz", tuple(articles), tuple(questions))


def test_the_news_quiz_asks_what_is_sure_to_be_answered_and_what_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "realtimeqa-2022-2023"
    write(folder / "articles.jsonl.gz", {"id": "rt-1", "title": "Cup", "text": "Rovers won.", "published": None})
    row = {"question": "Who won?", "asked": "2023-06-03", "answer": "Rovers", "gold": ["rt-1", "rt-2"]}
    write(folder / "questions.jsonl", {"id": "1", **row, "gold_sure": ["rt-1"]}, {"id": "2", **row, "gold_sure": []})
    write(folder / "unanswerable.jsonl", {"id": "3", "question": "Who?", "asked": "2023-06-03", "tier": "near"})
    read = realtimeqa(tmp_path)
    assert [article.id for article in read.articles] == ["rt-1"]
    sure, absent = read.questions
    assert (sure.articles, sure.holding, sure.answers) == ({"rt-1"}, {"rt-1", "rt-2"}, (("Rovers",),))
    assert (absent.answerable, absent.group, absent.asked) == (False, "answer near", "2023-06-03")


def test_a_squad_paragraph_is_an_article_named_by_page_and_number(tmp_path: Path) -> None:
    asked = [
        {"id": "1", "question": "Where?", "answers": [{"text": "France"}, {"text": "France"}], "is_impossible": False},
        {"id": "2", "question": "Why?", "answers": [], "is_impossible": True},
    ]
    pages = {"data": [{"title": "Old_Normans", "paragraphs": [{"context": "In France.", "qas": asked}]}]}
    write(tmp_path / "squad2" / "squad2-dev.json.gz", pages)
    read = squad(tmp_path)
    [article] = read.articles
    assert (article.id, article.title, article.text) == ("Old_Normans-0", "Old Normans", "In France.")
    assert [each.answers for each in read.questions] == [(("France",),), ()]
    assert [each.answerable for each in read.questions] == [True, False]


def test_clapnq_s_passages_are_searched_together_whether_they_answer_or_not(tmp_path: Path) -> None:
    def row(id: str, text: str, *selected: str) -> dict[str, object]:
        return {"id": id, "input": "?", "passages": [{"title": "T", "text": text}],
                "output": [{"selected_sentences": list(selected)}]}

    folder = tmp_path / "clapnq"
    write(folder / "clapnq_dev_answerable.jsonl.gz", row("1", "It is.", "It is."), row("2", "It is.", "It is."))
    write(folder / "clapnq_dev_unanswerable.jsonl.gz", row("3", "It was."))
    read = clapnq(tmp_path)
    assert [each.id for each in read.articles] == ["clapnq-1", "clapnq-3"]
    assert [sorted(each.articles) for each in read.questions] == [["clapnq-1"], ["clapnq-1"], []]
    assert read.questions[0].answers == (("It is.",),)


def test_the_sample_is_asked_in_both_wordings_and_as_follow_ups(tmp_path: Path) -> None:
    read = sample(tmp_path)
    assert {each.group for each in read.questions} == {"questions", "paraphrases", "follow-ups"}
    assert len({each.id for each in read.questions}) == len(read.questions)
    known = {article.id for article in read.articles}
    assert all(each.articles <= known for each in read.questions)
    assert all(each.before for each in read.questions if each.group == "follow-ups")
    assert sample_questions(SAMPLE / "questions.jsonl")[0].answers == (("one year",),)


def test_the_splits_share_no_question_and_leave_none_out() -> None:
    all = quiz(count=60)
    tuned, checked = (chosen(all, split, None).questions for split in ("development", "check"))
    assert set(tuned) | set(checked) == set(all.questions)
    assert len(tuned) + len(checked) == 60
    assert 15 < len(tuned) < 45
    assert half("68cf05f67fd29c6f129fe2fb9") == half("68cf05f67fd29c6f129fe2fb9")


def test_a_limit_is_of_each_kind_and_takes_the_same_questions_whatever_their_order() -> None:
    all = quiz(count=60)
    few = chosen(all, "all", 5)
    assert [each.answerable for each in few.questions] == [True] * 5 + [False] * 5
    turned = QuestionSet("quiz", all.articles, all.questions[::-1])
    assert chosen(turned, "all", 5).questions == few.questions
    assert set(few.questions) <= set(chosen(all, "all", 10).questions)


@pytest.mark.parametrize("count", [3, 30])
def test_a_trial_keeps_an_article_for_every_question(count: int) -> None:
    few = chosen(quiz(count=60), "all", 4)
    kept = fewer_articles(few, count).articles
    assert len(kept) == max(count, 8)
    assert all(each.articles & {article.id for article in kept} for each in few.questions)
