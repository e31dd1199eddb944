"""How often answers are right, refused and well cited: the sample archive, and RealTimeQA over real news."""

from __future__ import annotations

import gzip
import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.machine import heading
from bot import Answer, Bot
from corpus import Article
from corpus.record import article_from
from index import Archive, Embedder, load_embedder

SAMPLE = Path(__file__).resolve().parent.parent / "corpus" / "sample"
ARTICLES = 900      # of RealTimeQA: some hold an answer, the others are there to be confused with
QUESTIONS = 150     # of those whose answering article is sure, none of which a weight was fitted on


def measure(data: Path) -> None:
    """Print the tables."""
    print(heading())
    model = load_embedder()
    with tempfile.TemporaryDirectory() as scratch:
        _sample(Path(scratch) / "sample", model)
        _real_news(Path(scratch) / "news", data / "realtimeqa-2022-2023", model)


def score_sample(bot: Bot, questions: Path) -> dict[str, tuple[int, int]]:
    """(right, asked) by kind of question: answerable, unanswerable, follow-up."""
    scores: dict[str, tuple[int, int]] = {}
    for line in questions.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        right, asked = scores.get(row["kind"], (0, 0))
        scores[row["kind"]] = (right + _right(bot, row), asked + 1)
    return scores


def _right(bot: Bot, row: dict[str, Any]) -> bool:
    """Refused; or for a follow-up the article found; or the article cited and the expected words in the answer."""
    if row["kind"] == "follow-up":
        first = bot.ask(row["turns"][0])
        answer = bot.ask(row["turns"][1], history=[(row["turns"][0], first.text)])
        return _cites(answer, row["articles"])
    answer = bot.ask(row["question"])
    if row["kind"] == "unanswerable":
        return not answer.answered
    text = answer.text.casefold()
    return _cites(answer, row["articles"]) and all(word.casefold() in text for word in row["expected"])


def _cites(answer: Answer, articles: list[str]) -> bool:
    return bool({citation.article.id for citation in answer.citations} & set(articles))


def _sample(folder: Path, model: Embedder) -> None:
    from index import build

    build(folder, [SAMPLE / "articles"], embedder=model)
    bot = Bot.open(folder, embedder=model)
    for name in ("questions.jsonl", "paraphrases.jsonl"):
        print(f"sample archive, {name}")
        for kind, (right, asked) in score_sample(bot, SAMPLE / name).items():
            print(f"    {kind:<20} {right:>4} of {asked:<4} {right / asked:.0%}")


def _real_news(folder: Path, data: Path, model: Embedder) -> None:
    questions, articles = _chosen(data)
    with Archive.create(folder, embedder=model) as archive:
        archive.add(articles)
        archive.embed()
    bot = Bot.open(folder, embedder=model)
    answered = found = held = verbatim = quotes = 0
    for row in questions:
        answer = bot.ask(row["question"])
        answered += answer.answered
        found += _cites(answer, row["gold"])
        held += row["answer"].strip("“”\"").casefold() in answer.text.casefold()
        quotes += len(answer.citations)
        verbatim += sum(each.quote in each.article.text for each in answer.citations)
    unanswerable = list(_lines(data / "unanswerable.jsonl"))
    refused = sum(not bot.ask(row["question"]).answered for row in unanswerable)
    print(f"RealTimeQA, {ARTICLES} articles")
    for what, count, of in (
        ("answered", answered, len(questions)),
        ("an article cited that holds the answer", found, len(questions)),
        ("answer holds the expected words", held, len(questions)),
        ("quotations verbatim", verbatim, quotes),
        ("unanswerable ones refused", refused, len(unanswerable)),
    ):
        print(f"    {what:<40} {count:>4} of {of:<4} {count / of:.0%}")


def _chosen(data: Path) -> tuple[list[dict[str, Any]], Iterator[Article]]:
    """The questions to ask and the articles to ask, the same in every run."""
    shuffle = random.Random(3)
    records = {row["id"]: row for row in _lines(data / "articles.jsonl.gz")}
    questions = [row for row in _lines(data / "questions.jsonl") if row["gold_sure"]]
    shuffle.shuffle(questions)
    questions = questions[: 2 * QUESTIONS]
    kept = {id for row in questions for id in row["gold_sure"][:2]}
    others = [id for id in records if id not in kept]
    shuffle.shuffle(others)
    kept |= set(others[: max(0, ARTICLES - len(kept))])
    articles = (article_from(records[id], id, lambda notice: None) for id in sorted(kept))
    return questions[1::2], articles    # the even ones are what weights were fitted on


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as file:
        for line in file:
            yield json.loads(line)
