"""Tell the people of a byline apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.text.clean import clean_line
from corpus.text.dates import parse_date

_EDGE = " ,:-"
_BY = re.compile(r"(?:[ ,:-]*(?:written\s+|words\s+|story\s+|reported\s+)?by(?::\s*|\s+|$))+", re.IGNORECASE)
# "By" where the article's language is known; elsewhere "Von" and "Di" begin names.
_BY_IN = {
    "de": "von", "fr": "par", "es": "por", "pt": "por", "it": "di", "nl": "door", "sv": "av", "no": "av", "nb": "av",
    "nn": "av", "da": "af", "ca": "per",
}
_BETWEEN = re.compile(r"\s*(?:[;|/•·]|,?\s+(?:and|with|und|och|og)\s|\s&\s|,\s)\s*(?:(?:and|with|und|och|og|&)\s+)?",
                      re.IGNORECASE)
# Between two names of two words and more; "Ortega y Gasset" is one, and an "e" may be an initial.
_BETWEEN_FULL = re.compile(r"(?<=\w)\s+(?:et|y|e|en|i)\s+(?=\w)")
_NAME = re.compile(r"[^\W\d_a-z][\w'’.-]*(?:\s+(?:[a-z]{1,4}\s+){0,2}[^\W\d_a-z][\w'’.-]*)+")
_INVERTED = re.compile(r"([^,]{2,40}),\s*([^,]{2,40})")
_INVERTED_PLAINLY = re.compile(r"([^\W\d_][\w'’-]{1,30}),\s([^\W\d_][\w'’-]{1,30}(?:\s[A-Z]\.)?)")
_NOBODY = re.compile(
    r"(?:(?i:admin(?:istrator)?|webmaster|web ?editor|user|unknown|unbekannt|anonym(?:ous)?|none|null|n/?a|-+)|"
    r"[a-z]{1,4}(?:/[a-z]{1,4})+|[a-z]+[._][a-z]{4,})")   # "gr/bp" worked on it; "ray.carl" is an account
_PICTURES = re.compile(
    r"(?:^|[,;|]\s*|\s+(?:and|with|&|und|et|y|e)\s+)(?:(?:photo(?:graph|graphy)?|picture|image|graphic|illustration|video|"
    r"foto|grafik|bild|imagen|immagin[ei])\w*)\s*(?:by|von|par|de|di|:)\s[^;|]*", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:in\s+.*|new york|los angeles|san francisco|hong kong|new delhi|tel aviv|buenos aires|mexico city|s[ãa]o paulo|"
    r"rio de janeiro|cape town|washington,? d\.?c\.?|abu dhabi|kuala lumpur|den haag|the hague|frankfurt am main)",
    re.IGNORECASE)
_LOCATED = re.compile(r"\s+(?:in|à|em)\s+[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,2}$")
_SUFFIX = re.compile(r",\s+((?:jr|sr|ii|iii|iv|m\.?d|ph\.?d|esq)\b\.?)", re.IGNORECASE)
_ROLE = re.compile(
    r"(?:[\w'’.&-]+\s+){0,5}"
    r"(?:writers?|reporters?|correspondents?|editors?|columnists?|contributors?|staff|producers?|photographers?|"
    r"journalists?|analysts?|critics?|editor-in-chief|bureau chief)"
    r"(?:\s+(?:at|for|of|in)\s.*)?|special to .*|(?:for|at) the .*|staff",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"(?:the )?(?:associated press|ap|reuters|agence france[- ]presse|afp|press association|pa media|upi|dpa|efe)|"
    r"(?:[\w'’.&-]+\s+){0,4}(?:wires?|desk|newsroom|wire services?|news services?)|"
    r"(?:writing about|reporter covering|covering) .*",
    re.IGNORECASE,
)
_SIGNED = re.compile(rf"By {_NAME.pattern}(?:(?:, | and |, and ){_NAME.pattern}){{0,3}}")
# What programs that look for an author in a page take along: the month of a date whose figures they leave out, links.
_MONTH = r"(?:jan|feb(?:ruary)?|mar|apr|july?|aug|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|january)"
_MONTH_OR_NAME = r"(?:may|june?|april|august|march)"
_MONTH_BEHIND = re.compile(rf"^(\S.*?)\s+{_MONTH}\b.*$|^(\S+\s+\S.*?)\s+{_MONTH_OR_NAME}$", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?:\s|^)(?:(?:view|see|read|get|follow|more|all|about|contact)\s(?:.*\s)?(?:authors?|bio|biography|profile|"
    r"archives?|posts?|stories|articles|rss|feed|twitter)\b|last updated|published|updated).*$", re.IGNORECASE)
_TWICE = re.compile(r"^(\S.*\S)\s+\1(?:\s.*)?$")
_NO_NAME = re.compile(rf"{_MONTH}|{_MONTH_OR_NAME}|user ?name|author|by|share|posted|staff", re.IGNORECASE)
# What a page's template says of an article, its publisher's staff, and people by what they are.
_NOT_PEOPLE = re.compile(
    r"\S*_\S*(?: .*)?|.* \S*_\S*|(?:story|comment) count|popular tags|breaking news|human interest|"
    r"(?:current|former) .*(?:employee|producer|staffer|reporter|editor|aide|official)|(?:.* )?staff(?: \w+)? at|"
    r"the (?:[\w'’.&-]+ ){1,3}staff|special to .*|opinion contributors?",
    re.IGNORECASE,
)
_NEWSROOM = re.compile(
    r"(?:cnn|bbc|nbc|abc|cbs|npr|pbs|fox|msnbc|cnbc|usa today)(?: (?:news|business|politics|sports?|style|travel|"
    r"health|money|opinion|world))?",
    re.IGNORECASE,
)
_KIND = re.compile(r"(?:Analysis|Opinion|Commentary|Perspective|Review)(?: by)? (?=[A-Z]\S* \S*\w)")
_CAPITALS = re.compile(r"[^\W\d_]{2,}(?:[-'’.\s]+[^\W\d_]+)+[-'’.\s]*")
_WORD = re.compile(r"[^\W\d_]+")
_MIXED = re.compile(r"([A-Z][a-z]{1,2})([A-Z]{2,})")   # DeMILLO
_VOWEL = re.compile(r"[AEIOUYÀ-ÖØ-Ý]")
_LABEL = re.compile(r"^(?:(?:[Aa]utor(?:in|es|a)?|[Aa]uteurs?|[Aa]uthors?):?|[Tt]exto?:)\s+(?=[^\W\d_a-z])")
_INITIALS = re.compile(r"\s\([a-zäöüß]{2,4}\.?\)$")   # Ann Lee (lee)
MAX_FOUND = 200      # characters of what was taken for a name
MAX_PRINTED = 120    # characters of a byline that stands as a paragraph
_CONTACT = re.compile(r"\(?\S{1,64}@\S{1,100}\.\w+\)?|@\w+|https?://\S+")


def is_nobody(byline: str) -> bool:
    """Whether a byline names no person at all: a date, a picture's credit, the account that an article came by."""
    line = name_in(byline)
    return bool(_NOBODY.fullmatch(line) or (any(map(str.isdigit, line)) and parse_date(line))
                or not _PICTURES.sub("", line).strip(_EDGE))


def ends_in_by(text: str, language: str = "") -> bool:
    """Whether a line ends in "by", in English or in this language, so that a name follows: "4 May 2023 by"."""
    words = "|".join(filter(None, ("by", _BY_IN.get(language, ""))))
    return re.search(rf"(?:^(?i:{words})|(?<=\s)(?:{words})):?$", text) is not None


def names_in(byline: str, language: str = "") -> tuple[str, ...]:
    """The names in a printed byline: "By Ann Lee and Bob Ray, Staff Writers" is ("Ann Lee", "Bob Ray").

    Roles, places, addresses and the word "By" are left out, unless nothing else is there; dates, credits of pictures
    and accounts such as "admin" always. "Lee, Ann" stays whole, as nothing tells it from two names; "Lee, Ann; Ray,
    Bob" are Ann Lee and Bob Ray. In an article of a known language (two letters), "Von" or "Par" is left out too.
    """
    if inverted := _inverted(byline):
        return inverted
    if is_nobody(byline):
        return ()
    line = name_in(_CONTACT.sub(" ", "; ".join(byline.splitlines())))
    line = _PICTURES.sub("", line).strip(_EDGE) or line
    if (by := _BY_IN.get(language)) and line[: len(by) + 1].lower() == f"{by} ":
        line = line[len(by) + 1 :].strip(_EDGE)
    if re.fullmatch(r"[^\s,]+,\s[^\s,]+", line):
        return (line,)
    names = [name_in(part) for part in _BETWEEN.split(_SUFFIX.sub(r" \1", line))]
    people = [each for name in names if name and not _ROLE.fullmatch(name) for each in _full_names(name)]
    found = tuple(dict.fromkeys(_persons(people) or filter(None, [line])))
    if line != clean_line(byline).strip(_EDGE):   # what stands behind "By" is a person, not an agency's letters
        found = _in_small_letters(found)
    return names_in(found[0], language) if len(found) == 1 and found[0] != byline else found


def printed_byline(text: str) -> str:
    """The first paragraph of a text where it is nothing but "By Ann Lee and Bob Ray"; else nothing."""
    first, _, rest = text[:1_000].partition("\n\n")
    return first if rest and len(first) < MAX_PRINTED and _SIGNED.fullmatch(first) else ""


def distinct_names(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, in the first spelling; "Ann-Lee" beside "Ann Lee" is the address of her page."""
    spelt: dict[str, str] = {}
    for name in filter(None, names):
        spelt.setdefault(re.sub(r"[\W_]+", "", name).casefold(), name)
    return tuple(spelt.values())


def without_beside(names: Sequence[str]) -> list[str]:
    """Names that were taken from a page, without what stands behind them there: a month, a link to the author's page.

    What is left of "January" or "See full bio" is nobody.
    """
    parted = (_BEHIND.sub("", _MONTH_BEHIND.sub(r"\1\2", clean_line(name[:MAX_FOUND]))).strip(_EDGE) for name in names)
    once = (_TWICE.sub(r"\1", name) for name in parted)
    return list(dict.fromkeys(name for name in once if name and not _NO_NAME.fullmatch(name)))


def signed_by(authors: Sequence[str]) -> tuple[str, ...]:
    """Those with a name of their own, each once; the desks and agencies among them only where nobody else signed.

    "Analysis Ann Lee" is Ann Lee, and "Ann Lee Bob Ray" beside both of them is nobody else.
    """
    signed = [each for author in authors if (each := author.strip("\"“”")) and not _NOT_PEOPLE.fullmatch(each)]
    beside = (_ROLE, _DESK, _NEWSROOM)
    people = [_KIND.sub("", each) for each in signed if not any(kind.fullmatch(each) for kind in beside)]
    return tuple(dict.fromkeys(each for each in people if not _joined(each, people))) or tuple(dict.fromkeys(signed))


def _joined(name: str, people: Sequence[str]) -> bool:
    """Whether a name is nothing but several of the others, one behind the other."""
    others = [re.escape(each) for each in people if each != name]
    return bool(others) and re.fullmatch(rf"(?:(?:{'|'.join(others)})(?:\s+|\Z)){{2,}}", name) is not None


def _inverted(byline: str) -> tuple[str, ...]:
    """The names of "Lee, Ann; Ray, Bob" and "Lee, Ann and Ray, Bob"; nothing for a byline of another kind."""
    pattern, pieces = _INVERTED, byline.split(";")
    if len(pieces) < 2:
        pattern, pieces = _INVERTED_PLAINLY, re.split(r"\s(?:and|&|und|et|y)\s", byline)
    parts = [pattern.fullmatch(part.strip()) for part in pieces]
    if len(parts) < 2 or not all(parts):
        return ()
    names = (" ".join(filter(None, (name_in(part[2]), name_in(part[1])))) for part in parts if part)
    return tuple(dict.fromkeys(filter(None, names)))


def _full_names(name: str) -> list[str]:
    """Both names of "Ana Gil y Luis Paz", where each has two words and more."""
    parts = _BETWEEN_FULL.split(name)
    return parts if len(parts) > 1 and all(_NAME.fullmatch(part) for part in parts) else [name]


def _persons(names: list[str]) -> list[str]:
    """The names without what stands beside persons: dates, places, agencies of one word."""
    bare = [_LOCATED.sub("", name) for name in names if not any(map(str.isdigit, name)) and not _PLACE.fullmatch(name)]
    full = [name for name in bare if " " in name]
    return full if full and len(full) < len(bare) and " " in bare[0] else bare


def name_in(text: str) -> str:
    """One name in one line, without a leading "By" and the marks around it."""
    line = _INITIALS.sub("", _LABEL.sub("", clean_line(text)))
    match = _BY.match(line)
    return _in_small_letters((line[match.end() :].strip(_EDGE),))[0] if match else line.strip(_EDGE)


def _in_small_letters(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names that a byline prints in capitals, "By ANN MCRAE", as they are written elsewhere: "Ann McRae"."""
    return tuple(_WORD.sub(_capitalised, name)
                 if _MIXED.sub(r"\2", name).isupper() and _CAPITALS.fullmatch(name) else name
                 for name in names)


def _capitalised(word: re.Match[str]) -> str:
    name = word[0]
    if mixed := _MIXED.fullmatch(name):
        return mixed[1] + mixed[2].capitalize()
    if len(name) > 1 and not _VOWEL.search(name) and word.string[word.end() : word.end() + 1] != ".":   # BBC, but St.
        return name
    return f"Mc{name[2:].capitalize()}" if name.startswith("MC") and len(name) > 3 else name.capitalize()
