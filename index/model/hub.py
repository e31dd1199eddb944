"""Models of the hub: as they were downloaded before, and asked for there only when they weren't."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from pathlib import Path

logger = logging.getLogger(__name__)


def downloaded(name: str, patterns: Sequence[str] | None = None) -> Path:
    """The folder with a model's files, of those that match `patterns` where any are given.

    Raises LookupError, naming the kind of what went wrong, when it is neither on this machine nor to be had.
    """
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    wanted = list(patterns) if patterns else None
    # No revision is pinned, since the operator chose a name; an archive refuses another model than it was built with.
    try:
        return Path(snapshot_download(name, local_files_only=True, allow_patterns=wanted))   # nosec B615
    except (LocalEntryNotFoundError, HFValidationError):
        logger.info("%s is not on this machine; fetching it from the model hub", name)
    try:
        return Path(snapshot_download(name, allow_patterns=wanted))   # nosec B615
    except (HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, OSError) as error:
        raise LookupError(type(error).__name__) from error
