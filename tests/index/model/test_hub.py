"""A model's folder is written whole or not at all, and not for its maker alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.model.hub import complete_folder


@pytest.mark.skipif(os.name != "posix", reason="modes of folders are POSIX's")
def test_whoever_may_read_its_neighbours_may_read_it(tmp_path: Path) -> None:
    (tmp_path / "beside").mkdir()
    with complete_folder(tmp_path / "model") as made:
        (made / "model.bin").write_bytes(b"weights")
    assert (tmp_path / "model").stat().st_mode == (tmp_path / "beside").stat().st_mode
    assert (tmp_path / "model" / "model.bin").read_bytes() == b"weights"


def test_what_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), complete_folder(tmp_path / "model") as made:
        (made / "model.bin").write_bytes(b"half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_who_was_quicker_stays(tmp_path: Path) -> None:
    with complete_folder(tmp_path / "model") as made:
        (made / "model.bin").write_bytes(b"mine")
        (tmp_path / "model").mkdir()
        (tmp_path / "model" / "model.bin").write_bytes(b"theirs")
    assert [path.name for path in tmp_path.iterdir()] == ["model"]
    assert (tmp_path / "model" / "model.bin").read_bytes() == b"theirs"
