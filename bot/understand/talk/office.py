"""An office that stands for whoever holds it: "How old is the mayor?" is asked of a person, who may change."""

from __future__ import annotations

import re

from bot.languages.en.readers.conversation import OF_HOLDERS
from bot.languages.en.titles import WORK
from bot.languages.patterns import either

_OFFICE = re.compile(
    rf"\bthe (?:(?:current|present|new) )?(?P<office>(?:[a-z][\w'’-]*\s){{0,2}}?{either(WORK)})\b"
    r"(?P<which> (?:of|in) (?:the )?(?:[A-Z][\w'’-]*)(?: [A-Z][\w'’-]*)*)?(?=\W*$|\s|['’]s)"
)


def of_holder(question: str) -> tuple[str, str, int, int] | None:
    """The office of "How old is the mayor of Oskel?", what says which it is, and where both stand; None for others.

    What the mayor said or did is told of the mayor of then; age, birth, home and family are those of today's.
    """
    for match in _OFFICE.finditer(question):
        behind = question[match.end() :]
        if OF_HOLDERS.fullmatch(f"{question[: match.start()]}*{behind}"):
            return match["office"], (match["which"] or "").strip(), match.start(), match.end()
    return None
