"""The addresses of articles and passages as resources: they stay the same for as long as the words do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from bot.answer import version_of
from corpus import Article, InputError

ARTICLE = "cuttings://article/{id}"
PASSAGE = "cuttings://passage/{id}/{version}/{start}/{end}"
_ARTICLE = re.compile(r"cuttings://article/(?P<id>[^/?#]+)")
_PASSAGE = re.compile(
    r"cuttings://passage/(?P<id>[^/?#]+)/(?P<version>[0-9a-f]{1,64})/(?P<start>\d{1,9})/(?P<end>\d{1,9})"
)


@dataclass(frozen=True, slots=True)
class PassageAddress:
    """Words of one version of an article."""

    id: str            # of the article
    version: str
    start: int         # character offsets into that version's text, end exclusive
    end: int


def article_uri(article: Article) -> str:
    """Of whatever the article says at present."""
    return f"cuttings://article/{quote(article.id, safe='')}"


def passage_uri(article: Article, start: int, end: int) -> str:
    """Of these words, and of no others: it names the version that has them."""
    return f"cuttings://passage/{quote(article.id, safe='')}/{version_of(article)}/{start}/{end}"


def article_id(given: str) -> str:
    """The id that an address or an id names."""
    read = _ARTICLE.fullmatch(given) or _PASSAGE.fullmatch(given)
    return unquote(read["id"]) if read else given


def passage_of(uri: str) -> PassageAddress:
    """The words that an address names; raises InputError for what is no address of a passage."""
    read = _PASSAGE.fullmatch(uri)
    if read is None or int(read["start"]) >= int(read["end"]):
        raise InputError(f"{uri[:200]!r} is no passage's address; take one that a tool gave, {PASSAGE}.")
    return PassageAddress(unquote(read["id"]), read["version"], int(read["start"]), int(read["end"]))
