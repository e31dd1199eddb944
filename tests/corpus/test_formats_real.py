"""The formats of newsrooms, against real samples read by eye; none of them is in this project."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from corpus import Article, Notice, SourceError, read


def articles(source: Path) -> tuple[dict[str, Article], list[Notice]]:
    """The articles of a sample by title, and what was said about it."""
    notices: list[Notice] = []
    return {article.title: article for article in read(source, notices.append)}, notices


@pytest.mark.parametrize("pack", ["wxr", "ninjs/examples", "newsml-g2/examples", "feeds"])
def test_every_sample_is_read_or_reported_in_a_sentence(data: Path, pack: str) -> None:
    found, notices = articles(data / pack)
    assert found
    assert all(notice.message.endswith(".") and len(notice.message) < 500 for notice in notices)


def test_a_wordpress_export_gives_its_posts(data: Path) -> None:
    found, notices = articles(data / "wxr" / "themeunittestdata.wordpress.xml")
    article = found["WP 6.1 Font size scale"]
    assert article.published == datetime(2023, 1, 16, 7, 8, 31, tzinfo=UTC)
    assert article.updated == datetime(2023, 1, 16, 7, 16, 52, tzinfo=UTC)
    assert (article.authors, article.source, article.language) == (("Theme Reviewer",), "Theme Unit Test Data", "en")
    assert article.url == "https://wpthemetestdata.wordpress.com/wp-6-1-font-size-scale/"
    assert article.text.split("\n\n")[:2] == [
        "This test post was generated using the block theme Emptytheme in WordPress 6.1.1.", "Small H2 Heading",
    ]
    scheduled = [each for each in found.values() if each.embargoed_until]
    assert [each.published == each.embargoed_until for each in scheduled] in ([], [True])
    assert any("70 nav_menu_item" in notice.message for notice in notices)


def test_ninjs_2_and_3_say_the_same(data: Path) -> None:
    for version, name in (("2.1", "tt_text_image_2.json"), ("3.0", "tt_text_image_3.json")):
        found, _ = articles(data / "ninjs" / "examples" / version / name)
        article = found["Militärövning i jätteformat hålls 2023"]
        assert article.published == datetime(2021, 5, 26, 13, 40, 18, tzinfo=timezone(timedelta(hours=2)))
        assert (article.source, article.language, article.rights) == ("TT", "sv", "TT")
        assert article.expires is not None
        assert article.expires.year == 2023
        assert "Aurora 2023 kommer att genomföras" in article.text


def test_ninjs_1_gives_paragraphs_and_both_authors(data: Path) -> None:
    found, _ = articles(data / "ninjs" / "examples" / "1.4" / "ninjsExSimpleText1.json")
    (article,) = found.values()
    assert article.authors == ("Paulo Santalucia", "Frances d'Emilio")
    assert article.text.count("\n\n") >= 2


def test_a_german_byline_and_the_agency_are_taken_apart(data: Path) -> None:
    found, _ = articles(data / "ninjs" / "examples" / "3.0" / "dpa_text.json")
    (article,) = found.values()
    assert (article.authors, article.source) == (("Christian Hollmann",), "dpa")


def test_a_newsml_g2_document_gives_what_its_item_and_its_nitf_say(data: Path) -> None:
    found, _ = articles(data / "newsml-g2" / "examples" / "LISTING_2_NewsML-G2_Text_Document.xml")
    article = found['Fed to halt QE to avert "bubble"']
    zone = timezone(timedelta(hours=-5))
    assert article.id == "urn:newsml:acmenews.com:20161121:US-FINANCE-FED"
    assert article.published == datetime(2016, 11, 21, 15, 21, 6, tzinfo=zone)
    assert article.updated == datetime(2018, 11, 21, 16, 25, 32, tzinfo=zone)
    assert (article.authors, article.source) == (("Meredith Jameson",), "Associated Press")
    assert (article.section, article.language) == ("economy, business and finance", "en-US")
    assert article.rights == "Copyright 2017-18 Acme News and Media LLC"
    assert article.text.startswith("(New York, NY - October 21) Et, sent")
    assert article.text.count("\n\n") == 1


@pytest.mark.parametrize(
    "name", ["LISTING_12_Knowledge_Item_for_Access_Codes.xml", "LISTING_6_Simple_NewsML-G2_Package.xml"]
)
def test_knowledge_items_and_packages_are_passed_over(data: Path, name: str) -> None:
    with pytest.raises(SourceError, match="No article was found"):
        articles(data / "newsml-g2" / "examples" / name)


def test_feeds_of_any_encoding_are_read(data: Path) -> None:
    folder = data / "feeds" / "miniflux"
    assert "Цитата #17703" in articles(folder / "encoding_WINDOWS-1251.xml")[0]
    urdu, _ = articles(folder / "urdu_UTF8.xml")
    assert {article.language for article in urdu.values()} == {"ur"}
    vim = articles(folder / "large_atom.xml")[0]["Using vale with vim"]
    assert vim.published == datetime(2024, 3, 10, 17, 15, tzinfo=timezone(timedelta(hours=1)))
    assert (vim.authors, vim.url) == (("jvoisin",), "https://dustri.org/b/using-vale-with-vim.html")
    assert articles(folder / "rdf_UTF8.xml")[0]["Mega-Deal: IBM übernimmt Red Hat"].extra["summary_only"] is True
