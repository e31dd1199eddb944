"""A bot with a handful of articles and scripted answers, so that what a test asserts is exact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

from bot.answer import Answer, Citation, Premise
from bot.generate.health import Reach
from bot.quote.suggest.follow_ups import AnswerGiven
from corpus import ArchiveBusy, Article, QuestionError
from index import Figures, Hit, Outline, Passage, Scope
from index.types.info import Holding

HARBOUR = "The Harbour Bell"
NOW = datetime(2024, 12, 1, tzinfo=UTC)

MORATORIUM = Article(
    id="harbour-0610",
    title="Amazon pauses police use of its face recognition for a year",
    text=(
        "Amazon said on Wednesday that it would stop selling its face recognition software to police forces.\n\n"
        "The company announced a one-year moratorium on police use of the software, known as Rekognition. It said it "
        "hoped the pause would give lawmakers time to set rules. Groups working to find missing children may go on "
        "using it.\n\n"
        "Civil rights groups, which had asked for such a step since 2018, called it overdue. Researchers had shown "
        "that the software made more mistakes with the faces of women with dark skin.\n\n"
        "The county sheriff's office, one of the first customers, said it had already switched the system off in May."
    ),
    url="https://harbourbell.example/2020/06/10/face-recognition",
    published=datetime(2020, 6, 10, 14, 5, tzinfo=UTC),
    authors=("Ruth Adeyemi", "Jonas Lind"),
    source=HARBOUR,
    section="Business",
    corrections=(
        (datetime(2020, 6, 12, tzinfo=UTC), "An earlier version gave the wrong year for the first letter to Amazon."),
    ),
)
OVERDUE = Article(
    id="opinion/overdue",
    title="A pause is not a rule",
    text=(
        "A company that stops by itself can start again by itself.\n\n"
        "Amazon's moratorium on selling face recognition to the police ends in June 2021 unless Congress acts. "
        "Congress should act."
    ),
    published=datetime(2020, 6, 14, 6, 0, tzinfo=UTC),
    authors=("Ines Carvalho",),
    source=HARBOUR,
    section="Opinion",
    kind="opinion",
)
FERRY = Article(
    id="ferry-timetable",
    title="Night ferry returns after four winters",
    text="The night ferry to Aldersund will sail again from 3 March, the port said on Monday.",
    published=datetime(2024, 2, 19, 9, 30, tzinfo=UTC),
    authors=("Jonas Lind",),
    source=HARBOUR,
    section="Harbour",
)
SECRET = Article(id="withdrawn", title="Withdrawn story", text="This must not be shown.", status="canceled")
POISONED = Article(
    id="poisoned<script>",
    title='<script>window.poisoned=1</script><img src="https://evil.example/x.png" onerror="window.poisoned=1">Storm',
    text=(
        '<iframe src="javascript:window.poisoned=1"></iframe>The storm [click](javascript:window.poisoned=1) took the '
        'roof off the fish hall. ![x](https://evil.example/y.png) <svg onload="window.poisoned=1">\n\nIt was rebuilt.'
    ),
    url="javascript:window.poisoned=1",
    published=datetime(2021, 11, 2, tzinfo=UTC),
    authors=('<b onmouseover="window.poisoned=1">Eve</b>',),
    source="<style>*{display:none}</style>",
    section='"><script>window.poisoned=1</script>',
    corrections=((None, "<object data=https://evil.example/z></object>"),),
)


@dataclass(frozen=True)
class FakeInfo:
    """What the front page says about the archive."""

    name: str = HARBOUR
    generation: int = 3
    articles: int = 4
    passages: int = 9
    embedded: int = 9
    oldest: datetime | None = MORATORIUM.published
    newest: datetime | None = FERRY.published
    sections: tuple[str, ...] = ("Business", "Harbour", "Opinion")
    in_step: datetime | None = None


@dataclass
class FakeArchive:
    """Articles in a list, searched by shared words."""

    articles: list[Article] = field(default_factory=lambda: [MORATORIUM, OVERDUE, FERRY, SECRET, POISONED])
    folder: Path = Path("nowhere")

    def info(self) -> FakeInfo:
        return FakeInfo()

    generation, state, name = 3, "harbour-3", HARBOUR

    def at_present(self, scope: Scope) -> Scope:
        return replace(scope, now=NOW)

    def figures(self, now: datetime | None = None) -> Figures:
        return Figures(4, MORATORIUM.published, FERRY.published)

    def size(self, scope: Scope = Scope()) -> int:
        return 3 if scope.filtered else 1_204

    def terms(self, text: str) -> list[str]:
        return text.lower().replace(".", "").split()

    def outline(self, now: datetime | None = None) -> Outline:
        return Outline(
            months=(("2020-06", 2), ("2021-11", 1), ("2024-02", 1)),
            sections=(("Business", 1), ("Harbour", 1), ("Opinion", 1), (POISONED.section, 1)),
            sources=((HARBOUR, 3), (POISONED.source, 1)),
            authors=(("Jonas Lind", 2), ("Ruth Adeyemi", 1), ("Ines Carvalho", 1), (POISONED.authors[0], 1)),
            kinds=(("news", 3), ("opinion", 1)),
        )

    def article(self, id: str, now: datetime | None = None) -> Article | None:
        return next((each for each in self.articles if each.id == id and each.visible(now or NOW)), None)

    def newest(self, limit: int, now: datetime | None = None) -> list[Article]:
        dated = [each for each in self.articles if each.published and each.visible(now or NOW)]
        return sorted(dated, key=lambda each: each.published, reverse=True)[:limit]   # type: ignore[arg-type, return-value]

    def visible(self, ids: set[str]) -> set[str]:
        return {id for id in ids if self.article(id)}

    def holding(self, words: str, scope: Scope = Scope()) -> Holding:
        wanted = set(words.lower().split())
        texts = {each.id: f"{each.title} {each.text}" for each in self.articles if each.visible(NOW)}
        holds = {id for id, text in texts.items() if wanted <= set(text.lower().split())}
        return Holding(tuple(each for each in self.articles if each.id in holds), True)

    def search(self, query: str, scope: Scope = Scope()) -> list[Hit]:
        return self.find(query, scope)

    def find(self, query: str, scope: Scope = Scope()) -> list[Hit]:
        words = set(query.lower().split())
        scored = [(len(words & set(each.text.lower().split())), each) for each in self.articles if each.visible(NOW)]
        return [whole_article(each, score) for score, each in sorted(scored, key=lambda pair: -pair[0]) if score]


@dataclass
class FakeBot:
    """Answers by the first known word of a question, and remembers what it was passed."""

    archive: FakeArchive = field(default_factory=FakeArchive)
    model: Any = None
    calls: list[dict[str, Any]] = field(default_factory=list)
    gate: Event = field(default_factory=Event)     # a "slowly" question waits for it after its first words
    closed: Event = field(default_factory=Event)   # set when such a stream ends, whoever ended it

    trouble = None

    @property
    def reach(self) -> Reach | None:
        return Reach(self.model) if self.model else None

    def ask(
        self, question: str, *, history: Sequence[Any] = (), scope: Scope = Scope(), narrow: bool = True,
        respell: bool = True,
    ) -> Answer:
        asked = {"question": question, "history": list(history), "scope": scope}
        self.calls.append({**asked, "narrow": narrow, "respell": respell})
        return self._answer(question, scope)

    def stream(
        self, question: str, *, history: Sequence[Any] = (), scope: Scope = Scope(), narrow: bool = True,
        respell: bool = True,
    ) -> Iterator[str | Answer]:
        answer = self.ask(question, history=history, scope=scope, narrow=narrow, respell=respell)
        head, *rest = answer.text.partition(" reported")
        yield head
        if "slowly" in question:
            yield from self._wait()
        yield from rest
        yield answer

    def _wait(self) -> Iterator[str]:
        """Blanks until the gate opens."""
        try:
            while not self.gate.wait(0.05):
                yield " "
        finally:
            self.closed.set()

    def suggestions(self, limit: int = 6, *, wait: bool = True) -> list[str]:
        return [
            "What did Amazon announce about its face recognition software?",
            "When does the night ferry sail again?",
            "Who wrote about the moratorium?",
            "What did the storm do to the fish hall?",
        ][:limit]

    def follow_ups(self, given: AnswerGiven, limit: int = 3) -> list[str]:
        return [text for text in self.suggestions() if text != given.question][:limit]

    def _answer(self, question: str, scope: Scope) -> Answer:
        lowered = question.lower()
        if not question.strip():
            raise QuestionError("The question is empty; ask something.")
        if len(question) > 2_000:
            raise QuestionError("The question is longer than 2,000 characters; ask it more briefly.")
        if "busy" in lowered:
            raise ArchiveBusy("Another process is writing to the archive; try again in a minute.")
        if "crash" in lowered:
            raise RuntimeError("secret detail")
        make = next((make for word, make in SCRIPT.items() if word in lowered), abstain)
        return make(question, scope)


def whole_article(article: Article, score: float = 1.0) -> Hit:
    """A hit on all of an article."""
    return Hit(Passage(id=1, article=article, start=0, end=len(article.text)), float(score))


def cite(number: int, article: Article, quote: str, link: str = "") -> Citation:
    """A citation of words that stand in the article."""
    start = article.text.index(quote)
    end = start + len(quote)
    return Citation(number, article, start, end, link or f"/articles/{article.id}?start={start}&end={end}")


def about_amazon(question: str, scope: Scope = Scope()) -> Answer:
    """Two articles, three cuttings."""
    pause = "The company announced a one-year moratorium on police use of the software, known as Rekognition."
    children = "Groups working to find missing children may go on using it."
    ends = "Amazon's moratorium on selling face recognition to the police ends in June 2021 unless Congress acts."
    return Answer(
        question,
        question,
        f"On 10 June 2020, {HARBOUR} reported: “{pause}” [1] “{children}” [2]\n\n"
        f"On 14 June 2020, {HARBOUR} wrote in an opinion piece: “{ends}” [3]",
        True,
        (
            cite(1, MORATORIUM, pause, f"{MORATORIUM.url}#:~:text=The%20company%20announced,known%20as%20Rekognition."),
            cite(2, MORATORIUM, children, f"{MORATORIUM.url}#:~:text=Groups%20working,using%20it."),
            cite(3, OVERDUE, ends),
        ),
        (whole_article(MORATORIUM), whole_article(OVERDUE)),
        scope,
    )


def about_ferry(question: str, scope: Scope = Scope()) -> Answer:
    """One cutting, and a question that was understood differently."""
    quote = "The night ferry to Aldersund will sail again from 3 March, the port said on Monday."
    text = f"On 19 February 2024, {HARBOUR} reported: “{quote}” [1]"
    used = "When does the night ferry to Aldersund sail again?"
    return Answer(question, used, text, True, (cite(1, FERRY, quote),), (whole_article(FERRY),), scope)


def about_storm(question: str, scope: Scope = Scope()) -> Answer:
    """One cutting, from the poisoned article."""
    text = f"On 2 November 2021, {POISONED.source} reported: “{POISONED.text}” [1] [7]"
    citation = cite(1, POISONED, POISONED.text, POISONED.url)
    return Answer(question, question, text, True, (citation,), (whole_article(POISONED),), scope)


def greet(question: str, scope: Scope = Scope()) -> Answer:
    """Small talk: nothing searched, nothing cited."""
    return Answer(question, "", "Hello. Ask me about anything this archive has reported.", True)


def abstain(question: str, scope: Scope = Scope()) -> Answer:
    """No answer, two suggestions."""
    text = (
        f"The archive of {HARBOUR} holds no answer to this. The nearest articles are “{FERRY.title}” "
        f"(19 February 2024) and “{OVERDUE.title}” (14 June 2020)."
    )
    return Answer(question, question, text, False, (), (whole_article(FERRY), whole_article(OVERDUE)), scope)


def ask_back(question: str, scope: Scope = Scope()) -> Answer:
    """Unclear which of two is meant."""
    choices = ("When does the night ferry sail again?", "What did Amazon announce?")
    return Answer(question, question, "Do you mean the ferry or the moratorium?", False, scope=scope, choices=choices)


def contradict(question: str, scope: Scope = Scope()) -> Answer:
    """A question that takes a wrong figure for granted, and something that nobody reported."""
    quote = "The company announced a one-year moratorium on police use of the software, known as Rekognition."
    lead = cite(1, MORATORIUM, quote)
    premises = (Premise("two-year <pause>", "contradicted", lead), Premise("a fine", "not found"))
    text = f"The archive says otherwise: “{quote}” — 10 June 2020, Ruth Adeyemi [1]"
    return Answer(question, question, text, True, (lead,), (whole_article(MORATORIUM),), scope, premises=premises)


SCRIPT = {
    "two-year": contradict,
    "which of them": ask_back,
    "amazon": about_amazon,
    "moratorium": about_amazon,
    "ferry": about_ferry,
    "storm": about_storm,
    "hello": greet,
}
