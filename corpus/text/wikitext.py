"""Turn the markup of MediaWiki into plain text with paragraphs."""

from __future__ import annotations

import re

from corpus.text.clean import clean_line
from corpus.text.rows import MAX_ROWS, Grid, lines_of

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
_TEMPLATE = re.compile(r"\{\{([^{}]*)\}\}")
_CURRENCY = re.compile(r"(?:USD|EUR|GBP|AUD|CAD|NZD|INR|JPY|CNY|CHF|SEK|NOK|DKK|RUB|BRL|ZAR|MXN|SGD|HKD|KRW|TRY|PLN)\Z")
# Templates that stand within a sentence and show what is given to them, by which of their parts.
_SHOWN = {
    **dict.fromkeys(("nowrap", "nobr", "small", "big", "abbr", "tooltip", "sic", "as written", "sup", "sub",
                     "smallcaps", "formatnum", "number", "time", "angbr", "strong", "em", "ship", "sortname"), "first"),
    **dict.fromkeys(("convert", "cvt"), "measure"),
    **dict.fromkeys(("quote", "cquote", "blockquote", "quotation", "zitat", "citation bloc"), "quotation"),
    **dict.fromkeys(("frac", "fraction", "sfrac"), "fraction"),
    **dict.fromkeys(("ndash", "endash", "spaced ndash"), "–"), **dict.fromkeys(("mdash", "emdash"), "—"),
    **dict.fromkeys(("nbsp", "space", "thinsp"), " "), "'": "’", "!": "|", "=": "=", "pound": "£", "euro": "€",
}
_TABLE = re.compile(r"\{\|(?:(?!\{\|).)*?\|\}", re.DOTALL)
_ROW = re.compile(r"^\|-.*$", re.MULTILINE)
_CELLS = re.compile(r"\|\||!!")
_ATTRIBUTES = re.compile(r"^[^\[\]{}|=]*=[^\[\]{}|]*\|")
_MEDIA = re.compile(r"\[\[\s*(?:file|image|datei|bild|fichier|archivo|imagen|immagine|ficheiro|plik|файл|category|"
                    r"kategorie|catégorie|categoría|categoria|kategoria|категория)\s*:(?:[^\[\]]|\[\[[^\[\]]*\]\])*\]\]",
                    re.IGNORECASE)
_LINK = re.compile(r"\[\[([^\[\]]*)\]\]")
_PIPED = re.compile(r"^[^:|]*:|(?<!\s)\s*\([^()]*\)\s*$")
_EXTERNAL = re.compile(r"\[(?:https?:)?//[^\s\[\]]++\s*+([^\[\]]*+)\]")
_QUOTES = re.compile(r"'{2,5}")
_HEADING = re.compile(r"^=.*$", re.MULTILINE)
_LIST = re.compile(r"^([*#:;]+)\s*", re.MULTILINE)
_SWITCH = re.compile(r"__[A-Z]+__")
_RANGES = frozenset(("to", "-", "–", "and", "or", "by", "x"))
MAX_ROUNDS = 20   # of templates within templates


def wiki_text(markup: str) -> str:
    """The running text, a paragraph a line; without pictures, footnotes, sources and other templates' boxes."""
    text = _without_unread(_without_comments(markup))
    text = _NOWIKI.sub("", _ENDS.split(text, maxsplit=1)[0])
    for _ in range(MAX_ROUNDS):
        shorter = _TABLE.sub(_laid_out, _TEMPLATE.sub(_words_of, _WORDS.sub(_shown, text)))
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


def _words_of(template: re.Match[str]) -> str:
    """What a template shows within its sentence, as far as it is known; "" for one that only marks or fetches."""
    name, *given = (part.strip() for part in template[1].split("|"))
    parts = [part for part in given if part and "=" not in part]
    if _CURRENCY.match(name):
        return f"{name} {parts[0]}" if parts else name
    shown = _SHOWN.get(name.lower().replace("_", " "), "")
    if shown == "measure":
        return _measure(parts)
    if shown == "fraction":
        return "/".join(parts[:2]) if len(parts) < 3 else f"{parts[0]} {parts[1]}/{parts[2]}"
    if shown == "quotation":
        return f"\n\n“{parts[0]}”{' — ' if parts[1:] else ''}{''.join(parts[1:2])}\n\n" if parts else ""
    return "".join(parts[:1]) if shown == "first" else shown


def _measure(parts: list[str]) -> str:
    """{{convert|5|km|mi}} is "5 km", {{convert|5|to|8|km}} "5 to 8 km"; what it would be in other units is left out."""
    if len(parts) > 3 and parts[1].lower() in _RANGES:
        return " ".join(parts[:4])
    return " ".join(parts[:2])


def _laid_out(table: re.Match[str]) -> str:
    """A paragraph for every row of a table with heads; without them it is a box beside the text."""
    caption = ""
    heads: list[str] = []
    rows: list[list[str]] = []
    for part in _ROW.split(table[0][2:-2])[:MAX_ROWS]:
        lines = part.strip().splitlines()
        caption = next((_cell(line[2:]) for line in lines if line.startswith("|+")), caption)
        cells = [_cell(cell) for line in lines if line[:1] in ("|", "!") and line[:2] != "|+"
                 for cell in _CELLS.split(line[1:])]
        only_heads = bool(cells) and not any(line.startswith("|") and line[:2] != "|+" for line in lines)
        if only_heads and not heads:
            heads = cells
        elif any(cells):
            rows.append(cells)
    return "".join(f"\n\n{line}\n\n" for line in lines_of(Grid(rows, heads, caption))) if heads else ""


def _cell(cell: str) -> str:
    """Without the attributes before it: 'style="x" | Ann Lee'."""
    return clean_line(_LINK.sub(_label, _ATTRIBUTES.sub("", cell)))


def _label(link: re.Match[str]) -> str:
    target, bar, label = link[1].partition("|")
    if bar and not label:   # [[w:Jane Roe (writer)|]] is short for the name alone
        return _PIPED.sub("", target).strip()
    return (label or target.lstrip(":")).strip()
