"""A story that several articles print is one hit, which lists the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Article
from index import Archive, Hit, Scope
from index.search.deduplicate import MAX_TWINS
from index.store.migrations import STEPS
from tests.fakes import ARTICLES, WordEmbedder, article, day
from tests.old_archives import go_back

STORY = (
    "The iron bridge over the Skel will close to lorries after engineers found cracks in its bearings, the county "
    "council said. Inspectors had been called in by the harbour master, who noticed rust on the northern pier while "
    "his boat lay at anchor below it. Drivers of heavy vehicles will be sent round by way of Fenny Crale, while cars "
    "and buses may go on crossing in one lane. The bridge was built by convicts and opened with a brass band."
)
CRACKS = "Who noticed rust on the northern pier of the iron bridge?"
ORIGINAL = article("original", "Cracks close bridge", STORY, day(2023, 3, 2))
WIRE = replace(ORIGINAL, id="wire", source="News Wire", published=day(2023, 3, 3))
EDITED = replace(
    ORIGINAL, id="edited", source="The Bell", title="Lorries barred", published=day(2023, 3, 4),
    text=STORY.replace("the county council said", "the council said") + " Cyclists are not affected by any of this.",
)
UNDATED = replace(ORIGINAL, id="undated-print", source="The Mirror of Skelmouth", published=None)


@pytest.fixture
def news(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as made:
        made.add([*ARTICLES, EDITED, UNDATED, WIRE, ORIGINAL])
        made.embed()
        yield made


def found(archive: Archive, scope: Scope = Scope()) -> Hit:
    """The one hit that prints the story."""
    hits = [hit for hit in archive.search(CRACKS, scope) if "northern pier" in hit.text]
    assert len(hits) == 1
    return hits[0]


def twins(archive: Archive, scope: Scope = Scope()) -> list[str]:
    return [twin.id for twin in found(archive, scope).twins]


def test_the_prints_of_a_story_are_one_hit(news: Archive) -> None:
    assert {found(news).article.id, *twins(news)} == {"original", "wire", "edited", "undated-print"}


def test_at_a_tie_the_earliest_stands_for_the_story_and_the_undated_comes_last(news: Archive) -> None:
    news.remove(["edited"])
    assert (found(news).article.id, twins(news)) == ("original", ["wire", "undated-print"])


def test_the_best_scoring_print_stands_for_the_story(news: Archive) -> None:
    (hit, *_) = news.search("Are cyclists affected? Lorries barred")
    assert (hit.article.id, [twin.id for twin in hit.twins]) == ("edited", ["original", "wire", "undated-print"])


@pytest.mark.parametrize("limit", range(1, 11))
def test_there_are_still_as_many_hits_as_were_asked_for(news: Archive, limit: int) -> None:
    hits = news.search(CRACKS, Scope(limit=limit))
    assert len(hits) == limit == len({hit.text for hit in hits})


def test_many_prints_take_no_places(tmp_path: Path) -> None:
    copies = [replace(ORIGINAL, id=f"copy-{n}", source=f"Paper {n}") for n in range(260)]
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as archive:
        archive.add([*copies, *ARTICLES])
        archive.embed()
        hits = archive.search(CRACKS, Scope(limit=8))
    assert len(hits) == 8 and len(hits[0].twins) == MAX_TWINS


@pytest.mark.parametrize(
    "hidden", [{"status": "canceled"}, {"embargoed_until": day(2031, 1, 1)}, {"expires": day(2023, 4, 1)}]
)
def test_a_hidden_print_is_neither_shown_nor_listed(news: Archive, hidden: dict[str, object]) -> None:
    news.add([replace(ORIGINAL, **hidden)])   # type: ignore[arg-type]
    assert "original" not in {found(news).article.id, *twins(news)}
    news.add([replace(each, **hidden) for each in (WIRE, EDITED)])   # type: ignore[arg-type]
    assert (found(news).article.id, twins(news)) == ("undated-print", [])


def test_an_embargo_ends_at_its_hour_for_twins_too(news: Archive) -> None:
    news.remove(["edited", "undated-print"])
    news.add([replace(WIRE, embargoed_until=day(2031, 1, 1))])
    assert twins(news) == []
    assert twins(news, Scope(now=day(2031, 1, 1))) == ["wire"]


def test_twins_are_found_in_the_scope_alone(news: Archive) -> None:
    assert (found(news, Scope(sources="News Wire")).article.id, twins(news, Scope(sources="News Wire"))) == ("wire", [])
    assert twins(news, Scope(until="2023-03-03")) == ["wire"]


def test_when_the_first_print_goes_the_others_stay_twins(news: Archive) -> None:
    news.remove(["edited"])       # it came first
    assert found(news).article.id == "original" and len(twins(news)) == 2
    assert news.remove(["original", "wire"]) == 2
    assert (found(news).article.id, twins(news)) == ("undated-print", [])
    assert news.check() == []


def test_an_article_that_changes_leaves_its_story_and_may_come_back(news: Archive) -> None:
    other = "Sixty geese came instead, and nobody knows where they had spent the summer or why they were so late."
    news.add([replace(WIRE, text=other), replace(EDITED, text=other + " They left again on a cold and foggy morning.")])
    assert {found(news).article.id, *twins(news)} == {"original", "undated-print"}
    news.add([WIRE])
    assert {found(news).article.id, *twins(news)} == {"original", "undated-print", "wire"}
    assert news.check() == []


def test_new_words_in_a_longer_print_are_a_hit_of_their_own(news: Archive) -> None:
    names = ("Abel", "Bryn", "Cora", "Dov")
    more = " ".join(f"Resident number {name} spoke of noise, dust and delay." for name in names)
    news.add([replace(WIRE, text=f"{STORY}\n\n{more}")])
    news.embed()
    hits = news.search("What did the residents say about noise, dust and delay?", Scope(limit=4))
    assert "Resident number Abel" in hits[0].text and hits[0].article.id == "wire"


def test_another_figure_is_another_story(news: Archive) -> None:
    toll = "{} people were hurt when the ferry struck the quay in thick fog, the harbour office said on its board."
    news.add([article(f"toll-{hurt}", "Ferry strikes quay", toll.format(hurt)) for hurt in (3, 5)])
    hits = [hit for hit in news.search("How many people were hurt at the quay in thick fog?") if "fog," in hit.text]
    assert {hit.article.id for hit in hits} == {"toll-3", "toll-5"} and not any(hit.twins for hit in hits)


def test_links_do_not_depend_on_batches(tmp_path: Path, news: Archive) -> None:
    with Archive.create(tmp_path / "slowly", embedder=WordEmbedder()) as archive:
        for each in (*ARTICLES, EDITED, UNDATED, WIRE, ORIGINAL):
            archive.add([each])
        archive.embed()
        assert found(archive).article.id == found(news).article.id and twins(archive) == twins(news)


def test_an_archive_from_before_twins_gets_them_with_the_next_articles(news: Archive) -> None:
    news.close()
    go_back(news.folder, schema=1)
    assert len(STEPS) > 1
    with Archive.open(news.folder, embedder=WordEmbedder()) as again:
        assert found_all(again) == {"original", "wire", "edited", "undated-print"}
        again.add([])
        assert {found(again).article.id, *twins(again)} == {"original", "wire", "edited", "undated-print"}


def found_all(archive: Archive) -> set[str]:
    return {hit.article.id for hit in archive.search(CRACKS) if "northern pier" in hit.text}


def test_a_hit_says_its_twins_as_json_without_their_texts(news: Archive) -> None:
    (first, *_) = found(news).to_dict()["twins"]
    assert set(first) == set(Article(id="", title="", text="").card())
