"""Fit the same numbers for questions in other languages than English, with and without a room for them.

As `fit` does, on the development halves of XQuAD in German and Spanish and of M2QA's German news, with the default
model and with a multilingual one; and with the latter on XQuAD's questions over its articles in another language. Every
other question is understood without its language's room. Each is asked once more without the article that answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np

from benchmarks.caches import archive_of
from benchmarks.fit import CONSIDERED, Seen, logistic_fit, record, row_of, shifted, softmax_fit
from benchmarks.languages import m2qa, xquad
from benchmarks.sets import Question, QuestionSet, chosen, half
from bot import Answer, Bot
from bot.quote.candidates import candidates
from bot.quote.extract import Extractor
from bot.quote.fitted import FILE
from bot.quote.question import taken_apart
from bot.quote.support import evidence
from bot.retriever.found import Found
from bot.understand.languages import language
from index import Archive, Embedder, load_embedder
from index.model.packaged import PACKAGE as MULTILINGUAL

MOST = 300            # questions of each kind and set
REFUSED = 0.14        # share of the answerable questions of each set that may be refused
COMMAND = "python -m benchmarks fit --languages"
# What would be read from the size of an archive, which is much the same in all of them; across languages hardly a word
# of a question is ever found, and how rare they are hangs on that size.
LEFT_OUT = {"in other languages": ("size",), "across languages": ("size", "rarest missing", "missing")}
OVER = (("de", "en"), ("es", "en"), ("en", "de"), ("en", "es"), ("de", "es"), ("es", "de"))


def measure(data: Path, cache: Path, tell: Callable[[str], None]) -> None:
    """Fit them, print them and put them into bot/quote/fitted.json beside the English ones."""
    models = [load_embedder(), load_embedder(MULTILINGUAL)]
    own = [chosen(each, "development", MOST) for each in (xquad(data, "de", "de"), xquad(data, "es", "es"), m2qa(data))]
    across = [chosen(xquad(data, *each), "development", MOST // 2) for each in OVER]
    written: dict[str, dict[str, object]] = {}
    for where, parts in zip(LEFT_OUT, (
        [(asked, model) for asked in own for model in models], [(asked, models[1]) for asked in across],
    ), strict=True):
        seen = [list(_seen(asked, cache, model, tell)) for asked, model in parts]
        written |= fitted(seen, [f"{asked.name} with {model.name}" for asked, model in parts], where)
    FILE.write_text(json.dumps({**json.loads(FILE.read_text(encoding="utf-8")), **written}, indent=1) + "\n",
                    encoding="utf-8")
    print(json.dumps(written, indent=1))


def fitted(seen: Sequence[Sequence[Seen]], names: Sequence[str], where: str) -> dict[str, dict[str, object]]:
    """The two records for questions seen of each of those sets."""
    features = seen[0][0].names
    left_out = [features[1].index(name) for name in LEFT_OUT[where]]
    answering = [[each for each in part if each.right.any()] for part in seen]
    weights = softmax_fit([[(each.sentences, each.right) for each in part] for part in answering])
    for each in (each for part in seen for each in part):
        each.evidence[left_out] = 0.0
    kinds = [[each for each in part if each.answerable is kind] for part in seen for kind in (True, False)]
    odds = logistic_fit([(np.array([each.evidence for each in part]), part[0].answerable) for part in kinds])
    odds = shifted(odds, [np.array([each.evidence for each in part if each.answerable]) for part in seen], REFUSED)
    return dict(zip((f"sentences {where}", f"answerable {where}"), (
        record(features[0], weights, names, "softmax over the sentences of a search", COMMAND),
        record(features[1], odds, names, f"logistic; {REFUSED:.1%} of the answerable refused", COMMAND),
    ), strict=True))


class _Recorder:
    """An answerer that remembers what it chose from, with and without the article that answers."""

    def __init__(self, archive: Archive) -> None:
        self._archive, self._extractor = archive, Extractor(archive)
        self.question: Question | None = None
        self.brought: list[Seen] = []

    def stream(self, found: Found) -> Iterator[str | Answer]:
        assert self.question is not None
        standalone = found.standalone
        parsed = taken_apart(self._archive, standalone.text, standalone.focus, found.asked.scope.moment)
        self.brought = []
        right = self.question.holding
        parts = [(self.question, found.hits)]
        if right:
            without = replace(self.question, answerable=False, holding=frozenset())
            parts.append((without, [hit for hit in found.hits if hit.article.id not in right]))
        for question, hits in parts:
            if ranked := candidates(self._archive, parsed, hits):
                self.brought.append(row_of(question, ranked[:CONSIDERED], evidence(parsed, ranked)))
        yield from self._extractor.stream(found)


def _seen(asked: QuestionSet, cache: Path, model: Embedder, tell: Callable[[str], None]) -> Iterator[Seen]:
    with archive_of(asked, cache, model, tell) as archive:
        bot = Bot(archive)
        bot.answerer = recorder = _Recorder(archive)
        for number, question in enumerate(asked.questions):
            if number % 100 == 0:
                tell(f"{asked.name}: {number:,} of {len(asked.questions):,} questions")
            recorder.question, recorder.brought = question, []
            with patch.object(language, "ROOMS", {} if half(f"room {question.id}") == "check" else language.ROOMS):
                bot.ask(question.text)
            yield from recorder.brought
