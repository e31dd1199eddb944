"""Building from S3-compatible storage, which runs on this machine."""

from __future__ import annotations

import io
import json
import logging
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus import MissingPackage, Notice, SourceError
from corpus.web import bucket as bucket_module
from index import Archive
from index.ingest.build import Built, IngestOptions, Sync, build, update
from index.ingest.sync import MaxRemovals
from tests.fakes import WordEmbedder

pytest.importorskip("boto3", reason="boto3 is not installed; run: pip install -r requirements-s3.txt")
moto_server = pytest.importorskip("moto.server", reason="moto is not installed; run: pip install 'moto[s3,server]'")

SOURCE = "s3://news/exports/"


class Bucket:
    """A bucket of this machine, and an archive that is built from it."""

    def __init__(self, folder: Path, client: Any) -> None:
        self.client = client
        self.archive = Archive.create(folder, embedder=WordEmbedder())
        self.fetched: list[str] = []
        client.meta.events.register("before-call.s3.GetObject", self._fetched)
        self.notices: list[Notice] = []

    def _fetched(self, params: dict[str, Any], **more: Any) -> None:
        self.fetched.append(params["url_path"].rpartition("/")[2])

    def put(self, key: str, body: bytes | str) -> None:
        self.client.put_object(Bucket="news", Key=f"exports/{key}", Body=body)

    def read(self, source: str = SOURCE) -> Built:
        self.fetched.clear()
        self.notices.clear()
        return update(self.archive, [source], report=self.notices.append,
                      options=IngestOptions(sync=Sync(MaxRemovals(share=1))))

    def texts(self) -> list[str]:
        return sorted(article.text for article in self.archive.articles())


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = moto_server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def stored(tmp_path: Path, endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    for name, value in {"AWS_ENDPOINT_URL_S3": endpoint, "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b",
                        "AWS_DEFAULT_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true"}.items():
        monkeypatch.setenv(name, value)
    client = bucket_module._client()
    client.create_bucket(Bucket="news")
    monkeypatch.setattr(bucket_module, "_client", lambda: client)
    made = Bucket(tmp_path / "archive", client)
    with made.archive:
        yield made
    for each in client.list_objects_v2(Bucket="news").get("Contents", ()):
        client.delete_object(Bucket="news", Key=each["Key"])
    client.delete_bucket(Bucket="news")


def story(text: str) -> str:
    return json.dumps({"id": text, "text": text}) + "\n"


def test_objects_are_read_like_files_of_a_folder(stored: Bucket) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("c.jsonl", story("The mill burnt."))
    stored.put("2024/a.jsonl", story("The quay was shut."))
    stored.put("2024/b.zip", packed.getvalue())
    stored.put("note.txt", "Fog came.\n\nIt stayed.")
    for key in (".hidden.jsonl", "README.md", "picture.jpg", "folder/"):
        stored.put(key, b"\xff\xd8\xff" if key == "picture.jpg" else "")
    stored.client.put_object(Bucket="news", Key="other/d.jsonl", Body=story("Elsewhere."))
    assert stored.read().added == 3
    assert stored.texts() == ["Fog came.\n\nIt stayed.", "The mill burnt.", "The quay was shut."]
    assert ["1 .jpg" in each.message for each in stored.notices] == [True]


def test_only_what_has_changed_is_fetched_again_and_what_has_gone_is_removed(stored: Bucket) -> None:
    for name in "abc":
        stored.put(f"{name}.jsonl", story(f"Story {name}."))
    stored.read()
    stored.put("a.jsonl", story("Story a, again."))
    stored.client.delete_object(Bucket="news", Key="exports/c.jsonl")
    built = stored.read()
    assert stored.fetched == ["a.jsonl"]
    assert (built.added, built.unchanged, built.removed) == (1, 1, 2)
    assert stored.texts() == ["Story a, again.", "Story b."]


def test_a_build_that_was_broken_off_goes_on(stored: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        stored.put(f"{name}.jsonl", "".join(story(f"Story {name} {number}.") for number in range(20)))
    whole = bucket_module._object_events

    def broken(client: Any, bucket: str, each: Any, reading: Any) -> Iterator[Any]:
        if each.key.endswith("c.jsonl"):
            raise KeyboardInterrupt
        return whole(client, bucket, each, reading)

    with monkeypatch.context() as patched:
        patched.setattr(bucket_module, "_object_events", broken)
        with pytest.raises(KeyboardInterrupt):
            stored.read()
    assert stored.read().added == 20
    assert "a.jsonl" not in stored.fetched


def test_what_can_not_be_read_is_named_and_the_rest_goes_on(stored: Bucket) -> None:
    stored.put("a.jsonl", "no json\n")
    stored.put("b.jsonl", story("Story b."))
    assert stored.read().added == 1
    assert stored.notices[0].place == "exports/a.jsonl:1"
    stored.put("c.jsonl", story("Story c."))
    stored.client.meta.events.register_first(
        "before-call.s3.GetObject", lambda **more: (_ for _ in ()).throw(OSError("it hung up")), "broken")
    built = stored.read()
    assert (built.skipped, built.removed) == (2, 0)
    stored.client.meta.events.unregister("before-call.s3.GetObject", unique_id="broken")


def issue(*pages: str) -> str:
    """A METS file with an article on every page, the first paragraph of each."""
    files = "".join(f'<file ID="F{page}"><FLocat xlink:href="file://./alto/{page}.xml"/></file>' for page in pages)
    areas = ((page, f'<fptr><area FILEID="F{page}" BEGIN="b1"/></fptr>') for page in pages)
    articles = "".join(f'<div TYPE="ARTICLE" LABEL="Story {page}">{area}</div>' for page, area in areas)
    return (f'<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"><fileSec>{files}'
            f'</fileSec><structMap TYPE="LOGICAL"><div TYPE="Newspaper">{articles}</div></structMap></mets>')


def page(*paragraphs: str) -> str:
    """A page of ALTO."""
    blocks = "".join(f'<TextBlock ID="b{number}"><TextLine><String CONTENT="{each}"/></TextLine></TextBlock>'
                     for number, each in enumerate(paragraphs, start=1))
    return f"<alto><Layout><Page><PrintSpace>{blocks}</PrintSpace></Page></Layout></alto>"


def test_an_issue_that_mets_takes_apart_gives_its_articles_wherever_its_pages_lie(stored: Bucket) -> None:
    stored.put("1923-05-04/alto/1.xml", page("The quay was shut.", "Fog came."))
    stored.put("1923-05-04/alto/2.xml", page("The mill burnt."))
    stored.put("1923-05-04/alto/3.xml", page("Nobody names this page."))
    stored.put("1923-05-04/issue-mets.xml", issue("1", "2"))
    assert stored.read().added == 3
    assert stored.texts() == ["Nobody names this page.", "The mill burnt.", "The quay was shut."]
    assert {each.title for each in stored.archive.articles()} >= {"Story 1", "Story 2"}
    assert not stored.notices
    assert (stored.read().unchanged, stored.fetched) == (3, ["issue-mets.xml"])
    stored.put("1923-05-04/alto/2.xml", page("The mill burnt down."))
    assert stored.read().changed == 1
    assert sorted(stored.fetched) == ["1.xml", "2.xml", "issue-mets.xml"]


def test_pages_of_a_mets_file_that_names_no_articles_are_read_one_by_one(stored: Bucket) -> None:
    stored.put("a/alto/1.xml", page("The quay was shut."))
    stored.put("a/mets.xml", issue("1").replace("ARTICLE", "PART"))
    assert stored.read().added == 1
    assert ["names no articles" in each.message for each in stored.notices] == [True]


@pytest.mark.parametrize(
    ("source", "reason"),
    [("s3://nowhere/x", "can't be listed"), ("s3://", "names no bucket"), ("s3:///x", "names no bucket"),
     ("s3://news/empty/", "No article was found"), ("s3://no such!/x", "can't be listed")],
)
def test_a_bucket_that_can_not_be_read_is_refused_with_the_reason(stored: Bucket, source: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        stored.read(source)


def test_a_format_that_there_is_not_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no format 'xyz'"):
        build(tmp_path / "news", [SOURCE], embedder=WordEmbedder(), options=IngestOptions(form="xyz"))
    assert not (tmp_path / "news").exists()


def test_without_the_package_the_line_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(MissingPackage, match="requirements-s3.txt"):
        list(bucket_module.survey_bucket(SOURCE, lambda notice: None))
