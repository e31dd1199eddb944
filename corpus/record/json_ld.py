"""Read what a page says about its article in JSON-LD (schema.org)."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

import lxml.html

from corpus.record.aliases import hiding

_KINDS = {
    "opinionnewsarticle": "opinion", "analysisnewsarticle": "analysis", "liveblogposting": "live",
    "reviewnewsarticle": "review", "advertisercontentarticle": "sponsored",
}
_ARTICLE = re.compile(r"\w*article|\w*blogposting|report", re.IGNORECASE)
_FIELDS = {
    "title": ("headline", "name"),
    "published": ("datePublished",),
    "updated": ("dateModified",),
    "section": ("articleSection",),
    "language": ("inLanguage",),
    "url": ("url",),
    "rights": ("copyrightNotice", "license", "usageInfo"),
}
_WRAPPING = re.compile(r"^(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>);?$")
_MAX_UPDATES = 2_000   # of a live blog
_MAX_NODES = 10_000


def article_facts(page: lxml.html.HtmlElement) -> dict[str, Any]:
    """The fields of the first article described in a page, under Article's names; empty when none is.

    Its `text` is the `articleBody`, which few pages give; its `updates` are those of a live blog; `free` is False where
    only subscribers may read it. What says whether it may be shown (`expires`, `creativeWorkStatus`) is there under its
    own names.
    """
    nodes = [node for script in _scripts(page) for node in _nodes(script)]
    article = next((node for node in nodes if _article_type(node)), None)
    if article is None:
        return {}
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and node.get("name")}
    facts = {field: _first(article, names) for field, names in _FIELDS.items()}
    facts["kind"] = _KINDS.get(_article_type(article).lower(), "")
    facts["authors"] = [name for each in _listed(article.get("author")) if (name := _name(each, by_id))]
    facts["source"] = next((name for each in _listed(article.get("publisher")) if (name := _name(each, by_id))), "")
    facts["text"] = article.get("articleBody")
    facts["updates"] = [each for entry in _listed(article.get("liveBlogUpdate"))[:_MAX_UPDATES]
                        if (each := _update(entry))]
    facts["corrections"] = [each for entry in _listed(article.get("correction")) if (each := _correction(entry))]
    kept = {**hiding(article), **{field: value for field, value in facts.items() if value}}
    return {**kept, "free": False} if str(article.get("isAccessibleForFree")).lower() == "false" else kept


def _update(entry: object) -> dict[str, str]:
    """One update of a live blog as {"time", "title", "text"}; empty where it says nothing."""
    if not isinstance(entry, Mapping) or not isinstance(entry.get("articleBody"), str):
        return {}
    title = _first(entry, ("headline", "name"))
    time = _first(entry, ("datePublished", "dateModified"))
    return {"time": time if isinstance(time, str) else "", "title": title if isinstance(title, str) else "",
            "text": entry["articleBody"]}


def _correction(entry: object) -> dict[str, Any]:
    """A correction as {"date", "text"}; empty for none, or for the address of one."""
    words = entry.get("text") or entry.get("description") if isinstance(entry, Mapping) else entry
    if not isinstance(words, str) or words.startswith(("http://", "https://")) or not words.strip():
        return {}
    return {"date": entry.get("datePublished") if isinstance(entry, Mapping) else None, "text": words}


def _scripts(page: lxml.html.HtmlElement) -> Iterator[object]:
    """What parses; some pages put JSON-LD into comments, some break it, and show their article all the same."""
    for script in page.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            try:
                yield json.loads(_WRAPPING.sub("", (script.text or "").strip()), strict=False)
            except (ValueError, RecursionError):
                continue


def _nodes(content: object) -> Iterator[dict[str, Any]]:
    """Every object of a list or an @graph, and what a page's main entity is."""
    waiting = deque([content])
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        node = waiting.popleft()
        if isinstance(node, list):
            waiting.extendleft(reversed(node))
        elif isinstance(node, dict):
            yield node
            waiting.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)


def _article_type(node: Mapping[str, Any]) -> str:
    """The last part of a type that is some kind of article, such as NewsArticle; else empty."""
    types = (each.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for each in _listed(node.get("@type")) if isinstance(each, str))
    return next((each for each in types if _ARTICLE.fullmatch(each)), "")


def _first(node: Mapping[str, Any], names: tuple[str, ...]) -> object:
    return next((node[name] for name in names if node.get(name)), None)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _name(value: object, by_id: Mapping[str, Mapping[str, Any]]) -> str:
    """The name of a person or organisation, also of one described elsewhere on the page."""
    if isinstance(value, Mapping):
        described = value if value.get("name") else by_id.get(str(value.get("@id")), {})
        value = _listed(described.get("name"))[0]
    return value.strip() if isinstance(value, str) else ""
