"""Holds what a question asserts against the sentences that may answer it, and quotes the one that decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer import Citation, Premise
from bot.found import Found
from bot.quote.candidates import Candidate, ParsedQuestion, candidates, quotable, taken_apart
from bot.quote.lead import lead_span
from bot.quote.selection import MORE, SHOWN, Quotations, Quote, overlap
from bot.verify.claims import Judged, Sources, Statement, judged, statement
from bot.verify.claims.premises import CHECKS
from bot.verify.prose.by_extent import by_kind
from bot.verify.prose.by_person import by_party
from bot.verify.prose.by_place import by_place
from index import Hit, Readable

BEST = 8          # candidates that most likely answer, which claims are held against
COVERING = 8      # and candidates that have most of the question's words
BEFORE = 300      # characters before a sentence in which what its pronouns stand for is looked for
NAMES = 2         # of a question without an answer, each of which is left out in a search of its own
PASSAGES = 12     # in which a figure or a date is looked for before it is held to be false

# Behind the name of whom an event is about, in a question: nothing but the event, and when, where or why.
_BARE_EVENT = re.compile(
    r"\s+(?:(?:been|being|ever|already|really)\s+)*[\w’'-]+(?:\s+(?:down|in|on|at|from|of|after|before|since|last|this|as|by|"
    r"because|over|for|when|while|during|to|with|and|today|yesterday)\b.*)?\W*",
    re.DOTALL,
)
_NAME = re.compile(r"(?<=\s)(?:[A-Z][\w’'&.-]*\s+)*[A-Z][\w’&.-]+")

OPENINGS = {"otherwise": "The archive says otherwise: ", "yes": "Yes: ", "no": "No: "}


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a question's claims."""

    judged: Judged = Judged()
    quotes: tuple[Quote | None, ...] = ()     # the words that decide, for each finding
    decides: Quote | None = None              # those that the reply opens with
    text: str = ""                            # the question's

    @property
    def opening(self) -> str:
        """What the reply says before the quotation that decides; empty where nothing is said."""
        return OPENINGS.get(self.judged.says, "")

    @property
    def unheard(self) -> str:
        """What the archive doesn't say, as a clause; empty where nothing of the kind is to be said.

        Nor where the clause has less than the question: half a name, or no word of what was done to whom.
        """
        claim = self.judged.findings[0].claim if self.judged.says == "not found" else ""
        return claim if _in_full(claim, self.text) else ""

    @property
    def alarm(self) -> bool:
        """Whether the question takes something for granted that isn't so, or that nothing is known of."""
        return self.judged.says in ("otherwise", "no", "not found")


def checked(
    archive: Readable, question: ParsedQuestion, ranked: Sequence[Candidate], found: Found, *, answered: bool = True
) -> Checked:
    """What the archive makes of the claims in a question; an alarm is tried again on all that the reader may search.

    `answered` is whether an answer was found: without one, a name in the question may be the wrong one.
    """
    made = _weighed(question.text, ranked, found.hits)
    if made.alarm and found.wider:
        wide = _widest(found)
        further = quotable(archive, question, wide.hits)
        again = _weighed(question.text, [*ranked, *further], [*found.hits, *wide.hits])
        return again if again.alarm else Checked()
    if not made.alarm and not answered:
        return _somebody_else(archive, question, ranked, found) or made
    return made


def _somebody_else(
    archive: Readable, question: ParsedQuestion, ranked: Sequence[Candidate], found: Found
) -> Checked | None:
    """What is found of a question that finds no answer when one of its names is left out: it may be a wrong one."""
    for name in _NAME.findall(question.text)[:NAMES]:
        rest = " ".join(question.text.replace(name, " ").split())
        hits = archive.search(rest, _widest(found).asked.scope) if any(map(str.isalnum, rest)) else []
        moment = found.asked.scope.moment
        further = candidates(archive, taken_apart(archive, rest, rest, moment), hits) if hits else []
        made = _weighed(question.text, [*further, *ranked], [*hits, *found.hits])
        if made.judged.says in ("otherwise", "no") and made.judged.findings[0].kind in ("name", "place"):
            return made if made.decides and not _orders(further, made.decides) else None
    return None


def taken_for_granted(archive: Readable, found: Found) -> Checked:
    """The same for an answerer that doesn't quote."""
    standalone = found.standalone
    question = taken_apart(archive, standalone.text, standalone.focus, found.asked.scope.moment)
    ranked = quotable(archive, question, found.hits)
    return checked(archive, question, ranked, found)


def premises_of(taken: Checked, cited: Sequence[Citation]) -> tuple[Premise, ...]:
    """The premises of an answer, with the citations that decide where the answer quotes them."""
    return tuple(
        Premise(each.claim, each.verdict, next((one for one in cited if quote and _within(one, quote)), None))
        for each, quote in zip(taken.judged.findings, taken.quotes, strict=True)
        if each.verdict != "contradicted" or (quote and any(_within(one, quote) for one in cited))
    )


def in_front(quotes: Quotations, decides: Quote) -> Quotations:
    """The quotations with the one that decides before the others."""
    others = [each for each in quotes.all if not overlap(each, decides)]
    shown = max(1, min(SHOWN, len(quotes.shown)))
    return replace(quotes, shown=(decides, *others[: shown - 1]), more=tuple(others[shown - 1 :][:MORE]), sure=False)


def _orders(ranked: Sequence[Candidate], quote: Quote) -> bool:
    return any(each.orders and overlap((each.hit.article, each.start, each.end), quote) for each in ranked)


def _widest(found: Found) -> Found:
    while found.wider:
        found = found.wider()
    return found


def _weighed(text: str, ranked: Sequence[Candidate], hits: Sequence[Hit]) -> Checked:
    looked_at = _likely(ranked)
    sources = Sources(
        tuple(_statement(each, row) for row, each in enumerate(looked_at)),
        tuple(_passage(hit) for hit in _distinct(hits)),
    )
    made = judged(text, sources, (*CHECKS, by_party, by_place, by_kind))
    spans = [_quote(looked_at[each.statement.row]) if each.statement else None for each in made.findings]
    return Checked(made, tuple(spans), _quote(looked_at[made.decides.row]) if made.decides else None, text)


def _likely(ranked: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that claims are held against, each once; no question, and none known to be in another language."""
    english = [each for each in ranked if each.hit.article.language.casefold()[:2] in ("", "en") and not _asks(each)]
    covering = sorted(english, key=lambda each: -each.covered)
    by_place = {(each.hit.article.id, each.start): each for each in (*english[:BEST], *covering[:COVERING])}
    return list(by_place.values())


def _asks(each: Candidate) -> bool:
    """Whether it is a question, which says nothing."""
    return each.text.rstrip("\"'”’ ").endswith("?")


def _distinct(hits: Sequence[Hit]) -> list[Hit]:
    by_place = {(hit.article.id, hit.passage.start): hit for hit in hits}
    return list(by_place.values())[: 2 * PASSAGES]


def _statement(each: Candidate, row: int) -> Statement:
    article, passage = each.hit.article, each.hit.passage
    before = article.text[max(passage.start, each.start - BEFORE) : each.start]
    published = article.published.date() if article.published else None
    return statement(each.text, f"{article.title}. {before}", published, row)


def _passage(hit: Hit) -> Statement:
    return statement(hit.text, hit.article.title, hit.article.published.date() if hit.article.published else None)


def _in_full(claim: str, question: str) -> bool:
    """Whether a clause of somebody's name and an event has all of the question but when, where and why."""
    words = claim.split()
    starts = (" ".join(words[:count]) for count in range(len(words) - 1, 0, -1))
    name = next((each for each in starts if each in question), None)
    return name is not None and _BARE_EVENT.fullmatch(question.partition(name)[2]) is not None


def _quote(each: Candidate) -> Quote:
    return each.hit.article, *lead_span(each.hit.article, each.start, each.end)


def _within(citation: Citation, quote: Quote) -> bool:
    return overlap((citation.article, citation.start, citation.end), quote)
