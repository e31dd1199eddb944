"""Fit the numbers by which sentences are chosen and questions refused, on the development halves of named sets.

Two maximum likelihood fits, every set weighing the same: a softmax over the sentences of each search (which of them
hold the answer), and a logistic one over questions (whether there is an answer), in which both kinds of question weigh
the same too. L2 keeps numbers small that make no difference.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.caches import archive_of
from benchmarks.sets import SETS, Question, QuestionSet, chosen
from bot import Answer, Bot, Scope
from bot.newsroom.shown import holds
from bot.quote.candidate import Candidate
from bot.quote.candidates import candidates
from bot.quote.extract import Extractor
from bot.quote.fitted import FILE
from bot.quote.question import taken_apart
from bot.quote.support import evidence
from bot.retriever.found import Found
from index import Archive, Embedder, load_embedder

Numbers = NDArray[np.float64]

SENTENCES_FROM = ("asked", "sample", "news-development", "news-probes", "realtimeqa-2022-2023", "squad2-dev", "clapnq")
ANSWERABLE_FROM = ("asked", "sample", "news-development", "news-probes", "realtimeqa-2022-2023", "clapnq")
CONSIDERED = 40       # sentences of a search, best first, as today's numbers have them
PENALTY = 1e-3        # L2, on features of unit variance
SPREAD = 4e-3         # the same for the logistic fit: evidence that says the same shares the weight, whatever the model
BY_HAND = ("asked", "sample", "news-development", "news-probes")     # as people ask: how many of these may be refused
REFUSED = 0.085       # share of their answerable questions
# What may count for nothing beside the rest, and never against a sentence: a fit's accident that none could explain.
NEVER_AGAINST = frozenset(("covered", "context", "shared", "title", "typed", "timely", "fresh", "answers"))


@dataclass(frozen=True, slots=True)
class Seen:
    """What one question brought."""

    answerable: bool
    sentences: Numbers                   # (n, features) of the best
    right: NDArray[np.bool_]             # (n,): which of them hold the answer, in an article that does
    evidence: Numbers                    # (features,) of there being an answer
    names: tuple[tuple[str, ...], tuple[str, ...]] = field(default=((), ()))


def measure(data: Path, cache: Path, tell: Callable[[str], None]) -> None:
    """Fit both, print them and write them to bot/quote/fitted.json with where they come from."""
    model = load_embedder()
    seen = {name: list(_seen(chosen(SETS[name](data), "development", None), cache, model, tell))
            for name in dict.fromkeys((*SENTENCES_FROM, *ANSWERABLE_FROM))}
    names = next(each.names for each in seen["asked"])
    answering = [[each for each in seen[name] if each.right.any()] for name in SENTENCES_FROM]
    weights = softmax_fit([[(each.sentences, each.right) for each in part] for part in answering],
                          [name in NEVER_AGAINST for name in names[0]])
    parts = [[each for each in seen[name] if each.answerable is kind]
             for name in ANSWERABLE_FROM for kind in (True, False)]
    odds = logistic_fit([(np.array([each.evidence for each in part]), part[0].answerable) for part in parts if part])
    odds = shifted(odds, [np.array([each.evidence for each in seen[name] if each.answerable]) for name in BY_HAND])
    refusing = f"logistic; {REFUSED:.1%} of the answerable by hand refused"
    FILE.write_text(json.dumps({
        **json.loads(FILE.read_text(encoding="utf-8")),
        "sentences": record(names[0], weights, SENTENCES_FROM, "softmax over the sentences of a search"),
        "answerable": record(names[1], odds, ANSWERABLE_FROM, refusing),
    }, indent=1) + "\n", encoding="utf-8")
    print(FILE.read_text(encoding="utf-8"))


def softmax_fit(
    parts: Sequence[Sequence[tuple[Numbers, NDArray[np.bool_]]]], never_against: Sequence[bool] = ()
) -> Numbers:
    """Weights (features,) under which the right of each search's sentences (n, features) are likeliest.

    Each part weighs the same, and within it each search. Those of features `never_against`, where they are told, are
    not below nought.
    """
    every = np.concatenate([rows for part in parts for rows, _ in part])
    scale = every.std(axis=0) + 1e-9
    searches = [(rows / scale, right, 1 / len(part) / len(parts)) for part in parts for rows, right in part]

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        value, slope = PENALTY * float(weights @ weights), 2 * PENALTY * weights
        for rows, right, weight in searches:
            scores = rows @ weights
            powers = np.exp(scores - scores.max())
            likely = powers / powers.sum()
            held = likely[right].sum() + 1e-12
            value -= weight * float(np.log(held))
            slope = slope - weight * (rows.T @ (np.where(right, likely / held, 0.0) - likely))
        return value, slope

    bounds = [(0.0 if positive else None, None) for positive in never_against] or None
    found = minimize(loss, np.zeros(every.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    return np.asarray(found / scale, dtype=np.float64)


def logistic_fit(parts: Sequence[tuple[Numbers, bool]]) -> Numbers:
    """Weights (features,) under which what each part (n, features) is said to be is likeliest; parts weigh the same."""
    rows = np.concatenate([part for part, _ in parts])
    signs = np.concatenate([np.full(len(part), 1.0 if kind else -1.0) for part, kind in parts])
    weights = np.concatenate([np.full(len(part), 1 / len(part) / len(parts)) for part, _ in parts])
    scale = rows.std(axis=0)
    scale[scale < 1e-9] = 1.0
    scaled = rows / scale

    def loss(odds: Numbers) -> tuple[float, Numbers]:
        margins = signs * (scaled @ odds)
        wrong = 1 / (1 + np.exp(margins))
        value = float(weights @ np.logaddexp(0, -margins)) + SPREAD * float(odds @ odds)
        return value, -scaled.T @ (weights * signs * wrong) + 2 * SPREAD * odds

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x
    return np.asarray(found / scale, dtype=np.float64)


def shifted(odds: Numbers, answerable: Sequence[Numbers], refused: float = REFUSED) -> Numbers:
    """The same odds with the constant, which comes first, so that `refused` of the answerable fall below nought.

    `answerable` is a part (n, features) a set; each set weighs the same.
    """
    values = np.concatenate([part @ odds for part in answerable])
    weights = np.concatenate([np.full(len(part), 1 / len(part)) for part in answerable])
    order = np.argsort(values)
    below = np.cumsum(weights[order]) / weights.sum()
    moved = odds.copy()
    row = int(np.searchsorted(below, refused))
    moved[0] -= values[order][max(0, row - 1) : row + 1].mean()      # between two, so that none is on the border
    return moved


class _Recorder:
    """An answerer that remembers what it chose from."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._extractor = Extractor(archive)
        self.brought: list[tuple[list[Candidate], dict[str, float]]] = []      # one a part of the archive searched

    def stream(self, found: Found) -> Iterator[str | Answer]:
        standalone = found.standalone
        question = taken_apart(self._archive, standalone.text, standalone.focus, found.asked.scope.moment)
        ranked = candidates(self._archive, question, found.hits)
        if ranked:
            self.brought.append((ranked[:CONSIDERED], evidence(question, ranked)))
        yield from self._extractor.stream(found)


def _seen(asked: QuestionSet, cache: Path, model: Embedder, tell: Callable[[str], None]) -> Iterator[Seen]:
    with archive_of(asked, cache, model, tell) as archive:
        bot = Bot(archive)
        bot.answerer = recorder = _Recorder(archive)
        for number, question in enumerate(asked.questions):
            if number % 100 == 0:
                tell(f"{asked.name}: {number:,} of {len(asked.questions):,} questions")
            recorder.brought.clear()
            if question.before:
                continue
            bot.ask(question.text, scope=Scope(now=question.asked) if question.asked else Scope())  # type: ignore[arg-type]
            if recorder.brought:
                yield row_of(question, *recorder.brought[-1])


def row_of(question: Question, ranked: Sequence[Candidate], known: dict[str, float]) -> Seen:
    """What a question brought, from its best sentences and the evidence of there being an answer."""
    right = [each.hit.article.id in question.holding and holds(each.text, question.answers) for each in ranked]
    return Seen(
        question.answerable, np.array([list(each.features.values()) for each in ranked]), np.array(right, dtype=bool),
        np.array(list(known.values())), (tuple(ranked[0].features), tuple(known)),
    )


def record(
    names: Sequence[str], weights: Numbers, sets: Sequence[str], how: str, command: str = "python -m benchmarks fit"
) -> dict[str, object]:
    """How fitted numbers are written down."""
    return {
        "how": how,
        "fitted_on": [f"{name}, development half" for name in sets],
        "when": date.today().isoformat(),
        "command": command,
        "weights": {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)},
    }
