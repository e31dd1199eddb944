"""Citations: a quotation, its place in the article, and a link that opens it there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import quote, urldefrag

from bot.answer import Citation
from corpus import Article
from corpus.fingerprint import Print
from index import Hit

_EDGE_WORDS = 6      # words at either end of a long quotation that a text fragment names
_SHORT_WORDS = 14    # up to here the fragment holds the whole quotation


def cite(number: int, article: Article, start: int, end: int) -> Citation:
    """The citation of `article.text[start:end]`."""
    return Citation(number, article, start, end, link(article, start, end))


def also_printed(citation: Citation, hits: Iterable[Hit]) -> Citation:
    """The citation with those twins of its article, as the search found them, that print what is quoted."""
    twins = {twin.id: twin for hit in hits if hit.article.id == citation.article.id for twin in hit.twins}
    holding = tuple(twin for twin in twins.values() if Print(twin).holds(citation.quote))
    return replace(citation, twins=holding)


def link(article: Article, start: int, end: int) -> str:
    """Where the passage can be read: the article's URL with a text fragment, else the built-in reading view.

    https://wicg.github.io/scroll-to-text-fragment/
    """
    if article.url.startswith(("http://", "https://")):
        return f"{urldefrag(article.url).url}#:~:text={_fragment(article.text[start:end])}"
    return f"/articles/{quote(article.id, safe='')}?start={start}&end={end}#passage"


def _fragment(text: str) -> str:
    words = text.split()
    if len(words) <= _SHORT_WORDS:
        return _encoded(words)
    return f"{_encoded(words[:_EDGE_WORDS])},{_encoded(words[-_EDGE_WORDS:])}"


def _encoded(words: Sequence[str]) -> str:
    """Percent-encoded; a hyphen has a meaning of its own in a text fragment."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
