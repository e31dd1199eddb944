"""Say whom a definite phrase means: "the surgeon", "the firm", by what the cutting before calls them."""

from __future__ import annotations

from bot.languages.en.conversation import ANY_BODY, OFFICES
from bot.understand.mentions import GROUP, NAME, PERSON, WORK, mentions
from bot.understand.subjects import Talk

_THE = "the "


def named(text: str, talk: Talk) -> str:
    """The text with a name for its first definite phrase that the cuttings before explain; else as it stands.

    A question that names somebody by itself is left alone, and so is a phrase that was asked about before.
    """
    found = mentions(text)
    if any(each.kind in (PERSON, GROUP, WORK) or (each.kind == NAME and not each.placed) for each in found):
        return text
    for phrase in found:
        words = phrase.text.casefold().split()
        if words[0] != "the" or len(words) < 2:
            continue
        for length in (1, 2):
            noun = words[length] if length < len(words) else ""
            if noun and noun not in OFFICES and not _asked(noun, talk) and (name := _meant(noun, talk)):
                start = phrase.start
                end = start + len(" ".join(phrase.text.split()[: length + 1]))
                return f"{text[:start]}{name}{text[end:]}"
    return text


def _meant(noun: str, talk: Talk) -> str | None:
    """The name of whom the latest cuttings call so, or of the body that was named last."""
    for cutting in reversed(talk.cuttings[-2:]):
        if cutting and (name := cutting.called(noun)):
            return name
    if noun not in ANY_BODY:
        return None
    recent = [each for each in talk.subjects if each.kind == GROUP and each.turn >= talk.turn - 1]
    best = max(recent, key=lambda subject: subject.weight, default=None)
    return best.shown if best else None


def _asked(noun: str, talk: Talk) -> bool:
    """Whether the reader said the word before: it means what it meant then."""
    return any(noun in question.casefold().split() for question in talk.asked)
