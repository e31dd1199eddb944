"""Says what in a piece of HTML could act, fetch or lead astray."""

from __future__ import annotations

import json
import os
from pathlib import Path

import lxml.html
import pytest
from markdown_it import MarkdownIt

PLAIN = frozenset(
    "a article aside b blockquote body br div em footer h1 h2 h3 head header html li link main mark meta ol p section "
    "span strong style time title ul table caption thead tbody tr th td".split()
)
_ATTRIBUTES = frozenset(
    "autofocus charset class content datetime dir href id lang name property rel scope tabindex target title "
    "type".split()
)
_HREFS = ("https://", "http://", "/articles/", "/favicon.ico")


def harm(html: str) -> list[str]:
    """Elements, attributes and links that none of our own templates writes."""
    found = []
    for element in lxml.html.document_fromstring(html or "<p></p>").iter():
        if element.tag == "script" and dict(element.attrib) == {"type": "application/ld+json"}:
            json.loads(element.text)      # data, which browsers don't run; whole, so nothing broke out of it
            continue
        if not isinstance(element.tag, str) or element.tag not in PLAIN:
            found.append(f"<{element.tag}>")
            continue
        found += [f"<{element.tag} {name}>" for name in element.attrib if name not in _ATTRIBUTES]
        if not element.get("href", "/articles/").startswith(_HREFS) and element.get("href") != "/":
            found.append(f"href={element.get('href')}")
    return found


def as_page(markdown: str) -> str:
    """Markdown as HTML, by an implementation that isn't Gradio's, with raw HTML let through."""
    return MarkdownIt("commonmark", {"html": True, "breaks": True}).enable(["table", "strikethrough"]).render(markdown)


def payloads(step: int = 50) -> list[str]:
    """Every 50th line of a public list of cross-site scripting attempts; skips the test where the list is absent."""
    shared = Path(__file__).parents[3] / "shared" / "data"
    file = Path(os.environ.get("CUTTINGS_DATA", shared)) / "xss" / "xss-payload-list.txt"
    if not file.is_file():
        pytest.skip(f"No list of attacks at {file}; set CUTTINGS_DATA to the folder that holds xss/.")
    return [line for line in file.read_text("utf-8", "replace").splitlines()[::step] if line.strip()]
