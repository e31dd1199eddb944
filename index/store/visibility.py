"""What a reader may see, and what is in a scope, in SQL over the articles as `a`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from index.store.database import clock_micros, marks, micros
from index.types.scope import Scope

# What is being withdrawn is not even exported, however far that has got.
_NEVER = 2**63 - 1        # microseconds since 1970
NOT_WITHDRAWN = "NOT EXISTS (SELECT 1 FROM tombstones WHERE tombstones.id = a.id)"


def shown_at(moment: datetime, *, preview: bool = False) -> tuple[str, tuple[Any, ...]]:
    """SQL and values for what a reader may see at `moment`: the same rule as Article.visible.

    In a `preview` an embargo hides nothing.
    """
    at = micros(moment)
    return (
        "(a.status = 'usable' AND (a.embargoed_until IS NULL OR a.embargoed_until <= ?) "
        "AND (a.expires IS NULL OR a.expires > ?))",
        (_NEVER if preview else at, at),
    )


def in_scope(scope: Scope) -> tuple[str, tuple[Any, ...]]:
    """SQL and values for the scope's filters and visibility."""
    where, values = shown_at(scope.moment, preview=scope.preview)
    clauses, parameters = [where], list(values)
    for column, comparison, bound in (("published", ">=", scope.since), ("published", "<=", scope.until)):
        if bound is not None:
            clauses.append(f"a.{column} {comparison} ?")
            parameters.append(clock_micros(bound))
    for column, names in (
        ("section", scope.sections), ("source", scope.sources), ("kind", scope.kinds), ("language", scope.languages)
    ):
        if names:
            clauses.append(f"a.{column} IN ({marks(names)})")
            parameters.extend(name.casefold() for name in names)
    if scope.authors:
        clauses.append("(" + " OR ".join("instr(a.authors, ?)" for _ in scope.authors) + ")")
        parameters.extend(f"\n{name.casefold()}\n" for name in scope.authors)
    return " AND ".join(clauses), tuple(parameters)
