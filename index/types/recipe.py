"""How an archive is built: every parameter that its passages and indexes depend on."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from corpus import ArchiveMismatch

PASSAGE_TOKENS = 200   # title, text and special tokens together; MiniLM reads 256
FLAT_UNTIL = 100_000   # vectors: comparing them all takes some 12 ms of one core, and is exact
TITLE_SHARE = 0.25     # of a passage's tokens that the title in front may take


@dataclass(frozen=True, slots=True)
class Recipe:
    """Saved inside the archive; an archive is only ever opened with the recipe it was built with."""

    model: str                     # name or path of the sentence-transformers model
    fingerprint: str               # SHA-256 of its weights
    dimensions: int
    passage_tokens: int = PASSAGE_TOKENS
    stemmer: str = "english"       # Tantivy's name of a Snowball stemmer
    query_prompt: str = ""         # in front of a question when the model reads it
    passage_prompt: str = ""       # and of a passage
    flat_until: int = FLAT_UNTIL   # vectors up to which each question is compared with all of them
    forbid_rights: tuple[str, ...] = ()    # patterns of rights whose articles are kept as headline and link only

    def to_dict(self) -> dict[str, Any]:
        """As JSON types."""
        return asdict(self)

    def reads_alike(self, other: Recipe) -> bool:
        """Whether both make the same passages and vectors of an article; which text of it is kept may differ."""
        return replace(self, forbid_rights=()) == replace(other, forbid_rights=())

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> Recipe:
        """The inverse of `to_dict`; raises ArchiveMismatch for fields this version does not know."""
        known = {each.name for each in fields(cls)}
        if unknown := sorted(set(stored) - known):
            raise ArchiveMismatch(
                f"The archive's recipe has {', '.join(unknown)}, which this version of Cuttings does not know; "
                f"upgrade Cuttings, or rebuild the archive from its sources."
            )
        return cls(**{**stored, "forbid_rights": tuple(stored.get("forbid_rights", ()))})
