"""Writes a conversation down, as Markdown to read and JSON to process, each answer with its full citations."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bot.understand.about_archive import day
from bot.web.api.links import safe_link
from bot.web.service.recent_answers import Record
from corpus.text.clean import without_surrogates

NOTICE = (
    "Answers were put together automatically from quoted passages of the archive. Check them before you rely on them."
)
_OURS = ("named", "conversation")      # of a record: for taking things back, not for readers
_SIGNS = re.compile(r"([\\`*_\[\]~!#|$])")
_LEADING = re.compile(r"^([^\S\n]*+)([-+=]|\d++(?=[.)]))", re.MULTILINE)


def markdown(records: Sequence[Record], base: str = "") -> str:
    """The conversation as Markdown; `base` is this server's address, for links that begin with a slash."""
    name = next((each["archive"].get("name", "") for each in records), "")
    head = [f"# Questions to the archive of {plain(name)}", f"*{NOTICE}*"]
    return "\n\n".join([*head, *(_turn(each, base) for each in records)]) + "\n"


def as_json(records: Sequence[Record]) -> dict[str, Any]:
    """The conversation as JSON types."""
    return {
        "exported_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "ai_generated": True,
        "notice": NOTICE,
        "turns": [{name: value for name, value in each.items() if name not in _OURS} for each in records],
    }


def plain(text: str) -> str:
    """The text as it stands, inert in Markdown and in the HTML made of it, and still readable as it is written."""
    return _LEADING.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", html.escape(without_surrogates(text), quote=False)))


def _turn(record: Record, base: str) -> str:
    parts = [f"## {plain(record['question'])}", *(plain(part) for part in record["text"].split("\n") if part.strip())]
    if not record["answered"]:
        parts.append("*The archive does not hold the answer.*")
    parts += [_citation(each, base) for each in record["citations"]]
    if more := record.get("more"):
        parts += ["*More from the archive*", *(_citation(each, base) for each in more)]
    archive = record["archive"]
    state = f"{plain(str(archive.get('name', '')))}, generation {archive.get('generation')}"
    return "\n\n".join([*parts, f"*Answered {record['answered_at'][:10]} from {state}.*"])


def _citation(citation: dict[str, Any], base: str) -> str:
    article = citation["article"]
    published = day(datetime.fromisoformat(article["published"])) if article["published"] else ""
    facts = (", ".join(article["authors"]), article["source"], article["section"], published)
    about = ", ".join(plain(fact) for fact in facts if fact)
    quote = "\n> ".join(plain(line) for line in citation["quote"].splitlines())
    link = safe_link(citation["link"])
    address = f"{base}{link}" if link.startswith("/") else link
    where = f"\n>\n> <{address}>" if address else ""
    return f"[{citation['number']}] **{plain(article['title']) or 'Untitled'}** ({about})\n\n> {quote}{where}"
