"""Whether an archive holds an answer at all, judged by the sentences that come nearest to one, and to what question."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from bot.answer import Answer, Citation
from bot.languages.en.stop_words import STOP_WORDS
from bot.quote.candidate import PHRASED, Candidate
from bot.quote.fitted import weights_of
from bot.quote.lead import lead_span
from bot.quote.question import MEASURE, ParsedQuestion
from bot.quote.reports.speaker import STANCES, stance
from bot.quote.wanted.lacking import lacking
from bot.quote.wanted.naming import asks_for_a_name, says_a_name
from bot.understand.standalone import Standalone
from corpus import Article
from index import Hit
from index.model.languages import ENGLISH, base

TOP = 3               # sentences, best first, that are looked at
ENOUGH = 0.5          # likelihood of an answer from which one is given
DEFINED = 3.0         # for an answer, where a sentence says what something is, or how old somebody, that is asked for
NAMELESS = 3.0        # against an answer, where it is asked what a thing is called and no sentence says it; by hand
STANCELESS = 3.0      # where it asks who is for or against something, and no sentence reads as if it said so
YEARLESS = 1.0        # where it names a year that is neither near what comes nearest nor that of its day; by hand too
SPOKEN_OF = 1 / 3     # of what a question asks of its subject, by rarity, that an answer must speak of
NEAREST = 6           # sentences, best first, whose articles are counted
NAMED = 3             # articles that a refusal names at most
SHARED = 2            # of a question's rarer words, in a passage or its headline
TELLING = 4.5         # rarity of a word that says what a question is about: in a hundredth of the passages
SIZE = 0.7            # of the logarithm of a small archive's articles, from which one is as rare there
FIGURES = ("money", "number")     # kinds of answer, as candidates have them, of which another of the kind is wrong
FEW_WORDS, RARE = 8.0, 10.0     # what counts of words and sums of rarities are measured by: all features are about 1

_WORD = re.compile(r"[^\W_]+(?=['’]s\b)|(?<!['’])[^\W_]+")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")

Terms = Callable[[str], list[str]]
Rarity = Callable[[str], Mapping[str, float]]


def support(question: ParsedQuestion, candidates: Sequence[Candidate]) -> float:
    """How likely it is that the archive holds an answer, 0 to 1; `candidates` are the best first.

    0 where there are none, or the question has no word to look for.
    """
    if not candidates or not question.weights:
        return 0.0
    weights = weights_of(question.language.code, across=candidates[0].across).answerable
    known = evidence(question, candidates)
    odds = sum(weight * known[name] for name, weight in weights.items())
    if asks_for_a_name(question.text) and not any(says_a_name(each.text) for each in candidates[:TOP]):
        odds -= NAMELESS
    if any(all(year not in each.terms for each in candidates[:TOP]) for year in _YEAR.findall(question.text)):
        odds -= YEARLESS
    if question.takes_sides and (max([each.headed for each in candidates[:TOP]]) < 0
                                 or _is_of_the_other_side(question, candidates[0])):
        odds -= STANCELESS
    odds -= _lacking(question, candidates[0])
    odds += PHRASED * candidates[0].phrased + DEFINED * candidates[0].defines
    return 1 / (1 + math.exp(-odds))


def _is_of_the_other_side(question: ParsedQuestion, best: Candidate) -> bool:
    """Whether the best sentence, as it is quoted, tells of who is for a thing where its critics are asked for."""
    quoted = best.hit.article.text[slice(*lead_span(best.hit.article, best.start, best.end))]
    wanted = STANCES.get(question.form.kind) if question.form else None
    return wanted is not None and stance(quoted) not in ("", wanted)


def _lacking(question: ParsedQuestion, best: Candidate) -> float:
    """What the best sentence loses where nothing in it, as it is quoted, is of the kind that is asked for."""
    article = best.hit.article
    if question.defining or question.language.code != ENGLISH or base(article.language) not in ("", ENGLISH):
        return 0.0
    return lacking(question.text, question.kind, article.text[slice(*lead_span(article, best.start, best.end))])


def evidence(question: ParsedQuestion, candidates: Sequence[Candidate]) -> dict[str, float]:
    """What is known of whether there is an answer, by name: nearness, words and names that are there or missing."""
    best, top = candidates[0], candidates[:TOP]
    missing = [weight for term, weight in question.weights.items() if all(term not in each.terms for each in top)]
    unsaid = [question.weights.get(name, 0.0) for name in question.names if name not in best.terms]
    return {
        "constant": 1.0,
        "gist": max([each.near.gist for each in top]),
        "words": max([each.near.words for each in top]),
        "weakest": max([each.near.weakest for each in top]),
        "tokens": max([each.tokens for each in candidates]),
        "dense": max([each.dense for each in candidates]),
        "around": max([each.around for each in top]),
        "context": best.context,
        "named": best.named,
        "typed": best.typed,
        "no kind": float(question.kind is None),
        "rarest missing": max(missing, default=0.0) / RARE,
        "missing": sum(missing) / (2 * RARE),
        "name missing": max(unsaid, default=0.0) / RARE,
        "figure": float(best.kind in FIGURES),
        "size": math.log10(1 + question.articles),
        "asked": len(question.weights) / FEW_WORDS,
        "unnamed": float(best.named == 0.0),
        "answers": max([each.headed for each in top]),
        "spread": len({each.hit.article.id for each in candidates[:NEAREST]}) / NEAREST,
    }


def naming(hits: Sequence[Hit], about: str, terms: Terms) -> list[Hit]:
    """The hits from articles that name all of it."""
    wanted = _telling(about, terms)
    articles = {hit.article.id: hit.article for hit in hits}
    named = {id for id, each in articles.items() if wanted <= set(terms(f"{each.title}\n{each.text}"))}
    return [hit for hit in hits if hit.article.id in named]


def nearest(
    question: ParsedQuestion, hits: Sequence[Hit], candidates: Sequence[Candidate], terms: Terms
) -> tuple[Article, ...]:
    """The articles, NAMED at most, in the order of the hits; none where all share but common words with the question.

    Each has all the names of the question, one of them rare, or SHARED of its rarer words in a passage or headline.
    """
    articles = {hit.article.id: hit.article for hit in _near(question, hits, candidates, terms)}
    return tuple(islice(articles.values(), NAMED))


def _near(
    question: ParsedQuestion, hits: Sequence[Hit], candidates: Sequence[Candidate], terms: Terms
) -> Iterator[Hit]:
    line = min(TELLING, SIZE * math.log(1 + question.articles))
    rarer = {term for term, weight in question.weights.items() if weight >= line}
    telling = not rarer.isdisjoint(question.names)
    naming = {each.hit.article.id for each in candidates if telling and each.named == 1.0}
    for hit in hits:
        if hit.article.id in naming or len(rarer.intersection(terms(f"{hit.article.title}\n{hit.text}"))) >= SHARED:
            yield hit


def says_of(answer: Answer, meant: Standalone, terms: Terms, rarity: Rarity) -> bool:
    """Whether the paragraph that answers, or its headline, names what the question is about.

    What it asks of it stands there too, or in a paragraph beside it.
    """
    if answer.lead is None:
        return False
    title, own = answer.lead.article.title, set(terms(_around(answer.lead, 0)))
    near = set(terms(f"{title}\n{_around(answer.lead, 1)}"))
    about, asked = _telling(meant.about, terms), _telling(MEASURE.sub("", meant.asks), terms)
    weights = {term: weight for term, weight in rarity(meant.text).items() if term in asked - about}
    spoken_of = sum(weight for term, weight in weights.items() if term in near)
    return about <= own | set(terms(title)) and spoken_of >= SPOKEN_OF * sum(weights.values())


def _telling(text: str, terms: Terms) -> set[str]:
    words = [word for word in _WORD.findall(text) if word.casefold() not in STOP_WORDS]
    return set(terms(" ".join(words)))


def _around(citation: Citation, beside: int) -> str:
    """The paragraph that is quoted from, and so many on either side."""
    text = citation.article.text
    before, behind = _PARAGRAPH.split(text[: citation.start]), _PARAGRAPH.split(text[citation.end :])
    return " ".join(before[-1 - beside :]) + citation.quote + " ".join(behind[: 1 + beside])
