"""How the pages name an article, its kind and its language, and where their links to it lead."""

from __future__ import annotations

import re
from datetime import datetime

from bot.answer import Citation
from bot.web.api.links import reading_link, safe_link
from bot.web.page.texts import ENGLISH, Words, day
from corpus import Article

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def cutting_link(citation: Citation) -> str:
    """Where a citation leads: its own link, else the reading view at the passage."""
    link = safe_link(citation.link)
    if not link:
        return copy_link(citation)
    return f"{link}#passage" if link.startswith("/") and "#" not in link else link


def copy_link(citation: Citation) -> str:
    """Where our own reading view shows the cutting, in the version that is cited."""
    version = citation.version if citation.later else ""
    return reading_link(citation.article, citation.start, citation.end, version)


def cutting_title(citation: Citation, texts: Words) -> str:
    """The cutting in one line: "The Harbour Bell, 10 June 2020: Council pauses evictions"."""
    article = citation.article
    where = ", ".join(part for part in (article.source, day(texts, article.published)) if part)
    return " ".join((": ".join(part for part in (where, article.title[:120]) if part) or texts["open"]).split())


def print_name(article: Article, texts: Words) -> str:
    """Where and when an article was printed, as "The Harbour Bell (10 June 2020)"."""
    where, date = article.source or article.title[:120] or texts["untitled"], day(texts, article.published)
    return f"{where} ({date})" if date else where


def kind_label(kind: str, texts: Words = ENGLISH) -> str:
    """What a reader must know about the kind of an article; empty for plain news. Unknown kinds stay as written."""
    kind = kind.strip().lower()
    if kind in ("news", ""):
        return ""
    return texts.get(f"kind_{kind}") or kind[:40].replace("-", " ").replace("_", " ").capitalize()


def kind_name(kind: str, texts: Words) -> str:
    """A kind of article as the filters name it; plain news has a name here too."""
    return kind_label(kind, texts) or texts["kind_news"]


def section_label(article: Article, texts: Words = ENGLISH) -> str:
    """The section of an article; empty where its kind says the same."""
    kinds = (kind_label(article.kind, texts).lower(), kind_label(article.kind).lower())
    return "" if article.section.lower() in kinds else section_name(article.section)


def section_name(section: str) -> str:
    """A section as a reader is shown it: some systems store "white_house"."""
    return section.replace("_", " ")


def language_of(article: Article) -> str:
    """The language of an article where it is one that a page may name; else empty."""
    return article.language if _LANGUAGE.fullmatch(article.language) else ""


def corrected(date: datetime | None, texts: Words) -> str:
    """What stands before a correction: "Corrected 12 June 2020:"."""
    return texts["corrected_on"].format(day=day(texts, date)) if date else texts["corrected"]
