"""The archive as Haystack's component, in a real pipeline."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from bot.retriever.archive_retriever import search
from corpus import ArchiveMissing, MissingPackage, ScopeError
from index import Archive, Scope
from tests.fakes import WordEmbedder

# What Haystack deprecates of its own would end a test under -W error.
pytestmark = pytest.mark.filterwarnings("ignore")

QUESTION = "How many swans came back to the harbour?"


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """No reports of use to its makers, and the model made of words instead of the real one."""
    monkeypatch.setenv("HAYSTACK_TELEMETRY_ENABLED", "False")
    monkeypatch.setattr("index.model.reader.load_embedder", lambda name: WordEmbedder())


def run(pipeline: Any) -> Any:
    return pipeline.run({"archive": {"query": QUESTION}})["archive"]["documents"]


def test_a_pipeline_gets_the_archive_s_own_hits(archive: Archive) -> None:
    from haystack import Pipeline

    from bot.frameworks.haystack import ArchivePassages

    pipeline = Pipeline()
    pipeline.add_component("archive", ArchivePassages(str(archive.folder)))
    documents = run(pipeline)
    hits = search(archive, QUESTION, Scope())
    assert [(each.content, each.score) for each in documents] == [(hit.text, hit.score) for hit in hits]
    assert documents[0].meta["article"] == "swans" and "Swans return" in documents[0].meta["citation"]


def test_a_pipeline_is_kept_in_a_file_and_read_again(archive: Archive) -> None:
    from haystack import Pipeline

    from bot.frameworks.haystack import ArchivePassages

    pipeline = Pipeline()
    pipeline.add_component("archive", ArchivePassages(str(archive.folder), since="2023-03-01", sections=["Transport"]))
    read = Pipeline.from_dict(pipeline.to_dict(), allowed_modules=["bot.frameworks.haystack"])
    assert {each.meta["article"] for each in run(read)} == {"bridge-1", "bridge-2"}


def test_what_can_t_be_used_is_told_in_a_sentence(tmp_path: Path) -> None:
    from bot.frameworks.haystack import ArchivePassages

    with pytest.raises(ScopeError, match="write it as 2024-01-31"):
        ArchivePassages("news", since="last week")
    with pytest.raises(ArchiveMissing):
        ArchivePassages(str(tmp_path / "nowhere")).warm_up()


def test_without_the_package_the_line_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "bot.frameworks.haystack", raising=False)
    monkeypatch.setitem(sys.modules, "haystack", None)
    with pytest.raises(MissingPackage, match=r"pip install 'cuttings\[haystack\]'"):
        import bot.frameworks.haystack  # noqa: F401
