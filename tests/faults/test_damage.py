"""Bytes flipped, cut off or lost in any file of an archive: it is mended or refused, never believed."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import ArchiveError
from index import Archive
from tests.fakes import ARTICLES, WordEmbedder

ROOT = Path(__file__).parents[2]
QUERIES = ("swans in the harbour", "iron bridge", "Rovers cup", "council budget")
BATCH = 25      # damaged archives that one process looks at; a crash would end it, and fail the test


@pytest.mark.trials(50, 500)
def test_a_damaged_archive_is_mended_or_refused(tmp_path: Path, trials: int) -> None:
    whole = tmp_path / "whole"
    with Archive.create(whole, embedder=WordEmbedder()) as archive:
        archive.add(ARTICLES)
        archive.embed()
    chance = random.Random(11)
    folders = []
    for number in range(trials):
        folder = tmp_path / f"damaged-{number}"
        shutil.copytree(whole, folder)
        damage(folder, chance)
        folders.append(folder)
    for start in range(0, trials, BATCH):
        batch = folders[start : start + BATCH]
        looked = subprocess.run(
            [sys.executable, __file__, *map(str, batch)], capture_output=True, text=True, env={"PYTHONPATH": str(ROOT)},
            timeout=300, check=False,
        )
        assert looked.returncode == 0, looked.stderr[-2_000:]
        assert len(looked.stdout.splitlines()) == len(batch)


def damage(folder: Path, chance: random.Random) -> None:
    """Flip, cut off or delete in one file, chosen by chance."""
    files = sorted(each for each in folder.rglob("*") if each.is_file() and each.stat().st_size)
    path = chance.choice(files)
    data = bytearray(path.read_bytes())
    way = chance.choice(["flip", "flip", "zero", "truncate", "delete"])
    if way == "delete":
        path.unlink()
        return
    if way == "truncate":
        del data[chance.randrange(len(data)) :]
    for _ in range(chance.choice([1, 1, 4, 64]) if way == "flip" else 0):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    if way == "zero":
        start = chance.randrange(len(data))
        data[start : start + 512] = bytes(len(data[start : start + 512]))
    path.write_bytes(data)


def look(folder: Path) -> str:
    """Open and ask a damaged archive; "refused" or "right". Anything else raises."""
    right = {article.id: article for article in ARTICLES}
    try:
        with Archive.open(folder, embedder=WordEmbedder()) as archive:
            for query in QUERIES:
                for hit in archive.search(query):
                    article = right[hit.article.id]
                    assert hit.article == article, f"{folder}: an article was changed by the damage"
                    assert hit.text and hit.text in article.text
                    assert article.id not in ("embargoed", "withdrawn", "expired")
                archive.matches(query, archive.search(query))
    except ArchiveError as error:
        assert len(str(error)) > 20
        return "refused"
    return "right"


if __name__ == "__main__":
    for each in sys.argv[1:]:
        sys.stdout.write(f"{look(Path(each))}\n")
        sys.stdout.flush()
    os._exit(0)
