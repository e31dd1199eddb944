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
_REF = re.compile(r"<ref\b[^<>]*/>|<(ref|gallery|math|score|timeline|syntaxhighlight|imagemap)\b[^<>]*>.*?</\1\s*>",
                  re.DOTALL | re.IGNORECASE)
_NOWIKI = re.compile(r"</?(?:nowiki|onlyinclude|noinclude|includeonly)\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_WORDS = re.compile(r"\{\{\s*(?:w|wikipedia|l|lang)\s*\|([^{}]*)\}\}", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}")
_TABLE = re.compile(r"\{\|(?:(?!\{\|).)*?\|\}", re.DOTALL)
_MEDIA = re.compile(r"\[\[\s*(?:file|image|datei|bild|fichier|archivo|imagen|immagine|ficheiro|plik|файл|category|"
                    r"kategorie|catégorie|categoría|categoria|kategoria|категория)\s*:(?:[^\[\]]|\[\[[^\[\]]*\]\])*\]\]",
                    re.IGNORECASE)
_LINK = re.compile(r"\[\[([^\[\]]*)\]\]")
_EXTERNAL = re.compile(r"\[(?:https?:)?//[^\s\[\]]+\s*([^\[\]]*)\]")
_QUOTES = re.compile(r"'{2,5}")
_HEADING = re.compile(r"^(=+)\s*(.*?)\s*\1\s*$", re.MULTILINE)
_LIST = re.compile(r"^([*#:;]+)\s*", re.MULTILINE)
_SWITCH = re.compile(r"__[A-Z]+__")
MAX_ROUNDS = 20   # of templates within templates


def wiki_text(markup: str) -> str:
    """The running text, a paragraph a line; without templates, tables, pictures, footnotes and sources."""
    text = _REF.sub("", _COMMENT.sub("", markup))
    text = _NOWIKI.sub("", _ENDS.split(text, maxsplit=1)[0])
    for _ in range(MAX_ROUNDS):
        shorter = _TABLE.sub("", _TEMPLATE.sub("", _WORDS.sub(_shown, text)))
        if shorter == text:
            break
        text = shorter
    text = _EXTERNAL.sub(r"\1", _LINK.sub(_label, _MEDIA.sub("", text)))
    text = _QUOTES.sub("", _SWITCH.sub("", _HEADING.sub(r"\n\2\n", text)))
    text = _LIST.sub(lambda marks: "\n- " if marks[1][-1] in "*#" else "\n", _TAG.sub(" ", text))
    return re.sub(r"(?<!\n)\n(?!\n)", " ", re.sub(r"\n[ \t]*\n\s*", "\n\n", text)).strip()


def _shown(template: re.Match[str]) -> str:
    """{{w|Title|words}} shows the words."""
    parts = [part.strip() for part in template[1].split("|") if "=" not in part]
    return parts[1] if len(parts) > 1 and parts[1] else (parts[0] if parts else "")


def _label(link: re.Match[str]) -> str:
    target, bar, label = link[1].partition("|")
    return (label if bar and label else target.lstrip(":")).strip()
