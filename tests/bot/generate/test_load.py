"""Models are found by name, and what is wrong with a name is said in one sentence without a key."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.generate.load import load_model
from corpus import MissingPackage
from corpus.types.errors import ModelError
from tests.bot.scripted import ScriptedChat, says


def test_a_model_is_taken_as_it_is() -> None:
    model = ScriptedChat(script=says("."))
    assert load_model(model) is model


@pytest.mark.parametrize("name", ["", "gpt", ":", "openai:", ":gpt", "gguf:"])
def test_a_name_without_its_halves_is_refused(name: str) -> None:
    with pytest.raises(ModelError, match="provider:name"):
        load_model(name)


def test_an_unknown_provider_is_refused() -> None:
    with pytest.raises(ModelError, match="No provider is called 'nobody'"):
        load_model("nobody:model")


def test_a_missing_package_names_the_pip_line() -> None:
    if find_spec("langchain_xai"):
        pytest.skip("langchain-xai is installed here")
    with pytest.raises(MissingPackage, match="pip install -r requirements-llm.txt"):
        load_model("xai:grok-4")


def test_a_missing_key_is_said_without_any_key(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("langchain_openai", reason="langchain-openai is not installed")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("CUTTINGS_MODEL_URL", raising=False)
    with pytest.raises(ModelError, match="OPENAI_API_KEY"):
        load_model("openai:gpt-5-mini")


def test_a_key_stays_out_of_representations(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("langchain_openai", reason="langchain-openai is not installed")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("CUTTINGS_MODEL_URL", "http://127.0.0.1:9/v1")
    model = load_model("openai:any")
    assert "sk-secret" not in repr(model) and "sk-secret" not in str(model)
    assert str(model.openai_api_base) == "http://127.0.0.1:9/v1"  # type: ignore[attr-defined]


def test_a_file_that_is_missing_or_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model file"):
        load_model(f"gguf:{tmp_path / 'none.gguf'}")
    (tmp_path / "text.gguf").write_text("hello")
    with pytest.raises(ModelError, match="is no GGUF file"):
        load_model(f"gguf:{tmp_path / 'text.gguf'}")


def test_llama_cpp_says_when_it_cannot_load_a_file(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp", reason="xllamacpp is not installed")
    (tmp_path / "broken.gguf").write_bytes(b"GGUF" + b"\0" * 64)
    with pytest.raises(ModelError, match="llama.cpp can't load"):
        load_model(f"gguf:{tmp_path / 'broken.gguf'}")
