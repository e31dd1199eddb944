"""The best sentences read once more, each together with the question, by a model that was taught what answers."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from bot.languages.replies import replies
from bot.quote.lead import lead_span, sentence_before
from bot.understand.grammar.memory import forgettable
from index.cross_encoder.reading import cross_encoder
from index.model.languages import ENGLISH, base

if TYPE_CHECKING:
    from bot.quote.candidate import Candidate

READ = 6              # sentences at most, best first, that are read
CLOSE = 2.0           # and only those whose log-odds are no further below the best one's
LONGEST = 600         # characters of a sentence and what stands above it that are read
TENTH = 0.1           # of its log-odds: all features are about 1
USUAL = 0.3           # of a sentence that answers: what is taken for one where nothing is asked that could be read
_REPLIES = replies(ENGLISH)
_NO_QUESTION = re.compile(r"(?:(?:and|so|but) )?(?:what|how) about\b", re.IGNORECASE)


def read_again(question: str, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, best first, with what the model makes of the best; the others as if it thought the least.

    It knows English alone: sentences in another language are left as they are. "What about the ferry?" asks nothing
    that it could judge.
    """
    read = [each for each in ranked[:READ] if each.score >= ranked[0].score - CLOSE
            and base(each.hit.article.language) in ("", ENGLISH)]
    if not read or read[0].language != ENGLISH:
        return list(ranked)
    if _NO_QUESTION.match(question):
        return [replace(each, answers=USUAL, headed=USUAL) for each in ranked]
    texts = list(map(_texts, read))
    scores = _scores(question, tuple(headed for headed, _ in texts), tuple(in_place for _, in_place in texts))
    known = {id(each): score for each, score in zip(read, scores, strict=True)}
    least = tuple(map(min, *scores)) if len(scores) > 1 else scores[0]
    again = [replace(each, answers=mean, headed=headed) for each in ranked
             for mean, headed in [known.get(id(each), least)]]
    return sorted(again, key=attrgetter("score"), reverse=True)


def prepare(languages: Collection[str]) -> None:
    """Load the model where an archive has articles in its language, or in none that is known."""
    if not languages or ENGLISH in languages:
        cross_encoder()


@forgettable
@lru_cache(maxsize=512)
def _scores(
    question: str, headed: tuple[str, ...], in_place: tuple[str, ...]
) -> tuple[tuple[float, float], ...]:
    """What the model makes of each, in tenths: of both readings on average, and under its headline alone.

    Under its headline a sentence is known to be about the subject, but looks as if it answered where the headline does;
    behind the sentence before it, it says who "he" is. The mean of both chooses better than either; whether there is an
    answer at all is told by the headline. Popular questions are asked again and again.
    """
    scores = cross_encoder().scores(question, [*headed, *in_place])
    pairs = zip(scores[: len(headed)], scores[len(headed) :], strict=True)
    return tuple((TENTH * float(one + other) / 2, TENTH * float(one)) for one, other in pairs)


def _texts(each: Candidate) -> tuple[str, str]:
    """The sentence as it would be quoted: under its headline, and behind the one before it in its paragraph.

    One that was printed at the time that the question names says "on Sunday", not when: its day stands in front.
    """
    article = each.hit.article
    published = article.published if each.timely == 1.0 else None
    day = f"{_REPLIES.day(published)}: " if published else ""
    start, end = lead_span(article, each.start, each.end)
    before, quote = sentence_before(article, min(start, each.start)), article.text[start:end]
    in_place = f"{before} {quote}" if before and len(before) + len(quote) < LONGEST else quote[:LONGEST]
    return f"{day}{article.title}. {quote}"[:LONGEST], f"{day}{in_place}"
