"""How much of the faults is tried: a quick share in `make test`, all of it by `make faults`."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from bot import Bot
from index import Archive
from tests.fakes import ARTICLES, WordEmbedder

ALL = os.environ.get("CUTTINGS_FAULTS") == "all"


@pytest.fixture
def trials(request: pytest.FixtureRequest) -> int:
    """How often to try, from the test's `trials(quick, all)` mark."""
    marker = request.node.get_closest_marker("trials")
    quick, every = marker.args
    return every if ALL else quick


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot over the tests' own articles, read by the model made of words."""
    with Archive.create(tmp_path_factory.mktemp("faults") / "news", embedder=WordEmbedder()) as archive:
        archive.add(ARTICLES)
        archive.embed()
        yield Bot(archive)
