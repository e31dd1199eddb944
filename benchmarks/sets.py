"""Questions that nobody here wrote (and the sample's own), each set with the articles to ask."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus import Article, read
from corpus.record.record import article_from

SAMPLE = Path(__file__).resolve().parent.parent / "corpus" / "sample"
QUESTIONS = Path(__file__).resolve().parent / "questions"
BY_HAND, SHORTEST = 1_500, 800     # articles that questions were written over, and characters of each at least
AMONG = 600        # articles of either archive that the ones which claims were written over are searched among
SPLITS = ("development", "check", "all")
SQUAD_QUESTIONS = 700   # of each kind, unless told otherwise: all 6,078 would take half an hour


@dataclass(frozen=True, slots=True)
class Question:
    """One question, and what is known of its answer."""

    id: str
    text: str
    answerable: bool
    articles: frozenset[str] = frozenset()        # ids of those that surely answer: what a search should find
    holding: frozenset[str] = frozenset()         # ids of all that hold the answer: what a citation may rest on
    answers: tuple[tuple[str, ...], ...] = ()     # alternatives; an alternative is held when all its words are
    asked: str = ""                               # the day it was asked, where its words refer to it
    before: str = ""                              # the question it follows up on
    group: str = ""                               # a part of the set that is also reported by itself


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A set of questions and the articles that are searched for them."""

    name: str
    articles: tuple[Article, ...]
    questions: tuple[Question, ...]


def realtimeqa(data: Path) -> QuestionSet:
    """A weekly news quiz over 4,000 real articles.

    Of its questions those are asked whose answering article is sure, and 69 whose answer is in no article.
    """
    folder = data / "realtimeqa-2022-2023"
    articles = tuple(article_from(row, row["id"], lambda _: None) for row in _lines(folder / "articles.jsonl.gz"))
    asked = [_quiz(row) for row in _lines(folder / "questions.jsonl") if row["gold_sure"]]
    absent = [
        Question(row["id"], row["question"], answerable=False, asked=row["asked"], group=f"answer {row['tier']}")
        for row in _lines(folder / "unanswerable.jsonl")
    ]
    return QuestionSet("realtimeqa-2022-2023", articles, (*asked, *absent))


def _quiz(row: dict[str, Any]) -> Question:
    return Question(
        row["id"], row["question"], answerable=True, articles=frozenset(row["gold_sure"]),
        holding=frozenset(row["gold"]), answers=((row["answer"],),), asked=row["asked"],
    )


def squad(data: Path) -> QuestionSet:
    """Half of SQuAD 2.0's development set; a paragraph is an article, and all of them are searched together."""
    with gzip.open(data / "squad2" / "squad2-dev.json.gz", "rt", encoding="utf-8") as file:
        pages = json.load(file)["data"]
    articles: list[Article] = []
    questions: list[Question] = []
    for page in pages:
        for number, paragraph in enumerate(page["paragraphs"]):
            id = f"{page['title']}-{number}"
            title = page["title"].replace("_", " ")
            articles.append(Article(id=id, title=title, text=paragraph["context"], language="en"))
            questions += [_reading(row, frozenset([id])) for row in paragraph["qas"]]
    return QuestionSet("squad2-dev", tuple(articles), tuple(questions))


def _reading(row: dict[str, Any], paragraph: frozenset[str]) -> Question:
    if row["is_impossible"]:
        return Question(row["id"], row["question"], answerable=False)
    answers = tuple((text,) for text in dict.fromkeys(each["text"] for each in row["answers"]))
    return Question(row["id"], row["question"], True, articles=paragraph, holding=paragraph, answers=answers)


def clapnq(data: Path) -> QuestionSet:
    """Search engine questions with a passage each, half of which don't answer; all passages are searched together."""
    articles: dict[str, Article] = {}
    questions: list[Question] = []
    for answerable, part in ((True, "answerable"), (False, "unanswerable")):
        for row in _lines(data / "clapnq" / f"clapnq_dev_{part}.jsonl.gz"):
            [passage] = row["passages"]
            id = f"clapnq-{row['id']}"
            article = articles.setdefault(
                passage["text"], Article(id=id, title=passage["title"], text=passage["text"], language="en")
            )
            right = frozenset([article.id]) if answerable else frozenset()
            selected = {sentence: None for each in row["output"] for sentence in each["selected_sentences"]}
            answers = tuple((sentence,) for sentence in selected) if answerable else ()
            questions.append(Question(id, row["input"], answerable, right, right, answers))
    return QuestionSet("clapnq", tuple(articles.values()), tuple(questions))


def sample(data: Path) -> QuestionSet:
    """The sample archive with its questions in both wordings; written for the project, with the articles in sight."""
    articles = tuple(read(SAMPLE / "articles", lambda _: None))
    questions = [each for name in ("questions", "paraphrases") for each in sample_questions(SAMPLE / f"{name}.jsonl")]
    return QuestionSet("sample", articles, tuple(questions))


def asked(data: Path) -> QuestionSet:
    """The sample archive with 365 questions as people ask, written from the articles by somebody who saw no answers."""
    articles = tuple(read(SAMPLE / "articles", lambda _: None))
    return QuestionSet("asked", articles, tuple(as_asked(SAMPLE / "asked.jsonl")))


def news_development(data: Path) -> QuestionSet:
    """Questions written for the project over 1,500 articles of RealTimeQA's pool, to tune on."""
    return _by_hand("news-development", data / "realtimeqa-2022-2023" / "articles.jsonl.gz")


def news_check(data: Path) -> QuestionSet:
    """Questions written for the project over 1,500 articles of a US news archive, 2012 to 2020, to check with."""
    return _by_hand("news-check", data / "allsides" / "articles.jsonl.gz")


def news_probes(data: Path) -> QuestionSet:
    """Questions over other articles of that archive, which another sentence of the article often seems to answer.

    Of what can't be answered the article on the subject is there.
    """
    return _by_hand("news-probes", data / "allsides" / "articles.jsonl.gz")


def _by_hand(name: str, articles: Path) -> QuestionSet:
    """The questions of a file beside this one, over the articles that they name and others up to BY_HAND."""
    questions = tuple(as_asked(QUESTIONS / f"{name}.jsonl"))
    named = frozenset(id for each in questions for id in each.articles)
    rows = [row for row in _lines(articles) if len(row["text"]) > SHORTEST and row.get("published")]
    rows.sort(key=lambda row: (row["id"] not in named, _hash(row["id"])))
    read = tuple(article_from(row, row["id"], lambda _: None) for row in rows[:BY_HAND])
    return QuestionSet(name, read, questions)


def news_claims(data: Path) -> tuple[Article, ...]:
    """The articles that premises and prose were written over, of both archives of news, among others of them."""
    rows = [row for name in ("realtimeqa-2022-2023", "allsides") for row in _lines(data / name / "articles.jsonl.gz")]
    wanted = {row["article"] for row in _lines(QUESTIONS / "premises-news.jsonl")}
    wanted |= {passage[0] for row in _lines(QUESTIONS / "prose-news.jsonl") for passage in row["passages"]}
    rows.sort(key=lambda row: (row["id"] not in wanted, _hash(row["id"])))
    return tuple(article_from(row, row["id"], lambda _: None) for row in rows[:AMONG])


def as_asked(path: Path) -> list[Question]:
    """The questions of a file as people ask, grouped by kind; `expected` are alternatives, all words of one count."""
    return [
        Question(
            id=f"{path.stem}: {row['question']}", text=row["question"], answerable=row["answerable"],
            articles=frozenset(row["articles"]), holding=frozenset(row["articles"]),
            answers=tuple(map(tuple, row["expected"])), group=row["kind"],
        )
        for row in _lines(path)
    ]


def sample_questions(path: Path) -> list[Question]:
    """The questions of one file of the sample archive, grouped by file; follow-ups make a group of their own."""
    return [_written(row, path.stem) for row in _lines(path)]


def _written(row: dict[str, Any], group: str) -> Question:
    before, text = row.get("turns") or ("", row["question"])
    right = frozenset(row.get("articles", ()))
    return Question(
        id=f"{group}: {before} {text}", text=text, answerable=row["kind"] != "unanswerable", articles=right,
        holding=right, answers=(tuple(row["expected"]),) if row.get("expected") else (), before=before,
        group="follow-ups" if before else group,
    )


SETS: dict[str, Callable[[Path], QuestionSet]] = {
    "realtimeqa-2022-2023": realtimeqa,
    "squad2-dev": squad,
    "clapnq": clapnq,
    "sample": sample,
    "asked": asked,
    "news-development": news_development,
    "news-check": news_check,
    "news-probes": news_probes,
}
_USUAL_LIMITS = {"squad2-dev": SQUAD_QUESTIONS}


def chosen(all: QuestionSet, split: str, limit: int | None) -> QuestionSet:
    """The questions of a split, at most `limit` answerable and as many unanswerable ones; 0 means no limit.

    Which those are hangs on their ids alone, so that every run and every machine takes the same.
    """
    limit = _USUAL_LIMITS.get(all.name, 0) if limit is None else limit
    ordered = [each for each in all.questions if split in ("all", half(each.id))]
    ordered.sort(key=lambda each: _hash(each.id))
    kinds = [[each for each in ordered if each.answerable is kind] for kind in (True, False)]
    return replace(all, questions=tuple(each for kind in kinds for each in kind[: limit or None]))


def half(id: str) -> str:
    """The split that a question belongs to: "development", to tune on, or "check"."""
    return SPLITS[int(_hash(id)[0], 16) % 2]


def fewer_articles(all: QuestionSet, count: int) -> QuestionSet:
    """The same questions over `count` articles: one that answers each, the rest to be confused with."""
    needed = {min(each.articles, key=_hash) for each in all.questions if each.articles}
    ordered = sorted(all.articles, key=lambda each: (each.id not in needed, _hash(each.id)))
    return replace(all, articles=tuple(ordered[: max(count, len(needed))]))


def _hash(id: str) -> str:
    return hashlib.sha256(id.encode()).hexdigest()


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def texts(articles: Sequence[Article]) -> dict[str, str]:
    """The articles' texts by id, to hold quotations against."""
    return {article.id: article.text for article in articles}
