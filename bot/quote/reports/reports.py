"""Which articles are about a topic, and the sentence of each that tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from bot.quote.beside.author import is_about_author
from bot.quote.beside.printed import is_no_sentence, leads_in
from bot.quote.boilerplate import is_aside, promotes
from bot.quote.candidates import VIEWS, share
from bot.quote.selection import Quote
from bot.understand.answer_form import content
from bot.understand.names import names
from bot.verify.instruction import to_machine
from corpus import Article
from index import Hit, Readable, sentences

ABOUT = 0.6            # share of the topic's words, by rarity, in the headline and opening of an article about it
PARTLY, NEAR = 0.35, 0.5   # a smaller share is enough at this cosine: a "theft" is told of as "stole", a "thief"
IN_HEADLINE, IN_OPENING, IN_PASSING = range(3)
DEPTH = 100            # passages looked through for articles
TWINS = timedelta(days=3)  # within which the same words are the same story, from two desks
OPENING = 400          # characters in which news says what it is about
SHORT = 40             # characters of a sentence that says nothing by itself: "5.55am: Good morning."
NO_EVENTS = VIEWS | {"correction", "corrections"}   # kinds that report none


def articles_about(
    archive: Readable, topic: str, hits: Sequence[Hit], *, views: bool = False
) -> list[tuple[int, Article]]:
    """The dated articles that are about the topic, with how squarely: IN_HEADLINE, IN_OPENING or IN_PASSING.

    The squarest come first, and of those the nearest. Opinions and their like are left out without `views`.
    """
    weights, named = weighed(archive, topic), _named(archive, topic)
    nearest = {hit.article.id: hit.article for hit in hits}
    dense: dict[str, float] = {}
    for hit in hits:
        dense[hit.article.id] = max(dense.get(hit.article.id, 0.0), hit.parts.get("dense", 0.0))
    found = []
    for article in nearest.values():
        if article.published is None or not (views or article.kind.casefold() not in NO_EVENTS):
            continue
        heading = set(archive.terms(article.title))
        opening = heading | set(archive.terms(article.text[:OPENING]))
        covered = share(weights, opening)
        if covered >= (PARTLY if dense[article.id] >= NEAR else ABOUT) and named <= opening:
            opens = IN_OPENING if covered >= ABOUT else IN_PASSING
            squarely = IN_HEADLINE if share(weights, heading) >= ABOUT else opens
            found.append((squarely, article))
    return sorted(found, key=lambda pair: pair[0])


def squarest(about: Sequence[tuple[int, Article]], least: int) -> list[Article]:
    """The articles that are about it most squarely, and of the others whole ranks until there are `least`."""
    ranks = [rank for rank, _ in about]
    deepest = ranks[min(least, len(ranks)) - 1] if ranks else IN_HEADLINE
    return [article for rank, article in about if rank <= deepest]


def reports(archive: Readable, topic: str, articles: Sequence[Article]) -> Iterator[Quote]:
    """Of each article the sentence that tells the topic; none that another one of those days tells too."""
    weights = weighed(archive, topic)
    seen: list[tuple[datetime, set[str]]] = []
    for article in articles:
        if (span := _telling(archive, article, weights)) is None:
            continue
        start, end = span
        words, published = set(article.text[start:end].casefold().split()), article.published
        assert published is not None
        if not any(_twins(words, other) and abs(published - moment) <= TWINS for moment, other in seen):
            seen.append((published, words))
            yield article, start, end


def weighed(archive: Readable, topic: str) -> dict[str, float]:
    """The rarity of each word of content in the topic, stemmed."""
    return archive.rarity(" ".join(content(topic)))


def is_statement(sentence: str) -> bool:
    """Whether a sentence reports something: no caption, credit, promotion, question or order, and not a scrap."""
    bare = sentence.strip()
    asks = bare.rstrip("\"”’ ").endswith("?")
    beside = leads_in(bare) or is_aside(bare) or is_no_sentence(bare)
    return len(bare) >= SHORT and not (asks or beside or promotes(bare) or to_machine(bare))


def is_report(article: Article, start: int, end: int) -> bool:
    """Whether `article.text[start:end]` is a statement of its report, and none about who wrote it."""
    return is_statement(article.text[start:end]) and not is_about_author(article, start, end)


def _named(archive: Readable, topic: str) -> set[str]:
    return {term for name in names(f"About {topic}") for term in archive.terms(name)}


def _telling(archive: Readable, article: Article, weights: Mapping[str, float]) -> tuple[int, int] | None:
    """The sentence that says what happened: the first one, unless another of the opening says far more of it.

    None where the opening only speaks to a machine.
    """
    first = sentences(article.text[: 3 * OPENING], article.language)
    opening = [span for span in first if span[0] < OPENING]
    telling = [span for span in first if is_report(article, *span)]
    spans = [span for span in telling if span[0] < OPENING] or telling[:1]
    spans = spans or [span for span in opening if not to_machine(article.text[slice(*span)])]
    if not spans:
        return None
    shares = [share(weights, set(archive.terms(article.text[start:end]))) for start, end in spans]
    return spans[0] if shares[0] >= max(shares) / 2 else spans[shares.index(max(shares))]


def _twins(one: set[str], other: set[str]) -> bool:
    """Whether two sentences share four of five words, and every figure."""
    figures = {word for word in one ^ other if any(map(str.isdigit, word))}
    return not figures and len(one & other) >= 0.8 * min(len(one), len(other))
