"""What stands near an answer or an article: all reports on the same, and articles that are like it."""

from __future__ import annotations

import re

from bot.answer import Answer
from bot.understand.mentions import GROUP, NAME, PERSON, PLACE, WORK, mentions
from corpus import Article
from index import Readable, Scope

LEAST = 3            # reports that are worth a list
LIKE = 5             # articles
_READ = 600          # characters of an article, whose headline and beginning say what it is about
_MARKS = re.compile(r"[\"“”„«»]")
_NAMES = (PERSON, GROUP, PLACE, WORK, NAME)


def subject(answer: Answer) -> str:
    """The first name in the question as it was searched, which its answer is about; empty without one."""
    named = (each for each in mentions(answer.question_used) if each.kind in _NAMES)
    return next((" ".join(each.text.split()) for each in named), "") if answer.answered else ""


def like(archive: Readable, article: Article) -> list[Article]:
    """Articles whose subject is the nearest, the nearest first; neither the article nor another printing of it."""
    about = _MARKS.sub(" ", f"{article.title}. {article.text[:_READ]}")     # what they hold would have to be there
    hits = archive.search(about, Scope(limit=4 * LIKE))
    same = {article.id, *(twin.id for hit in hits if hit.article.id == article.id for twin in hit.twins)}
    near = {hit.article.id: hit.article for hit in hits}
    return [each for id, each in near.items() if id not in same and each.text != article.text][:LIKE]
