"""Counts what the server does, for Prometheus; no question, answer or address is in it."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.answer import Answer

TEXT = "text/plain; version=0.0.4; charset=utf-8"
OUTCOMES = ("answered", "refused", "invalid", "crowded", "too-many", "too-slow", "stopped", "failed")
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class Metrics:
    """The figures of one app, in a registry of its own."""

    def __init__(self, busy: Callable[[], float], waiting: Callable[[], float]) -> None:
        self._registry = registry = CollectorRegistry()
        self._questions = Counter("cuttings_questions", "Questions by outcome.", ["outcome"], registry=registry)
        self._seconds = Histogram(
            "cuttings_answer_seconds", "From the question to the whole answer.", buckets=_SECONDS, registry=registry
        )
        self._steps = Histogram(
            "cuttings_step_seconds", "Each step of an answer.", ["step"], buckets=_SECONDS, registry=registry
        )
        self._withheld = Counter("cuttings_withheld_sentences", "Sentences the guards took out.", registry=registry)
        self._feedback = Counter("cuttings_feedback", "Readers' verdicts.", ["verdict"], registry=registry)
        self._articles = Gauge("cuttings_archive_articles", "Articles a reader may see.", registry=registry)
        self._generation = Gauge("cuttings_archive_generation", "Grows with every change.", registry=registry)
        Gauge("cuttings_answers_in_progress", "Answers being written.", registry=registry).set_function(busy)
        Gauge("cuttings_questions_waiting", "Questions in the queue.", registry=registry).set_function(waiting)
        for outcome in OUTCOMES:
            self._questions.labels(outcome)

    def answered(self, answer: Answer, seconds: float) -> None:
        """Count a complete answer, or an honest refusal."""
        self._questions.labels("answered" if answer.answered else "refused").inc()
        self._seconds.observe(seconds)
        self._withheld.inc(len(answer.withheld))
        for step, taken in answer.timings.items():
            self._steps.labels(step).observe(taken)

    def ended(self, outcome: str) -> None:
        """Count a question that got no answer."""
        self._questions.labels(outcome if outcome in OUTCOMES else "failed").inc()

    def rated(self, verdict: str) -> None:
        """Count a reader's verdict."""
        self._feedback.labels(verdict).inc()

    def text(self, articles: int, generation: int) -> bytes:
        """All of it in Prometheus's text format."""
        self._articles.set(articles)
        self._generation.set(generation)
        return generate_latest(self._registry)


def local(address: str) -> bool:
    """Whether an address is of this machine or a private network, where figures are nobody's secret."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return ip.is_loopback or ip.is_private
