"""The archive keeps what it was given and finds only what a reader may see."""

from __future__ import annotations

import errno
import gc
import json
import os
import shutil
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from corpus import ArchiveBusy, ArchiveDamaged, ArchiveFull, ArchiveMismatch, ArchiveMissing
from index import Archive, Scope
from tests.fakes import ARTICLES, WordEmbedder, article, day
from tests.old_archives import go_back

HIDDEN = {"embargoed", "withdrawn", "expired"}


def ids(archive: Archive, query: str, scope: Scope = Scope()) -> list[str]:
    return [hit.article.id for hit in archive.search(query, scope)]


def reopened(archive: Archive) -> Archive:
    return Archive.open(archive.folder, embedder=WordEmbedder())


def test_the_article_that_holds_the_words_comes_first(archive: Archive) -> None:
    assert ids(archive, "How many swans came back to the harbour?")[0] == "swans"


def test_a_hit_says_what_its_score_is_made_of(archive: Archive) -> None:
    hit = archive.search("swans in the harbour")[0]
    assert set(hit.parts) == {"dense", "lexical", "tokens"}
    assert hit.text in hit.article.text


def test_articles_can_be_found_by_their_words_before_they_have_vectors(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "new", embedder=WordEmbedder()) as archive:
        archive.add(ARTICLES)
        assert ids(archive, "golden cup Rovers")[0] == "match"
        assert archive.info().embedded == 0


def test_leads_are_embedded_first_and_the_newest_first(tmp_path: Path) -> None:
    model = WordEmbedder()
    long = " ".join(f"Sentence number {n} says something about the harbour." for n in range(60))
    with Archive.create(tmp_path / "new", embedder=model) as archive:
        archive.add([article("old", "Old", long, day(2020, 1, 1)), article("new", "New", long, day(2024, 1, 1))])
        archive.embed()
    leads = [text for text in model.embedded if "number 0 " in text]
    assert model.embedded[:2] == leads
    assert leads[0].startswith("New")


def test_adding_the_same_again_changes_nothing(archive: Archive) -> None:
    before = archive.generation
    added = archive.add(ARTICLES)
    assert (added.added, added.changed, added.unchanged) == (0, 0, len(ARTICLES))
    assert archive.generation == before
    assert archive.embed() == 0


def test_a_changed_article_replaces_the_old_one(archive: Archive) -> None:
    archive.add([replace(ARTICLES[4], text="Sixty geese came instead.")])
    archive.embed()
    assert ids(archive, "geese")[0] == "swans"
    assert archive.article("swans").text == "Sixty geese came instead."  # type: ignore[union-attr]
    assert archive.check() == []


def test_new_metadata_keeps_the_vectors(archive: Archive) -> None:
    archive.add([replace(ARTICLES[4], section="Wildlife")])
    assert archive.embed() == 0
    assert ids(archive, "swans", Scope(sections="wildlife")) == ["swans"]


def test_of_two_articles_with_one_id_the_later_counts(archive: Archive) -> None:
    first, second = article("twice", "One", "A heron stood here."), article("twice", "Two", "A stork stood here.")
    archive.add([first, second])
    assert archive.article("twice").title == "Two"  # type: ignore[union-attr]


def test_a_removed_article_is_gone(archive: Archive) -> None:
    assert archive.remove(["swans", "no such id"]) == 1
    assert "swans" not in ids(archive, "swans in the harbour")
    assert archive.article("swans") is None
    assert archive.check() == []


def test_hidden_articles_are_never_found_nor_read(archive: Archive) -> None:
    queries = ("golden loaf baker", "mayor golden loaf", "Mill Lane closed")
    found = {id for query in queries for id in ids(archive, query)}
    assert not found & HIDDEN
    assert all(archive.article(id) is None for id in HIDDEN)
    assert archive.info().articles == len(ARTICLES) - len(HIDDEN)


def test_an_embargo_ends_at_its_hour(archive: Archive) -> None:
    assert ids(archive, "golden loaf baker", Scope(now=day(2031, 1, 1)))[0] == "embargoed"
    assert archive.article("embargoed", day(2031, 1, 1)) is not None


def test_an_expired_notice_was_there_before(archive: Archive) -> None:
    assert "expired" in ids(archive, "Mill Lane closed", Scope(now=day(2023, 3, 7)))


@pytest.mark.parametrize("limit", [1, 3, 9])
def test_a_search_brings_as_many_hits_as_were_asked_for(archive: Archive, limit: int) -> None:
    assert len(archive.search("harbour", Scope(limit=limit))) == limit


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(since="2023-09-01"), {"bridge-2", "school"}),
        (Scope(until="2023-02-14"), {"ferry", "budget"}),
        (Scope(sections="TRANSPORT"), {"ferry", "bridge-1", "bridge-2"}),
        (Scope(authors=("bob ray", "Cy Poe")), {"ferry", "swans"}),
        (Scope(kinds="opinion"), {"column"}),
        (Scope(sources="the quay", since="2023-05-01", until="2023-06-30"), {"column", "match"}),
        (Scope(sources="Another paper"), set()),
    ],
)
def test_filters_work_inside_the_search(archive: Archive, scope: Scope, expected: set[str]) -> None:
    assert set(ids(archive, "harbour bridge ferry", scope)) == expected


def test_a_reopened_archive_finds_the_same(archive: Archive) -> None:
    again = reopened(archive)
    assert ids(again, "swans in the harbour") == ids(archive, "swans in the harbour")
    assert again.check() == []


def test_an_open_archive_sees_what_another_one_writes(archive: Archive) -> None:
    other = reopened(archive)
    other.add([article("geese", "Geese", "Eighty geese landed.", day(2024, 1, 1))])
    assert ids(archive, "geese landed")[0] == "geese"
    other.remove(["geese"])
    assert "geese" not in ids(archive, "geese landed")


def test_a_second_writer_is_refused(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Archive._alone.__wrapped__, "__defaults__", (0,))      # type: ignore[attr-defined]
    other = reopened(archive)
    with archive._alone(), pytest.raises(ArchiveBusy, match="Another process is writing"):
        other.add([article("late", "Late", "Too late.")])


def test_a_writer_waits_for_one_that_is_soon_done(archive: Archive) -> None:
    other, begun, done = reopened(archive), threading.Event(), threading.Event()

    def hold() -> None:
        with other._alone():
            begun.set()
            done.wait(0.3)

    holder = threading.Thread(target=hold)
    holder.start()
    begun.wait()
    archive.add([article("geese", "Geese", "Eighty geese landed.", day(2024, 1, 1))])
    holder.join()
    assert ids(archive, "geese landed")[0] == "geese"


def test_a_reader_that_comes_late_to_an_index_writes_nothing(archive: Archive) -> None:
    """Else it would hold up the next writer for what the one before has done."""
    reader = reopened(archive)
    archive.add([article("geese", "Geese", "Eighty geese landed.", day(2024, 1, 1))])
    before = (archive.folder / "lexical" / "meta.json").read_bytes()
    reader._mend_lexical(reader._current())
    assert (archive.folder / "lexical" / "meta.json").read_bytes() == before
    assert ids(reader, "geese landed")[0] == "geese"


@pytest.mark.parametrize("name", ["dense.faiss", "dense.json"])
@pytest.mark.parametrize("damage", ["truncate", "flip", "delete"])
def test_a_damaged_vector_cache_is_made_anew(archive: Archive, name: str, damage: str) -> None:
    expected = ids(archive, "swans in the harbour")
    spoil(archive.folder / name, damage)
    again = reopened(archive)
    assert ids(again, "swans in the harbour") == expected
    assert again.check() == []


@pytest.mark.parametrize("damage", ["truncate", "flip", "delete"])
def test_a_damaged_lexical_cache_is_made_anew(archive: Archive, damage: str) -> None:
    expected = ids(archive, "swans in the harbour")
    for path in (archive.folder / "lexical").glob("*.*"):
        if path.suffix != ".lock":
            spoil(path, damage)
    again = reopened(archive)
    assert ids(again, "swans in the harbour") == expected
    assert again.check() == []


def test_what_a_killed_writer_left_behind_does_no_harm(archive: Archive) -> None:
    (archive.folder / "lexical" / f"{'0' * 32}.term").write_bytes(b"half a segment")
    (archive.folder / "dense.faiss.new").write_bytes(b"half a file")
    again = reopened(archive)
    assert ids(again, "swans in the harbour") == ids(archive, "swans in the harbour")
    assert again.check() == []


def test_files_that_a_killed_writer_left_do_not_stand_in_the_next_ones_way(archive: Archive) -> None:
    archive.close()
    lexical = archive.folder / "lexical"
    segments = json.loads((lexical / "meta.json").read_text())["segments"]
    names = [each["segment_id"].replace("-", "") for each in segments]
    left = [f"{name}.{number}.del" for name in names for number in range(1, 300)]
    for name in left:
        shutil.copy(lexical / f"{names[0]}.fieldnorm", lexical / name)     # whole, by its checksum
    managed = json.loads((lexical / ".managed.json").read_text())
    (lexical / ".managed.json").write_text(json.dumps([*managed, *left]))
    with reopened(archive) as again:
        again.add([replace(ARTICLES[4], text="Sixty geese came instead.")])
        assert ids(again, "geese")[0] == "swans"
        assert again.check() == []


def test_one_lost_file_of_the_lexical_cache_is_noticed(archive: Archive) -> None:
    next((archive.folder / "lexical").glob("*.fieldnorm")).unlink()
    assert any("missing" in problem for problem in archive.check())
    assert ids(reopened(archive), "swans in the harbour")[0] == "swans"


def test_lost_caches_are_made_anew(archive: Archive) -> None:
    expected = ids(archive, "iron bridge")
    shutil.rmtree(archive.folder / "lexical")
    (archive.folder / "dense.faiss").unlink()
    assert ids(reopened(archive), "iron bridge") == expected


def test_a_database_put_back_to_an_older_copy_is_followed(archive: Archive) -> None:
    archive.close()
    shutil.copy(archive.folder / "archive.db", archive.folder.parent / "older.db")
    with reopened(archive) as newer:
        newer.add([article("geese", "Geese", "Eighty geese landed.")])
        newer.embed()
    shutil.copy(archive.folder.parent / "older.db", archive.folder / "archive.db")
    again = reopened(archive)
    assert "geese" not in ids(again, "geese landed")
    assert again.check() == []


def test_a_file_that_is_no_database_is_refused_in_plain_words(archive: Archive) -> None:
    archive.close()
    (archive.folder / "archive.db").write_bytes(b"not a database at all" * 300)
    with pytest.raises(ArchiveDamaged, match="build the archive anew"):
        reopened(archive)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "archive.db") as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    with pytest.raises(ArchiveDamaged, match="something else"):
        Archive.open(tmp_path, embedder=WordEmbedder())


def test_a_newer_schema_is_refused(archive: Archive) -> None:
    archive.close()
    database = sqlite3.connect(archive.folder / "archive.db")
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(ArchiveMismatch, match="newer version"):
        reopened(archive)


def test_another_model_is_refused(archive: Archive) -> None:
    other = WordEmbedder()
    other.fingerprint = "words-2"
    with pytest.raises(ArchiveMismatch, match="was built with words"):
        Archive.open(archive.folder, embedder=other)


def test_a_recipe_of_a_newer_version_is_refused(archive: Archive) -> None:
    archive.close()
    database = sqlite3.connect(archive.folder / "archive.db")
    recipe = {**archive.recipe.to_dict(), "colour": "blue"}
    database.execute("UPDATE meta SET value = ? WHERE key = 'recipe'", (json.dumps(recipe),))
    database.commit()
    database.close()
    with pytest.raises(ArchiveMismatch, match="colour"):
        reopened(archive)


def test_a_missing_archive_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match="python -m index build"):
        Archive.open(tmp_path / "nowhere")


def test_a_folder_with_other_files_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"")
    with pytest.raises(ArchiveMismatch, match="other files"):
        Archive.create(tmp_path, embedder=WordEmbedder())
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]


def test_a_million_characters_become_passages_that_fit(tmp_path: Path) -> None:
    text = "word " * 150_000 + "x" * 200_000 + " 詩" * 25_000
    with Archive.create(tmp_path / "big", embedder=WordEmbedder()) as archive:
        archive.add([article("big", "Big", text)])
        assert archive.info().passages > 1000
        assert archive.search("詩", Scope(limit=3))


def spoil(path: Path, damage: str) -> None:
    data = bytearray(path.read_bytes())
    if damage == "delete":
        path.unlink()
    elif damage in ("truncate", "empty"):
        os.truncate(path, len(data) // 2 if damage == "truncate" else 0)
    else:
        data[len(data) // 3] ^= 0xFF
        path.write_bytes(data)


def test_an_archive_from_before_tokens_is_embedded_anew_by_the_next_build(archive: Archive) -> None:
    archive.close()
    go_back(archive.folder, schema=1)
    with reopened(archive) as again:
        assert again.info().embedded == 0
        assert ids(again, "swans harbour")[0] == "swans"
        again.embed()
        assert again.info().embedded == again.info().passages and again.check() == []


def test_a_passage_without_vectors_is_held_against_the_question_all_the_same(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "new", embedder=WordEmbedder()) as archive:
        archive.add(ARTICLES)
        hit = archive.search("golden cup Rovers")[0]
        before = archive.matches("golden cup Rovers", [hit])[0].overall
        archive.embed()
        assert archive.matches("golden cup Rovers", [hit])[0].overall == before


def test_a_question_is_read_once_for_its_search_and_its_matches(archive: Archive) -> None:
    embedder = archive._reader.embedder
    assert isinstance(embedder, WordEmbedder)
    archive.matches("Who wins the cup?", archive.search("Who wins the cup?"))
    assert embedder.embedded.count("Who wins the cup?") == 1


def test_a_question_that_the_model_cannot_read_whole_is_read_as_far_as_it_goes(archive: Archive) -> None:
    assert ids(archive, f"Rovers win the cup {'again and ' * 200}")[0] == "match"


class PromptedEmbedder(WordEmbedder):
    query_prompt, passage_prompt = "question: ", "passage: "


def test_a_models_prompts_stand_before_what_it_reads_and_nowhere_else(tmp_path: Path) -> None:
    embedder = PromptedEmbedder()
    with Archive.create(tmp_path / "new", embedder=embedder) as archive:
        archive.add(ARTICLES)
        archive.embed()
        assert all(text.startswith("passage: ") for text in embedder.embedded)
        hit = archive.search("Rovers won the cup")[0]
        assert "question: Rovers won the cup" in embedder.embedded
        assert all(text.startswith(("passage: ", "question: ")) for text in embedder.embedded)
        assert hit.article.id == "match" and not hit.text.startswith("passage")
        start = hit.text.index("cup")
        assert archive.matches("cup", [hit])[0].within([(start, start + 3)])[0].words > 0.9
    recipe = Archive.open(tmp_path / "new", embedder=WordEmbedder()).recipe
    assert (recipe.query_prompt, recipe.passage_prompt) == ("question: ", "passage: ")


def test_a_thread_that_ends_takes_its_connection_along(archive: Archive) -> None:
    for _ in range(5):
        asking = threading.Thread(target=archive.search, args=("swans",))
        asking.start()
        asking.join()
    gc.unfreeze()      # what a server that got ready meanwhile set aside
    gc.collect()
    assert len(archive._store._connections) <= 1


def test_an_index_whose_rewriting_failed_holds_nothing_twice(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as at:
        at.setattr("index.search.lexical.document", _no_room)
        for path in (archive.folder / "lexical").glob("*.fieldnorm"):
            path.unlink()
        with pytest.raises(ArchiveFull):
            archive.repair()
    archive.add([article("geese", "Geese", "Eighty geese landed.")])
    assert ids(archive, "swans in the harbour").count("swans") == 1
    assert archive.check() == []


def test_an_index_that_was_taken_away_is_made_anew_under_an_open_archive(archive: Archive) -> None:
    shutil.rmtree(archive.folder / "lexical")
    assert archive.check() == ["meta.json is missing"]
    assert ids(archive, "swans in the harbour")[0] == "swans"
    assert archive.check() == []


def test_a_writer_mends_an_index_that_was_taken_away(archive: Archive) -> None:
    shutil.rmtree(archive.folder / "lexical")
    archive.add([article("geese", "Geese", "Eighty geese landed.")])
    assert ids(archive, "geese landed")[0] == "geese"
    assert ids(archive, "swans in the harbour")[0] == "swans"
    assert archive.check() == []


@pytest.mark.parametrize("part", [".term", ".idx", ".fieldnorm", ".fast", ".store"])
@pytest.mark.parametrize("damage", ["truncate", "empty", "delete"])
def test_a_file_of_the_index_that_is_lost_or_cut_off_is_mended_under_an_open_archive(
    archive: Archive, part: str, damage: str
) -> None:
    expected = ids(archive, "swans in the harbour")
    for path in (archive.folder / "lexical").glob(f"*{part}"):
        spoil(path, damage)
    assert ids(archive, "swans in the harbour") == expected
    with reopened(archive) as writer:
        writer.add([article("geese", "Geese", "Eighty geese landed.")])
    assert ids(archive, "geese landed")[0] == "geese"
    assert archive.check() == []


def test_an_index_lost_while_another_process_writes_is_refused_in_a_sentence(archive: Archive) -> None:
    shutil.rmtree(archive.folder / "lexical")
    with FileLock(archive.folder / "writer.lock"), pytest.raises(ArchiveBusy, match="wait until it has finished"):
        ids(archive, "swans in the harbour")
    assert ids(archive, "swans in the harbour")[0] == "swans"


@pytest.mark.parametrize("damage", ["truncate", "empty", "flip", "delete"])
def test_vectors_whose_file_is_cut_off_while_it_is_mapped_are_taken_from_the_database(
    archive: Archive, damage: str
) -> None:
    expected = ids(archive, "swans in the harbour")
    with reopened(archive) as reader:
        spoil(archive.folder / "dense.faiss", damage)
        assert ids(reader, "swans in the harbour") == expected
        assert reader.check() == []
        reader.remove(["swans"])
        assert "swans" not in ids(reader, "swans in the harbour")
    with reopened(archive) as again:
        assert again.check() == []


def _no_room(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")
