"""How well questions are answered in other languages than English, and over articles in another one than theirs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.caches import archive_of
from benchmarks.machine import heading
from benchmarks.measures import Figure, Row, answered, article_hit_1, refusal_recall
from benchmarks.sets import Question, QuestionSet, chosen, texts
from benchmarks.tables import markdown
from benchmarks.ways import Ours
from bot import Bot
from bot.newsroom.shown import holds
from corpus import Article, InputError
from index import Embedder, load_embedder

LANGUAGES = ("en", "de", "es")        # that XQuAD's questions are there in
FRENCH = "fr"                         # has questions of its own
HEADINGS = ("set", "questions", "article first", "answered", "a quotation holds it", "unanswerable", "refused")


def measure(
    data: Path, cache: Path, language: str, over: str, *, split: str, limit: int | None, embedder: str | None,
    tell: Callable[[str], None],
) -> None:
    """Print a line a set; `over` is the language of the articles, where it is another one than the questions'."""
    model = load_embedder(embedder) if embedder else load_embedder()
    rows = [line(asked.name, answers(asked, cache, model, tell))
            for asked in (chosen(each, split, limit) for each in sets(data, language, over or language))]
    print(f"{heading()}, questions: {split}\n\n{markdown(list(HEADINGS), rows)}")


def sets(data: Path, language: str, over: str) -> Iterator[QuestionSet]:
    """The sets of that language as far as their data is there; raises InputError where there is none."""
    if language == over == FRENCH:
        yield piaf(data)
        return
    if not {language, over} <= {*LANGUAGES}:
        there = f"{', '.join(LANGUAGES)}, and {FRENCH} over itself"
        raise InputError(f"There are no questions in {language} over {over}; there are {there}.")
    yield xquad(data, language, over)
    if language == over == "de":
        yield m2qa(data)


def xquad(data: Path, language: str, over: str) -> QuestionSet:
    """The same questions over the same 240 paragraphs of an encyclopaedia, in each language; each has an answer."""
    asked = {row["id"]: row["question"] for _, _, row in _squad(data / "xquad" / f"xquad.{language}.json")}
    articles: dict[str, Article] = {}
    questions = []
    for id, page, row in _squad(data / "xquad" / f"xquad.{over}.json"):
        articles.setdefault(id, Article(id=id, title=page["title"].replace("_", " "), text=row["context"],
                                        language=over))
        answers = tuple((each["text"],) for each in row["answers"])
        right = frozenset([id])
        questions.append(Question(row["id"], asked[row["id"]], True, right, right, answers))
    name = f"xquad-{language}" if language == over else f"xquad-{language}-over-{over}"
    return QuestionSet(name, tuple(articles.values()), tuple(questions))


def piaf(data: Path) -> QuestionSet:
    """Questions that people asked over paragraphs of the French encyclopaedia; each has an answer."""
    articles: dict[str, Article] = {}
    questions = []
    for number, (id, page, row) in enumerate(_squad(data / "piaf" / "piaf-v1.0.json")):
        articles.setdefault(id, Article(id=id, title=page["title"], text=row["context"], language=FRENCH))
        right = frozenset([id])
        answers = tuple((each["text"],) for each in row["answers"])
        questions.append(Question(f"piaf-{number}", row["question"], True, right, right, answers))
    return QuestionSet("piaf-fr", tuple(articles.values()), tuple(questions))


def m2qa(data: Path) -> QuestionSet:
    """Questions over 300 pieces of an Austrian newspaper, two fifths of which their piece only seems to answer."""
    articles: dict[str, Article] = {}
    questions = []
    with (data / "m2qa-train" / "german-news.json").open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            text = row["context"].strip()
            article = articles.setdefault(text, Article(id=row["id"].rpartition("_")[0], title="", text=text,
                                                        language="de"))
            found = tuple((each,) for each in row["answers"]["text"])
            right = frozenset([article.id]) if found else frozenset()
            questions.append(Question(row["id"], row["question"], bool(found), right, right, found))
    return QuestionSet("m2qa-german-news", tuple(articles.values()), tuple(questions))


def answers(asked: QuestionSet, cache: Path, model: Embedder, tell: Callable[[str], None]) -> list[Row]:
    """What the bot does with each question."""
    with archive_of(asked, cache, model, tell) as archive:
        way = Ours(asked.name, Bot(archive), texts(asked.articles))
        return [way.ask(each) for each in asked.questions]


def line(name: str, rows: Sequence[Row]) -> list[str]:
    """One set's figures."""
    yes = sum(row.question.answerable for row in rows)
    shares = (article_hit_1(rows), answered(rows), quotation_holds(rows))
    return [name, f"{yes:,}", *map(_share, shares), f"{len(rows) - yes:,}", _share(refusal_recall(rows))]


def quotation_holds(rows: Sequence[Row]) -> Figure:
    """A quotation of an answer holds the expected answer, from the right article; of the answerable questions."""
    right = [
        row.answered and any(each.article in row.question.holding and holds(each.text, row.question.answers)
                             for each in row.quotes)
        for row in rows if row.question.answerable
    ]
    return sum(right) / len(right) if right else None


def _squad(stored: Path) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """(id of the paragraph, its page, the question with its context) of a file in SQuAD's form."""
    with stored.open(encoding="utf-8") as file:
        pages = json.load(file)["data"]
    for page in pages:
        for number, paragraph in enumerate(page["paragraphs"]):
            for row in paragraph["qas"]:
                yield f"{page['title']}-{number}", page, {**row, "context": paragraph["context"]}


def _share(figure: Figure) -> str:
    return "–" if figure is None else f"{figure:.3f}"
