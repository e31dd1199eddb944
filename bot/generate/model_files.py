"""Find the files of a model that a user names, and explain what is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus import InputError
from index.model.hub import downloaded

_FILES = ["*.json", "*.txt", "*.model", "*.safetensors"]   # weights in other formats are programs or twice the size


def model_folder(name: str, purpose: str) -> Path:
    """The folder with the model's files: a path as it is, any other name from the hub's cache, else fetched from it.

    `purpose` says in messages what the model is for, as "reranker". Raises InputError.
    """
    if Path(name).is_dir():
        return Path(name)
    try:
        return downloaded(name, _FILES)
    except LookupError as error:
        raise InputError(
            f"The {purpose} {name!r} is neither a folder nor downloaded, and the model hub did not give it ({error}). "
            f"Give the path of a model's folder, or leave out --{purpose}."
        ) from error


def check_kind(folder: Path, purpose: str, endings: tuple[str, ...]) -> None:
    """Raise InputError for a model made for something else.

    It would load with random weights where it matters, and seem to work.
    """
    try:
        kinds = json.loads((folder / "config.json").read_text(encoding="utf-8")).get("architectures") or ["no model"]
    except (OSError, ValueError, AttributeError) as error:
        raise InputError(f"The {purpose} {folder} has no readable config.json; give the folder of a model.") from error
    if not str(kinds[0]).endswith(endings):
        raise InputError(
            f"The {purpose} {folder} holds {kinds[0]}, and a {purpose} is a model whose kind ends in "
            f"{' or '.join(endings)}."
        )


@contextmanager
def loading(folder: Path, purpose: str) -> Iterator[None]:
    """Load quietly, and turn whatever a library raises over a model's files into one sentence."""
    from transformers.utils import logging as chatter

    chatter.disable_progress_bar()     # type: ignore[no-untyped-call]  # its bars and advice would run into ours
    chatter.set_verbosity_error()      # type: ignore[no-untyped-call]
    try:
        yield
    except InputError:
        raise
    except Exception as error:  # every library fails over damaged files in its own way
        cause = " ".join(str(error).split())[:200]
        raise InputError(f"The {purpose} {folder} can't be loaded ({type(error).__name__}: {cause}).") from error
