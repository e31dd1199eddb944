"""What the cutting that answered tells of those it names: their full names, whether man or woman, what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.languages.en.readers.conversation import BODIES, HER, HIS, TITLED
from bot.understand.mentions import PERSON, kind_of

_NAME = r"[A-Z][\w'’.-]*\w(?:\s+(?:&\s+|de\s+|van\s+|der\s+)?[A-Z][\w'’-]*\w){0,3}"
_TITLE = re.compile(rf"^(?:{HER}|{HIS}|Dr|Judge|Mayor|Councillor|Cllr|Professor|Chief|Superintendent|Sir)\.?\s+")
_CLAUSE = r"\b(?:and|said|says|that|when|because|if|as|what|where)\s+(?:[a-z\d]+\s+){0,3}?(?:he|she)\b"
_BEHIND = rf"(?:[^.!?\n]{{0,160}}[.!?][\"”]?\s+(?:he|she|his|her)\b|[^.!?\n]{{0,100}}?{_CLAUSE})"
_LETTERS = re.compile(r"(?:\s+[A-Z]{2,3}\b)+$")      # KC, MP, OBE
_BEFORE, _AFTER = 90, 60     # characters on either side of a word for what somebody is
_MOST = 20             # times that a word is looked at
LONGEST = 8_000        # characters of an article that are looked through


@dataclass(frozen=True, slots=True)
class Cutting:
    """The sentence that answered, and the article around it."""

    lead: str
    headline: str
    article: str

    def in_full(self, name: str) -> str:
        """The name as the article gives it where it gives most of it: Ms Rourke is Amina Rourke."""
        bare = _TITLE.sub("", name)
        if " " in bare or not bare:
            return bare if bare != name and " " in bare else name
        given = rf"(?!(?:{HER}|{HIS}|Dr|Judge|Mayor|Councillor|The|In|And|But|For)\b)[A-Z][a-z’'-]+"
        full = re.search(rf"\b({given}\s+{re.escape(bare)})\b", self.article[:LONGEST])
        return full[1] if full else name

    def gender(self, name: str) -> str:
        """"f" or "m" by the title that the article gives them, else by the pronouns behind the name, "" in doubt."""
        last = re.escape(name.split()[-1])
        her, his = (re.search(rf"\b(?:{titles})\.?\s+(?:[A-Z][\w'’-]+\s+)?{last}\b", self.article[:LONGEST])
                    for titles in (HER, HIS))
        if her or his:
            return "" if her and his else "f" if her else "m"
        behind = re.findall(rf"\b{last}\b{_BEHIND}", self.article[:LONGEST], re.IGNORECASE)
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
        ways = [
            rf"({_NAME}),\s+{aside}{nouns}\b",
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
                    if " " in name and (kind_of(name) == PERSON or (noun in BODIES and not name.startswith("The "))):
                        return name
        return None


def _windows(text: str, pattern: str) -> Iterator[str]:
    """What stands around each match: to look at it alone takes a tenth of the time."""
    for match in islice(re.finditer(pattern, text), _MOST):
        yield text[max(0, match.start() - _BEFORE) : match.end() + _AFTER]
