"""What an article said before can be read by whoever asks for it, and is found by nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index import Archive
from index.store.history import changes
from index.store.rights import checked, forbidden
from index.types.address import canonical
from tests.fakes import ARTICLES, day

SWANS = ARTICLES[4]
CORRECTED = replace(SWANS, title="Swans are back", text="Sixty geese came instead.", updated=day(2023, 4, 3),
                    corrections=((day(2023, 4, 3), "They were geese."),))


def test_former_versions_are_kept_and_found_by_nobody(archive: Archive) -> None:
    archive.add([CORRECTED])
    archive.embed()
    first, second = archive.history("swans")
    assert (first.version.number, first.version.article, first.changed) == (1, SWANS, ())
    assert first.version.stored and first.version.replaced == second.version.stored and not second.version.replaced
    assert second.changed == (
        "title: “Swans return to the harbour” became “Swans are back”",
        "text: 45 characters shorter, 1 of 1 paragraphs new or changed",
        "correction of 2023-04-03: They were geese.",
    )
    assert all("Forty swans" not in hit.text for hit in archive.search("Forty swans came back to the harbour"))
    assert all("Forty swans" not in each.text for each in archive.articles())


def test_a_version_is_known_by_what_it_says(archive: Archive) -> None:
    archive.add([CORRECTED])
    assert archive.version_of(SWANS) == 1 and archive.version_of(CORRECTED) == 2
    assert archive.version_of(replace(SWANS, text="Never said.")) is None


def test_corrections_travel_with_every_hit(archive: Archive) -> None:
    archive.add([CORRECTED])
    card = archive.search("sixty geese")[0].to_dict()["article"]
    assert card["corrections"][0]["text"] == "They were geese." and card["updated"].startswith("2023-04-03")


def test_changes_of_status_and_dates_are_told() -> None:
    later = replace(SWANS, status="withheld", expires=day(2024, 1, 1), authors=(), rights="None")
    assert changes(SWANS, later) == (
        "status: usable became withheld", "expires: none became 2024-01-01T09:00:00+00:00",
        "authors: Cy Poe became none", "rights: none became None",
    )
    assert changes(SWANS, replace(SWANS, updated=day(2024, 1, 1))) == ("updated",)
    assert changes(SWANS, replace(SWANS, extra={"desk": 4})) == ("other fields of the source",)


def test_an_article_is_named_by_its_address_however_it_is_written(archive: Archive) -> None:
    assert archive.named("http://EXAMPLE.org/ferry/?utm_medium=x#a") == ["ferry"] == archive.named("ferry")
    assert archive.named("https://www.example.org/no") == [] == archive.named("nothing")


def test_an_article_without_an_id_is_known_by_its_address(archive: Archive) -> None:
    first = replace(ARTICLES[0], id="url-0123456789abcdef", url="https://example.org/new", text="It sank.")
    again = replace(first, id="url-fedcba9876543210", url="http://www.example.org/new/?utm_source=feed")
    assert archive.add([first, again]).added == 1
    assert archive.add([again]).unchanged == 1
    assert archive.add([replace(again, text="It sank on Monday.")]).changed == 1
    assert [each.version.article.text for each in archive.history(first.id)] == ["It sank.", "It sank on Monday."]
    assert archive.history(again.id) == [] and archive.article("ferry") == ARTICLES[0]


@pytest.mark.parametrize("url", ["", "ftp://a/b", "mailto:x", "https://[", "\ud800", "https://a:99999999/"])
def test_what_is_no_web_address_has_no_canonical_form(url: str) -> None:
    assert canonical(url) == ""


def test_what_names_the_article_stays_in_the_address() -> None:
    assert canonical("http://www.a.org:80/x%20y/é/?b=2&a=1&fbclid=3") == canonical("https://a.org/x y/%C3%A9?a=1&b=2")
    assert canonical("https://a.org/?id=1") != canonical("https://a.org/?id=2")


@pytest.mark.parametrize(
    ("pattern", "rights", "expected"),
    [
        ("getty", "© 2024 Getty Images.", True),
        ("all rights*reserved", "ALL  RIGHTS of Reuters\nreserved.", True),
        ("©?2024", "© 2024 A", True),
        ("reuters*all", "all by Reuters", False),
        ("*getty*", "Getty", True),
        ("getty", "CC BY 4.0", False),
    ],
)
def test_rights_are_matched_by_plain_patterns(pattern: str, rights: str, *, expected: bool) -> None:
    assert forbidden(rights, checked([pattern])) is expected


def test_a_pattern_that_takes_long_does_not() -> None:
    assert not forbidden("a" * 5_000, ["*".join("a" * 90) + "b"])


def test_articles_whose_rights_forbid_it_are_headline_and_link_only(archive: Archive) -> None:
    wire = replace(SWANS, id="wire", rights="(c) The Wire. No reuse.", extra={"body": SWANS.text}, url="https://w.org/1")
    archive.add([wire, replace(wire, text="Newer text of the wire.")])
    archive.embed()
    assert archive.forbid_rights(["no reuse"]) == 1
    archive.add([replace(wire, id="wire-2", title="Geese leave the marina")])
    archive.embed()
    for id, title in (("wire", wire.title), ("wire-2", "Geese leave the marina")):
        kept = archive.article(id)
        assert kept is not None and (kept.text, kept.extra, kept.url) == (title, {}, "https://w.org/1")
        assert len(archive.history(id)) == 1
    assert archive.search("geese leave the marina")[0].text == "Geese leave the marina"
    assert all(hit.text == hit.article.title for hit in archive.search("swans") if hit.article.id.startswith("wire"))
    assert archive.check() == []
    with Archive.open(archive.folder, embedder=archive._reader.embedder) as again:
        assert again.recipe.forbid_rights == ("no reuse",)
        again.forbid_rights([])
        assert again.add([wire]).changed == 1
