"""Cut texts into a model's tokens, and refuse those that it can't read to their end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

FEW = 32      # words, as of a question, up to which the tokeniser's threads are not woken


def own_copy(tokenizer: Tokenizer) -> Tokenizer:
    """A tokenizer of our own: the model turns truncation on in its own one at every call."""
    from tokenizers import Tokenizer

    return Tokenizer.from_str(tokenizer.to_str())


def uncut(tokenizer: Tokenizer) -> Tokenizer:
    """A tokenizer that neither cuts nor pads."""
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def token_counts(tokenizer: Tokenizer, words: Sequence[str]) -> list[int]:
    """How many tokens each word takes, special tokens not counted."""
    if len(words) <= FEW:
        return [len(tokenizer.encode(word, add_special_tokens=False).ids) for word in words]
    return [len(encoding.ids) for encoding in tokenizer.encode_batch_fast(list(words), add_special_tokens=False)]


def token_ids(tokenizer: Tokenizer, texts: Sequence[str], max_tokens: int) -> list[list[int]]:
    """The tokens of each text, special tokens included; raises ValueError for a text of more than `max_tokens`."""
    return [_within(encoding, max_tokens).ids for encoding in tokenizer.encode_batch_fast(list(texts))]


def encodings(tokenizer: Tokenizer, texts: Sequence[str], max_tokens: int) -> list[Encoding]:
    """As token_ids, with the offsets that the fast way leaves out."""
    if len(texts) == 1:         # a question: no threads are woken for it
        return [_within(tokenizer.encode(texts[0]), max_tokens)]
    return [_within(encoding, max_tokens) for encoding in tokenizer.encode_batch(list(texts))]


def _within(encoding: Encoding, max_tokens: int) -> Encoding:
    if len(encoding.ids) > max_tokens:
        raise ValueError(
            f"a text of {len(encoding.ids)} tokens was to be embedded, but the model reads only {max_tokens}"
        )
    return encoding
