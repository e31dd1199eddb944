"""Draws what refusing costs: false refusals against refusals of what can't be answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.measures import FALSE_REFUSALS, Row, refusal_recall, trade_off


def can_draw() -> bool:
    """Whether matplotlib is installed."""
    from importlib.util import find_spec

    return find_spec("matplotlib") is not None


def draw(answers: Mapping[str, Sequence[Row]], path: Path) -> None:
    """A curve for each set that has questions of both kinds, with a dot where the bot stands, into a PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 5), dpi=110, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot(
        xlim=(0, 1), ylim=(0, 1), xlabel="answerable questions refused (false refusals)",
        ylabel="unanswerable questions refused (refusal recall)", title="What refusing costs",
    )
    axes.plot([0, 1], [0, 1], color="0.8", linewidth=1)
    axes.axvline(FALSE_REFUSALS, color="0.8", linewidth=1, linestyle="--")
    for name, rows in answers.items():
        [line] = axes.step(*zip(*trade_off(rows), strict=True), where="post", label=name)
        axes.plot(*stand(rows), marker="o", color=line.get_color())
    axes.legend(loc="lower right", frameon=False)
    figure.savefig(path, metadata={"Software": None})


def stand(rows: Sequence[Row]) -> tuple[float, float]:
    """Where the bot's own rule puts it: (false refusals, refusal recall)."""
    answerable = [row for row in rows if row.question.answerable]
    return sum(not row.answered for row in answerable) / len(answerable), refusal_recall(rows) or 0.0
