"""The measurement runs from data to page, skips what is not there, and writes where it was told to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks import curve, quality
from benchmarks.measures import Row, Span
from benchmarks.quality import BEGIN, END, Options, comparison, definitions, section, written
from benchmarks.sets import Question, QuestionSet
from benchmarks.tables import markdown
from tests.fakes import ARTICLES, WordEmbedder

FERRY = Question("q1", "Who is captain of the ferry?", True, frozenset({"ferry"}), frozenset({"ferry"}),
                 (("Ines Vale",),), asked="2023-01-11")
GOLD = Question("q2", "Who painted the ceiling of the chapel?", False)
NEWS = QuestionSet("news", ARTICLES, (FERRY, GOLD))


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Options:
    def missing(data: Path) -> QuestionSet:
        raise FileNotFoundError(2, "No such file", str(data / "gone.jsonl"))

    monkeypatch.setattr(quality, "SETS", {"news": lambda data: NEWS, "gone": missing})
    monkeypatch.setattr(quality, "load_embedder", lambda *name: WordEmbedder())
    monkeypatch.setattr(quality, "DOCS", tmp_path)
    return Options(data=tmp_path, cache=tmp_path / "cache")


def row(question: Question, support: float, answered: bool = True) -> Row:
    span = Span("ferry", 0, 3, "The", "The")
    return Row(question, (span,), (span,) if answered else (), "The", answered, support, 0.2, {"retrieve": 0.1})


def test_every_way_of_answering_is_in_the_table_of_each_set(
    options: Options, capsys: pytest.CaptureFixture[str]
) -> None:
    quality.measure(options)
    said = capsys.readouterr().out
    assert "gone is skipped: there is no" in said
    header = next(line for line in said.splitlines() if "RRF" in line)
    columns = [name.strip() for name in header.strip("|").split("|")]
    assert columns == ["", "Cuttings", "Cuttings, clock", "BM25, articles", "BM25", "dense", "RRF", "LangChain", "aim"]
    assert "1 questions that they answer, 1 that they don't" in said
    assert "| retrieve" in said


def test_what_was_written_before_is_replaced_and_the_rest_of_the_page_stays(options: Options) -> None:
    pytest.importorskip("matplotlib", reason="the curve is drawn where matplotlib is installed")
    page = options.data / "quality.md"
    page.write_text(f"# Ours\n\n{BEGIN}\nlast year\n{END}\n\nBelow.\n", encoding="utf-8")
    quality.measure(Options(options.data, options.cache, without=("langchain", "passages"), write=True))
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# Ours\n\n{BEGIN}\n")
    assert text.endswith(f"{END}\n\nBelow.\n")
    assert "last year" not in text
    assert "### news" in text and "### What is counted" in text and "(refusals.png)" in text
    assert (options.data / "refusals.png").read_bytes().startswith(b"\x89PNG")


def test_a_cache_can_be_filled_without_asking_anything(options: Options, capsys: pytest.CaptureFixture[str]) -> None:
    quality.measure(Options(options.data, options.cache, build_only=True))
    assert "article hit@1" not in capsys.readouterr().out
    assert len(list(options.cache.iterdir())) == 2


def test_only_the_sets_asked_for_are_measured(options: Options, capsys: pytest.CaptureFixture[str]) -> None:
    quality.measure(Options(options.data, options.cache, only=("gone",)))
    assert "### news" not in capsys.readouterr().out


def test_a_page_without_its_marks_is_left_alone() -> None:
    with pytest.raises(ValueError, match="no place for figures"):
        written("# A page", "figures")


def test_whole_articles_are_not_quoted_and_measures_without_a_figure_are_left_out() -> None:
    table = comparison({"Cuttings": [row(FERRY, 1.0)], "BM25, articles": [row(FERRY, 1.0)]}, {"article hit@1": 0.5})
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    lines = {measure: figures for measure, *figures in cells}
    assert lines["article hit@1"] == ["1.000", "1.000", "0.500"]
    assert lines["citation precision"] == ["1.000", "–", "–"]
    assert "refusal area" not in lines


def test_groups_are_also_told_by_themselves() -> None:
    grouped = Question("q3", "?", False, group="answer near")
    told = section("news", "12 articles", {"Cuttings": [row(FERRY, 1.0), row(grouped, 0.0, answered=False)]})
    assert "answer near" in told


@dataclass(frozen=True)
class Scored:
    added_words: float
    questions: int


def test_another_measurement_s_figures_are_a_table_too_and_are_skipped_where_their_data_is_not(
    options: Options, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(data: Path) -> Scored:
        raise FileNotFoundError(2, "No such file", str(data / "dev.json"))

    monkeypatch.setattr(quality, "MORE", {"rewriting": lambda data: Scored(0.5, 20), "lost": missing})
    quality.measure(Options(options.data, options.cache, only=("rewriting", "lost")))
    said = capsys.readouterr().out
    assert "lost is skipped: there is no" in said
    assert "| added words |    0.500 |" in said
    assert "| questions   |       20 |" in said


def test_every_measure_is_explained_on_the_page() -> None:
    assert definitions().count("\n- *") == len(quality.MEASURES)


def test_the_dot_stands_where_the_bot_s_own_rule_puts_it() -> None:
    rows = [row(FERRY, 1.0), row(FERRY, 0.0, answered=False), row(GOLD, 0.0, answered=False)]
    assert curve.stand(rows) == (0.5, 1.0)


def test_a_table_is_aligned_for_reading_without_rendering() -> None:
    assert markdown(["", "Ours"], [["hit@1", "0.5"]]).splitlines() == [
        "|       | Ours |",
        "| ----- | ---: |",
        "| hit@1 |  0.5 |",
    ]
