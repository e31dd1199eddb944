"""Names of people, organisations and places in a sentence, and whether a text knows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.languages.en.abbreviations import SHORT_FORMS
from bot.languages.en.titles import RANKS, TITLES
from bot.verify.words import Word, fold, parted, stem, words
from index.model.words import STOP_WORDS

_TITLES = frozenset(TITLES) | RANKS
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
# What sentences open with, beside stop words: it takes a capital there without naming anybody.
_OPENERS = frozenset(
    """
    according although though despite however meanwhile moreover furthermore additionally overall instead therefore thus
    hence also besides afterwards later earlier since unlike like given following including among amid within without
    across along around upon toward towards beyond beside during whether while once until unless yet still even just
    today yesterday tomorrow tonight now soon recently previously currently initially originally eventually finally
    first second third last next another many most several some few both either neither each every all any no none
    nobody somebody someone everyone anyone nothing something everything people officials authorities police critics
    experts supporters opponents researchers scientists residents voters workers employees students teachers doctors
    investigators prosecutors lawyers members leaders players fans owners engineers councillors protesters campaigners
    nearly almost about approximately roughly over under more less fewer much half two three four five six seven eight
    nine ten eleven twelve twenty thirty forty fifty hundreds thousands millions examples example passage article
    information data evidence reports report sources source summary answer key main other others such same similar one
    man woman men women children child boy girl person victim victims suspect local national international new old
    young early late former current potential possible based compared based located born known named called founded
    established built used made set part parts due thanks together ultimately specifically notably interestingly
    importantly essentially generally typically usually often sometimes rarely never always perhaps maybe indeed
    note full name occupation profession son daughter father mother wife husband brother sister career role genre title
    position location cost price score result winner champion teams team city town village country region area company
    group band album film movie book novel show series season game match event world war history work works life death
    birth yes well right left north south east west northeast northwest southeast southwest northern southern eastern
    western central unfortunately fortunately interesting both competed ranked won lost served played held gave wrote
    likewise conversely consequently accordingly subsequently simultaneously nevertheless nonetheless otherwise
    """.split()
)
_ADJECTIVE = re.compile(r"(?:n|an|ian|ean|ese|ish|i|ic|er|ers|ians|ans|ns|s|es|ch|ss|k|ks)$")
_ROMAN = re.compile(r"^(?:I{1,3}|IV|V|VI{0,3}|IX|X{1,2})$")
_PEOPLES = {
    "french": "france", "dutch": "netherlands", "british": "britain", "english": "england", "welsh": "wales",
    "scottish": "scotland", "irish": "ireland", "spanish": "spain", "swiss": "switzerland", "danish": "denmark",
    "german": "germany", "greek": "greece", "turkish": "turkey", "polish": "poland", "finnish": "finland",
    "swedish": "sweden", "thai": "thailand", "filipino": "philippines", "american": "us", "americans": "us",
    "britain": "uk", "european": "eu", "chinese": "china", "portuguese": "portugal", "belgian": "belgium",
    "norwegian": "norway", "peruvian": "peru", "ukrainian": "ukraine", "hungarian": "hungary", "italian": "italy",
}
_WHOLE = {
    "us": ("united states", "america", "american", "u.s"), "usa": ("united states", "america"),
    "america": ("united states", "u.s", "us"), "uk": ("united kingdom", "britain", "british", "u.k"),
    "tv": ("television",), "nyc": ("new york",),
    "un": ("united nations",), "eu": ("european union",),
}


def unknown_name(text: str, known: str) -> str | None:
    """The first name in a plain sentence that `known`, a plain text, doesn't hold; None when it holds all."""
    have = _Known(known)
    for run in runs(text):
        for word in run:
            if not have.word(word.text):
                return word.text
        if mixed := have.mixed(run):
            return mixed
    return None


def runs(text: str) -> Iterator[list[Word]]:
    """Words written large that stand together, without titles, weekdays, months and what only opens a sentence."""
    found = parted(text)
    run: list[Word] = []
    for place, word in enumerate(found):
        between = text[found[place - 1].end : word.start] if place else ""
        if run and between not in (" ", "-", ". ", "&", " & ") or (run and not _names(found, place, text)):
            yield run
            run = []
        if _names(found, place, text):
            run.append(word)
    if run:
        yield run


def _names(found: Sequence[Word], place: int, text: str) -> bool:
    word = found[place]
    small = fold(word.text).removesuffix("'s").rstrip(".")
    if not word.large or small in _CALENDAR or small in _TITLES or small in STOP_WORDS or len(small) < 2:
        return False
    if _ROMAN.match(word.text):
        return False
    if place and not _opens(text, word.start):
        return True
    if any(letter.isupper() for letter in word.text[1:]):
        return True
    if small in _OPENERS or small.endswith(("ly", "ing", "ed")):
        return False
    following = found[place + 1] if place + 1 < len(found) else None
    return following is None or following.large or not small.endswith("s") or word.text.endswith("'s")


def _opens(text: str, at: int) -> bool:
    """Whether a sentence, a quotation or a list item begins there."""
    while at and text[at - 1].isspace():
        at -= 1
    return not at or text[at - 1] in ".!?:\"'([-*;"


class _Known:
    """The words of what is known, looked up in several ways."""

    def __init__(self, text: str) -> None:
        self._cased = text
        self.text = f" {fold(text)} "
        self.words = _index(text)

    def word(self, word: str) -> bool:
        """Whether it stands there, or its people, country, abbreviation or full form does."""
        small = fold(word).removesuffix("'s").removesuffix("'").replace(".", "")
        folded, stems, acronyms = self.words
        if compass := re.fullmatch(r"(north|south)(east|west)(?:ern)?", small):
            return all(any(each.startswith(part) for each in folded) for part in compass.groups())
        if small in folded or stem(small) in stems or small in acronyms:
            return True
        if small in SHORT_FORMS and SHORT_FORMS[small] in self.text:
            return True
        if any(f" {form}" in self.text for form in _WHOLE.get(small, ())):
            return True
        other = _PEOPLES.get(small, _PEOPLES.get(small.removesuffix("s"), ""))
        if other and (other in folded or any(f" {form}" in self.text for form in _WHOLE.get(other, ()))):
            return True
        if any(small == country and people in folded for people, country in _PEOPLES.items()):
            return True
        return any(_related(small, each) for each in folded) or self._initials(word)

    def mixed(self, run: Sequence[Word]) -> str | None:
        """Two names put together that the text only knows apart, each with another partner."""
        for one, other in zip(run, run[1:], strict=False):
            first, last = one.text.removesuffix("'s"), other.text.removesuffix("'s")
            if len(first) > 2 and _only_apart(self._cased, first, last):
                return f"{one.text} {other.text}"
        return None

    def _initials(self, word: str) -> bool:
        """Whether an abbreviation's letters open words that stand in a row."""
        letters = word.replace(".", "").rstrip("s")
        if not (2 <= len(letters) <= 6 and letters.isupper()):
            return False
        gap = r"[\w'-]*(?:\s+(?:of|the|and|for|in|de|du|on|to)\b)*[\s-]+"
        return bool(re.search(r"\b" + gap.join(fold(letter) for letter in letters), self.text))


@lru_cache(maxsize=256)
def _index(text: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words, stems, and the initials of runs of capitals."""
    found = [*words(text), *parted(text)]
    folded = {fold(word.text).removesuffix("'s").replace(".", "") for word in found}
    starts = re.findall(r"(?:[A-Z][\w'-]{1,40}+\s++(?:(?:of|the|and|for)\s++)*){1,6}[A-Z][\w'-]+", text)
    acronyms = {"".join(part[0] for part in start.split() if part[0].isupper()).casefold() for start in starts}
    return frozenset(folded), frozenset(stem(word) for word in folded), frozenset(acronyms)


def _related(one: str, other: str) -> bool:
    """Russia and Russian, Bible and biblical: a long common beginning, and endings that only bend the word."""
    short, long = sorted((one, other), key=len)
    if len(short) < 4 or short[:4] != long[:4]:
        return False
    common = 0
    while common < len(short) and short[common] == long[common]:
        common += 1
    left, right = short[common:], long[common:]
    return common >= 4 and len(left) <= 2 and (not left or left in "ayeo" or left in ("ia",)) and bool(
        _ADJECTIVE.search(right) and len(right) <= 4
    )


def _only_apart(text: str, first: str, last: str) -> bool:
    """Whether each only stands beside other names: Ann Smith and Bob Lee hold no Ann Lee."""
    if re.search(rf"\b{re.escape(first)}(?:'s)?(?:\s+[A-Z][\w'.-]*){{0,3}}\s+{re.escape(last)}\b", text):
        return False
    after = re.findall(rf"\b{re.escape(first)}(?:'s)?\s+([\w'-]+)", text)
    before = re.findall(rf"(?<![\w'-])([\w'-]++)\s++{re.escape(last)}\b", text)
    return (
        bool(after and before)
        and all(word[:1].isupper() and word != last for word in after)
        and all(word[:1].isupper() and word != first and fold(word) not in _TITLES for word in before)
    )
