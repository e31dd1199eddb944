"""Keep values of any source as JSON types, and name them in a sentence."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from corpus.text.clean import shorten, without_surrogates

MAX_DEPTH = 20     # of lists and objects within each other
MAX_BITS = 1_700   # of a whole number: 512 digits

_NAMES = {dict: "an object", list: "a list", tuple: "a list", str: "a text", bytes: "bytes", type(None): "null"}


def as_json(value: object, depth: int = MAX_DEPTH) -> Any:   # noqa: ANN401
    """The value in JSON types, dates as ISO 8601, numbers that JSON lacks as None.

    Raises ValueError for what is nested too deeply or is of another type.
    """
    if value is None or isinstance(value, (bool, str)):
        return without_surrogates(value) if isinstance(value, str) else value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if is_integer(value):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if depth and isinstance(value, Mapping):
        return {without_surrogates(str(name)): as_json(each, depth - 1) for name, each in value.items()}
    if depth and isinstance(value, (list, tuple)):
        return [as_json(each, depth - 1) for each in value]
    raise ValueError(f"{named(value)} has no place in JSON, or lies more than {MAX_DEPTH} levels deep")


def is_integer(value: object) -> bool:
    """Whether it is an int that can be written out: no bool, and none of thousands of digits."""
    return isinstance(value, int) and not isinstance(value, bool) and value.bit_length() <= MAX_BITS


def named(value: object) -> str:
    """What kind of value it is: "a list"."""
    return _NAMES.get(type(value), f"a value of type {type(value).__name__}")


def shown(value: object) -> str:
    """The value as an error shows it: short, on one line, with nothing invisible in it."""
    if isinstance(value, str):
        return repr(shorten(value, 60))
    return repr(value) if value is None or isinstance(value, (bool, float)) or is_integer(value) else named(value)


def why_no_json(error: Exception) -> str:
    """Why something can't be read as JSON, from what Python's parser raised."""
    return "its objects lie too deep within each other" if isinstance(error, RecursionError) else str(error)
