"""How many of the sample archive's questions the bot gets right: the floors of the acceptance test."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benchmarks.measures import Row, citation_recall
from benchmarks.sets import SAMPLE, sample_questions
from benchmarks.ways import Ours
from bot import Bot
from bot.newsroom.shown import holds

__all__ = ["SAMPLE", "score_sample"]


def score_sample(bot: Bot, questions: Path) -> dict[str, tuple[int, int]]:
    """(right, asked) by kind of question: answerable, unanswerable, follow-up."""
    scores: dict[str, tuple[int, int]] = {}
    way = Ours("Cuttings", bot, {})
    for question in sample_questions(questions):
        kind = "follow-up" if question.before else "answerable" if question.answerable else "unanswerable"
        right, asked = scores.get(kind, (0, 0))
        scores[kind] = (right + is_right(way.ask(question)), asked + 1)
    return scores


def is_right(row: Row) -> bool:
    """Refused; or for a follow-up the article cited; or the article cited and the expected words in what it quotes."""
    if not row.question.answerable:
        return not row.answered
    unfolded = replace(row, quotes=(*row.quotes, *row.more))
    told = "\n".join([row.text, *(quote.text for quote in row.more)])
    return citation_recall([unfolded]) == 1.0 and (bool(row.question.before) or holds(told, row.question.answers))
