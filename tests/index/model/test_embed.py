"""The real default model, converted, gives what sentence-transformers gives."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from huggingface_hub.errors import LocalEntryNotFoundError

from corpus import ArchiveMismatch, Article
from index import Archive
from index.model.embed import (
    Embedder,
    OpenVinoEmbedder,
    TorchEmbedder,
    _sentence_transformer,
    load_embedder,
    model_folder,
)
from tests.tiny_models import save_tiny_multilingual

TEXTS = [
    "Who won the mayoral race?",
    "The council voted 7 to 2 on Tuesday to close the bridge. " * 12,
    "¿Cuándo abre el puente?",
    "",
    "bridge " * 40,
] * 9


@pytest.fixture(scope="module")
def model() -> Embedder:
    return load_embedder()


@pytest.fixture(scope="module")
def plain() -> TorchEmbedder:
    return TorchEmbedder("plain", "", _sentence_transformer(model_folder("all-MiniLM-L6-v2")))


def test_many_texts_get_the_vectors_that_torch_gives(model: Embedder, plain: TorchEmbedder) -> None:
    cosines = (model.embed(TEXTS) * plain.embed(TEXTS)).sum(axis=1)
    assert cosines.min() >= 0.9999


def test_a_text_has_the_same_vector_alone_and_among_others(model: Embedder) -> None:
    together = model.embed(TEXTS)
    alone = np.concatenate([model.embed([text]) for text in TEXTS[:5]])
    np.testing.assert_allclose(together[:5], alone, atol=1e-4)


def test_tokens_come_with_the_vectors_of_torch_and_their_places(model: Embedder, plain: TorchEmbedder) -> None:
    for one, other, vector, text in zip(model.read(TEXTS), plain.read(TEXTS), model.embed(TEXTS), TEXTS, strict=True):
        assert one.vector @ vector > 0.9999 and one.vector @ other.vector > 0.9999
        assert one.tokens.shape == other.tokens.shape == (len(one.starts), 384)
        assert ((one.tokens * other.tokens).sum(axis=1) > 0.999).all()
        assert np.array_equal(one.starts, other.starts)
        assert all(not text[start].isspace() for start in one.starts.tolist())


def test_no_texts_give_no_readings(model: Embedder, plain: TorchEmbedder) -> None:
    assert model.read([]) == plain.read([]) == []


def test_no_texts_give_no_vectors(model: Embedder) -> None:
    assert model.embed([]).shape == (0, 384)


def test_a_text_that_is_too_long_is_never_cut_off(model: Embedder, plain: TorchEmbedder) -> None:
    for each in (model, plain):
        with pytest.raises(ValueError, match="reads only 256"):
            each.embed(["bridge " * 400])


def test_words_count_as_many_tokens_as_the_model_sees(model: Embedder) -> None:
    assert model.token_counts(["bridge", "Rekognition", "$5.3"]) == [1, 4, 4]


def test_a_name_with_its_publisher_is_the_same_model(model: Embedder) -> None:
    assert load_embedder("sentence-transformers/all-MiniLM-L6-v2").fingerprint == model.fingerprint


def test_the_cpu_runs_the_converted_model(model: Embedder) -> None:
    assert isinstance(model, OpenVinoEmbedder)


def test_a_model_that_is_nowhere_is_refused_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.snapshot_download", _nowhere)
    with pytest.raises(ArchiveMismatch, match="neither a folder nor downloaded"):
        load_embedder("nobody/no-such-model")


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMismatch, match="no model weights"):
        load_embedder(str(tmp_path))


def test_a_model_of_the_users_own_is_read_from_its_folder(tmp_path: Path, plain: TorchEmbedder) -> None:
    mine = load_embedder(_saved(plain, tmp_path / "mine"))
    assert (mine.query_prompt, mine.passage_prompt) == ("", "")
    np.testing.assert_allclose(mine.embed(TEXTS[:3]), plain.embed(TEXTS[:3]), atol=1e-3)


def test_a_model_in_eight_bits_is_one_of_its_own(
    model: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUTTINGS_CACHE", str(tmp_path))
    rounded = load_embedder("int8:all-MiniLM-L6-v2")
    cosines = (rounded.embed(TEXTS) * model.embed(TEXTS)).sum(axis=1)
    assert 0.99 < cosines.min() < 0.99999
    assert rounded.fingerprint != model.fingerprint
    small, large = sorted(each.stat().st_size for each in tmp_path.rglob("model.bin"))
    assert small < 0.7 * large
    assert load_embedder("int8:all-MiniLM-L6-v2").fingerprint == rounded.fingerprint     # as it lies there


def test_an_archive_in_eight_bits_says_so_and_is_asked_by_that_model(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "news", embedder="int8:all-MiniLM-L6-v2") as archive:
        archive.add([Article(id="a", title="Ferry laid up", text="The ferry was laid up in the harbour on Monday.")])
        archive.embed()
    with Archive.open(tmp_path / "news") as archive:
        assert archive.recipe.model == "int8:all-MiniLM-L6-v2"
        assert archive.search("Which ship is out of service?")[0].article.id == "a"
    with pytest.raises(ArchiveMismatch, match="int8:all-MiniLM-L6-v2"):
        Archive.open(tmp_path / "news", embedder="all-MiniLM-L6-v2")


def test_a_model_that_cannot_be_converted_has_no_form_in_eight_bits(
    plain: TorchEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUTTINGS_CACHE", str(tmp_path / "cache"))
    mine = _saved(plain, tmp_path / "mine")
    (Path(mine) / "tokenizer.json").unlink()
    with pytest.raises(ArchiveMismatch, match="leave out 'int8:'"):
        load_embedder(f"int8:{mine}")


def _nowhere(name: str, *, local_files_only: bool = False, **_: object) -> str:
    if local_files_only:
        raise LocalEntryNotFoundError("not downloaded")
    raise OSError("no network")


def test_a_models_prompts_are_known(tmp_path: Path, plain: TorchEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUTTINGS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(plain._model, "prompts", {"query": "question: ", "document": "passage: "})
    mine = load_embedder(_saved(plain, tmp_path / "mine"))
    assert (mine.query_prompt, mine.passage_prompt) == ("question: ", "passage: ")
    np.testing.assert_allclose(mine.embed(["Fog."]), plain.embed(["Fog."]), atol=1e-3)   # given as it is


def _saved(plain: TorchEmbedder, folder: Path) -> str:
    plain._model.save(str(folder))
    return str(folder)


@pytest.mark.parametrize(
    ("name", "prompts", "expected"),
    [
        ("multilingual-e5-tiny", {}, ("query: ", "passage: ")), ("multilingual-e5-tiny-instruct", {}, ("", "")),
        ("arctic-tiny", {"query": "query: "}, ("query: ", "")), ("minilm-tiny", {}, ("", "")),
        ("multilingual-e5-tiny", {"query": "Q: ", "document": "D: "}, ("Q: ", "D: ")),
    ],
)
def test_a_multilingual_model_gets_the_prompts_that_it_was_made_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, prompts: dict[str, str], expected: tuple[str, str]
) -> None:
    monkeypatch.setenv("CUTTINGS_CACHE", str(tmp_path / "cache"))
    made = load_embedder(str(save_tiny_multilingual(tmp_path / name, prompts)))
    assert (made.query_prompt, made.passage_prompt) == expected
    with Archive.create(tmp_path / "news", embedder=made) as archive:
        archive.add([Article(id="1", title="Die Fähre", text="Die Fähre fährt auch im Winter.", language="de")])
        archive.embed()
        assert (archive.recipe.query_prompt, archive.recipe.passage_prompt) == expected
        assert archive.search("When does the ferry sail?")[0].article.id == "1"


def test_a_piece_that_takes_the_space_before_it_begins_behind_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUTTINGS_CACHE", str(tmp_path / "cache"))
    text = "Wann der Fährmann die Brücke sah"
    [reading] = load_embedder(str(save_tiny_multilingual(tmp_path / "tiny"))).read([text])
    begins = [text[start:][:3] for start in reading.starts.tolist()]
    assert (begins.count("der"), begins.count("die"), begins.count(" de"), begins.count(" di")) == (1, 1, 0, 0)


def test_readers_at_once_each_get_their_own_vectors(model: Embedder) -> None:
    alone = {text: model.embed([text])[0] for text in TEXTS}
    with ThreadPoolExecutor(8) as readers:
        found = list(readers.map(lambda text: (text, model.embed([text])[0]), TEXTS * 5))
    for text, vector in found:
        np.testing.assert_allclose(vector, alone[text], atol=1e-3)
