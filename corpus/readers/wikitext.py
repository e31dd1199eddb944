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
_MEDIA = re.compile(r"\[\[\s*(?:file|image|datei|bild|fichier|archivo|imagen|immagine|ficheiro|plik|файл|category|"
                    r"kategorie|catégorie|categoría|categoria|kategoria|категория)\s*:(?:[^\[\]]|\[\[[^\[\]]*\]\])*\]\]",
                    re.IGNORECASE)
_LINK = re.compile(r"\[\[([^\[\]]*)\]\]")
_PIPED = re.compile(r"^[^:|]*:|\s*\([^()]*\)\s*$")
_EXTERNAL = re.compile(r"\[(?:https?:)?//[^\s\[\]]+\s*([^\[\]]*)\]")
_QUOTES = re.compile(r"'{2,5}")
_HEADING = re.compile(r"^(=+)\s*(.*?)\s*\1\s*$", re.MULTILINE)
_LIST = re.compile(r"^([*#:;]+)\s*", re.MULTILINE)
_SWITCH = re.compile(r"__[A-Z]+__")
_RANGES = frozenset(("to", "-", "–", "and", "or", "by", "x"))
MAX_ROUNDS = 20   # of templates within templates


def wiki_text(markup: str) -> str:
    """The running text, a paragraph a line; without tables, pictures, footnotes, sources and other templates' boxes."""
    text = _REF.sub("", _COMMENT.sub("", markup))
    text = _NOWIKI.sub("", _ENDS.split(text, maxsplit=1)[0])
    for _ in range(MAX_ROUNDS):
        shorter = _TABLE.sub("", _TEMPLATE.sub(_words_of, _WORDS.sub(_shown, text)))
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


def _label(link: re.Match[str]) -> str:
    target, bar, label = link[1].partition("|")
    if bar and not label:   # [[w:Jane Roe (writer)|]] is short for the name alone
        return _PIPED.sub("", target).strip()
    return (label or target.lstrip(":")).strip()
