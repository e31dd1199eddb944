"""Search results as cards."""

from __future__ import annotations

from dataclasses import replace

import lxml.html

from bot.web.page.results import (
    SNIPPET,
    Results,
    by_article,
    marked_words,
    marking,
    names_html,
    results,
    results_html,
    snippet,
    summary,
)
from bot.web.page.texts import ENGLISH
from index import Hit, Passage, Scope
from tests.bot.inert import harm, payloads
from tests.bot.web.fake_bot import FERRY, MORATORIUM, OVERDUE, FakeArchive, whole_article

HITS = [whole_article(MORATORIUM, 3), whole_article(OVERDUE, 2), replace(whole_article(MORATORIUM, 1), twins=(FERRY,))]


def terms(text: str) -> list[str]:
    """Words without their plural."""
    return [word.rstrip("s") for word in text.lower().split()]


def cards(query: str, hits: list[Hit] = HITS, start: int = 0) -> list[lxml.html.HtmlElement]:
    html = f"<ol>{results_html(query, Results(tuple(by_article(hits))), terms, start)}</ol>"
    assert not harm(html)
    return lxml.html.fragment_fromstring(html).findall("li")


def test_a_card_tells_what_a_reader_needs_to_judge_it() -> None:
    first, second = cards("moratorium")
    text = first.text_content()
    for shown in (MORATORIUM.title, "10 June 2020", "Business", "Corrected 12 June 2020", "By Ruth Adeyemi"):
        assert shown in text
    assert "Also printed in The Harbour Bell (19 February 2024)" in text
    assert "Opinion" in second.text_content()
    assert f"/articles/{MORATORIUM.id}?start=0&end={len(MORATORIUM.text)}#passage" in first.xpath(".//a/@href")


def test_words_that_matched_are_marked_in_any_form_but_not_those_of_every_text() -> None:
    [card] = cards("the law for a policing force", [whole_article(MORATORIUM)])
    assert {mark.text for mark in card.iter("mark")} == {"forces"}


def test_a_phrase_is_marked_as_one_and_nowhere_else() -> None:
    [card] = cards('"the use of" -police', [whole_article(MORATORIUM)])
    assert all(mark.text.casefold() == "the use of" for mark in card.iter("mark"))


def test_words_beside_a_phrase_and_alternatives_are_marked_too() -> None:
    marked = marking('rain OR snow "iron bridge" -bus', terms)
    text = "Rain on the iron bridge, a bridge; no bus."
    assert [text[start:end] for start, end in marked(text)] == ["Rain", "iron bridge"]


def test_an_article_is_one_card_however_many_of_its_passages_were_found() -> None:
    assert [len(found.hits) for found in by_article(HITS)] == [2, 1]
    assert len(cards("moratorium")) == 2
    assert cards("moratorium", start=1)[0].text_content().startswith("Opinion")


def test_a_long_passage_is_cut_where_most_words_match() -> None:
    text = "nothing here " * 60 + "the harbour wall and the harbour gate " + "nothing there " * 60
    marks = marked_words(text, frozenset({"harbour"}), lambda word: frozenset(terms(word)))
    start, end = snippet(text, marks)
    assert text[start:end].count("harbour") == 2
    assert end - start <= SNIPPET and text[start - 1] == " "
    assert snippet("x" * 1_000, []) == (0, SNIPPET)
    assert snippet("short", []) == (0, 5)


def test_the_summary_counts_articles() -> None:
    made = Results(tuple(by_article(HITS)))
    assert summary("a  b", made, ENGLISH) == "2 articles, the nearest to “a b” first."
    assert summary('"a b" -c', made, ENGLISH) == "2 articles, the nearest to “‘a b’ -c” first."
    assert summary('"a b"', made, ENGLISH) == "2 articles, the nearest to “a b” first."
    one = Results(made.found[:1])
    assert summary("a", one, ENGLISH) == summary("a", replace(one, dated=True), ENGLISH) == "1 article on “a”."
    assert summary("a", replace(made, dated=True), ENGLISH) == "2 articles on “a”, by month."
    assert "Nothing fits “x” here" in summary("x", Results(), ENGLISH)


def test_an_articles_passages_stand_in_its_own_order() -> None:
    hits = [Hit(Passage(1, MORATORIUM, start, start + 60), 1.0) for start in (200, 0)]
    [card] = cards("software", hits)
    assert "start=0" in card.xpath(".//p[@class='open']/a/@href")[0]


def test_in_order_of_time_every_article_with_the_words_stands_under_its_month() -> None:
    undated = replace(FERRY, id="undated", published=None)
    archive = FakeArchive([FERRY, undated, MORATORIUM, replace(MORATORIUM, id="other")])
    for order, months in (("newest", ["February 2024: 1 article", "Undated: 1 article"]), ("oldest", None)):
        made = results(archive, "the said", Scope(), order)
        html = results_html("the said", made, terms, 0)
        heads = lxml.html.fragment_fromstring(f"<ol>{html}</ol>").xpath("//li[@class='month']//text()")
        assert heads[-1] == "Undated: 1 article" and "June 2020: 2 articles" in heads
        assert heads[0] == (months or ["June 2020: 2 articles"])[0]
    assert not results(archive, "?!", Scope()).found
    assert results(archive, '"night ferry"', Scope(), "newest").dated


def test_nothing_of_a_public_list_of_attacks_comes_out_alive() -> None:
    for payload in payloads():
        poisoned = replace(MORATORIUM, title=payload, text=payload, source=payload, section=payload, id=payload)
        hits = [Hit(Passage(1, poisoned, 0, len(payload)), 1.0, twins=(poisoned,))]
        assert cards(payload, hits)


def test_names_that_narrow_the_search_are_buttons_and_inert() -> None:
    texts = ["Anna Quill met \"Ann\" <b>Lee</b> in Saltgate & in Saltgate.", "Anna Quill came to Saltgate.", "Nobody."]
    html = names_html([replace(FERRY, id=text, text=text) for text in texts], "ferry", ENGLISH)
    buttons = lxml.html.fragment_fromstring(html).findall(".//button")
    assert [each.get("data-name") for each in buttons] == ["Anna Quill", "Saltgate"]
    assert [each.text_content().split() for each in buttons] == [["Anna", "Quill", "2"], ["Saltgate", "2"]]
    assert names_html([FERRY], "ferry", ENGLISH) == ""
