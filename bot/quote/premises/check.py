"""Holds what a question asserts against the sentences that may answer it, and quotes the one that decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from operator import attrgetter

from bot.answer import Citation, Premise
from bot.quote.candidate import Candidate
from bot.quote.candidates import quotable
from bot.quote.lead import lead_span
from bot.quote.question import ParsedQuestion, taken_apart
from bot.quote.reports.present_state import present_state
from bot.quote.selection import MORE, SHOWN, Quotations, Quote, overlap
from bot.retriever.found import Found
from bot.verify.claims import Judged, Ruling, Sources, Statement, judged, statement
from bot.verify.claims.by_date import by_weekday
from bot.verify.claims.claimed import GIVEN
from bot.verify.claims.premises import CHECKS
from bot.verify.prose.by_age import by_age
from bot.verify.prose.by_extent import by_kind
from bot.verify.prose.by_office import by_office, called, may_call
from bot.verify.prose.by_person import by_party
from bot.verify.prose.by_place import by_place
from bot.verify.prose.by_score import by_score
from index import Hit, Readable

BEST = 8          # candidates that most likely answer, which claims are held against
COVERING = 8      # and candidates that have most of the question's words
BEFORE = 300      # characters before a sentence in which what its pronouns stand for is looked for
# Other words that a contradiction shares: many events bear another name.
SHARED = {"name": 3, "place": 2, "day": 3, "score": 3}
ALIKE = 0.5       # of the question's words, by rarity, without those of the claim, that a contradiction must share
ONE_EVENT = 6.0   # sum of their rarities from which they tell of one event
PASSAGES = 12     # in which a figure or a date is looked for before it is held to be false

# Behind the name of whom an event is about, in a question: nothing but the event, and when, where or why.
_BARE_EVENT = re.compile(
    r"\s+(?:(?:been|being|ever|already|really)\s+)*[\w’'-]+(?:\s+(?:down|in|on|at|from|of|after|before|since|last|this|as|by|"
    r"because|over|for|when|while|during|to|with|and|today|yesterday)\b.*)?\W*",
    re.DOTALL,
)

FURTHER = (by_weekday, by_party, by_place, by_kind, by_score, by_age)      # checks beside those that a guard has too
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
        if self.alarm and self.decides and self.judged.findings[0].kind == "office":
            return f"The archive knows of no {self.judged.findings[0].claim}: "
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


def checked(archive: Readable, question: ParsedQuestion, ranked: Sequence[Candidate], found: Found) -> Checked:
    """What the archive makes of the claims in a question; an alarm is tried again on all that the reader may search."""
    made = _weighed(archive, question, ranked, found.hits)
    if made.alarm and _is_called_so(archive, made, found):
        return Checked()
    if made.alarm and found.wider:
        wide = _widest(found)
        further = quotable(archive, question, wide.hits)
        again = _weighed(archive, question, [*ranked, *further], [*found.hits, *wide.hits])
        return again if again.alarm else Checked()
    return made


def _is_called_so(archive: Readable, made: Checked, found: Found) -> bool:
    """Whether somebody is called what a question calls them in an article that the question didn't find."""
    first = made.judged.findings[0]
    if first.kind != "office":
        return False
    hits = archive.search(first.claim, _widest(found).asked.scope)
    return any(may_call(who, office, hit.text) for who, office in called(first.claim) for hit in hits)


def taken_for_granted(archive: Readable, found: Found) -> Checked:
    """The same for an answerer that doesn't quote."""
    standalone = found.standalone
    question = taken_apart(archive, standalone.text, standalone.focus, found.asked.scope.moment)
    ranked = quotable(archive, question, found.hits)
    return checked(archive, question, ranked, found)


def premises_of(taken: Checked, cited: Sequence[Citation]) -> tuple[Premise, ...]:
    """The premises of an answer, with the citations that decide where the answer quotes them.

    Those that its text speaks of, and those borne out.
    """
    return tuple(
        Premise(each.claim, each.verdict, next((one for one in cited if quote and _within(one, quote)), None))
        for each, quote in zip(taken.judged.findings, taken.quotes, strict=True)
        if each.verdict == "supported" or (each.verdict == "not found" and taken.unheard)
        or (quote and any(_within(one, quote) for one in cited))
    )


def in_front(quotes: Quotations, decides: Quote) -> Quotations:
    """The quotations with the one that decides before the others."""
    others = [each for each in quotes.all if not overlap(each, decides)]
    shown = max(1, min(SHOWN, len(quotes.shown)))
    return replace(quotes, shown=(decides, *others[: shown - 1]), more=tuple(others[shown - 1 :][:MORE]), sure=False)


def _widest(found: Found) -> Found:
    while found.wider:
        found = found.wider()
    return found


class _Passages:
    """Passages as statements, read once a claim is held against them: most questions have none such."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._hits = hits

    @cached_property
    def _read(self) -> list[Statement]:
        return list(map(_passage, self._hits))

    def __iter__(self) -> Iterator[Statement]:
        return iter(self._read)


def _weighed(
    archive: Readable, question: ParsedQuestion, ranked: Sequence[Candidate], hits: Sequence[Hit]
) -> Checked:
    looked_at = _likely(ranked)
    sources = Sources(
        tuple(_statement(each, row) for row, each in enumerate(looked_at)),
        _Passages(_distinct(hits)),
    )
    made = judged(question.printed, sources, (*CHECKS, *FURTHER), (by_office,))
    if made.says in ("otherwise", "no") and made.decides and not _is_of_the_same(
            archive, question, made.findings[0], looked_at[made.decides.row], ranked[0]):
        return Checked()
    if made.says == "yes" and made.decides and present_state(question, looked_at[made.decides.row], ranked):
        return Checked()
    spans = [_quote(looked_at[each.statement.row]) if each.statement else None for each in made.findings]
    return Checked(made, tuple(spans), _quote(looked_at[made.decides.row]) if made.decides else None, question.printed)


def _is_of_the_same(
    archive: Readable, question: ParsedQuestion, first: Ruling, decides: Candidate, best: Candidate
) -> bool:
    """Whether the sentence that contradicts a claim tells of what the question asks about.

    An age is of whoever has that name, in the article that answers: people grow older from one to the next.
    """
    if first.kind == "office":
        return True
    if first.kind == "age":
        return decides.hit.article.id == best.hit.article.id
    if first.kind == "place" and question.kind is not None and question.kind.name == "number":
        return False
    return _same_event(question, frozenset(archive.terms(first.claim)), decides, SHARED.get(first.kind, 0))


def _same_event(question: ParsedQuestion, claim: Set[str], decides: Candidate, least: int) -> bool:
    """Whether a sentence tells of what the question asks about, but for its claim, and of nothing merely like it.

    Many live in a town, lose to somebody or plead guilty: what says so of one is no word against another. So a name is
    held against several words that are rare enough to tell one event from all others.
    """
    rest = {term: weight for term, weight in question.weights.items() if term not in claim and term not in GIVEN}
    shared = [weight for term, weight in rest.items() if term in decides.terms]
    unmistakable = not least or (len(shared) >= least and sum(shared) >= ONE_EVENT)
    return sum(shared) >= ALIKE * sum(rest.values()) and unmistakable


def _likely(ranked: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that claims are held against, each once; no question, and none known to be in another language."""
    covering = sorted(ranked, key=attrgetter("covered"), reverse=True)
    chosen = (*islice(filter(_states, ranked), BEST), *islice(filter(_states, covering), COVERING))
    return list({(each.hit.article.id, each.start): each for each in chosen}.values())


def _states(each: Candidate) -> bool:
    """Whether it may be a statement in English; a question says nothing."""
    english = each.hit.article.language.casefold()[:2] in ("", "en")
    return english and not each.text.rstrip("\"'”’ ").endswith("?")


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
