"""Sets the positions on a topic side by side: what different speakers say of it, in order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answer import Turn
from bot.quote.candidates import share
from bot.quote.citations import numbered
from bot.quote.lead import LONGEST, Span, lead_span, sentence_spans
from bot.quote.reports.course import Course
from bot.quote.reports.reports import ABOUT, DEPTH, articles_about, is_report, squarest, weighed
from bot.quote.reports.speaker import (
    STANCES,
    Stance,
    backs,
    by_pronoun,
    in_own_words,
    opposes,
    speaker,
    stance,
    takes_a_position,
)
from bot.quote.reports.timeline import in_order
from bot.quote.selection import Quote, same_words
from bot.quote.wording import dated_quotation
from bot.understand.answer_form import FormKind
from bot.understand.thread.mentions import GROUP, PERSON, mentions
from corpus import Article
from index import Readable, Scope

ENTRIES = 5            # quotations at most
WORDS = 110            # that they have together, unless the first two are longer
MORE = 4               # quotations behind the fold
LEAST = 2              # articles beside which those that only touch the topic are left out
NAMED = 0.5            # share of the topic's words in what a critic or a supporter of it is quoted with
NEAREST = 8            # articles that are listened to

# What speaks for quoting a position: the topic's words, somebody's own words, a stance; against it, a farther article.
ON_TOPIC, EXACT, DECIDED, FARTHER = 1.0, 0.6, 0.5, 0.15


@dataclass(frozen=True, slots=True)
class Position:
    """What somebody says of a topic."""

    quote: Quote
    speaker: str       # folded; empty where the sentence doesn't say
    stance: Stance
    weight: float
    on_topic: float    # share of the topic's words, by rarity, in what is quoted

    @property
    def text(self) -> str:
        """The words to quote."""
        return self.quote[0].text[self.quote[1] : self.quote[2]]


def sides(
    archive: Readable, topic: str, kind: FormKind, scope: Scope, history: Sequence[Turn] = ()
) -> Course | None:
    """The positions on a topic by speaker; None where the archive has none, or none of the kind asked for."""
    hits = archive.search(topic, scope.with_limit(DEPTH)) if topic else []
    about = squarest(articles_about(archive, topic, hits, views=True), LEAST)[:NEAREST]
    weights = weighed(archive, topic)
    every = [each for rank, article in enumerate(about) for each in positions(archive, article, weights, rank)]
    wanted = [each for each in every if kind == "sides" or plainly(each, STANCES[kind])]
    chosen = balanced(wanted)
    if not chosen:
        return None
    shown = within(chosen)
    rest = [each for each in chosen if each not in shown][:MORE]
    cited = numbered(in_order([each.quote for each in shown]) + in_order([each.quote for each in rest]), history)
    citations, more = cited[: len(shown)], cited[len(shown) :]
    text = "\n\n".join(filter(None, (*map(dated_quotation, citations), one_sided(chosen) if kind == "sides" else "")))
    return Course(text, citations, tuple(hits), more)


def positions(archive: Readable, article: Article, weights: dict[str, float], rank: int) -> Iterator[Position]:
    """The sentences of an article that give somebody's position; `rank` is the article's among the nearest.

    Where its headline isn't the topic's, only those that have a word of it.
    """
    spans = sentence_spans(article.text, article.language)
    headed = share(weights, set(archive.terms(article.title))) >= ABOUT
    for row, (start, end) in enumerate(spans):
        sentence = article.text[start:end]
        takes = takes_a_position(sentence) and is_report(article, start, end)
        attributed = _attributed(article, spans, row) if takes else None
        if attributed is None:
            continue
        name, (start, end) = attributed
        quote = (article, *lead_span(article, start, end))
        around = set(archive.terms(article.text[quote[1] : quote[2]]))
        on_topic, side = share(weights, around), stance(sentence)
        if not (on_topic or headed):
            continue
        weight = ON_TOPIC * on_topic + EXACT * in_own_words(sentence) + DECIDED * bool(side) - FARTHER * rank
        yield Position(quote, name, side, weight, on_topic)


def plainly(position: Position, side: Stance) -> bool:
    """Whether it takes that side in plain words, and names the topic: it is called a critic's, or a supporter's."""
    plain = opposes(position.text) if side == "against" else backs(position.text)
    return plain and position.stance == side and position.on_topic >= NAMED


def _attributed(article: Article, spans: Sequence[Span], row: int) -> tuple[str, Span] | None:
    """Who says the sentence, and from where to where both stand: with the sentence before or behind it if need be."""
    start, end = spans[row]
    if name := speaker(article.text[start:end]):
        return name, (start, end)
    before, behind = spans[max(0, row - 1)][0], spans[min(len(spans) - 1, row + 1)][1]
    if by_pronoun(article.text[start:end]):
        name = speaker(article.text[before:start]) or _first_name(article.text[before:start])
        return (name, (before, end)) if name and end - before <= LONGEST else None
    name = speaker(article.text[end:behind])
    return (name, (start, behind)) if name and behind - start <= LONGEST else None


def _first_name(sentence: str) -> str:
    """The last word of whoever the sentence before names first, folded."""
    names = (each for each in mentions(sentence) if each.kind in (PERSON, GROUP))
    return next((each.text.split()[-1].casefold() for each in names), "")


def balanced(positions: Sequence[Position]) -> list[Position]:
    """The weightiest position of each speaker; the best of either stance and the best undecided one come first."""
    ranked = sorted(positions, key=lambda each: -each.weight)
    chosen: list[Position] = []
    speakers: set[str] = set()
    for each in ranked:
        name = each.speaker or f"{each.quote[0].id} unnamed"
        if name not in speakers and not any(same_words(each.text, other.text) for other in chosen):
            speakers.add(name)
            chosen.append(each)
    first = [next((each for each in chosen if each.stance == wanted), None) for wanted in ("against", "for")]
    front = sorted((each for each in first if each), key=lambda each: -each.weight)
    return [*front, *(each for each in chosen if each not in front)]


def within(chosen: Sequence[Position]) -> list[Position]:
    """The first ENTRIES of them that fit WORDS; the first two whatever their length."""
    shown: list[Position] = []
    for each in chosen:
        words = sum(len(other.text.split()) for other in (*shown, each))
        if len(shown) < 2 or (len(shown) < ENTRIES and words <= WORDS):
            shown.append(each)
    return shown


def one_sided(chosen: Sequence[Position]) -> str:
    """That the archive has only one speaker, or only one side; empty where it has more, or where that is unclear."""
    if len({each.speaker for each in chosen}) == 1:
        return "The archive has only one voice on this that I find."
    if all(opposes(each.text) and each.stance == "against" for each in chosen):
        return "The archive has only voices against this that I find."
    if all(backs(each.text) and each.stance == "for" for each in chosen):
        return "The archive has only voices for this that I find."
    return ""
