"""How well questions are answered, refused and cited, beside what a user could put together from parts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import curve, rewriting, ways
from benchmarks.caches import archive_of
from benchmarks.machine import heading
from benchmarks.measures import FALSE_REFUSALS, MEASURES, Figure, Row, steps
from benchmarks.sets import SETS, Question, QuestionSet, chosen, fewer_articles, texts
from benchmarks.tables import markdown, percent
from bot import Bot
from corpus import MissingPackage
from index import Archive, Embedder, load_embedder

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE, PICTURE = "quality.md", "refusals.png"
BEGIN, END = "<!-- figures: python -m benchmarks quality --write -->", "<!-- end of figures -->"
OURS, CLOCK = "Cuttings", "Cuttings, clock"
BASELINES = ("articles", "passages", "langchain")

# Other measurements for the same page, by set: functions of the data folder that give a dataclass of figures.
MORE: dict[str, Callable[[Path], DataclassInstance]] = {"canard": rewriting.score}

# What was aimed at before anything was measured, on the whole of a set.
AIMS: dict[str, dict[str, float]] = {
    "realtimeqa-2022-2023": {
        "article hit@1": 0.76, "article hit@5": 0.93, "article hit@10": 0.965, "article MRR@10": 0.83,
        "answer held": 0.60, "citation precision": 0.80, "answered": 0.80,
        "refusal precision": 0.60, "refusal recall": 0.75,
    },
    "squad2-dev": {
        "article hit@1": 0.87, "article MRR@10": 0.91, "first quote holds it": 0.80, "refusal recall at 15 %": 0.35,
    },
    "clapnq": {"refusal precision at 15 %": 0.75, "refusal recall at 15 %": 0.60},
}
_EVERYWHERE = {"quotes verbatim": 1.0, "unretrieved citations": 0.0, "seconds, p50": 0.150, "seconds, p95": 0.400}


@dataclass(frozen=True, slots=True)
class Options:
    """What to measure."""

    data: Path
    cache: Path
    only: tuple[str, ...] = ()        # names of sets; none means all
    without: tuple[str, ...] = ()     # baselines to leave out
    split: str = "all"
    limit: int | None = None          # questions of each kind
    articles: int | None = None       # of each set: for a trial
    embedder: str | None = None       # another model than the default one
    build_only: bool = False
    write: bool = False


def measure(options: Options) -> None:
    """Print a table for each set that is there; raises MissingPackage before any work is done."""
    if "langchain" not in options.without and find_spec("langchain_text_splitters") is None:
        raise MissingPackage(
            "The LangChain baseline needs langchain-text-splitters; run: pip install -r requirements-dev.txt "
            "(or leave it out: --without langchain)"
        )
    model = load_embedder(options.embedder) if options.embedder else load_embedder()
    sections = [f"```\n{heading()}{_what(options)}\n```"]
    print(sections[0], flush=True)
    refusals: dict[str, Sequence[Row]] = {}
    for asked in _sets(options):
        with archive_of(asked, options.cache, model, tell) as archive:
            compared = _ways(asked, archive, options, model)
            if options.build_only:
                continue
            over = f"{len(asked.articles):,} articles, {archive.info().passages:,} passages"
            answers = {way.name: [way.ask(each) for each in _counted(asked, way.name)] for way in compared}
        rows = next(iter(answers.values()))
        if len({row.question.answerable for row in rows}) == 2:
            refusals[asked.name] = rows
        sections.append(section(asked.name, over, answers))
        print(f"\n{sections[-1]}", flush=True)
    if options.build_only:
        return
    more = [f"### {name}\n\n{figures(score)}" for name, score in _more(options)]
    sections += [*more, definitions()]
    for text in (*more, definitions()):
        print(f"\n{text}", flush=True)
    if options.write:
        _write(sections, refusals)


def section(name: str, over: str, answers: Mapping[str, Sequence[Row]]) -> str:
    """One set's tables in Markdown: the measures by way of answering, then where the time of the first way goes.

    `over` says what was searched.
    """
    rows = next(iter(answers.values()))
    yes = sum(row.question.answerable for row in rows)
    parts = [
        f"### {name}",
        f"{over}; {yes:,} questions that they answer, {len(rows) - yes:,} that they don't.",
        comparison(answers, {**AIMS.get(name, {}), **_EVERYWHERE}),
    ]
    if groups := _groups(rows):
        parts.append(comparison(groups, {}))
    if times := steps([row.steps for row in rows], [row.seconds for row in rows]):
        parts.append(time_table(times))
    return "\n\n".join(parts)


def comparison(answers: Mapping[str, Sequence[Row]], aims: Mapping[str, float]) -> str:
    """A line a measure, a column a way of answering; measures that say nothing about any of them are left out."""
    lines = []
    for measure, function in MEASURES.items():
        found = [None if _beside(way, measure) else function(rows) for way, rows in answers.items()]
        if any(figure is not None for figure in found):
            aim = [_figure(measure, aims.get(measure))] if aims else []
            lines.append([measure, *(_figure(measure, figure) for figure in found), *aim])
    return markdown(["", *answers, *(["aim"] if aims else [])], lines)


def time_table(times: Mapping[str, tuple[float, float, float]]) -> str:
    """Where the time goes, by step."""
    return markdown(
        ["step", "p50, ms", "p95, ms", "share"],
        [[name, f"{p50 * 1000:.1f}", f"{p95 * 1000:.1f}", percent(share)] for name, (p50, p95, share) in times.items()],
    )


def figures(score: DataclassInstance) -> str:
    """A line a field of a dataclass of figures."""
    given = {each.name.replace("_", " "): getattr(score, each.name) for each in fields(score)}
    lines = [[name, f"{value:.3f}" if isinstance(value, float) else str(value)] for name, value in given.items()]
    return markdown(["", OURS], lines)


def definitions() -> str:
    """What each measure counts, from the functions that count it."""
    said = (f"- *{name}*: {' '.join((function.__doc__ or '').split())}" for name, function in MEASURES.items())
    return "\n".join(["### What is counted", "", *said])


def written(page: str, text: str) -> str:
    """The page with these figures between its two marks; raises ValueError when it lacks them."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE} has no place for figures; put the lines {BEGIN} and {END} where they belong")
    return f"{before}{BEGIN}\n\n{text}\n\n{END}{after}"


def _ways(asked: QuestionSet, archive: Archive, options: Options, model: Embedder) -> list[ways.Way]:
    """The ways of answering that are compared, Cuttings first."""
    bot = Bot(archive)
    bot.ask(asked.questions[0].text)    # loads what is loaded at first use
    compared: list[ways.Way] = [ways.Ours(OURS, bot, texts(asked.articles))]
    if any(question.asked for question in asked.questions):
        compared.append(ways.Ours(CLOCK, bot, texts(asked.articles), clock=True))
    if "articles" not in options.without:
        compared.append(ways.whole_articles(asked.articles, archive.terms))
    if "passages" not in options.without:
        compared += ways.over_passages(archive, model, archive.terms)
    if "langchain" not in options.without:
        compared.append(ways.tutorial(asked.name, asked.articles, options.cache, model, tell))
    return compared


def _sets(options: Options) -> Iterator[QuestionSet]:
    """The sets asked for, as far as their data is there."""
    for name, read in SETS.items():
        if options.only and name not in options.only:
            continue
        try:
            asked = chosen(read(options.data), options.split, options.limit)
        except FileNotFoundError as error:
            print(f"\n{name} is skipped: there is no {error.filename}", flush=True)
            continue
        yield fewer_articles(asked, options.articles) if options.articles else asked


def _more(options: Options) -> Iterator[tuple[str, DataclassInstance]]:
    for name, score in MORE.items():
        if options.only and name not in options.only:
            continue
        try:
            yield name, score(options.data)
        except FileNotFoundError as error:
            print(f"\n{name} is skipped: there is no {error.filename}", flush=True)


def _groups(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows by group, where a set has any."""
    names = dict.fromkeys(row.question.group for row in rows if row.question.group)
    return {name: [row for row in rows if row.question.group == name] for name in names}


def _counted(asked: QuestionSet, way: str) -> Iterator[Question]:
    for done, question in enumerate(asked.questions):
        if done % 50 == 0:
            tell(f"{asked.name}: {way}, {done:,} of {len(asked.questions):,} questions")
        yield question


def _beside(way: str, measure: str) -> bool:
    """Whether a measure is beside the point: whole articles are found, and nobody quotes those."""
    return way == ways.WHOLE and not measure.startswith(("article", "seconds"))


def _figure(measure: str, figure: Figure) -> str:
    if figure is None:
        return "–"
    if measure.startswith("seconds"):
        return f"{figure:.3f}"
    if measure in ("unretrieved citations", "characters quoted") or measure.startswith("words"):
        return f"{figure:,.0f}"
    return f"{figure:.3f}"


def _what(options: Options) -> str:
    parts = [f"questions: {options.split}"]
    if options.limit:
        parts.append(f"at most {options.limit:,} of each kind")
    if options.articles:
        parts.append(f"{options.articles:,} articles a set")
    if options.embedder:
        parts.append(f"embedder {Path(options.embedder).name}")
    return ", ".join(parts)


def _write(sections: Sequence[str], refusals: Mapping[str, Sequence[Row]]) -> None:
    parts = list(sections)
    if curve.can_draw() and refusals:
        curve.draw(refusals, DOCS / PICTURE)
        parts.insert(-1, (
            f"![Refusal recall over false refusals, a curve for each set]({PICTURE})\n\nEach curve is a threshold on "
            f"`Answer.support` moved over its whole range; the dot is the bot as it is, the dashed line "
            f"{FALSE_REFUSALS:.0%} false refusals."
        ))
    elif refusals:
        print("\nThe curve of refusals is not drawn: matplotlib is not installed (requirements-dev.txt).")
    page = DOCS / PAGE
    page.write_text(written(page.read_text(encoding="utf-8"), "\n\n".join(parts)), encoding="utf-8")
    print(f"\nWritten to {page}")


def tell(text: str) -> None:
    """Progress, beside the tables."""
    print(text, file=sys.stderr, flush=True)
