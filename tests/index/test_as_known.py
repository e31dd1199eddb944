"""What was known on a day is answered from the versions of that day, and nothing that is hidden comes back by it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus import Article, ScopeError
from index import Archive, Scope
from index.archive.former import FOLDER
from index.store.database import micros
from tests.fakes import WordEmbedder, article, day

TOLL = article(
    "toll", "Quarry slide buries nine", "The slide at Ostrow quarry buried nine workers, the mayor said.",
    day(2023, 5, 1), section="News",
)
CORRECTED = replace(
    TOLL, title="Quarry slide buries four", text="The slide at Ostrow quarry buried four workers, the mayor said.",
    corrections=((day(2023, 5, 9), "Four workers were buried, not nine."),),
)
LATER = article("inquiry", "Inquiry into the quarry", "An inquiry into Ostrow quarry began.", day(2023, 8, 1))
EARLY = article("market", "Market opens", "The fish market opened on the quay.", day(2023, 1, 5))
BEFORE, AFTER = Scope(as_of="2023-05-03"), Scope(as_of="2023-06-01")  # type: ignore[arg-type]


def came(archive: Archive, id: str, *moments: datetime) -> None:
    """Have the versions of an article come at these moments."""
    with closing(sqlite3.connect(archive.folder / "archive.db")) as db:
        for number, moment in enumerate(moments, start=1):
            for table in ("versions", "articles"):
                db.execute(f"UPDATE {table} SET stored = ? WHERE id = ? AND version = ?", (micros(moment), id, number))
            before = (micros(moment), id, number - 1)
            db.execute("UPDATE versions SET replaced = ? WHERE id = ? AND version = ?", before)
        db.commit()


def kept(folder: Path, *articles: Article) -> Archive:
    archive = Archive.create(folder, embedder=WordEmbedder())
    for each in articles:
        archive.add([each])
    archive.embed()
    return archive


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with kept(tmp_path / "news", TOLL, LATER, EARLY, CORRECTED) as made:
        came(made, "toll", day(2023, 5, 1), day(2023, 5, 9))
        yield made


def texts(archive: Any, query: str, scope: Scope) -> dict[str, str]:  # noqa: ANN401
    return {hit.article.id: hit.text for hit in archive.search(query, scope)}


def test_a_search_as_of_a_day_brings_the_version_of_that_day(archive: Archive) -> None:
    assert "nine" in texts(archive, "Ostrow quarry workers", BEFORE)["toll"]
    assert "four" in texts(archive, "Ostrow quarry workers", AFTER)["toll"]
    assert "four" in texts(archive, "Ostrow quarry workers", Scope())["toll"]


def test_what_was_not_there_yet_is_not_known(archive: Archive) -> None:
    assert set(texts(archive, "Ostrow quarry market", BEFORE)) == {"toll", "market"}
    assert set(texts(archive, "Ostrow quarry market", Scope(as_of=day(2023, 4, 1)))) == {"market"}
    assert texts(archive, "Ostrow quarry market", Scope(as_of=day(2022, 4, 1))) == {}


def test_a_former_version_is_found_by_words_that_only_it_has(archive: Archive) -> None:
    assert [hit.article for hit in archive.find('"buried nine workers"', BEFORE)] == [TOLL]
    assert archive.find('"buried four workers"', BEFORE) == []
    assert archive.absent("“buried nine workers”", BEFORE) == []
    assert archive.absent("“buried nine workers”") == ["buried nine workers"]


def test_a_former_version_has_vectors(archive: Archive) -> None:
    hits = {hit.article.id: hit for hit in archive.search("Ostrow quarry workers", BEFORE)}
    assert set(hits["toll"].parts) == {"dense", "lexical", "tokens"}


def test_filters_hold_for_former_versions_too(archive: Archive) -> None:
    assert set(texts(archive, "quarry", replace(BEFORE, sections=("News",)))) == {"toll"}
    assert texts(archive, "quarry", replace(BEFORE, sections=("Sport",))) == {}
    assert archive.size(replace(BEFORE, sections=("News",))) == 1


def test_everything_that_is_said_of_the_archive_is_of_that_day(archive: Archive) -> None:
    then = archive.as_known(BEFORE.as_of)  # type: ignore[arg-type]
    figures = then.figures()
    assert (figures.articles, figures.oldest, figures.newest) == (2, EARLY.published, TOLL.published)
    assert then.article("toll") == TOLL and then.article("inquiry") is None
    assert then.visible(["toll", "inquiry", "market"]) == {"toll", "market"}
    assert then.newest(5) == [TOLL, EARLY]
    assert dict(then.outline().months) == {"2023-01": 1, "2023-05": 1} and then.info().sections == ("News",)
    assert [each.id for each in then.holding("workers nine").articles] == ["toll"]
    assert archive.holding("workers nine", BEFORE).articles == (TOLL,)
    assert then.vocabulary is not None and then.vocabulary.knows("nine")


def test_a_first_version_counts_from_its_own_date_and_a_later_one_from_when_it_came(tmp_path: Path) -> None:
    revised = replace(EARLY, updated=day(2023, 3, 1))
    with kept(tmp_path / "news", revised, TOLL, CORRECTED) as archive:      # all of it came today
        assert set(texts(archive, "market quarry", Scope(as_of=day(2023, 2, 1)))) == set()
        assert set(texts(archive, "market quarry", Scope(as_of=day(2023, 4, 1)))) == {"market"}
        assert "nine" in texts(archive, "market quarry", AFTER)["toll"]


def test_a_withdrawn_article_comes_back_on_no_day(archive: Archive) -> None:
    then = archive.as_known(BEFORE.as_of)  # type: ignore[arg-type]
    assert then.search("Ostrow quarry")
    receipt = archive.withdraw(["toll"], "at the family's request")
    assert receipt.proved, receipt
    for each in (then, archive.as_known(BEFORE.as_of)):  # type: ignore[arg-type]
        assert [hit for hit in each.search("Ostrow quarry") if hit.article.id == "toll"] == []
        assert each.article("toll") is None and each.visible(["toll"]) == set()
    left = [path for path in archive.folder.rglob("*") if path.is_file() and b"buried nine" in path.read_bytes()]
    assert left == []


@pytest.mark.parametrize("hidden", [
    {"status": "withheld"}, {"status": "canceled"}, {"expires": day(2023, 5, 20)},
    {"embargoed_until": datetime(2999, 1, 1, tzinfo=UTC)},
])
def test_what_is_hidden_today_is_hidden_on_every_day(archive: Archive, hidden: dict[str, Any]) -> None:
    archive.add([replace(CORRECTED, **hidden)])
    assert "toll" not in texts(archive, "Ostrow quarry workers", BEFORE)
    assert archive.as_known(BEFORE.as_of).article("toll") is None  # type: ignore[arg-type]


def test_what_was_hidden_on_that_day_was_not_known(tmp_path: Path) -> None:
    sealed = replace(TOLL, embargoed_until=day(2023, 5, 5))
    with kept(tmp_path / "news", sealed) as archive:
        assert texts(archive, "Ostrow quarry", BEFORE) == {}
        assert set(texts(archive, "Ostrow quarry", AFTER)) == {"toll"}


def test_a_former_version_whose_rights_are_forbidden_now_is_not_shown(tmp_path: Path) -> None:
    bought = replace(TOLL, rights="Agency Vell, all rights")
    with kept(tmp_path / "news", bought, CORRECTED) as archive:
        came(archive, "toll", day(2023, 5, 1), day(2023, 5, 9))
        assert "toll" in texts(archive, "Ostrow quarry", BEFORE)
        archive.forbid_rights(["Agency Vell*"])
        assert "toll" not in texts(archive, "Ostrow quarry", BEFORE)


def test_what_was_removed_and_came_again_is_no_former_version(archive: Archive) -> None:
    assert "toll" in texts(archive, "Ostrow quarry", BEFORE)
    archive.remove(["toll"])
    assert "toll" not in texts(archive, "Ostrow quarry", BEFORE)
    again = replace(TOLL, text="Ostrow quarry was quiet.", published=day(2023, 5, 2))
    archive.add([again])
    archive.add([replace(again, text="Ostrow quarry was loud.")])
    assert texts(archive, "Ostrow quarry", BEFORE)["toll"] == "Ostrow quarry was quiet."


def test_versions_that_come_while_it_is_open_are_taken_over(archive: Archive) -> None:
    assert "nine" in texts(archive, "Ostrow quarry", BEFORE)["toll"]
    archive.add([replace(EARLY, text="The fish market opened on the pier.")])
    assert "quay" in texts(archive, "fish market", BEFORE)["market"]
    assert "pier" in texts(archive, "fish market", Scope())["market"]


def test_a_day_to_come_is_refused_and_today_is_the_present(archive: Archive) -> None:
    with pytest.raises(ScopeError, match="Nobody knows yet"):
        archive.search("quarry", Scope(as_of=datetime(2999, 1, 1, tzinfo=UTC)))
    assert "four" in texts(archive, "Ostrow quarry", Scope(as_of=datetime.now(UTC).date()))["toll"]  # type: ignore[arg-type]
    for wrong in (lambda: Scope(as_of="then"), lambda: archive.as_known("then")):  # type: ignore[arg-type]
        with pytest.raises(ScopeError, match="as_of is 'then'"):
            wrong()
    naive = datetime(2023, 5, 3)
    assert archive.as_known(naive).article("toll") == TOLL


def test_an_archive_that_nobody_asks_so_has_nothing_made_for_it(archive: Archive) -> None:
    archive.search("quarry")
    assert not (archive.folder / FOLDER).exists()


def test_a_damaged_cache_of_former_versions_is_made_anew(archive: Archive) -> None:
    archive.search("quarry", BEFORE)
    folder = archive.folder
    archive.close()
    (folder / FOLDER / "archive.db").write_bytes(b"SQLite format 3\0" + b"\x55" * 5_000)
    with Archive.open(folder, embedder=WordEmbedder()) as reopened:
        assert "nine" in texts(reopened, "Ostrow quarry", BEFORE)["toll"]


def test_a_cache_that_goes_while_it_is_open_is_made_anew(archive: Archive) -> None:
    archive.search("quarry", BEFORE)
    shutil.rmtree(archive.folder / FOLDER)
    assert "nine" in texts(archive, "Ostrow quarry", BEFORE)["toll"]


def test_the_cache_of_another_archive_is_not_taken(archive: Archive, tmp_path: Path) -> None:
    archive.search("quarry", BEFORE)
    other = kept(tmp_path / "other", EARLY)
    shutil.copytree(archive.folder / FOLDER, other.folder / FOLDER)
    assert set(texts(other, "quarry market", BEFORE)) == {"market"}
    other.close()


def test_all_of_it_can_be_made_ready_beforehand(archive: Archive) -> None:
    steps: list[tuple[int, int]] = []
    archive.prepare_as_known(lambda done, total: steps.append((done, total)))
    assert steps[-1] == (1, 1)
