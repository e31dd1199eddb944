"""Names of people, organisations and places in a sentence, and whether a text knows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.languages.en.abbreviations import SHORT_FORMS
from bot.languages.en.calendar import DAYS_AND_MONTHS
from bot.languages.en.openers import ANSWER_OPENERS
from bot.languages.en.proper_names import COUNTRIES, OTHER_NAMES, PARTIES, PARTY_LETTERS
from bot.languages.en.stop_words import STOP_WORDS
from bot.languages.en.titles import RANKS, TITLES
from bot.understand.grammar.memory import forgettable
from bot.understand.grammar.parser import trees
from bot.verify.words import Word, fold, parted, stem, words

_TITLES = frozenset(TITLES) | RANKS
_ADJECTIVE = re.compile(r"(?:n|an|ian|ean|ese|ish|i|ic|er|ers|ians|ans|ns|s|es|ch|ss|k|ks)$")
_ROMAN = re.compile(r"^(?:I{1,3}|IV|V|VI{0,3}|IX|X{1,2})$")


def unknown_name(text: str, known: str) -> str | None:
    """The first name in a plain sentence that `known`, a plain text, doesn't hold; None when it holds all."""
    have = _Known(known)
    for run in runs(text):
        for place, word in enumerate(run):
            if place and fold(word.text) in PARTIES:      # "the Democratic Party", where Democrats are named
                continue
            if not have.word(word.text) and not _opens_only(text, run):
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
    if not word.large or small in DAYS_AND_MONTHS or small in _TITLES or small in STOP_WORDS or len(small) < 2:
        return False
    if _ROMAN.match(word.text):
        return False
    if place and not _opens(text, word.start):
        return True
    if any(letter.isupper() for letter in word.text[1:]):
        return True
    if small in ANSWER_OPENERS or small.endswith(("ly", "ing", "ed")):
        return False
    following = found[place + 1] if place + 1 < len(found) else None
    return following is None or following.large or not small.endswith("s") or word.text.endswith("'s")


def _opens_only(text: str, run: Sequence[Word]) -> bool:
    """Whether a word is only written large because the text opens with it, as a parser sees."""
    nodes = trees([text])[0].nodes if len(run) == 1 and not text[: run[0].start].strip() else ()
    return bool(nodes) and nodes[0].pos in ("NOUN", "VERB", "ADJ", "ADV")


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
        if small in folded or stem(small) in stems or small in acronyms or (word.isupper() and f"{small}s" in folded):
            return True
        if small in SHORT_FORMS and SHORT_FORMS[small] in self.text:
            return True
        if any(f" {form}" in self.text for form in OTHER_NAMES.get(small, ())):
            return True
        other = COUNTRIES.get(small, COUNTRIES.get(small.removesuffix("s"), ""))
        if other and (other in folded or any(f" {form}" in self.text for form in OTHER_NAMES.get(other, ()))):
            return True
        if small in PARTY_LETTERS and re.search(rf"\({PARTY_LETTERS[small]}[-)]", self._cased):
            return True
        if any(small == country and people in folded for people, country in COUNTRIES.items()):
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


@forgettable
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
