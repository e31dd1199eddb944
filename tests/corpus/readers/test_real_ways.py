"""What feeds, interfaces and pages hang on articles, and where one article lies in several places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import Article, article_id, read
from corpus.types.address import story_address

SENTENCES = "".join(f"<p>The trust met for the {number}th time in the long room over the customs house.</p>"
                    for number in range(4, 16))


def read_text(path: Path, content: str) -> Article:
    """The one article of a file with that content."""
    path.write_text(content, encoding="utf-8")
    (article,) = read(path, lambda notice: None)
    return article


def page(head: str = "", body: str = SENTENCES) -> str:
    """A page with an article."""
    return f"<html><head><title>Quay</title>{head}</head><body><article><h1>Quay</h1>{body}</article></body></html>"


@pytest.mark.parametrize("tail", [
    "The post Quay shut appeared first on The Bell.", "The post Quay shut first appeared on The Bell.",
    "Der Beitrag Kai zu erschien zuerst auf Die Glocke.", "La entrada Muelle cerrado se publicó primero en La Campana.",
    "L’article Quai fermé est apparu en premier sur La Cloche.", "O post Cais apareceu primeiro em O Sino.",
    "L’articolo Molo chiuso proviene da La Campana.", "Het bericht Kade dicht verscheen eerst op De Bel.",
])
def test_where_a_post_appeared_first_is_no_text(tmp_path: Path, tail: str) -> None:
    assert read_text(tmp_path / "a.json", json.dumps({"text": f"It is shut.\n\n{tail}"})).text == "It is shut."
    spoken = "The post that she had held appeared first on a list of cuts, and she laughed."
    assert spoken in read_text(tmp_path / "a.json", json.dumps({"text": f"{spoken}\n\nIt is shut."})).text


@pytest.mark.parametrize("mark", ["… [+2310 chars]", "...[+17 chars]", " [+1,204 chars]"])
def test_what_an_interface_cut_off_is_a_summary(tmp_path: Path, mark: str) -> None:
    article = read_text(tmp_path / "a.json", json.dumps({"articles": [{"content": f"The quay is shut and{mark}"}]}))
    assert (article.text, article.extra["summary_only"]) == ("The quay is shut and…", True)


@pytest.mark.parametrize(("printed", "read"), [
    ("Sen. Ines Vale Ines (Nes) Maria ValeFerry sails again The 12:30 Report | Lido shut MORE (D) swam.",
     "Sen. Ines Vale (D) swam."),
    ("Jo Roe Jo RoeRoe: the report is late MORE’s boat sank.", "Jo Roe’s boat sank."),
    ("Jo Roe met Anna RoeBuck, who wants MORE boats.", "Jo Roe met Anna RoeBuck, who wants MORE boats."),
    ("Jo Roe Jo RoeBuck sank.", "Jo Roe Jo RoeBuck sank."),
])
def test_what_a_page_shows_beside_a_pointer_is_no_text(tmp_path: Path, printed: str, read: str) -> None:
    assert read_text(tmp_path / "a.json", json.dumps({"text": printed})).text == read


@pytest.mark.parametrize("url", [
    "http://bell.example/quay", "https://www.bell.example/quay/", "https://bell.example/quay?utm_source=x&fbclid=1",
    "https://amp.bell.example/quay", "https://bell.example/quay/amp/", "https://bell.example/amp/quay",
    "https://bell.example/quay.amp", "https://bell.example/quay?amp=1", "https://m.bell.example/quay#top",
])
def test_a_story_is_one_by_all_its_addresses(url: str) -> None:
    assert article_id("", url, "x") == article_id("", "https://bell.example/quay", "y")


@pytest.mark.parametrize("url", [
    "https://bell.example/quay?id=2", "https://bell.example:8443/quay", "https://bell.example/quay-amp",
    "https://news.bell.example/quay", "https://bell.example/camp",
])
def test_other_stories_are_others(url: str) -> None:
    assert story_address(url) != story_address("https://bell.example/quay")


def test_a_further_page_of_an_article_does_not_take_the_place_of_the_first(tmp_path: Path) -> None:
    canonical = "<link rel=canonical href='https://bell.example/quay'>"
    first = read_text(tmp_path / "a.html", page(f"{canonical}<link rel=next href='https://bell.example/quay?page=2'>"))
    second = read_text(tmp_path / "b.html", page(f"{canonical}<link rel=prev href='https://bell.example/quay'>"))
    third = read_text(tmp_path / "c.html", page(f"{canonical}<link rel=prev href='/quay?page=2'>"))
    assert len({first.id, second.id, third.id}) == 3
    assert (first.title, second.title, third.title) == ("Quay", "Quay (2)", "Quay (3)")


UPDATES = [("2023-05-05T06:10:00+01:00", "Crews leave", "The last engine left Corn Street at ten past six."),
           ("2023-05-05T02:40:00+01:00", "", "A second alarm went off, and twelve crews came.")]


def test_a_live_blog_keeps_each_update_with_its_time(tmp_path: Path) -> None:
    facts = {"@type": "LiveBlogPosting", "headline": "Fire: live", "datePublished": "2023-05-05T01:05:00+01:00",
             "author": {"name": "Ann Lee"}, "liveBlogUpdate": [
                 {"@type": "BlogPosting", "headline": title, "datePublished": time, "articleBody": text,
                  "author": {"name": "Bob Ray"}} for time, title, text in UPDATES]}
    shown = f"<p>A fire broke out at the grain store on Corn Street.</p><h2>Crews leave</h2><p>{UPDATES[0][2]}</p>"
    script = f"<script type='application/ld+json'>{json.dumps(facts)}</script>"
    article = read_text(tmp_path / "a.html", page(script, shown))
    assert article.text.split("\n\n")[-5:] == [
        "A fire broke out at the grain store on Corn Street.", "5 May 2023, 06:10: Crews leave", UPDATES[0][2],
        "5 May 2023, 02:40", UPDATES[1][2],
    ]
    assert (article.title, article.authors, article.kind) == ("Fire: live", ("Ann Lee",), "live")


def test_a_live_page_keeps_the_times_that_it_shows(tmp_path: Path) -> None:
    script = "<script type='application/ld+json'>{\"@type\": \"LiveBlogPosting\", \"headline\": \"Fire\"}</script>"
    shown = "".join(f"<section><time datetime='{time}'>then</time><p>{text} It was one of the longest nights that the "
                    f"town has had, said the chief of the fire service.</p></section>" for time, _, text in UPDATES)
    text = read_text(tmp_path / "a.html", page(script, shown)).text
    assert text.index("5 May 2023, 06:10") < text.index("last engine") < text.index("5 May 2023, 02:40")


def test_the_date_of_a_related_story_is_not_the_articles(tmp_path: Path) -> None:
    related = "<div class='related-stories'><time datetime='2019-01-02'>2 January 2019</time><a href=x>Old</a></div>"
    assert read_text(tmp_path / "a.html", page("", SENTENCES + related)).published is None


@pytest.mark.parametrize("name", ["a.html", "a.json", "a.md", "a.xml"])
def test_a_line_break_within_a_sentence_keeps_its_space(tmp_path: Path, name: str) -> None:
    words = "It opened at 12<br>on Friday, they said."
    content = {
        "a.html": page("", f"{SENTENCES}<p>{words}</p>"), "a.json": json.dumps({"html": f"<p>{words}</p>"}),
        "a.md": words,
        "a.xml": f"<nitf><body><body.content><p>{words.replace('<br>', '<br/>')}</p></body.content></body></nitf>",
    }[name]
    assert "It opened at 12 on Friday, they said." in read_text(tmp_path / name, content).text
