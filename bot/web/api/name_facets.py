"""People, places and organisations that the articles of a search name, to narrow it by: by their number of articles.

Only what articles print, and only where their words tell which of the three it is: a title, a given name or an age for
a person, "in" and "at" for a place. What they leave open is listed nowhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile

from pydantic import BaseModel, ConfigDict, Field

from bot.languages.en.given_names import FEMALE, MALE
from bot.languages.en.titles import OFFICES, TITLES
from bot.understand.thread.mentions import GROUP, NAMES, PERSON, PLACE, Mention, mentions
from bot.web.api.schemas import Searched
from corpus import Article
from index.model.languages import ENGLISH

PEOPLE, PLACES, ORGANISATIONS = "people", "places", "organisations"
KINDS = (PEOPLE, PLACES, ORGANISATIONS)
LISTED = 6            # names of a kind
LEAST = 2             # articles that a name narrows to
READ = 1_500          # characters of an article in which names are looked for
FACETED = 200         # articles of a search that are gone through
_LIKELY = 4 * LISTED  # names of a kind whose articles are counted
_SEEN_IN_PLACE = 2    # times that a name of nothing else stands behind "in" or "at" before it is a place
_AGE = re.compile(r",? (?:\(?\d\d\)?,|who\b)")
_THE = re.compile(r"\bthe\s+\Z")      # "in the Constitution": a place that is called so, or anything else
_NO_NAME = re.compile(r"[\d.]|^(?:The|A)\b|^[A-Z][a-z]+days$")


@dataclass(frozen=True, slots=True)
class NamedIn:
    """A name, and how many articles of the search hold it."""

    name: str
    articles: int


class NamedShape(BaseModel):
    """A name as JSON."""

    model_config = ConfigDict(extra="allow")

    name: str
    articles: int = Field(description="How many articles of this search hold it.")


class SearchedNames(Searched):
    """The hits of a search, with names where they were asked for: `people`, `places`, `organisations`."""

    names: dict[str, list[NamedShape]] | None = Field(None, description="Only with `names=true`.")


@dataclass(slots=True)
class _Sightings:
    """What the places where a name stands say of it."""

    kinds: Counter[str] = field(default_factory=Counter)
    placed: int = 0
    personal: int = 0
    times: int = 0


def name_facets(articles: Sequence[Article], query: str = "") -> dict[str, list[NamedIn]]:
    """The names of each of KINDS that at least LEAST of the articles hold, and not all, the most frequent first.

    Names in the query are left out; of more than FACETED articles the first are gone through.
    """
    read = [each for each in articles[:FACETED] if each.language in ("", ENGLISH)]
    texts = [f"{each.title}\n{each.text}" for each in read]
    asked, found = query.casefold(), {kind: list[NamedIn]() for kind in KINDS}
    for kind, names in _by_kind(read).items():
        for name in (name for name in names[:_LIKELY] if name.casefold() not in asked):
            if LEAST <= (many := _holding(name, texts)) < len(read) and not _is_common(name, texts):
                found[kind].append(NamedIn(name, many))
    return {kind: _listed(names) for kind, names in found.items()}


def naming(articles: Sequence[Article], names: Sequence[str]) -> list[bool]:
    """For each article whether it prints every one of the names, as they are counted above."""
    printed = [_printed(name) for name in names]
    return [all(each.search(f"{article.title}\n{article.text}") for each in printed) for article in articles]


def as_json(facets: Mapping[str, Sequence[NamedIn]]) -> dict[str, list[dict[str, object]]]:
    """Each kind with its names as JSON types."""
    return {kind: [{"name": each.name, "articles": each.articles} for each in names] for kind, names in facets.items()}


def _by_kind(articles: Sequence[Article]) -> dict[str, list[str]]:
    """The names that the articles begin with, by kind, those that are seen most often first."""
    seen: dict[str, _Sightings] = defaultdict(_Sightings)
    for article in articles:
        text = f"{article.title}. {article.text[:READ]}"
        for mention in mentions(text):
            if mention.kind in NAMES:
                _sight(seen, mention, text)
    named: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for name, sighted in sorted(seen.items(), key=lambda pair: -pair[1].times):
        if kind := _kind(name, sighted):
            named[kind].append(name)
    return named


def _sight(seen: dict[str, _Sightings], mention: Mention, text: str) -> None:
    """Note what the place where a name stands says of it: a place's, or a person's by title, given name or age."""
    words = mention.text.split()
    bare = list(dropwhile(lambda word: word.casefold().strip(".") in (TITLES.keys() | OFFICES), words))
    given = len(bare) > 1 and bare[0].casefold() in (MALE | FEMALE)
    titled = 1 < len(bare) < len(words)
    sighted = seen[" ".join(bare)]
    sighted.kinds[mention.kind] += 1
    sighted.times += 1
    sighted.placed += mention.placed and not _THE.search(text, 0, mention.start)
    sighted.personal += given or titled or bool(_AGE.match(text, mention.end))


def _listed(names: Sequence[NamedIn]) -> list[NamedIn]:
    """The most frequent, without what is part of another one: "States" beside "United States"."""
    ordered = sorted(names, key=lambda each: (-each.articles, each.name))
    apart = [each for each in ordered if not any(f" {each.name} " in f" {other.name} " for other in ordered
                                                 if other is not each)]
    return apart[:LISTED]


def _kind(name: str, sighted: _Sightings) -> str:
    """Which of KINDS a name is of, as far as its sightings agree; empty for none."""
    if not name or _NO_NAME.search(name):
        return ""
    likely = sighted.kinds.most_common(1)[0][0]
    if likely == GROUP:
        return ORGANISATIONS if " " in name else ""
    if likely == PLACE:
        return PLACES
    if 2 * sighted.personal >= sighted.times and likely == PERSON:
        return PEOPLE if " " in name else ""
    return PLACES if sighted.placed >= _SEEN_IN_PLACE and 2 * sighted.placed >= sighted.times else ""


def _holding(name: str, texts: Sequence[str]) -> int:
    """How many of the texts have the name, and not as part of a word."""
    printed = _printed(name)
    return sum(name in text and bool(printed.search(text)) for text in texts)


def _is_common(name: str, texts: Sequence[str]) -> bool:
    """Whether the articles have it as a common word, too: "County" where they speak of a county."""
    small = name[:1].lower() + name[1:]
    return " " not in name and small != name and _holding(small, texts) > 0


def _printed(name: str) -> re.Pattern[str]:
    """The name, and not as part of a word."""
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
