"""Example questions that an archive can answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from bot.languages.replies import replies
from corpus import Article
from index import Readable
from index.model.languages import base

_SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sample" / "questions.jsonl"
_NEWEST = 40      # headlines looked through: enough to find one from each section


def suggestions(archive: Readable, limit: int) -> list[str]:
    """Up to `limit` example questions: the sample archive's own, else what the newest headlines of each section say."""
    if limit < 1:
        return []
    newest = [article for article in archive.newest(_NEWEST) if article.title]
    asked = _from_sample(archive) if newest and newest[0].url.startswith("https://www.example.org/") else []
    return _spread(asked, limit) if asked else [_about(article) for article in _one_a_section(newest)[:limit]]


def _from_sample(archive: Readable) -> list[str]:
    """Questions written for the sample archive, those whose articles are all there."""
    if not _SAMPLE.exists():
        return []
    lines = (json.loads(line) for line in _SAMPLE.read_text(encoding="utf-8").splitlines() if line.strip())
    rows = [row for row in lines if row.get("starter")]       # answered at once: a test holds them to that
    return [row["question"] for row in rows if archive.visible(row["articles"]) == set(row["articles"])]


def _spread(questions: Sequence[str], limit: int) -> list[str]:
    """`limit` of them, evenly from first to last."""
    step = max(1, len(questions) // limit)
    return list(questions[::step][:limit])


def _one_a_section(articles: Sequence[Article]) -> list[Article]:
    """The newest of each section first, then the others."""
    first = {article.section: article for article in reversed(articles)}
    leads = [article for article in articles if first[article.section] is article]
    return leads + [article for article in articles if first[article.section] is not article]


def _about(article: Article) -> str:
    """A question in the article's language, as far as the bot speaks it."""
    return replies(base(article.language))("reported", about=article.title.strip(" ."))
