"""Markdown tables that can be read in a terminal too."""

from __future__ import annotations

from collections.abc import Sequence


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; the first column to the left, the others, which are figures, to the right."""
    widths = [max(len(row[column]) for row in (header, *rows)) for column in range(len(header))]
    rule = ["-" * widths[0], *(f"{'-' * (width - 1)}:" for width in widths[1:])]
    return "\n".join(_line(cells, widths) for cells in (header, rule, *rows))


def percent(share: float | None) -> str:
    """A share with one decimal, where a set of some hundred questions has no more; a dash for None."""
    return "–" if share is None else f"{share:.1%}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (cell.ljust(width) if not place else cell.rjust(width)
                      for place, (cell, width) in enumerate(zip(cells, widths, strict=True)))
    return "| " + " | ".join((first, *others)) + " |"


def row(what: str, figure: str) -> None:
    """Print a line of figures as soon as it is known."""
    print(f"{what:<72} {figure:>18}", flush=True)
