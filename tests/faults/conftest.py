"""How much of the faults is tried: a quick share in `make test`, all of it by `make faults`."""

from __future__ import annotations

import os

import pytest

ALL = os.environ.get("CUTTINGS_FAULTS") == "all"


@pytest.fixture
def trials(request: pytest.FixtureRequest) -> int:
    """How often to try, from the test's `trials(quick, all)` mark."""
    marker = request.node.get_closest_marker("trials")
    quick, every = marker.args
    return every if ALL else quick
