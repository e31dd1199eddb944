"""Counts the articles that name something, instead of quoting one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer import Turn
from bot.quote.candidates import share
from bot.quote.citations import numbered
from bot.quote.lead import sentence_spans
from bot.quote.reports.course import Course
from bot.quote.selection import Quote
from bot.understand.about_archive import count, day
from corpus import Article
from index import Holding, Readable, Scope

NEWEST = 3             # articles that stand under the fold
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


def counted(archive: Readable, topic: str, scope: Scope, history: Sequence[Turn] = ()) -> Course | None:
    """How many articles in the scope hold every word of the topic, and from when to when; None without a topic."""
    if not topic:
        return None
    words = _ARTICLE.sub("", topic.strip("\"“”'‘’ "))
    holding = archive.holding(words, scope)
    if not holding.articles:
        return Course(f"No article in the archive names “{words}”.", (), (), answered=False)
    newest = [each for each in reversed(holding.articles) if each.published][:NEWEST]
    more = numbered([_naming(archive, words, article) for article in newest], history)
    return Course(tally(words, holding), (), (), more)


def tally(words: str, holding: Holding) -> str:
    """The count as a sentence: "12 articles name “Ines Vale”, from 3 May 2022 to 1 June 2023."."""
    many = len(holding.articles)
    number = count(many, "article") if holding.complete else f"At least {count(many, 'article')}"
    dated = [each.published for each in holding.articles if each.published]
    first, last = (day(dated[0]), day(dated[-1])) if dated else ("", "")
    when = "" if not first else f", of {first}" if first == last else f", from {first} to {last}"
    return f"{number} {'names' if many == 1 else 'name'} “{words}”{when}."


def _naming(archive: Readable, words: str, article: Article) -> Quote:
    """The sentence of an article that names it most fully."""
    weights = dict.fromkeys(archive.terms(words), 1.0)
    spans = sentence_spans(article.text, article.language) or [(0, len(article.text))]
    return (article, *max(spans, key=lambda span: share(weights, set(archive.terms(article.text[slice(*span)])))))
