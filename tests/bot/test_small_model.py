"""A real model that invents: over the sample archive none of its inventions reaches the reader."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot import Answer, Bot
from bot.generate import BROKE_OFF, Generator
from bot.listen import Patience
from bot.models import load_model
from bot.verify.words import fold, plain
from index import Archive, build
from tests.bot.test_models import smollm2
from tests.fakes import WordEmbedder

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sample"
QUESTIONS = 2          # a few: a busy processor needs minutes for each
UNHURRIED = Patience(first_s=600.0, next_s=300.0, total_s=900.0)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[Answer]:
    file = smollm2()
    pytest.importorskip("xllamacpp", reason="xllamacpp is not installed: pip install -r requirements-llm.txt")
    pytest.importorskip("langchain_openai", reason="langchain-openai is not installed")
    folder = tmp_path_factory.mktemp("small") / "news"
    build(folder, [SAMPLE / "articles"], embedder=WordEmbedder())
    bot = Bot(Archive.open(folder, embedder=WordEmbedder()), model=load_model(f"gguf:{file}"))
    generator = bot.answerer
    assert isinstance(generator, Generator)
    generator.patience, generator.budget = UNHURRIED, 350
    rows = [json.loads(line) for line in (SAMPLE / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    asked = [row["question"] for row in rows if row["kind"] == "answerable"]
    return [bot.ask(question) for question in asked[:: len(asked) // QUESTIONS][:QUESTIONS]]


def test_the_model_was_heard(answers: list[Answer]) -> None:
    assert all(answer.usage.get("output_tokens") for answer in answers)


def test_no_invented_number_or_name_is_shown(answers: list[Answer]) -> None:
    for answer in answers:
        known = " ".join([answer.question, *(f"{hit.article.title} {hit.article.byline} {hit.article.source} "
                                             f"{hit.article.published:%A %d %B %Y} {hit.article.text}"
                                             for hit in answer.hits if hit.article.published)])
        have = fold(plain(known)).replace(",", "")
        shown = re.sub(r"\[\d+\]", "", answer.text).replace(BROKE_OFF, "")
        for number in re.findall(r"\d[\d,]*", plain(shown)):
            assert number.replace(",", "").lstrip("0") in have, (number, answer.text)
        for name in re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}", plain(shown)):
            assert fold(name) in have, (name, answer.text)


def test_what_is_withheld_has_a_reason(answers: list[Answer]) -> None:
    assert all(reason for answer in answers for _, reason in answer.withheld)
