"""NewsML 1.0 to 1.2, as agencies still deliver it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from corpus import Article, Notice, SourceError, read

ITEM = """<NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>npa.example</ProviderId>
<DateId>20240501</DateId><NewsItemId>1</NewsItemId><RevisionId PreviousRevision="0" Update="N">2</RevisionId>
<PublicIdentifier>urn:newsml:npa.example:20240501:1:2</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20240501T103000+0200</FirstCreated>
<ThisRevisionCreated>20240501T113000+0200</ThisRevisionCreated>{status}</NewsManagement>
<NewsComponent><NewsLines><HeadLine>Harbour shut</HeadLine><ByLine>By Ann Lee</ByLine>
<DateLine>MERROW, May 1 (NPA) -</DateLine><CopyrightLine>© NPA 2024</CopyrightLine><SlugLine>Merrow-harbour</SlugLine>
</NewsLines><AdministrativeMetadata><Provider><Party FormalName="NPA"/></Provider></AdministrativeMetadata>
<DescriptiveMetadata><Language FormalName="en"/><Genre FormalName="Analysis"/></DescriptiveMetadata>
{components}</NewsComponent></NewsItem>"""
NITF = """<NewsComponent><Role FormalName="Main"/><ContentItem><MediaType FormalName="Text"/><DataContent><nitf><body>
<body.content><p>The harbour was shut on Monday.</p><p>It stays shut.</p><p>al/br/cp</p></body.content></body></nitf>
</DataContent></ContentItem></NewsComponent>"""


def item(components: str = NITF, status: str = '<Status FormalName="Usable"/>') -> str:
    """A news item with these components and that status."""
    return ITEM.format(components=components, status=status)


def read_all(tmp_path: Path, items: str, doctype: str = "") -> tuple[list[Article], list[Notice]]:
    """The articles of a file with these items, and what was said."""
    (tmp_path / "a.xml").write_text(f'<?xml version="1.0"?>{doctype}<NewsML Version="1.2">{items}</NewsML>', "utf-8")
    notices: list[Notice] = []
    return list(read(tmp_path / "a.xml", notices.append)), notices


def test_a_news_item_gives_every_field_and_loses_the_initials_of_those_who_worked_on_it(tmp_path: Path) -> None:
    [article], notices = read_all(tmp_path, item())
    assert notices == []
    assert (article.id, article.title) == ("urn:newsml:npa.example:20240501:1:2", "Harbour shut")
    assert article.text == "The harbour was shut on Monday.\n\nIt stays shut."
    assert article.published == datetime(2024, 5, 1, 10, 30, tzinfo=timezone(timedelta(hours=2)))
    assert article.updated == datetime(2024, 5, 1, 11, 30, tzinfo=timezone(timedelta(hours=2)))
    assert (article.authors, article.source, article.kind) == (("Ann Lee",), "NPA", "analysis")
    assert (article.language, article.rights) == ("en", "© NPA 2024")
    assert article.extra == {"slugline": "Merrow-harbour", "dateline": "MERROW, May 1 (NPA) -", "version": "2"}


@pytest.mark.parametrize("data", [
    "<![CDATA[<h1>Harbour shut</h1><p>It was shut.</p>]]>", "It was shut.",
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><p>It was shut.</p></body></html>',
])
def test_the_text_may_be_html_plain_or_xhtml(tmp_path: Path, data: str) -> None:
    content = f"<ContentItem><DataContent>{data}</DataContent></ContentItem>"
    [article], _ = read_all(tmp_path, item(content))
    assert article.text == "It was shut."


def test_titles_summaries_captions_and_pictures_are_no_text(tmp_path: Path) -> None:
    beside = "".join(
        f'<NewsComponent><Role FormalName="{role}"/><ContentItem><DataContent>{role} of some words</DataContent>'
        "</ContentItem></NewsComponent>" for role in ("Title", "Abstract", "StyleSheet"))
    picture = ('<NewsComponent><ContentItem><MediaType FormalName="Photo"/></ContentItem><ContentItem>'
               "<DataContent>The quay at dusk</DataContent></ContentItem></NewsComponent>")
    [article], _ = read_all(tmp_path, item(beside + picture + NITF))
    assert article.text == "The harbour was shut on Monday.\n\nIt stays shut."


def test_each_language_of_an_item_is_an_article(tmp_path: Path) -> None:
    languages = "".join(
        f'<NewsComponent xml:lang="{language}"><NewsLines><HeadLine>{title}</HeadLine></NewsLines><ContentItem>'
        f"<DataContent>{title}, it says.</DataContent></ContentItem></NewsComponent>"
        for language, title in (("nl", "Haven dicht"), ("fr", "Port fermé")))
    articles, _ = read_all(tmp_path, item(languages))
    assert [(each.title, each.language) for each in articles] == [("Haven dicht", "nl"), ("Port fermé", "fr")]
    assert len({each.id for each in articles}) == 2


def test_an_embargo_waits_for_the_moment_at_which_the_status_changes(tmp_path: Path) -> None:
    change = ('<Status FormalName="Embargoed"/><StatusWillChange><FutureStatus FormalName="Usable"/>'
              "<DateAndTime>20990501T060000Z</DateAndTime></StatusWillChange>")
    [article], _ = read_all(tmp_path, item(status=change))
    assert article.embargoed_until == datetime(2099, 5, 1, 6, tzinfo=UTC)
    [article], notices = read_all(tmp_path, item(status='<Status FormalName="Embargoed"/>'))
    assert article.status == "withheld" and "until when" in notices[0].message
    [article], _ = read_all(tmp_path, item(status='<Status FormalName="Usable"/><Instruction FormalName="Cancel"/>'))
    assert article.status == "canceled"


def test_what_holds_no_text_is_counted(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"1 items that are no articles were passed over \(no text\)"):
        read_all(tmp_path, item('<ContentItem Href="a.jpg"><MediaType FormalName="Photo"/></ContentItem>'))


def test_a_part_of_the_document_type_that_lay_beside_it_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "nitf-3-0.dtd").write_text('<!ENTITY secret "read from elsewhere">')
    doctype = '<!DOCTYPE NewsML SYSTEM "NewsML.dtd" [<!ENTITY % nitf SYSTEM "nitf-3-0.dtd"> %nitf;]>'
    [article], _ = read_all(tmp_path, item(NITF.replace("It stays", "&secret; It stays")), doctype)
    assert "elsewhere" not in article.text and "shut on Monday" in article.text
    with pytest.raises(SourceError, match="declares entities of its own"):
        read_all(tmp_path, item(), doctype.replace("[", '[<!ENTITY nitf "a">'))
