"""Tell the people of a byline apart."""

from __future__ import annotations

import re

from corpus.text.clean import clean_line

_EDGE = " ,:-"
_BY = re.compile(r"(?:[ ,:-]*(?:written\s+|words\s+|story\s+|reported\s+)?by(?::\s*|\s+|$))+", re.IGNORECASE)
# "By" where the article's language is known; elsewhere "Von" and "Di" begin names.
_BY_IN = {
    "de": "von", "fr": "par", "es": "por", "pt": "por", "it": "di", "nl": "door", "sv": "av", "no": "av", "nb": "av",
    "nn": "av", "da": "af", "ca": "per",
}
_BETWEEN = re.compile(r"\s*(?:[;|/•·]|,?\s+(?:and|with)\s|\s&\s|,\s)\s*(?:(?:and|with|&)\s+)?", re.IGNORECASE)
_SUFFIX = re.compile(r",\s+((?:jr|sr|ii|iii|iv|m\.?d|ph\.?d|esq)\b\.?)", re.IGNORECASE)
_ROLE = re.compile(
    r"(?:[\w'’.&-]+\s+){0,5}"
    r"(?:writers?|reporters?|correspondents?|editors?|columnists?|contributors?|staff|producers?|photographers?|"
    r"journalists?|analysts?|critics?|editor-in-chief|bureau chief)"
    r"(?:\s+(?:at|for|of|in)\s.*)?|special to .*|(?:for|at) the .*|staff",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"[^\W\d_]{2,}(?:[-'’.\s]+[^\W\d_]+)+[-'’.\s]*")
_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile(r"[AEIOUYÀ-ÖØ-Ý]")
_CONTACT = re.compile(r"\(?\S{1,64}@\S{1,100}\.\w+\)?|@\w+|https?://\S+")


def names_in(byline: str, language: str = "") -> tuple[str, ...]:
    """The names in a printed byline: "By Ann Lee and Bob Ray, Staff Writers" is ("Ann Lee", "Bob Ray").

    Roles, addresses and the word "By" are left out, unless nothing else is there. "Lee, Ann" stays whole, as nothing
    tells it from two names. In an article of a known language (two letters), "Von" or "Par" is left out too.
    """
    line = name_in(_CONTACT.sub(" ", "; ".join(byline.splitlines())))
    if (by := _BY_IN.get(language)) and line[: len(by) + 1].lower() == f"{by} ":
        line = line[len(by) + 1 :].strip(_EDGE)
    if re.fullmatch(r"[^\s,]+,\s[^\s,]+", line):
        return (line,)
    names = [name_in(part) for part in _BETWEEN.split(_SUFFIX.sub(r" \1", line))]
    people = [name for name in names if name and not _ROLE.fullmatch(name)]
    found = tuple(dict.fromkeys(people or filter(None, [line])))
    if line != clean_line(byline).strip(_EDGE):   # what stands behind "By" is a person, not an agency's letters
        found = _in_small_letters(found)
    return names_in(found[0], language) if len(found) == 1 and found[0] != byline else found


def name_in(text: str) -> str:
    """One name in one line, without a leading "By" and the marks around it."""
    line = clean_line(text)
    match = _BY.match(line)
    return _in_small_letters((line[match.end() :].strip(_EDGE),))[0] if match else line.strip(_EDGE)


def _in_small_letters(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names that a byline prints in capitals, "By ANN MCRAE", as they are written elsewhere: "Ann McRae"."""
    return tuple(_WORD.sub(_capitalised, name) if name.isupper() and _CAPITALS.fullmatch(name) else name
                 for name in names)


def _capitalised(word: re.Match[str]) -> str:
    name = word[0]
    if len(name) > 1 and not _VOWEL.search(name):   # BBC
        return name
    return f"Mc{name[2:].capitalize()}" if name.startswith("MC") and len(name) > 3 else name.capitalize()
