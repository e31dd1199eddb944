"""Name an article after its file."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_SLUG_LENGTH = 60


def file_id(name: str) -> str:
    """An id that stays the same when the text is corrected; `name` is the path within the source, with slashes.

    It begins readable and ends in a hash, as different names can read the same. The composed and the decomposed form
    of an accent are one name: file systems change one into the other.
    """
    composed = unicodedata.normalize("NFC", name)
    digest = hashlib.sha256(composed.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    slug = re.sub(r"[^a-z0-9]+", "-", composed.lower()).strip("-")[:_SLUG_LENGTH]
    return f"file-{slug}-{digest}" if slug else f"file-{digest}"
