"""Which words of a sentence tell what was asked: the sum, the number with its unit, the date, the name, the place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bot.languages.en.numbers import POWERS, SHORT, UNITS_OF
from bot.languages.en.proper_names import PARTICLES
from bot.languages.en.question_words import AUXILIARIES
from bot.languages.patterns import either
from bot.quote.wanted.recognised import BODIES, NO_COUNTS, PEOPLE, TIMES, Span, recognised
from bot.understand.answer_type import MONTH, NUMBER, SPELL, WEEKDAY, answer_type, beginning
from bot.understand.grammar.parser import tree
from bot.understand.thread.many import is_group

CLEARLY = 2.0      # times as far as the nearest the next has to be, where several numbers may be meant

_SCALE = rf"(?:\s?{either([*POWERS, *SHORT])}\b)?"
_NAME = r"[A-Z][\w'’-]*[\w](?:\.(?=\s[A-Z]))?"
_PARTICLE = rf"(?:{either([*PARTICLES, 'of the', 'of', 'and', '&'])}\s+)"
_RUN = rf"{_NAME}(?:\s+{_PARTICLE}?{_NAME})*"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?)"
_DATE = (
    rf"(?:{WEEKDAY},?\s+)?(?:the\s+)?{_DAY}\s+(?:of\s+)?{MONTH}(?:,?\s+\d{{4}})?|"
    rf"(?:{WEEKDAY},?\s+)?{MONTH}\s+{_DAY}(?!\d)(?:,?\s+\d{{4}})?|{MONTH},?\s+\d{{4}}|"
    rf"\b(?:1[5-9]|20)\d\d\b|\b\d{{1,2}}(?:[.:]\d\d)?\s?[ap]\.?m\b|{WEEKDAY}|{MONTH}(?!\w)"
)
# By kind of answer. A place's name must not be broken off, so its run of capitals is taken whole.
_SPANS: dict[str, re.Pattern[str]] = {
    "money": re.compile(rf"[$£€¥]\s?\d[\d,.]*\d?{_SCALE}|\d[\d,.]*{_SCALE}\s(?:dollars|pounds|euros|pence|cents)\b"),
    "number": re.compile(
        rf"[$£€¥]?{NUMBER}{_SCALE}(?:\s?(?:%|per\s?cent|percent|°?[CF]\b))?"
        rf"(?:\s+{either(sorted({unit for units in UNITS_OF.values() for unit in units}))}\b)?",
        re.IGNORECASE,
    ),
    "duration": re.compile(
        rf"(?:(?:{NUMBER}|\ban?)[\s-]+(?:and a half\s+)?{SPELL}\b"
        rf"(?:,?\s+(?:and\s+)?(?=(?:{NUMBER}|an?)[\s-]+{SPELL}))?)+",
        re.IGNORECASE,
    ),
    "age": re.compile(
        r"(?<=,\s)\d{1,3}(?=,)|(?<=\baged\s)\d{1,3}\b|(?<=\bage\sof\s)\d{1,3}\b|\b\d{1,3}(?:[\s-]years?[\s-]old)?\b"
    ),
    "date": re.compile(_DATE),
    "place": re.compile(rf"(?<=\bin\s){_RUN}|(?<=\bat\s){_RUN}|(?<=\bon\s){_RUN}|(?<=\bnear\s){_RUN}|(?<=\bto\s){_RUN}|"
                        rf"(?<=\bthe\s){_RUN}"),
}
_RUNS = re.compile(_RUN)
_POLAR = re.compile(rf"\W*{either(AUXILIARIES)}\b", re.IGNORECASE)
_DONE_BY = re.compile(r"([\w'’-]+) by (?:the )?\Z")
_HOUR = re.compile(r"\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m")
_ASKS_FOR_AN_HOUR = re.compile(r"\b(?:what time|at what|how late|how early|hour)\b", re.IGNORECASE)
_SHARE = re.compile(r"\b(?:percentage|proportion|share)\b", re.IGNORECASE)
_OF_A_SHARE = re.compile(r"%|per\s?cent", re.IGNORECASE)
_ONE_OF = re.compile(r"\s*of\b")
_MEASURED = re.compile(rf"\b{either(UNITS_OF)}\b", re.IGNORECASE)


def telling_words(question: str, sentence: str, stem: Callable[[str], list[str]]) -> Span | None:
    """Where in the sentence the words stand that tell what the question asks for; None where that isn't sure.

    Of several the one nearest to the words that the question and the sentence share; none that the question itself
    names. `stem` gives the stemmed words of a text.
    """
    kind = answer_type(question)
    if kind is None or kind.name not in (*_SPANS, "person") or _POLAR.match(question):
        return None
    asked = frozenset(stem(question))
    if kind.name == "person":
        return _who(sentence, asked, stem)
    shared = [start for start, _ in _words(sentence, asked, stem)]
    found = [match.span() for match in _SPANS[kind.name].finditer(sentence)]
    spans = [span for span in found if not set(stem(sentence[slice(*span)])) <= asked]
    if kind.name == "number":
        return _how_many(question, sentence, spans, shared)
    if kind.name == "place":
        spans = [each for each in _without(spans, recognised(sentence, TIMES)) if not _qualifies(sentence, each)]
    vague = kind.name == "date" and not _ASKS_FOR_AN_HOUR.search(question)
    return min(
        spans, key=lambda span: (vague and _is_hour(sentence[slice(*span)]), _distance(span, shared)), default=None
    )


def _who(sentence: str, asked: frozenset[str], stem: Callable[[str], list[str]]) -> Span | None:
    """Whoever does in a sentence what is asked about, or the only person whom it names and the question doesn't.

    Where it has no other name, the only firm, people or country.
    """
    people, bodies = recognised(sentence, PEOPLE), recognised(sentence, BODIES)
    runs = [match.span() for match in _RUNS.finditer(sentence) if match.start() or " " in match.group()]
    others = list(_without(runs, [*people, *bodies, *recognised(sentence, TIMES)]))
    strangers = [[each for each in part if not asked.intersection(stem(sentence[slice(*each)]))]
                 for part in (people, bodies, others)]
    acting = [each for part in strangers for each in part if _acts(sentence, each, asked, stem)]
    sure = (acting, strangers[0], strangers[1] if not strangers[2] else [])
    return next((part[0] for part in sure if len(part) == 1), None)


def _without(spans: Sequence[Span], others: Sequence[Span]) -> Iterator[Span]:
    """The spans that share nothing with any of the others."""
    return (each for each in spans if not any(start < each[1] and each[0] < end for start, end in others))


def _acts(sentence: str, span: Span, asked: frozenset[str], stem: Callable[[str], list[str]]) -> bool:
    """Whether somebody is the subject of a verb that the question has too, or it is done by them."""
    done_by = _DONE_BY.search(sentence[: span[0]])
    if done_by and asked.intersection(stem(done_by[1])):
        return True
    parsed = tree(sentence)
    for node in (each for each in parsed.nodes if span[0] <= each.start < span[1]):
        verb = parsed.above(node)
        if verb and node.dep == "pobj" and verb.dep == "agent":
            verb = parsed.above(verb)
        elif node.dep not in ("nsubj", "nsubjpass"):
            continue
        if verb and asked.intersection(stem(verb.text)):
            return True
    return False


def _how_many(question: str, sentence: str, spans: Sequence[Span], shared: Sequence[int]) -> Span | None:
    """The number that counts what is counted in the question, or is in its unit; None where several may be meant."""
    if noun := _counted(question):
        heads = {each: _head(sentence, each) for each in _without(spans, recognised(sentence, NO_COUNTS))
                 if not _ONE_OF.match(sentence, each[1])}
        behind = re.compile(rf"\W+(?:[\w'’-]+\W+){{0,2}}?{re.escape(beginning(noun))}", re.IGNORECASE)
        alike = [each for each, head in heads.items() if _same(noun, head) or behind.match(sentence, each[1])]
        spans = alike or [each for each, head in heads.items() if not head]
    elif _SHARE.search(question):
        spans = [each for each in spans if _OF_A_SHARE.search(sentence[slice(*each)])]
    elif measure := _MEASURED.search(question):
        unit = re.compile(rf"(?:\b|(?<=\d)){either(UNITS_OF[measure[0].casefold()])}\b", re.IGNORECASE)
        spans = [each for each in spans if unit.search(sentence[slice(*each)])]
    nearest = sorted(spans, key=lambda span: _distance(span, shared))
    if len(nearest) > 1 and _distance(nearest[1], shared) < CLEARLY * _distance(nearest[0], shared):
        return None
    return nearest[0] if nearest else None


def _counted(question: str) -> str:
    """The noun that a question wants counted, in small letters; empty where it counts nothing: "How far is it?"."""
    parsed = tree(question)
    many = next((each for each in parsed.nodes if each.text.casefold() in ("many", "few")), None)
    noun = parsed.above(many) if many else None
    return noun.text.casefold() if noun and noun.pos in ("NOUN", "PROPN") else ""


def _head(sentence: str, span: Span) -> str:
    """The noun that a number counts, in small letters; empty where it stands by itself."""
    parsed = tree(sentence)
    for node in parsed.nodes:
        if not (span[0] <= node.start < span[1] and node.dep in ("nummod", "compound", "quantmod")):
            continue
        above = parsed.above(node)
        outer = parsed.above(above) if above and above.pos == "NUM" else above
        if outer and outer.pos in ("NOUN", "PROPN") and not span[0] <= outer.start < span[1]:
            return outer.text.casefold()
    return ""


def _same(noun: str, head: str) -> bool:
    """Whether what a number counts is what is asked for: of people whatever is said of them."""
    return (noun == "people" and is_group(head)) or head.startswith(beginning(noun))


def _qualifies(sentence: str, span: Span) -> bool:
    """Whether a name only says of what kind the next noun is: "the US secretary" is nowhere."""
    last = next((node for node in tree(sentence).nodes if node.start < span[1] <= node.end), None)
    return last is not None and last.dep in ("compound", "amod", "nmod") and last.end == span[1]


def _is_hour(words: str) -> bool:
    """Whether words for a time name an hour, which is less than the day that was asked for."""
    return _HOUR.fullmatch(words) is not None


def _words(sentence: str, asked: frozenset[str], stem: Callable[[str], list[str]]) -> Iterator[Span]:
    """The words of the sentence that the question has too."""
    for word in re.finditer(r"[\w'’-]+", sentence):
        if asked.intersection(stem(word.group())):
            yield word.span()


def _distance(span: Span, shared: Sequence[int]) -> float:
    """Characters from a span to the words that are shared, on average, the far ones counting little."""
    gaps = sorted(max(span[0] - at, at - span[1], 0) for at in shared)[:4]
    return sum(gaps) / len(gaps) if gaps else span[0]
