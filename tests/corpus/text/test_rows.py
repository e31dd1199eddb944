"""A table stays a table: each row with its caption and the heads of its columns, in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import Notice, SourceError, read
from corpus.text.markup import piece_text
from corpus.text.rows import Grid, lines_of, row_in
from corpus.text.wikitext import wiki_text

HEADS = "<tr><th>Candidate</th><th>Party</th><th>Votes</th></tr>"
ROWS = "<tr><td>Ann Lee</td><td>Green</td><td>1,204</td></tr><tr><td>Luke Varga</td><td>Labour</td><td>1,187</td></tr>"
CAPTION = "<caption>Harbour ward</caption>"
TABLE = f"<table>{CAPTION}<thead>{HEADS}</thead><tbody>{ROWS}</tbody></table>"
ANN = "Harbour ward: Ann Lee, Green, 1,204 (Candidate, Party, Votes)"
LUKE = "Harbour ward: Luke Varga, Labour, 1,187 (Candidate, Party, Votes)"
STORY = "<p>The returning officer read out the figures at the leisure centre shortly after two in the morning.</p>" * 5
FIGURES = "ward,candidate,party,votes\nHarbour,Ann Lee,Green,\"1,204\"\nHarbour,Luke Varga,Labour,\"1,187\"\n"


@pytest.mark.parametrize(
    "html",
    [
        TABLE, f"<h3>Harbour ward</h3>{TABLE.replace(CAPTION, '')}",
        f"<figure>{TABLE.replace(CAPTION, '')}<figcaption>Harbour ward</figcaption></figure>",
        f"<table>{CAPTION}{HEADS.replace('th>', 'td>')}{ROWS}</table>",
        TABLE.replace("Ann Lee", "<a href='x'><b>Ann</b> Lee</a>").replace("Luke Varga", "Luke<br>Varga"),
        TABLE.replace("<caption>Harbour ward</caption>", "").replace(
            "<tbody>", "<tbody><tr><th colspan=3>Harbour ward</th></tr>"),
    ],
)
def test_a_row_is_a_line_with_its_caption_and_the_heads_of_its_columns(html: str) -> None:
    assert piece_text(html).split("\n\n")[-2:] == [ANN, LUKE]


def test_a_cell_that_hangs_down_stands_in_every_row() -> None:
    rows = "<tr><td rowspan=2>North</td><td>1</td></tr><tr><td>2</td></tr><tr><td>South</td><td>3</td></tr>"
    html = f"<table><tr><th>Area</th><th>Seats</th></tr>{rows}</table>"
    assert piece_text(html).split("\n\n") == [f"{row} (Area, Seats)" for row in ("North, 1", "North, 2", "South, 3")]


def test_empty_cells_take_their_heads_along() -> None:
    assert lines_of(Grid([["Ann", "", "3"]], ["Name", "Party", "Votes"])) == ["Ann, 3 (Name, Votes)"]


@pytest.mark.parametrize(
    "grid",
    [
        Grid([["Ann", "3"], ["Bob", "4"]], ["Name", "Votes"], "Harbour ward"),
        Grid([["Lee, Ann", "1,204"]], ["Name", "Votes, in all"]),
        Grid([["Ann", "", "3"]], ["Name", "Party", "Votes"]),
    ],
)
def test_a_row_can_be_taken_apart_again(grid: Grid) -> None:
    for cells, line in zip(grid.rows, lines_of(grid), strict=True):
        row = row_in(line)
        assert row is not None
        assert [line[slice(*span)] for span in row.cells] == [cell for cell in cells if cell]
        assert row.heads == tuple(head for head, cell in zip(grid.heads, cells, strict=True) if cell)
        assert row.caption == grid.caption


@pytest.mark.parametrize(
    "line", ["", "Nobody spoke.", "He paid (twice).", "It cost 3 (4, 5)", "a, b" * 9_000 + " (c, d)"]
)
def test_other_lines_are_no_rows(line: str) -> None:
    assert row_in(line) is None


def test_what_is_too_long_for_every_line_stands_above() -> None:
    grid = Grid([["1", "2"]], ["a" * 80, "b" * 80], "c" * 90)
    assert lines_of(grid) == ["c" * 90, f"{'a' * 80}, {'b' * 80}", "1, 2"]


@pytest.mark.parametrize(
    "html",
    [
        f"<table><tr><td>{'A long story. ' * 40}</td><td>More of it.</td></tr><tr><td>x</td><td>y</td></tr></table>",
        "<table role=presentation><tr><td>One.</td><td>Two.</td></tr><tr><td>Three.</td><td>Four.</td></tr></table>",
    ],
)
def test_a_table_that_lays_out_a_page_is_read_cell_by_cell(html: str) -> None:
    assert piece_text(html).count("\n\n") == 3


def test_a_page_keeps_its_table_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        f"<html><head><title>Results</title></head><body><main><article><h1>Results</h1>{STORY}{TABLE}{STORY}"
        "</article></main></body></html>")
    (article,) = read(tmp_path / "a.html", lambda notice: None)
    assert {ANN, LUKE} <= set(article.text.split("\n\n")[1:-1])


@pytest.mark.parametrize("name", ["feed.xml", "wxr.xml", "nitf.xml", "a.jsonl", "a.md", "wiki.xml", "g2.xml"])
def test_every_format_keeps_its_tables(tmp_path: Path, name: str) -> None:
    content = {
        "feed.xml": "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
                    f"<title>B</title><item><title>A</title><content:encoded><![CDATA[<p>In full:</p>{TABLE}]]>"
                    "</content:encoded></item></channel></rss>",
        "wxr.xml": '<rss xmlns:content="c" xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>A</title>'
                   f"<content:encoded><![CDATA[<p>In full:</p>{TABLE}]]></content:encoded></item></channel></rss>",
        "nitf.xml": f"<nitf><body><body.content><p>In full:</p>{TABLE}</body.content></body></nitf>",
        "a.jsonl": json.dumps({"html": f"<p>In full:</p>{TABLE}"}) + "\n",
        "a.md": "In full:\n\n### Harbour ward\n\n| Candidate | Party | Votes |\n|---|:-:|--:|\n"
                "| Ann Lee | Green | 1,204 |\n"
                "| [Luke Varga](x) | **Labour** | 1,187 |\n",
        "wiki.xml": "<mediawiki><page><title>A</title><ns>0</ns><id>1</id><revision><timestamp>2024-05-01T09:00:00Z"
                    "</timestamp><text>In full:\n\n{| class=\"wikitable\"\n|+ Harbour ward\n"
                    "! Candidate !! Party !! Votes\n"
                    "|-\n| Ann Lee || Green || style=\"x\" | 1,204\n|-\n| [[w:Luke|Luke Varga]]\n| Labour\n| 1,187\n|}"
                    "</text></revision></page></mediawiki>",
        "g2.xml": '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="1"><contentSet><inlineXML>'
                  f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>In full:</p>{TABLE}</body></html>'
                  "</inlineXML></contentSet></newsItem>",
    }[name]
    (tmp_path / name).write_text(content)
    (article,) = read(tmp_path / name, lambda notice: None)
    assert article.text.split("\n\n")[0] == "In full:"
    assert article.text.split("\n\n")[-2:] == [ANN, LUKE]


def test_a_box_of_a_wiki_without_heads_is_left_out() -> None:
    assert wiki_text("It rained.\n{| class=box\n| See also || More\n|}\nIt stopped.") == "It rained.\n\nIt stopped."


def test_a_table_of_results_is_an_article_of_its_rows(tmp_path: Path) -> None:
    (tmp_path / "council-results_2023.csv").write_text(FIGURES)
    notices: list[Notice] = []
    (article,) = read(tmp_path / "council-results_2023.csv", notices.append)
    assert article.title == "Council results 2023"
    assert article.text.split("\n\n") == [
        "Harbour, Ann Lee, Green, 1,204 (ward, candidate, party, votes)",
        "Harbour, Luke Varga, Labour, 1,187 (ward, candidate, party, votes)",
    ]
    assert [each.skipped for each in notices] == [False]


def test_a_list_of_articles_without_their_texts_is_no_table_of_results(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title,url,date\nA,https://a.example/1,2023-05-04\n")
    with pytest.raises(SourceError, match="names no text or html column"):
        list(read(tmp_path / "a.csv", lambda notice: None))
