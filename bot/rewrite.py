"""Turn a follow-up and its history into a question that can be searched on its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import Turn
from index.words import STOP_WORDS

CLIPPED = 2   # content words up to which a question without a name leans on the one before ("When does it start?")

_OPENING = re.compile(r"^(?:(?:and|but|so|ok|okay|also|then|well|right|now)\b[\s,]*)+", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:what|how) about\s+", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_THING = re.compile(r"\b(?:it|its|they|them|their|theirs|that|this|those|these|there|one|ones)\b", re.IGNORECASE)
_QUESTION_WORD = re.compile(
    r"^(?:for |by |at |in |on |from )?(?:who|whom|whose|what|when|where|which|why|"
    r"how(?: (?:many|much|long|old|far|often|big|high))?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z0-9][\w'’-]*(?:\s+(?:(?:of|the|and|de|van|von|&)\s+)?[A-Z][\w'’-]*)*")
_OPENERS = frozenset(
    "who whom whose what when where which why how did does do is are was were has have had can could will would should "
    "the a an in on at by for from of to and but name tell after before i there".split()
)


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question as it is searched, and the words of it that say what is asked now."""

    text: str
    focus: str


def rewrite(question: str, history: Sequence[Turn]) -> Standalone:
    """The standalone question; the question itself when it already is one, or when nothing came before.

    Works by rules: "What about X?" puts X in the place of what the question before was about, a bare "And when?"
    borrows the rest of it, "she" becomes the person who was named, and every other pronoun or clipped question is
    followed, in brackets, by the question it leans on.
    """
    question = " ".join(question.split())
    if not history:
        return Standalone(question, question)
    before = history[-1]
    bare = _OPENING.sub("", question)
    if not any(map(str.isalnum, bare)):
        bare = question
    if about := _ABOUT.match(bare):
        return _about(bare[about.end() :].strip(" ?.!"), before.question)
    if _PERSON.search(bare) and (person := _person(before)):
        text = _PERSON.sub(lambda pronoun: _in_place(pronoun, person), bare, count=1)
        return Standalone(_capitalised(text), text)
    if not _content(_QUESTION_WORD.sub("", bare)) and not _THING.search(bare):
        return Standalone(_borrowed(bare, before.question), bare)
    if bare != question or _leans(bare):
        return Standalone(f"{_capitalised(bare).rstrip(' ?.!')} ({before.question.strip(' ?.!')})?", bare)
    return Standalone(question, question)


def _leans(question: str) -> bool:
    """Whether a question without a name of its own points back by a pronoun, or says too little to stand alone."""
    if _names(question):
        return False
    return bool(_THING.search(question) or _PERSON.search(question)) or len(_content(question)) <= CLIPPED


def _about(topic: str, before: str) -> Standalone:
    """Turn "What about IBM?" after "What did Amazon announce?" into "What did IBM announce?"."""
    spans = _names(before)
    if spans and _names(f"? {topic}"):
        start, end = spans[0]
        text = f"{before[:start]}{topic}{before[end:]}"
    else:
        text = f"{before.rstrip(' ?.!')}: {topic}?"
    return Standalone(text, text)


def _borrowed(bare: str, before: str) -> str:
    """Turn "When?" after "Who found the hoard?" into "When: found the hoard?"."""
    return f"{_capitalised(bare).rstrip(' ?.!')}: {_QUESTION_WORD.sub('', before.strip(' ?.!')).strip()}?"


def _in_place(pronoun: re.Match[str], name: str) -> str:
    said, following = pronoun.group().casefold(), pronoun.string[pronoun.end() :]
    owns = said == "his" or (said == "her" and following[:2].strip().isalpha())
    return f"{name}'s" if owns else name


def _person(before: Turn) -> str | None:
    """The person a follow-up means: the one named in the question before, else the first in what answered it."""
    for text in (before.question, _quoted(before.answer)):
        for start, end in _names(text):
            if _looks_like_person(text[start:end]):
                return text[start:end]
    return None


def _quoted(answer: str) -> str:
    """What the answer quotes, without the words that introduce it."""
    return " ".join(re.findall(r"“([^“]+)” ?\[\d", answer)) or answer


def _looks_like_person(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() and word[1:].islower() for word in words)


def _names(text: str) -> list[tuple[int, int]]:
    """Spans of capitalised runs and numbers, without the word that opens the question."""
    spans = []
    for match in _NAME.finditer(text):
        start, end = match.span()
        first = match.group().split()[0]
        if first.casefold() in _OPENERS:
            start += len(first)
            start += len(text[start:end]) - len(text[start:end].lstrip())
        if end > start:
            spans.append((start, end))
    return spans


def _content(question: str) -> list[str]:
    words = re.findall(r"[^\W_][\w'’-]*", question)
    return [word for word in words if word.casefold() not in STOP_WORDS]


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
