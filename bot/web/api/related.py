"""What stands near an answer or an article: all reports on the same, and articles that are like it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer import Answer
from bot.understand.thread.mentions import NAMES, mentions
from corpus import Article
from index import Readable, Scope

LEAST = 3            # reports that are worth a list
LIKE = 5             # articles
_READ = 600          # characters of an article, whose headline and beginning say what it is about
_MARKS = re.compile(r"[\"“”„«»]")


def subject(answer: Answer) -> str:
    """The first name in the question as it was searched, which its answer is about; empty without one."""
    return next(iter(_names(answer.question_used)), "") if answer.answered else ""


def on_topic(question: str, near: Sequence[Article]) -> list[Article]:
    """Of the articles nearest to a question without an answer, those that name what it names; all if it names none."""
    names = [name.casefold() for name in _names(question)]
    return [each for each in near if not names or any(name in f"{each.title} {each.text}".casefold() for name in names)]


def _names(question: str) -> list[str]:
    return [" ".join(each.text.split()) for each in mentions(question) if each.kind in NAMES]


def like(archive: Readable, article: Article) -> list[Article]:
    """Articles whose subject is the nearest, the nearest first; neither the article nor another printing of it."""
    about = _MARKS.sub(" ", f"{article.title}. {article.text[:_READ]}")     # what they hold would have to be there
    hits = archive.search(about, Scope(limit=4 * LIKE))
    same = {article.id, *(twin.id for hit in hits if hit.article.id == article.id for twin in hit.twins)}
    near = {hit.article.id: hit.article for hit in hits}
    return [each for id, each in near.items() if id not in same and each.text != article.text][:LIKE]
