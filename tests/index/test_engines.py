"""The same contract for every engine that an archive may be kept in: files of one machine, milvus-lite, a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from filelock import FileLock

from corpus import Article, ScopeError
from index import Archive, Hit, Scope
from index.search.protocols import Readable
from tests.fakes import ARTICLES, WordEmbedder, article, day

# The client and the server's package leave sockets and files to the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:.*pymilvus.*"),
]

ENGINES = ("files", "milvus-lite", "milvus")
NOW = datetime(2024, 1, 1, tzinfo=UTC)
STORY = (
    "The iron bridge over the Skel will close to lorries after engineers found cracks in its bearings, the county "
    "council said. Inspectors had been called in by the harbour master, who noticed rust on the northern pier while "
    "his boat lay at anchor below it. Drivers of heavy vehicles will be sent round by way of Fenny Crale, while cars "
    "and buses may go on crossing in one lane. The bridge was built by convicts and opened with a brass band."
)
CRACKS = article("cracks", "Cracks close bridge", STORY, day(2023, 3, 2), section="Transport")
WIRE = replace(CRACKS, id="wire", source="News Wire", published=day(2023, 3, 3), section="Wire")
WATCHES = "\n\n".join(f"Watch {n}: the lamp of mast {n} burns." for n in range(2_400))
LONG = article("long", "Log of the lightship", WATCHES, day(2023, 7, 7), section="History")
QUESTIONS = ("Who noticed rust on the northern pier?", "ferry winter crew", "golden loaf", "harbour fog faults",
             "cost of the iron bridge", "mast 77 lamp", "zebra")
SCOPES = (
    Scope(now=NOW), Scope(now=NOW, sections=("transport", "NATURE")), Scope(now=NOW, authors=("ann LEE",)),
    Scope(now=NOW, since=day(2023, 3, 1), until=day(2023, 6, 30)), Scope(now=NOW, kinds=("opinion",)),
    Scope(now=NOW, until=day(2023, 2, 1)), Scope(now=NOW, sources=('none" or usable == false or "',)),
    Scope(now=NOW, limit=50),
)


class Kept:
    """An archive in an engine: `update` has the reader see what the builder's folder holds."""

    def __init__(self, builder: Archive, reader: Readable, push: Callable[[], Any]) -> None:
        self.builder, self.reader, self.update = builder, reader, push


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a real standalone server, started for these tests."""
    if find_spec("milvus") is None:
        pytest.skip("no Milvus server to test with; run: pip install --no-deps 'milvus>=2.3.5,<2.4'")
    from milvus import MilvusServer

    started = MilvusServer()
    started.set_base_dir(str(tmp_path_factory.mktemp("milvus")))
    try:
        started.start()
    except (TimeoutError, RuntimeError) as error:
        started.stop()
        pytest.skip(f"the Milvus server does not start here: {error}")
    yield started.listen_port
    started.stop()


@pytest.fixture(params=ENGINES)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    """A dozen articles, a story that two print, and one too long for a single row."""
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as builder:
        builder.add([*ARTICLES, WIRE, CRACKS, LONG])
        builder.embed()
        yield from in_engine(request, builder, tmp_path)


def in_engine(request: pytest.FixtureRequest, builder: Archive, folder: Path) -> Iterator[Kept]:
    if request.param == "files":
        yield Kept(builder, builder, lambda: None)
        return
    pytest.importorskip("pymilvus", reason="no client for Milvus; run: pip install -r requirements-milvus.txt")
    if request.param == "milvus-lite":
        pytest.importorskip("milvus_lite", reason="run: pip install -r requirements-milvus.txt")
        text = f"milvus-lite://{folder / 'news.db'}"
    else:
        text = f"milvus://127.0.0.1:{request.getfixturevalue('server')}/{'n' + folder.name.translate(WORDLY)}"
    from index.milvus import Address, MilvusArchive, push
    from index.milvus.tables import Tables

    address = Address.parse(text)

    def update() -> object:
        return push(builder.folder, address)

    update()
    with MilvusArchive.open(address, embedder=WordEmbedder()) as reader:
        yield Kept(builder, reader, update)
    tables = Tables(address)
    tables.drop()
    tables.close()
    if request.param == "milvus-lite":
        from milvus_lite.server_manager import server_manager_instance

        server_manager_instance.release_server(address.uri)


WORDLY = {ord(sign): "_" for sign in "[]-. "}


def ids(archive: Readable, query: str, scope: Scope = Scope(now=NOW)) -> list[str]:
    return [hit.article.id for hit in archive.search(query, scope)]


def test_every_engine_keeps_the_contract(kept: Kept) -> None:
    """One walk through an archive's life: a fresh server for each step would take minutes."""
    builder, reader = kept.builder, kept.reader
    finds_the_same(builder, reader)
    shows_the_same(builder, reader)
    obeys_operators(reader)
    puts_phrases_first(reader)
    knows_rare_words(builder, reader)     # Tantivy still counts removed passages for a while
    shows_a_story_once(reader)
    keeps_embargoes(reader)
    knows_former_versions_or_says_so(kept)
    follows_changes(kept)
    keeps_withdrawals(kept)
    buries_at_once(kept)
    says_when_it_was_in_step(kept)
    keeps_to_headlines_where_rights_forbid_more(kept)
    takes_a_headline_longer_than_a_field(kept)
    finds_the_same(builder, reader)
    shows_the_same(builder, reader)


def finds_the_same(builder: Archive, reader: Readable) -> None:
    for number, query in enumerate(QUESTIONS):
        for scope in SCOPES if number < 2 else SCOPES[:1]:
            mine, theirs = builder.search(query, scope), reader.search(query, scope)
            assert len(theirs) == len(mine)
            assert bests(theirs) & bests(mine) or not mine
            assert all(hit.text == hit.article.text[hit.passage.start : hit.passage.end] for hit in theirs)
            assert all(builder.article(hit.article.id, scope.moment) == hit.article for hit in theirs)
    assert dense_overlap(builder, reader) >= 0.95


def knows_former_versions_or_says_so(kept: Kept) -> None:
    asked = Scope(now=NOW, as_of=day(2023, 6, 1))
    if isinstance(kept.reader, Archive):
        assert kept.reader.search("ferry winter crew", asked)
        return
    for ask in (kept.reader.search, kept.reader.find, kept.reader.holding):
        with pytest.raises(ScopeError, match="This archive keeps no former versions; ask one in a folder"):
            ask("ferry winter crew", asked)


def obeys_operators(reader: Readable) -> None:
    scope = Scope(now=NOW, limit=1_000)
    for query, wanted in {
        '"iron bridge"': {"bridge-1", "bridge-2", "cracks", "wire"},
        '"bridge iron"': set(),
        '“Repairs to THE iron bridge”': {"bridge-1", "bridge-2"},
        '"passes budget"': {"budget"},                                   # a headline
        '"budget The"': set(),                                           # nor from one into its text
        'harbour -fog -swan "harbour"': {"cracks", "wire"},
        'bridge -"iron bridge" "bridge"': set(),
        '"rovers" OR "swans"': {"match", "swans"},
        'Rovers OR swan -united': {"swans"},
        '"ferry" OR repairs -"$3 million"': {"ferry", "bridge-1"},
        "-ferry": set(),
        '""': set(),
    }.items():
        hits = reader.find(query, scope)
        assert {each for hit in hits for each in (hit.article.id, *(twin.id for twin in hit.twins))} == wanted, query
    assert {hit.article.id for hit in reader.find("-bridge -mast harbour", scope)}.isdisjoint({"bridge-1", "cracks"})
    assert reader.find("ferry winter crew", scope) == reader.search("ferry winter crew", scope)
    filtered = Scope(now=NOW, sections=("nature",))
    assert [hit.article.id for hit in reader.find('"the harbour"', filtered)] == ["swans"]


def puts_phrases_first(reader: Readable) -> None:
    scope = Scope(now=NOW)
    asked = "Which ferry will sail all winter past “the harbour and all its faults”?"
    assert ids(reader, asked)[:2] == ["column", "ferry"]
    assert reader.absent(asked, scope) == []
    assert reader.absent('Who said "iron bridge" or "bridge of iron"?', scope) == ["bridge of iron"]
    assert reader.absent("“iron bridge”", Scope(now=NOW, sections=("Nature",))) == ["iron bridge"]


def bests(hits: list[Hit]) -> set[tuple[str, str]]:
    return {(hit.article.id, hit.text) for hit in hits[:3]}


def dense_overlap(builder: Archive, reader: Readable) -> float:
    """Share of the ten nearest passages that both engines propose."""
    shares = []
    for query in QUESTIONS:
        vector = builder._reader.question(query)[0]
        mine, theirs = (each._ranking._engine.within(Scope(now=NOW)).near(vector, 10) for each in (builder, reader))
        pairs = builder._store.vectors.read(np.union1d(mine, theirs))
        dots = {int(id): float(row @ vector) for id, row in zip(*pairs, strict=True)}
        worst = min(dots[int(id)] for id in mine)          # among equals either choice is right
        shares.append(sum(dots[int(id)] >= worst - 1e-3 for id in theirs) / len(mine))
    return sum(shares) / len(shares)


def shows_the_same(builder: Archive, reader: Readable) -> None:
    for moment in (NOW, day(2023, 3, 8), day(2032, 1, 1)):
        mine, theirs = builder.info(moment), reader.info(moment)
        assert replace(theirs, generation=mine.generation) == mine
        assert reader.figures(moment) == builder.figures(moment)
        assert [each.id for each in reader.newest(5, moment)] == [each.id for each in builder.newest(5, moment)]
        assert reader.outline(moment) == builder.outline(moment)
        shown = [each.id for each in (*ARTICLES, LONG, CRACKS)]
        assert reader.visible([*shown, "nobody"], moment) == builder.visible([*shown, "nobody"], moment)
        for id in shown:
            found = builder.article(id, moment)
            assert reader.article(id, moment) == found
            assert found is None or reader.version_of(found) == builder.version_of(found)
    assert [reader.size(scope) for scope in SCOPES] == [builder.size(scope) for scope in SCOPES]
    assert reader.article("nobody") is None and len(reader.newest(1_000, NOW)) == len(builder.newest(1_000, NOW))
    assert reader.terms("Bridges’ crews") == builder.terms("Bridges’ crews")
    hits = builder.search("golden cup Rovers", Scope(now=NOW))
    theirs_matches = reader.matches("golden cup Rovers", hits)
    mine_matches = builder.matches("golden cup Rovers", hits)
    assert [each.overall for each in theirs_matches] == [each.overall for each in mine_matches]


def knows_rare_words(builder: Archive, reader: Readable) -> None:
    mine_rare, rare = builder.rarity("the iron bridge mast zebra"), reader.rarity("the iron bridge mast zebra")
    assert rare == pytest.approx(mine_rare, abs=0.01)


def shows_a_story_once(reader: Readable) -> None:
    assert ids(reader, "Who noticed rust on the northern pier?")[0] == "cracks"
    assert [twin.id for twin in reader.search("rust northern pier", Scope(now=NOW))[0].twins] == ["wire"]


def keeps_embargoes(reader: Readable) -> None:
    assert "embargoed" not in ids(reader, "golden loaf baker")
    assert "embargoed" in ids(reader, "golden loaf baker", Scope(now=day(2031, 1, 2)))
    assert "expired" not in ids(reader, "Mill Lane closed", Scope(now=NOW, limit=50))
    assert ids(reader, "Mill Lane closed until Friday", Scope(now=day(2023, 3, 8)))[0] == "expired"
    assert all("withdrawn" not in ids(reader, "mayor golden loaf", Scope(now=at)) for at in (NOW, day(2032, 1, 1)))


def follows_changes(kept: Kept) -> None:
    before = kept.reader.generation
    kept.builder.add([
        replace(ARTICLES[0], text="The ferry is laid up; zebra crossings are painted instead."),
        replace(ARTICLES[4], section="Birds"),
        article("zebra", "Zebra at large", "A zebra ran through Mill Lane.", day(2023, 12, 1)),
    ])
    kept.update()
    assert kept.reader.generation >= before
    assert {"ferry", "zebra"} <= set(ids(kept.reader, "zebra"))       # by their words: they have no vectors yet
    assert ids(kept.reader, "swans", Scope(now=NOW, sections=("Birds",)))[0] == "swans"
    kept.builder.embed()
    kept.update()
    assert kept.reader.info(NOW).embedded == kept.builder.info(NOW).embedded


def keeps_withdrawals(kept: Kept) -> None:
    kept.builder.remove(["bridge-2", "cracks"])
    kept.builder.add([replace(ARTICLES[6], status="canceled")])
    kept.update()
    scope = Scope(now=NOW, limit=50)
    for query in ("iron bridge", "Rovers cup", "rust northern pier"):
        assert not {"bridge-2", "cracks", "match"} & set(ids(kept.reader, query, scope))
    assert all(kept.reader.article(id, NOW) is None for id in ("bridge-2", "cracks", "match"))
    assert kept.reader.search("rust northern pier", Scope(now=NOW))[0].twins == ()


def buries_at_once(kept: Kept) -> None:
    """While another process writes, a withdrawal can't be finished; no reader gets at the article all the same."""
    builder = kept.builder
    fair = article("fair", "Fair at Oxholm", "A fair with walrus rides opened at Oxholm.", day(2023, 8, 8))
    builder.add([fair])
    kept.update()
    assert ids(kept.reader, "walrus rides")[0] == "fair"
    with FileLock(builder.folder / "writer.lock", timeout=0):
        assert not builder.withdraw(["fair"], "A mistake").finished
        kept.update()
        assert "fair" not in ids(kept.reader, "walrus rides")
        assert kept.reader.article("fair", NOW) is None and kept.reader.visible(["fair"], NOW) == set()
    builder.repair()
    kept.update()
    assert kept.reader.version_of(fair) is None and "fair" not in ids(kept.reader, "walrus rides")


def says_when_it_was_in_step(kept: Kept) -> None:
    """Watching notes it without a change to the archive."""
    kept.builder.origins.set_in_step(NOW)
    kept.update()
    assert kept.reader.info(NOW).in_step == NOW


def keeps_to_headlines_where_rights_forbid_more(kept: Kept) -> None:
    kept.builder.add([article("photo", "Otter at the weir", "A photographer met an otter, and nobody else.",
                              day(2023, 9, 9), rights="Getty Images")])
    kept.update()
    assert ids(kept.reader, "photographer met")[0] == "photo"
    kept.builder.forbid_rights(["Getty*"])
    kept.update()
    found = kept.reader.article("photo", NOW)
    assert found is not None and found.text == "Otter at the weir"
    assert kept.reader.info(NOW).recipe.forbid_rights == ("Getty*",)


def takes_a_headline_longer_than_a_field(kept: Kept) -> None:
    """Where a field's bytes are counted as where its characters are."""
    kept.builder.add([article("tower", "Башня " * 15_000, "Колокольня рухнула ночью.", day(2023, 9, 10))])
    kept.update()
    assert ids(kept.reader, "Колокольня рухнула")[0] == "tower"


@pytest.mark.parametrize("kept", ["milvus-lite", "milvus"], indirect=True)
def test_nothing_is_read_twice_but_whether_it_may_be_shown(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    client: Any = kept.reader._tables._client  # type: ignore[attr-defined]
    ask = client.query

    def query(name: str, *, output_fields: list[str], **how: Any) -> Any:
        read.extend(output_fields)
        return ask(name, output_fields=output_fields, **how)

    monkeypatch.setattr(client, "query", query)
    large = {"vector", "tokens", "record"}
    first = ids(kept.reader, "harbour fog faults")
    assert large < set(read)
    read.clear()
    assert ids(kept.reader, "harbour fog faults") == first
    assert "digest" in read and not large & set(read)
    kept.builder.remove(first[:1])
    kept.update()
    kept.reader._tables.state(0)  # type: ignore[attr-defined]
    assert first[0] not in ids(kept.reader, "harbour fog faults")
    assert large < set(read)


@pytest.mark.parametrize("kept", ["milvus-lite"], indirect=True)
def test_a_copy_that_lost_its_way_is_mended_by_the_next_push(kept: Kept) -> None:
    from index.milvus.push import ARTICLES as RECORDS
    from index.milvus.push import PASSAGES

    tables = kept.reader._tables  # type: ignore[attr-defined]
    tables.delete(PASSAGES, "id in [1, 2]")
    tables.delete(RECORDS, "key == 4")
    stray = Article(id="ghost", title="Ghost", text="It was never there.")
    from index.milvus.rows import article_rows

    tables.upsert(RECORDS, article_rows(9_999, stray, "x" * 24, 1, None, 1))
    assert kept.reader.article("ghost") is not None
    kept.update()
    assert kept.reader.article("ghost") is None
    shows_the_same(kept.builder, kept.reader)
    finds_the_same(kept.builder, kept.reader)
