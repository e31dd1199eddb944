"""Digitised pages: words once, in reading order, with how surely they were read and where they stand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from bot.quote.citations import cite
from corpus import Article, Notice, SourceError, read


def string(word: str, more: str = "") -> str:
    """A word of ALTO."""
    return f'<String CONTENT="{word}" {more}/><SP/>'


def alto(*blocks: str, order: str = "") -> str:
    """A page of ALTO with these blocks, and a page number in its margin."""
    places = 'HPOS="10" VPOS="{}0" WIDTH="80" HEIGHT="9" language="ger"'
    inside = "".join(f'<TextBlock ID="b{number}" {places.format(number)}>{block}</TextBlock>'
                     for number, block in enumerate(blocks, start=1))
    return (
        '<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Description><sourceImageInformation>'
        f"<fileName>p1.tif</fileName></sourceImageInformation></Description>{order}<Layout>"
        f'<Page PHYSICAL_IMG_NR="3"><TopMargin><TextBlock ID="m"><TextLine>{string("17")}</TextLine></TextBlock>'
        f"</TopMargin><PrintSpace>{inside}</PrintSpace></Page></Layout></alto>"
    )


FIRST = (f"""<TextLine>{string("The", 'WC="1"')}<String CONTENT="har" SUBS_TYPE="HypPart1" SUBS_CONTENT="harbour" """
         'WC="0.5"/><HYP CONTENT="-"/></TextLine>')
SECOND = ('<TextLine><String CONTENT="bour" SUBS_TYPE="HypPart2" SUBS_CONTENT="harbour" WC="0.6"/>'
          '<String CONTENT="shut." WC="0.9"><ALTERNATIVE>shot.</ALTERNATIVE></String></TextLine>')
SPLIT = FIRST + SECOND
PLAIN = (f"<TextLine>{string('It')}{string('re-')}</TextLine>"
         f"<TextLine>{string('opens')}{string('soon.')}</TextLine>")
PAGE_XML = """<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">
<Page imageFilename="p1.jpg">
<ReadingOrder><OrderedGroup id="g"><RegionRefIndexed index="1" regionRef="r1"/>
<RegionRefIndexed index="0" regionRef="r2"/>
</OrderedGroup></ReadingOrder>
<TextRegion id="r0" type="page-number"><TextLine><TextEquiv><Unicode>17</Unicode></TextEquiv></TextLine></TextRegion>
<TextRegion id="r1"><TextLine><TextEquiv index="1"><Unicode/></TextEquiv><TextEquiv index="0"><Unicode>It re¬</Unicode>
</TextEquiv></TextLine><TextLine><TextEquiv><Unicode>opens soon.</Unicode></TextEquiv></TextLine></TextRegion>
<TextRegion id="r2"><TextLine><TextEquiv><Unicode>The harbour shut.</Unicode></TextEquiv></TextLine></TextRegion>
</Page></PcGts>"""
METS = """<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink">
<dmdSec ID="d"><mdWrap><xmlData><mods><titleInfo><title>The Bell</title></titleInfo><originInfo>
<dateIssued>1923-05-04</dateIssued></originInfo></mods></xmlData></mdWrap></dmdSec>
<fileSec><fileGrp><file ID="F1"><FLocat xlink:href="file://./alto/p1.xml"/></file>
<file ID="F2"><FLocat xlink:href="file://../outside.xml"/></file></fileGrp></fileSec>
<structMap TYPE="LOGICAL"><div TYPE="Newspaper"><div TYPE="ARTICLE" LABEL="Harbour shut" ID="A1">
<div TYPE="HEADING"/>
<div TYPE="PARAGRAPH"><fptr><area FILEID="F1" BEGIN="b1"/></fptr></div></div>
<div TYPE="ARTICLE" LABEL="Opening" ID="A2">
<fptr><area FILEID="F1" BEGIN="b2"/><area FILEID="F2" BEGIN="x"/></fptr></div>
</div></structMap></mets>"""


def read_all(path: Path, content: str) -> tuple[list[Article], list[Notice]]:
    """The articles of a file with that content, and what was said."""
    path.write_text(content, encoding="utf-8")
    notices: list[Notice] = []
    return list(read(path, notices.append)), notices


def test_a_word_that_was_broken_comes_once_and_margins_are_left_out(tmp_path: Path) -> None:
    (article,), notices = read_all(tmp_path / "bell-1923-05-04-p1.xml", alto(SPLIT, PLAIN))
    assert article.text == "The harbour shut.\n\nIt reopens soon."
    assert (article.language, article.published) == ("de", datetime(1923, 5, 4, tzinfo=UTC))
    assert (article.extra["page_image"], article.extra["page"]) == ("p1.tif", "3")
    assert not notices


def test_how_surely_and_where_each_paragraph_was_read_is_kept(tmp_path: Path) -> None:
    (article,), _ = read_all(tmp_path / "a.xml", alto(SPLIT, PLAIN))
    assert article.extra["confidence"] == 0.75
    assert article.extra["blocks"] == [[0, 0.75, 10.0, 10.0, 80.0, 9.0], [19, -1, 10.0, 20.0, 80.0, 9.0]]


def test_page_xml_says_how_surely_and_where_too(tmp_path: Path) -> None:
    content = PAGE_XML.replace('p1.jpg"', 'https://scans.example/p1.jpg" imageWidth="200" imageHeight="400"').replace(
        '<TextRegion id="r2">', '<TextRegion id="r2"><Coords points="20,40 120,40 120,80 20,80"/>'
    ).replace("<TextEquiv><Unicode>The harbour", '<TextEquiv conf="0.5"><Unicode>The harbour')
    (article,), _ = read_all(tmp_path / "a.xml", content)
    assert article.extra["blocks"][0] == [0, 0.5, 20.0, 40.0, 100.0, 40.0]
    assert cite(1, article, 0, 11).link == "https://scans.example/p1.jpg#xywh=percent:10,10,50,10"


def test_where_words_say_nothing_the_page_does(tmp_path: Path) -> None:
    content = alto(PLAIN).replace("<Page ", '<Page PC="0.81" ')
    assert read_all(tmp_path / "a.xml", content)[0][0].extra["confidence"] == 0.81


@pytest.mark.parametrize("stated", ["nan", "inf", "-1", "1e400", "x", ""])
def test_numbers_that_are_none_are_left_out(tmp_path: Path, stated: str) -> None:
    content = alto(SPLIT).replace('WC="1"', f'WC="{stated}"').replace('HPOS="10"', f'HPOS="{stated}"')
    (article,) = read_all(tmp_path / "a.xml", content)[0]
    assert article.extra["confidence"] == pytest.approx(0.667)
    assert article.extra["blocks"][0][2] in (0.0, -1.0)


def test_a_page_that_was_hardly_readable_is_named(tmp_path: Path) -> None:
    _, notices = read_all(tmp_path / "a.xml", alto(SPLIT.replace('"0.9"', '"0.1"').replace('"1"', '"0.2"')))
    assert "confidence of 0.35" in notices[0].message


def test_half_a_word_goes_on_in_the_next_block(tmp_path: Path) -> None:
    assert read_all(tmp_path / "a.xml", alto(FIRST, SECOND))[0][0].text == "The harbour\n\nshut."


@pytest.mark.parametrize("name", ["a.xml", "b.xml"])
def test_the_reading_order_counts(tmp_path: Path, name: str) -> None:
    order = '<ReadingOrder><OrderedGroup><ElementRef REF="b2"/><ElementRef REF="b1"/></OrderedGroup></ReadingOrder>'
    content = PAGE_XML if name == "b.xml" else alto(PLAIN, SPLIT, order=order)
    assert read_all(tmp_path / name, content)[0][0].text == "The harbour shut.\n\nIt reopens soon."


def test_a_page_without_words_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No article"):
        read_all(tmp_path / "a.xml", alto("<TextLine/>"))


def test_mets_gives_the_articles_and_its_pages_are_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "alto").mkdir()
    (tmp_path / "alto" / "p1.xml").write_text(alto(SPLIT, PLAIN), encoding="utf-8")
    (tmp_path / "issue-mets.xml").write_text(METS, encoding="utf-8")
    notices: list[Notice] = []
    first, second = read(tmp_path, notices.append)
    assert (first.title, first.text, first.source) == ("Harbour shut", "The harbour shut.", "The Bell")
    assert (second.title, second.text) == ("Opening", "It reopens soon.")
    assert first.published == datetime(1923, 5, 4, tzinfo=UTC)
    assert first.extra["pages"] == ["p1.xml"]
    assert ["issue-mets.xml" in each.message for each in notices] == [True]


def test_a_page_that_is_broken_takes_its_own_articles_along_alone(tmp_path: Path) -> None:
    (tmp_path / "alto").mkdir()
    (tmp_path / "alto" / "p1.xml").write_text(alto(SPLIT, PLAIN), encoding="utf-8")
    (tmp_path / "alto" / "p2.xml").write_text(alto(SPLIT)[:-200], encoding="utf-8")
    content = METS.replace("../outside.xml", "./alto/p2.xml").replace('BEGIN="x"', 'BEGIN="b1"')
    articles, notices = read_all(tmp_path / "mets.xml", content)
    assert [each.title for each in articles] == ["Harbour shut", "Opening"]
    assert [each.place for each in notices if each.skipped] == ["p2.xml"]


def test_mets_names_the_pictures_of_its_pages(tmp_path: Path) -> None:
    (tmp_path / "alto").mkdir()
    page = alto(SPLIT, PLAIN).replace("<Page ", '<Page WIDTH="100" HEIGHT="200" ')
    (tmp_path / "alto" / "p1.xml").write_text(page, encoding="utf-8")
    picture = '<file ID="I1" MIMETYPE="image/jpeg"><FLocat xlink:href="https://scans.example/1.jpg"/></file></fileGrp>'
    physical = ('<structMap TYPE="PHYSICAL"><div TYPE="PAGE"><fptr><par><area FILEID="I1"/><area FILEID="F1"/></par>'
                "</fptr></div></structMap></mets>")
    content = METS.replace("</fileGrp>", picture).replace("</mets>", physical)
    (first, _), _ = read_all(tmp_path / "mets.xml", content)
    assert cite(1, first, 0, 5).link == "https://scans.example/1.jpg#xywh=percent:10,5,80,4.5"


def test_pages_are_read_by_themselves_where_mets_names_no_articles(tmp_path: Path) -> None:
    (tmp_path / "p1.xml").write_text(alto(SPLIT), encoding="utf-8")
    (tmp_path / "mets.xml").write_text(METS.replace("ARTICLE", "PART").replace("./alto/", "./"), encoding="utf-8")
    assert [each.text for each in read(tmp_path, lambda notice: None)] == ["The harbour shut."]


def test_mets_without_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="names no articles"):
        read_all(tmp_path / "mets.xml", METS.replace("ARTICLE", "PART"))


@pytest.mark.parametrize("name", ["00001", "00002", "00003", "ALTO-BnF-V2", "NPsample"])
def test_real_pages_give_every_word_once(data: Path, name: str) -> None:
    path = data / "alto" / f"{name}.xml"
    if not path.is_file():
        pytest.skip(f"no ALTO at {path}")
    (article,) = read(path, lambda notice: None)
    space = next(etree.parse(path).getroot().iter("{*}PrintSpace"))   # noqa: S320
    stated = [each.get("SUBS_CONTENT") if each.get("SUBS_TYPE") == "HypPart1" else each.get("CONTENT")
              for each in space.iter("{*}String") if each.get("SUBS_TYPE") != "HypPart2"]
    assert abs(len(article.text.split()) - len(stated)) <= 0.02 * len(stated)
    if name != "ALTO-BnF-V2":      # which is encoded twice, and is mended
        assert len({*stated} - {*article.text.split()}) <= 0.02 * len(stated)


def test_marks_that_are_words_of_their_own_stand_behind_the_word_before(tmp_path: Path) -> None:
    words = "".join(f'<String CONTENT="{word}"/>' for word in ("It", "reopened", ",", "they", "say", "."))
    (article,), _ = read_all(tmp_path / "p1.xml", alto(f"<TextLine>{words}</TextLine>"))
    assert article.text == "It reopened, they say."
    (article,), _ = read_all(tmp_path / "p1.xml", alto(f'<TextLine>{string("Oui")}{string("!")}</TextLine>'))
    assert article.text == "Oui !"      # as the file states the space


def test_a_page_whose_words_all_have_no_confidence_says_nothing_of_it(tmp_path: Path) -> None:
    words = string("It", 'WC="0"') + string("reopened.", 'WC="0.00"')
    (article,), notices = read_all(tmp_path / "p1.xml", alto(f"<TextLine>{words}</TextLine>"))
    assert "confidence" not in article.extra and not notices


@pytest.mark.parametrize("label", ["Harbour sh...", "Untitled Article", "DOCUMENT_TITLE_PLACEHOLDER", ""])
def test_a_label_that_was_cut_short_or_stands_for_none_is_no_title(tmp_path: Path, label: str) -> None:
    (tmp_path / "alto").mkdir()
    (tmp_path / "alto" / "p1.xml").write_text(alto(SPLIT, PLAIN))
    first, _ = read_all(tmp_path / "bell-mets.xml", METS.replace("Harbour shut", label))[0]
    assert first.title == "The harbour shut."


def test_the_pdf_of_an_issue_that_mets_takes_apart_is_not_read_as_well(tmp_path: Path) -> None:
    (tmp_path / "alto").mkdir()
    (tmp_path / "alto" / "p1.xml").write_text(alto(SPLIT, PLAIN))
    (tmp_path / "bell-METS.xml").write_text(METS)
    (tmp_path / "bell.pdf").write_bytes(b"%PDF-1.4")
    notices: list[Notice] = []
    assert [each.title for each in read(tmp_path, notices.append)] == ["Harbour shut", "Opening"]
    assert ("bell.pdf", "This issue is read by way of bell-METS.xml, which has its articles.") in [
        (each.place, each.message) for each in notices]


@pytest.mark.parametrize(("path", "day"), [
    ("BLIP_20190920_01/0002088/1832/1123/0002088_18321123_0002.xml", "1832-11-23"),
    ("2019-09-20/bell/1832/11/23/p2.xml", "1832-11-23"), ("bell/1832/1123/p2.xml", "1832-11-23"),
    ("bell/18321123/0002.xml", "1832-11-23"), ("bell/1832/p2.xml", "None"),
])
def test_the_day_that_stands_nearest_to_a_page_is_its_day(tmp_path: Path, path: str, day: str) -> None:
    page = tmp_path / "papers" / path
    page.parent.mkdir(parents=True)
    page.write_text(alto(PLAIN))
    (article,) = read(tmp_path / "papers", lambda notice: None)
    assert str(article.published)[:10] == day
