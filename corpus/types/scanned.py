"""What is known of a passage that a machine read from a picture: how surely, and where it stands on the page."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from corpus.types.article import Article

LOW_CONFIDENCE = 0.6     # mean of the words, below which a reader is warned

_IIIF = re.compile(r"(https?://\S+)/(?:full|square)/([^/]+/!?\d+/\w+\.(?:jpe?g|png|webp|tiff?))", re.IGNORECASE)


def confidence(article: Article, start: int, end: int) -> float | None:
    """How surely the words of `article.text[start:end]` were recognised, 0 to 1; None where nothing says so.

    The mean over the paragraphs that the passage lies in, by how much of it does.
    """
    shares = [(min(end, high) - max(start, low), sure) for low, high, (sure, *_) in _blocks(article)
              if low < end and high > start and sure >= 0]
    letters = sum(size for size, _ in shares)
    return sum(size * sure for size, sure in shares) / letters if letters else None


def scan_link(article: Article, start: int, end: int) -> str:
    """The address of the page's picture at the passage; empty where the file names no such address.

    A picture that an image server gives by region (IIIF) is cut to the passage's paragraphs; any other is named with a
    media fragment, `#xywh=percent:left,top,width,height`.
    """
    scans = [each for each in _entries(article, "scans", 4) if isinstance(each[1], str) and each[0] <= start]
    if not scans or not scans[-1][1].startswith(("http://", "https://")):
        return ""
    begins, image, *size = scans[-1]
    ends = next((each[0] for each in _entries(article, "scans", 4) if each[0] > begins), len(article.text))
    places = [place for low, high, (_, *place) in _blocks(article) if begins <= low < min(end, ends) and high > start]
    region = _region([place for place in places if len(place) == 4 and place[2] > 0 and place[3] > 0], size)
    if not region:
        return str(image)
    iiif = _IIIF.fullmatch(image)
    return f"{iiif[1]}/pct:{region}/{iiif[2]}" if iiif else f"{image}#xywh=percent:{region}"


def _region(places: list[list[float]], size: list[float]) -> str:
    """The rectangle around some places, in hundredths of the page; empty without any, or where the page has no size."""
    width, height = (each if isinstance(each, (int, float)) and each > 0 else math.inf for each in size)
    if not places or math.inf in (width, height):
        return ""
    left, top = min(each[0] for each in places), min(each[1] for each in places)
    right, bottom = max(each[0] + each[2] for each in places), max(each[1] + each[3] for each in places)
    edges = (left / width, top / height, (right - left) / width, (bottom - top) / height)
    return ",".join(f"{min(max(100 * each, 0), 100):.4g}" for each in edges)


def _blocks(article: Article) -> Iterator[tuple[int, int, list[float]]]:
    """Where each recognised paragraph begins and ends in the text, and what is known of it."""
    listed = [each for each in _entries(article, "blocks", 2)
              if all(isinstance(number, (int, float)) for number in each)]
    ends = [each[0] for each in listed[1:]] + [len(article.text)]
    for each, end in zip(listed, ends, strict=False):
        yield each[0], end, each[1:]


def _entries(article: Article, name: str, least: int) -> list[list]:   # type: ignore[type-arg]
    """The lists under a name of `extra` that begin with a place in the text."""
    listed = article.extra.get(name)
    return [each for each in listed if isinstance(each, list) and len(each) >= least and isinstance(each[0], int)
            ] if isinstance(listed, list) else []
