"""What the cutting that answered tells of those it names: their full names, whether man or woman, what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.answer import ASKS_BACK, REFUSALS
from bot.languages.en.given_names import FEMALE, MALE
from bot.languages.en.openers import OPENERS
from bot.languages.en.proper_names import GROUPS, PLACES, THINGS
from bot.languages.en.readers.conversation import (
    AGENCIES,
    ANY_TITLE,
    BODIES,
    HER,
    HIS,
    KIN_OR_STAFF,
    OF_BODIES,
    POINTS_OF_PLACES,
    SHORT_ROLES,
    SPEAKS,
    TITLED,
)
from bot.languages.en.stop_words import STOP_WORDS
from bot.languages.en.titles import TITLES
from bot.languages.patterns import either
from bot.understand.thread.mentions import PERSON, given_to_a_person, kind_of

_NAME = r"[A-Z][\w'’.-]*\w(?:\s+(?:&\s+|de\s+|van\s+|der\s+)?[A-Z][\w'’-]*\w){0,3}"
_TITLE = re.compile(rf"^(?:{HER}|{HIS}|Dr|Judge|Mayor|Councillor|Cllr|Professor|Chief|Superintendent|Sir)\.?\s+")
_CLAUSE = r"\b(?:and|said|says|that|when|because|if|as|what|where)\s+(?:[a-z\d]+\s+){0,3}?(?:he|she)\b"
_BEHIND = re.compile(
    rf"[^.!?\n]{{0,160}}[.!?][\"”]?\s+(?:he|she|his|her)\b|[^.!?\n]{{0,100}}?{_CLAUSE}", re.IGNORECASE
)
_NOWHERE = re.compile(r"\b(?:at|in|near|from|local|the) $", re.IGNORECASE)     # behind which nobody acts
_GIVEN = r"\.?\s+(?:[A-Z][\w'’-]+\s+)?$"      # between a title and a last name
_TITLED_BEFORE = re.compile(rf"\b(?:{ANY_TITLE}){_GIVEN}")
_HER_BEFORE, _HIS_BEFORE = (re.compile(rf"\b(?:{titles}){_GIVEN}") for titles in (HER, HIS))
_AGED = re.compile(r"\d\d-year-old\s+$")
_OF_SOMEBODY = re.compile(rf",\s+(?:aged\s+)?\d\d\b|,\s+who\b|['’]s?\s+{either(KIN_OR_STAFF)}\b")
_SAYS_BEHIND = re.compile(rf"\s+(?:(?:also|later|then)\s+)?(?:{SPEAKS})\b")
_SAYS_BEFORE = re.compile(rf"\b(?:{SPEAKS})\s+(?:[A-Z][\w'’-]+\s+)?$")
_ANOTHER_NAME = re.compile(r"\s+[A-Z]")
_NEAR = 40      # characters before a name in which its title stands
_MARK = re.compile(r"\[\d+\]")
_LETTERS = re.compile(r"(?:['’]s|(?:\s+[A-Z]{2,3}\b)+)$")      # KC, MP, OBE, and of whom something is
_BEFORE, _AFTER = 90, 60     # characters on either side of a word for what somebody is
_NO_GIVEN_NAMES = STOP_WORDS | OPENERS | frozenset(POINTS_OF_PLACES)
_NO_LAST_NAMES = GROUPS | PLACES | THINGS
_MOST = 20             # times that a word is looked at
LONGEST = 8_000        # characters of an article that are looked through


@dataclass(frozen=True, slots=True)
class Cutting:
    """The sentence that answered, and the article around it."""

    lead: str
    headline: str
    article: str
    id: str = ""       # of the article

    def in_full(self, name: str) -> str:
        """The name as the article gives it where it gives most of it: Ms Rourke is Amina Rourke."""
        bare = _LETTERS.sub("", _TITLE.sub("", name))
        if " " in bare or not bare:
            return bare if bare != name and " " in bare else name
        given = rf"(?!(?:{HER}|{HIS}|Dr|Judge|Mayor|Councillor)\b)[A-Z][a-z’'-]+"
        for full in re.finditer(rf"\b({given}) +(?:[A-Z]\.? +)?{re.escape(bare)}\b", self.article[:LONGEST]):
            if full[1].casefold() in FEMALE or full[1].casefold() in MALE:
                return full.group()
            if full[1].casefold() not in _NO_GIVEN_NAMES and self.is_person(full.group()):
                return full.group()
        return name

    def is_person(self, name: str) -> bool:
        """Whether the article speaks of a person by that name: with a title, an age, or what they said."""
        words = [word.casefold().strip(".") for word in name.split()]
        if given_to_a_person(words):
            return True
        if words[-1] in _NO_LAST_NAMES:
            return False
        first, last = words[0], name.split()[-1]
        if (first in TITLES and (" " in name or TITLES[first])) or (" " in name and (first in FEMALE or first in MALE)):
            return True
        says = " " not in name and not self.names_a_body(name)      # a firm says things, too
        text = f"{self.lead}\n{self.article[:LONGEST]}"
        aged = any(_AGED.search(text, max(0, start - _NEAR), start) for start, _ in _places(text, name))
        return aged or any(
            _OF_SOMEBODY.match(text, end) or _TITLED_BEFORE.search(text, max(0, start - _NEAR), start)
            or (says and _is_who_says(text, start, end))
            for start, end in _places(text, last)
        )

    def is_place(self, name: str) -> bool:
        """Whether somebody or something is in, at or from it in the article."""
        there = rf"\b(?:in|at|near|outside|neighbou?ring)\s+(?:the\s+)?(?:[A-Z][\w'’-]+\s+)?{re.escape(name)}\b(?!['’])"
        return re.search(there, self.article[:LONGEST]) is not None

    def has_word(self, name: str) -> bool:
        """Whether the article writes the name small as well, or of one alone: the Lido is a lido, the Oskars Oskar."""
        small = rf"\b{re.escape(name.casefold())}\b"
        of_many = name.endswith("s") and " " not in name and name[:-1].casefold() not in FEMALE | MALE
        one = rf"|\b{re.escape(name[:-1])}\b" if of_many else ""
        return re.search(small + one, self.article[:LONGEST]) is not None

    def names_a_body(self, name: str) -> bool:
        """Whether a body in the article has the name in its own, "the Lido Trust", or what a body has: "Lido CEO"."""
        behind = re.search(rf"\b{re.escape(name)}\s+([A-Z][\w'’-]+)", self.article[:LONGEST])
        if behind is not None and behind[1].casefold() in GROUPS:
            return True
        return re.search(rf"\b{re.escape(name)}(?:['’]s)?\s+{either(OF_BODIES)}\b", self.article[:LONGEST]) is not None

    def speaks(self, name: str) -> bool:
        """Whether it is who says what answered."""
        return any(_is_who_says(self.lead, *place) for place in _places(self.lead, name.split()[-1]))

    def gender(self, name: str) -> str:
        """"f" or "m" by the title that the article gives them, else by the pronouns behind the name, "" in doubt."""
        if name.split()[-1].casefold() in _NO_LAST_NAMES:
            return ""
        text = self.article[:LONGEST]
        places = list(_places(text, name.split()[-1]))
        her, his = (any(titled.search(text, max(0, start - _NEAR), start) for start, _ in places)
                    for titled in (_HER_BEFORE, _HIS_BEFORE))
        if her or his:
            return "" if her and his else "f" if her else "m"
        if all(text.startswith(("'s", "’s"), end) for _, end in places):      # "Oskel's parent firm. He ..."
            return ""
        behind = list(_pronouns_behind(text, places))
        women = sum(words.casefold().endswith(("she", "her")) for words in behind)
        return "" if women * 2 == len(behind) else "f" if women * 2 > len(behind) else "m"

    def called(self, noun: str) -> str | None:
        """Whom or what the article calls so: by "X, a retired teacher", "the teacher X" or a title; None for nobody.

        They are given by two names at least: one alone may be a month or a place.
        """
        words = [re.escape(word) for word in BODIES.get(noun, noun).split()]
        nouns = f"(?:{'|'.join(words)})"
        opening = f"(?:{nouns}|(?<=[.!?]\\s)(?:{'|'.join(word.capitalize() for word in words)}))"
        whose = r"(?:(?:an?|the|its|his|her|[\w'’ -]{2,24}['’]s?)\s+)"
        aside = rf"(?:\d+,?\s+)?(?:who\s+(?:is|was)\s+)?{whose}(?:[\w'’-]+\s+){{0,4}}?"
        if noun in BODIES and (body := self._body(words)):
            return body
        ways = [
            rf"({_NAME}),\s+{aside}{nouns}\b(?!['’])",
            rf"\b{opening},?\s+(?:called\s+|named\s+)?({_NAME})",
            rf"({_NAME})\s+(?:is|was|became|remains)\s+(?:an?|the|its)\s+(?:[\w'’-]+\s+){{0,3}}?{nouns}\b",
        ]
        title = TITLED.get(noun)
        if title:
            ways.append(rf"\b{title}\.?\s+({_NAME})")
        for text in (self.lead, self.article[:LONGEST]):
            around = list(_windows(text, rf"\b(?:{opening}|{title})\b" if title else rf"\b{opening}\b"))
            for way in ways:
                for window in around:
                    found = re.search(way, window)
                    name = self.in_full(_LETTERS.sub("", _TITLE.sub("", found[1]))) if found else ""
                    if " " in name and self._fits(name, noun):
                        return name
        return None

    def ending_in(self, noun: str) -> str | None:
        """The one name of the article that ends in the noun: "Tollgate Bridge"; None for none, and for several."""
        word = re.escape(noun.capitalize())
        name = rf"\b(?:(?!The\b)[A-Z][\w'’-]+\s+){{1,3}}{word}\b(?!\s+[A-Z])"
        found = {" ".join(each.split()) for each in re.findall(name, self.article[:LONGEST])}
        return found.pop() if len(found) == 1 else None

    def role_in_full(self, text: str) -> str:
        """The text with "the pm" as the article has it: the prime minister, unless it prints PM itself."""
        article = self.article[:LONGEST]
        for short, role in SHORT_ROLES.items():
            printed = re.search(rf"\b{role}\b", article, re.IGNORECASE)
            if printed and not re.search(rf"\b{short.upper()}\b", article):
                text = re.sub(rf"(?<=\bthe ){short}\b", role, text, flags=re.IGNORECASE)
        return text

    def _body(self, words: Sequence[str]) -> str | None:
        """The full name of a body that has one of the words in it: "Queen Maud Infirmary"."""
        large = "|".join(word.capitalize() for word in words)
        body = rf"\b(?!The\b)[A-Z][\w'’-]+\s+(?:[A-Z][\w'’-]+\s+){{0,2}}(?:{large})\b"
        found = (each.group() for each in re.finditer(body, self.article[:LONGEST]))
        return next((name for name in found if AGENCIES.isdisjoint(name.split())), None)

    def _fits(self, name: str, noun: str) -> bool:
        """Whether a name may be called so: a body's by no person, a person's by nothing else."""
        if noun in BODIES:
            return not name.startswith("The ") and not self.is_person(name)
        return kind_of(name) == PERSON


def quoted(answer: str) -> str:
    """The first quotation of an answer, without its attribution: what answered; all of it when it quotes nothing.

    Of an abstention it is nothing, for nobody asked for the headlines that it lists.
    """
    if answer.startswith((*REFUSALS, ASKS_BACK)):
        return ""
    marked = (piece for line in answer.split("\n") for piece in _MARK.split(line)[:-1])
    return next(filter(None, map(_quotation, marked)), answer)


def _quotation(piece: str) -> str:
    """The words between the outer quotation marks of what stands before a mark, less its attribution."""
    start, end = piece.find("“"), piece.rfind("” — ")
    end = end if end >= 0 else piece.rfind("”")
    return piece[start + 1 : end] if 0 <= start < end else ""


def _places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where a name stands as a word; patterns that hold a name take longer to make than to use."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not (_is_letter(text[start - 1 : start]) or _is_letter(text[end : end + 1])):
            yield start, end
        start = text.find(name, end)


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _is_who_says(text: str, start: int, end: int) -> bool:
    """Whether whoever is named there says something."""
    before = _SAYS_BEFORE.search(text, max(0, start - _NEAR), start)
    return bool(_SAYS_BEHIND.match(text, end) or (before and not _ANOTHER_NAME.match(text, end)))


def _pronouns_behind(text: str, places: Sequence[tuple[int, int]]) -> Iterator[str]:
    """What leads from a name to a "he" or a "she" behind it, each read once."""
    read = 0
    for start, end in places:
        if start >= read and not _NOWHERE.search(text, max(0, start - _NEAR), start):
            if behind := _BEHIND.match(text, end):
                read = behind.end()
                yield behind.group()


def _windows(text: str, pattern: str) -> Iterator[str]:
    """What stands around each match: to look at it alone takes a tenth of the time."""
    for match in islice(re.finditer(pattern, text), _MOST):
        yield text[max(0, match.start() - _BEFORE) : match.end() + _AFTER]
