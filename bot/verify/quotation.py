"""The quotation guard: what stands in quotation marks must stand in a cited passage, spoken by whom the answer says."""

from __future__ import annotations

import re

from bot.languages.en.proper_names import PARTICLES
from bot.languages.en.titles import BARE_TITLES
from bot.languages.en.verbs import REPORTING
from bot.languages.patterns import either
from bot.verify.claim import Claim, Evidence
from bot.verify.words import fold, plain, words

_DOUBLE = re.compile(r'"([^"]*)(?:"|$)')
# Behind the last mark that may end one nothing is looked for: each opening mark would be followed to the end.
_SINGLE = re.compile(r"(?<![\w'])'([^']++(?:'\w[^']*+)*+)'(?![\w'])")
_ENDS = re.compile(r"'(?![\w'])")
_REPORTS = re.compile(rf"\b{either(REPORTING)}\b")
_EDGES = " ,.;:!?-'\"…"
_OPENING = 20     # characters by which a quotation is looked up in the passage


def quotation(claim: Claim) -> str | None:
    """The reason why a quotation in the sentence can't stand, or None."""
    for quoted, outside in _quotations(claim.plain):
        holders = [each for each in claim.evidence if _stands(quoted, each)]
        if not holders:
            return f"No cited passage has the words “{quoted}”."
        speaker = _speaker(outside)
        if speaker and not any(_near(speaker, quoted, each) for each in holders):
            return f"The cited passage doesn't say that {speaker} said “{quoted}”."
    return None


def spoken(text: str) -> list[str]:
    """What stands in quotation marks, as it stands."""
    return [quoted for quoted, _ in _quotations(plain(text))]


def _quotations(text: str) -> list[tuple[str, str]]:
    """(words quoted, the sentence without its quotations)."""
    within = _DOUBLE.sub(lambda each: " " * len(each[0]), text)
    found = [*_DOUBLE.finditer(text), *_SINGLE.finditer(within, 0, _behind_last(within))]
    without = _DOUBLE.sub(" ", text)
    end = _behind_last(without)
    outside = _SINGLE.sub(" ", without[:end]) + without[end:]
    return [(quoted, outside) for each in found if (quoted := each[1].strip())]


def _behind_last(text: str) -> int:
    """The place behind the last mark that may end a quotation, or 0."""
    return max((mark.end() for mark in _ENDS.finditer(text)), default=0)


def _stands(quoted: str, evidence: Evidence) -> bool:
    """Whether every part of the quotation, cut at its omissions, stands there verbatim; capitals at its edges aside."""
    text = f" {_bare(evidence.everything)} "
    parts = [part for each in re.split(r"\.{3}|…|\[[^\[\]]*\]", quoted) if (part := _bare(each))]
    at = 0
    for part in parts:
        at = text.find(f" {part} ", at)
        if at < 0:
            return False
        at += len(part)
    return bool(parts)


def _bare(text: str) -> str:
    """Words and inner punctuation, small: an answer may open a quotation with a capital or end it with a comma."""
    spaced = re.sub(r'["“”]|(?<!\w)\'|\'(?!\w)', " ", text.casefold())
    return " ".join(word.strip(_EDGES) for word in spaced.split() if word.strip(_EDGES))


def _speaker(outside: str) -> str | None:
    """The person that the sentence names as the speaker, where it names exactly one."""
    if not _REPORTS.search(outside):
        return None
    runs = re.findall(rf"[A-Z][\w'-]+(?: (?:{either(PARTICLES)} )?[A-Z][\w'-]+)+", outside)
    people = [run for run in dict.fromkeys(runs) if 2 <= len(run.split()) <= 4]
    return people[0] if len(people) == 1 else None


def _near(speaker: str, quoted: str, evidence: Evidence) -> bool:
    """Whether the speaker's last name stands in the quotation's sentence or the two before it, or in the heading."""
    last = [fold(word.text).removesuffix("'s") for word in words(speaker) if fold(word.text) not in BARE_TITLES][-1:]
    place = evidence.passage.casefold().find(quoted.casefold()[:_OPENING].strip(_EDGES))
    around, at = [plain(evidence.heading)], 0
    for number, sentence in enumerate(evidence.sentences):
        at = evidence.passage.find(sentence, at) + len(sentence)
        if place < at or place < 0:
            around += evidence.sentences[max(0, number - 2) : number + 1]
            break
    return not last or last[0] in {fold(word.text).removesuffix("'s") for word in words(" ".join(around))}
