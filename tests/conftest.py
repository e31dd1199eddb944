"""Fixtures that every test may use: a dozen articles, a model made of words, the data that lies beside the checkout."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import Bot
from index import Archive
from tests.fakes import ARTICLES, WordEmbedder
from tests.small_model import inventing_bot

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def data() -> Path:
    """Real news to test with; a test that needs it is skipped where it is not there."""
    folder = Path(os.environ.get("CUTTINGS_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no test data at {folder}; name its folder in CUTTINGS_DATA")
    return folder


@pytest.fixture(scope="session")
def inventing(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """A bot with a real model, too small to be right: skipped where it is not installed."""
    return inventing_bot(tmp_path_factory.mktemp("inventing") / "news")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """A dozen articles, embedded."""
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as made:
        made.add(ARTICLES)
        made.embed()
        yield made
