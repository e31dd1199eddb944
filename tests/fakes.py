"""Stand-ins that make tests exact: a model made of words, and a dozen articles."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from corpus import Article
from index.model.embed import Reading
from index.types.arrays import Array

_WORD = re.compile(r"\w+")


class WordEmbedder:
    """A hashed bag of words: texts that share words are near each other."""

    name = "words"
    fingerprint = "words-1"
    dimensions = 512
    max_tokens = 128
    query_prompt = passage_prompt = ""

    def __init__(self) -> None:
        self.embedded: list[str] = []   # every text it was given

    def token_counts(self, words: Sequence[str]) -> list[int]:
        return [1 + len(word) // 12 for word in words]

    def embed(self, texts: Sequence[str]) -> Array:
        self.embedded.extend(texts)
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in _WORD.findall(text.casefold()):
                vectors[row, zlib.crc32(word.encode()) % self.dimensions] += 1.0
            vectors[row] /= max(1e-9, float(np.linalg.norm(vectors[row])))
        return vectors

    def read(self, texts: Sequence[str]) -> list[Reading]:
        return [Reading(vector, *self._tokens(text)) for text, vector in zip(texts, self.embed(texts), strict=True)]

    def _tokens(self, text: str) -> tuple[Array, np.ndarray]:
        words = list(_WORD.finditer(text))
        tokens = np.zeros((len(words), self.dimensions), dtype=np.float32)
        for row, word in enumerate(words):
            tokens[row, zlib.crc32(word.group().casefold().encode()) % self.dimensions] = 1.0
        return tokens, np.array([word.start() for word in words], dtype=np.int32)


def day(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 9, tzinfo=UTC)


def article(id: str, title: str, text: str, published: datetime | None = None, **more: object) -> Article:
    return Article(id=id, title=title, text=text, published=published, source="The Quay", **more)  # type: ignore[arg-type]


ARTICLES = (
    article("ferry", "Ferry to sail all winter",
            "The ferry will sail all winter. Captain Ines Vale said ten crew stay on.",
            day(2023, 1, 10), section="Transport", authors=("Ann Lee", "Bob Ray"), url="https://www.example.org/ferry"),
    article("budget", "Council passes budget", "The council passed its budget of $4 million by 7 votes to 2.",
            day(2023, 2, 14), section="Council", authors=("Ann Lee",)),
    article("bridge-1", "Bridge to cost $2 million", "Repairs to the iron bridge will cost $2 million, engineers said.",
            day(2023, 3, 1), section="Transport"),
    article("bridge-2", "Bridge bill rises", "Repairs to the iron bridge will now cost $3 million, the council said.",
            day(2023, 9, 1), section="Transport"),
    article("swans", "Swans return to the harbour",
            "Forty swans came back to the harbour on Sunday.\n\nThey had left in May.",
            day(2023, 4, 2), section="Nature", authors=("Cy Poe",)),
    article("column", "Why I love fog", "Fog hides the harbour and all its faults.", day(2023, 5, 5), section="Opinion",
            kind="opinion", authors=("Dee Orr",)),
    article("match", "Rovers win the cup", "Rovers beat United 3-1 to win the cup on Saturday.", day(2023, 6, 3),
            section="Sport", kind="results"),
    article("school", "New school opens", "A new school opened in Mill Lane with 240 pupils.", day(2023, 9, 4),
            section="Schools"),
    article("undated", "The old lighthouse", "The lighthouse was lit by oil until 1931.", section="History"),
    article("embargoed", "Prize for the baker", "The baker Nils Holm wins the golden loaf.", day(2023, 10, 1),
            embargoed_until=day(2031, 1, 1)),
    article("withdrawn", "Mayor in trouble", "The mayor took a golden loaf.", day(2023, 10, 2), status="canceled"),
    article("expired", "Road closed", "Mill Lane is closed until Friday.", day(2023, 3, 6), expires=day(2023, 3, 10)),
)
