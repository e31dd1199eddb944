"""Passages read on a cluster give the same archive, whoever dies meanwhile."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import numpy as np
import pytest

from corpus import ArchiveMismatch
from index import Archive
from index.model.ray_embed import LOCAL, RayReaders, ray_readers
from tests.fakes import ARTICLES, WordEmbedder, article, day

pytest.importorskip("ray", reason="Ray is not installed; run: pip install -r requirements-ray.txt")
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]

NEWS = [*ARTICLES, *(article(f"n{n}", f"Notice {n}", f"Notice {n} hangs at pier {n % 7}.", day(2023, 1, 1 + n % 28))
                     for n in range(40))]


class OtherWords(WordEmbedder):
    fingerprint = "words-2"


class Killer:
    """Kills one of two workers as soon as the first passages are stored."""

    def __init__(self, readers: RayReaders) -> None:
        self._readers, self._victim = readers, readers.pids()[0]
        self.killed = False

    def __call__(self, done: int, total: int) -> None:
        if done and not self.killed:
            os.kill(self._victim, signal.SIGKILL)
            self.killed = True


def filled(folder: Path) -> Archive:
    archive = Archive.create(folder, embedder=WordEmbedder())
    archive.add(NEWS)
    return archive


def test_a_killed_worker_costs_nothing_but_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.archive.archive._EMBED_BATCH", 4)
    with filled(tmp_path / "alone") as alone, filled(tmp_path / "together") as together:
        alone.embed()
        with ray_readers(LOCAL, together.recipe, workers=2, load=WordEmbedder) as readers:
            killer = Killer(readers)
            assert together.embed(progress=killer, read=readers) == alone.info().passages
            assert killer.killed and killer._victim not in readers.pids()
        assert together.info().embedded == together.info().passages
        ids = np.arange(1, together.info().passages + 1)
        (mine, vectors), (theirs, others) = (each._store.vectors.read(ids) for each in (alone, together))
        assert mine.tolist() == theirs.tolist() and np.abs(vectors - others).max() <= 1e-3
        assert alone._store.vectors.tokens(ids.tolist()) == together._store.vectors.tokens(ids.tolist())
        with ray_readers(LOCAL, together.recipe, workers=1, load=WordEmbedder) as readers:
            assert together.embed(read=readers) == 0
        with pytest.raises(ArchiveMismatch, match="other weights"):
            with ray_readers(LOCAL, together.recipe, workers=1, load=OtherWords):
                pass
