"""Offices: what a question calls somebody in passing ("what did Mayor Ann Lee say") whom the archive never calls so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.languages.en.grammar.titles import CALLINGS
from bot.verify.claims.claimed import Claimed, Ruling, best
from bot.verify.claims.statement import Sources

NEAR = 60       # characters before and behind a name in which an office may be its bearer's
_NAME = r"[A-Z][\w’'-]+(?: [A-Z]\.?)?(?: [A-Z][\w’'-]+)+"
_OFFICE = "|".join(sorted(CALLINGS, key=len, reverse=True))
_BEFORE = re.compile(rf"\b(?i:({_OFFICE})) ({_NAME})(?!\w)")
_BEHIND = re.compile(rf"({_NAME}), (?:the |a |an )?(?:[\w’'-]+ ){{0,2}}({_OFFICE}),")


def by_office(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """What the sources say of somebody instead, where no passage that names them has the office beside the name."""
    for who, office in called(claimed.tree.text):
        last = who.split()[-1]
        passages = [each for each in (*sources.passages, *sources.statements) if last in each.text]
        if any(may_call(who, office, each.text) for each in passages):
            continue
        others = [each for each in sources.statements if _introduces(who, each.text)]
        if others:
            yield Ruling(f"{office} {who}", "contradicted", best(claimed, others), "office", 0.5)


def called(text: str) -> list[tuple[str, str]]:
    """Each full name in a text that has an office before it or behind it, with the office, small."""
    found = [(each[2], each[1].casefold()) for each in _BEFORE.finditer(text)]
    return [*found, *((each[1], each[2].casefold()) for each in _BEHIND.finditer(text))]


def may_call(who: str, office: str, text: str) -> bool:
    """Whether a text has an office near a name, and not as somebody else's that is named with it."""
    last = who.split()[-1]
    for name in re.finditer(rf"\b{re.escape(last)}\b", text):
        start = max(0, name.start() - NEAR)
        near = text[start : name.end() + NEAR]
        for each in re.finditer(rf"\b(?:{CALLINGS[office]})\b\.?", near, re.IGNORECASE):
            behind = re.match(rf" ({_NAME}|[A-Z][\w’'-]+)", near[each.end() :])
            if behind is None or last in behind[1]:
                return True
    return False


def _introduces(who: str, text: str) -> bool:
    """Whether a text says what somebody is: "Ann Lee, the curator", "Ann Lee, 40, who runs it", "Judge Ann Lee"."""
    name = re.escape(who)
    return bool(re.search(rf"\b{name}, (?:\d\d, )?(?:the|a|an|its|his|her|who|for|\w+ (?:of|for))\b", text)
                or re.search(rf"\b(?i:{_OFFICE}) {name}\b", text))
