"""Read passages and questions with the archive's model: vectors, and tokens as the archive keeps them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from corpus import ArchiveMismatch
from index.model.chunk import SPECIAL_TOKENS, TokenCounter, embedded_text, pieces, title_in_front
from index.model.embed import Embedder, is_default, load_embedder
from index.model.languages import ENGLISH, stop_words
from index.model.tokens import AS_IS, Probe, Yardstick, pack, probe
from index.model.yardstick import levels, yardstick
from index.types.arrays import Array
from index.types.recipe import Recipe

_QUESTIONS = 64         # whose vectors are kept: a search and the reading of its hits ask for the same ones
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

Titled = tuple[str, str]        # the title of a passage's article, and the passage's words
Read = tuple[Array, bytes]      # a passage's vector, and its tokens as `index.model.tokens.pack` makes them


class Batch(NamedTuple):
    """Passages that are read and stored together."""

    ids: tuple[int, ...]
    texts: tuple[Titled, ...]


ReadBatches = Callable[[Iterable[Batch]], Iterator[tuple[Batch, list[Read]]]]   # in whatever order they get ready


def loaded(model: str | Embedder) -> Embedder:
    """A model by its name or path; one that is given is taken as it is."""
    return load_embedder(model) if isinstance(model, str) else model


def model_for(recipe: Recipe, chosen: str | Embedder | None, place: str) -> Embedder:
    """The model an archive was built with, or the one that was chosen; raises ArchiveMismatch for other weights."""
    model = loaded(chosen or recipe.model)
    if (model.fingerprint, model.dimensions) != (recipe.fingerprint, recipe.dimensions):
        raise ArchiveMismatch(
            f"{place} was built with {recipe.model} ({recipe.dimensions} dimensions), but {model.name} has other "
            f"weights ({model.dimensions} dimensions). Open it with the model it was built with, or build another "
            f"archive with this one."
        )
    return model


class Reader:
    """Reads for one archive: with its model, the way its recipe says."""

    def __init__(self, embedder: Embedder, recipe: Recipe) -> None:
        """Read with this model."""
        self.embedder = embedder
        self.recipe = recipe
        self.counter = TokenCounter(embedder.token_counts)
        self.question = lru_cache(_QUESTIONS)(self._question)

    @cached_property
    def yardstick(self) -> Yardstick:
        """How the model's cosines are laid over the default model's; measured at the first question, once."""
        return AS_IS if is_default(self.recipe.model) else yardstick(levels(self._question, self.passages))

    def batches(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, list[Read]]]:
        """Read one batch after the other in this process."""
        for batch in batches:
            yield batch, self.passages(batch.texts)

    def passages(self, passages: Sequence[Titled]) -> list[Read]:
        """Vector and packed tokens of each passage, read with its title in front."""
        texts = []
        for title, words in passages:
            heading = title_in_front(title, self.recipe.passage_tokens, self.counter)
            texts.append(self.recipe.passage_prompt + embedded_text(heading, words))
        return [
            (reading.vector, pack(reading, len(text) - len(words)))
            for reading, text, (_, words) in zip(self.embedder.read(texts), texts, passages, strict=True)
        ]

    def similarities(self, query: str, texts: Sequence[str]) -> list[float]:
        """Cosine of the question with each text, as the default model would have it, as far as the model reads them."""
        vectors = self.embedder.embed([self._fitting(each) for each in (query, *texts)])
        cosines: list[float] = self.yardstick.dense.of(vectors[1:] @ vectors[0]).tolist()
        return cosines

    def _question(self, query: str, language: str = ENGLISH) -> tuple[Array, Probe]:
        """A question's vector, and its tokens with the words that carry its meaning in its language."""
        text = self.recipe.query_prompt + self._fitting(query)
        words = [match for match in _WORD.finditer(text) if match.start() >= len(self.recipe.query_prompt)]
        meant = [word for word in words if word.group().casefold() not in stop_words(language)]
        reading = self.embedder.read([text])[0]
        named = [next((word.group() for word in meant if word.start() <= at < word.end()), "")
                 for at in reading.starts.tolist()]
        return reading.vector, probe(reading, named)

    def _fitting(self, query: str) -> str:
        """The question, as far as the model reads it."""
        budget = self.embedder.max_tokens - SPECIAL_TOKENS - self.counter.count(self.recipe.query_prompt)
        start, end, _ = pieces(query, 0, len(query), budget, self.counter)[0]
        return query[start:end]
