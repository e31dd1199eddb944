"""Where an error came from and of what kind it is, without its text, which may repeat what a reader sent."""

from __future__ import annotations

import traceback


class FailedElsewhere(Exception):
    """Something broke in another process; `places` is what `trace` made of it there."""

    def __init__(self, places: str) -> None:
        super().__init__(places)
        self.places = places


def trace(error: BaseException) -> str:
    """The files, lines and kinds of an error and of those that led to it, as a traceback has them."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    led = [trace(earlier)] if earlier else []
    led += [error.places] if isinstance(error, FailedElsewhere) else []
    before = "".join(f"{each}\n\nwhich led to:\n\n" for each in led)
    places = "".join(traceback.format_tb(error.__traceback__, limit=-20))
    return f"{before}Traceback (most recent call last):\n{places}{kind_of(error)}"


def kind_of(error: BaseException) -> str:
    """The name of an error's class; with the system's own words for its number, where it has one."""
    why = f": {error.strerror}" if isinstance(error, OSError) and isinstance(error.strerror, str) else ""
    return f"{type(error).__module__}.{type(error).__qualname__}{why}".removeprefix("builtins.")
