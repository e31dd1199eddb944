"""Turn the markup of MediaWiki into plain text with paragraphs."""

from __future__ import annotations

import re

# Sections that list what lies elsewhere; from their heading on nothing is news.
_ENDS = re.compile(
    r"^==+\s*(?:sources?|related (?:news|articles|stories)|external links?|references?|notes|see also|sister links|"
    r"quellen|themenverwandte artikel|links|sources? et liens|voir aussi|liens externes|fuentes|fuente|"
    r"enlaces externos|noticias relacionadas|fonti|fonte|notizie correlate|fontes|źródła|источники)\s*==+\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_UNREAD = "ref|gallery|math|score|timeline|syntaxhighlight|imagemap"
_OPENED = re.compile(rf"<(?:ref\b[^<>]*(?P<alone>/)|({_UNREAD})\b[^<>]*)>", re.IGNORECASE)
_CLOSED = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in _UNREAD.split("|")}
_NOWIKI = re.compile(r"</?(?:nowiki|onlyinclude|noinclude|includeonly)\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_WORDS = re.compile(r"\{\{\s*(?:w|wikipedia|l|lang)\s*\|([^{}]*)\}\}", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}")
_TABLE = re.compile(r"\{\|(?:(?!\{\|).)*?\|\}", re.DOTALL)
_MEDIA = re.compile(r"\[\[\s*(?:file|image|datei|bild|fichier|archivo|imagen|immagine|ficheiro|plik|файл|category|"
                    r"kategorie|catégorie|categoría|categoria|kategoria|категория)\s*:(?:[^\[\]]|\[\[[^\[\]]*\]\])*\]\]",
                    re.IGNORECASE)
_LINK = re.compile(r"\[\[([^\[\]]*)\]\]")
_EXTERNAL = re.compile(r"\[(?:https?:)?//[^\s\[\]]++\s*+([^\[\]]*+)\]")
_QUOTES = re.compile(r"'{2,5}")
_HEADING = re.compile(r"^=.*$", re.MULTILINE)
_LIST = re.compile(r"^([*#:;]+)\s*", re.MULTILINE)
_SWITCH = re.compile(r"__[A-Z]+__")
MAX_ROUNDS = 20   # of templates within templates


def wiki_text(markup: str) -> str:
    """The running text, a paragraph a line; without templates, tables, pictures, footnotes and sources."""
    text = _without_unread(_without_comments(markup))
    text = _NOWIKI.sub("", _ENDS.split(text, maxsplit=1)[0])
    for _ in range(MAX_ROUNDS):
        shorter = _TABLE.sub("", _TEMPLATE.sub("", _WORDS.sub(_shown, text)))
        if shorter == text:
            break
        text = shorter
    text = _EXTERNAL.sub(r"\1", _LINK.sub(_label, _MEDIA.sub("", text)))
    text = _QUOTES.sub("", _SWITCH.sub("", _HEADING.sub(_heading, text)))
    text = _LIST.sub(lambda marks: "\n- " if marks[1][-1] in "*#" else "\n", _TAG.sub(" ", text))
    return re.sub(r"(?<!\n)\n(?!\n)", " ", re.sub(r"\n[ \t]*\n\s*", "\n\n", text)).strip()


def _without_comments(markup: str) -> str:
    """Looked for up to the last that is closed: to look behind it for the end of each would take its square."""
    end = markup.rfind("-->") + 3
    return _COMMENT.sub("", markup[:end]) + markup[end:] if end > 2 else markup


def _without_unread(markup: str) -> str:
    """Without footnotes, galleries and the like; one that is never closed stays, and is searched for its end once."""
    parts, at = [], 0
    unclosed: set[str] = set()
    for opened in _OPENED.finditer(markup):
        end = _end(opened, unclosed) if opened.start() >= at else 0
        if end:
            parts.append(markup[at : opened.start()])
            at = end
    return "".join([*parts, markup[at:]])


def _end(opened: re.Match[str], unclosed: set[str]) -> int:
    """Where it ends, or 0."""
    if opened["alone"]:
        return opened.end()
    name = opened[2].lower()
    closed = None if name in unclosed else _CLOSED[name].search(opened.string, opened.end())
    if closed is None:
        unclosed.add(name)
        return 0
    return closed.end()


def _heading(line: re.Match[str]) -> str:
    """A paragraph of its own, without the marks that it has on both sides."""
    text = line[0].rstrip()
    marks = min(len(text) - len(text.lstrip("=")), len(text) - len(text.rstrip("=")), len(text) // 2)
    return f"\n{text[marks : len(text) - marks].strip()}\n" if marks else line[0]


def _shown(template: re.Match[str]) -> str:
    """{{w|Title|words}} shows the words."""
    parts = [part.strip() for part in template[1].split("|") if "=" not in part]
    return parts[1] if len(parts) > 1 and parts[1] else (parts[0] if parts else "")


def _label(link: re.Match[str]) -> str:
    target, bar, label = link[1].partition("|")
    return (label if bar and label else target.lstrip(":")).strip()
