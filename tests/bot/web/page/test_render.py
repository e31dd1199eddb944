"""What the page is given to show."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest

from bot.answer import Answer, Citation, Premise
from bot.understand.about_archive import day
from bot.web.api.links import reading_link, safe_link
from bot.web.page.labels import kind_label
from bot.web.page.markup import escape
from bot.web.page.render import (
    chat_markdown,
    draft_markdown,
    empty_panel,
    plain_text,
    premises_html,
    sources_html,
    unsaid,
)
from bot.web.page.texts import FRENCH, GERMAN, SPANISH, TEXTS
from corpus import Article
from index import Hit, Passage, Scope
from tests.bot.inert import as_page, harm, payloads
from tests.bot.web.fake_bot import (
    FERRY,
    MORATORIUM,
    OVERDUE,
    about_amazon,
    about_ferry,
    abstain,
    cite,
    contradict,
    greet,
)
from tests.fakes import article

QUESTION = "What did Amazon announce?"
MARKUP = [
    "# Heading",
    "1. list",
    "- list",
    "> quote",
    "    code",
    "```\ncode\n```",
    "| a | b |\n|---|---|\n| c | d |",
    "*em* _em_ **strong** ~~gone~~ `code`",
    "[click](https://evil.example)",
    "![pixel](https://evil.example/x.png)",
    "<https://evil.example>",
    "<img src=x onerror=alert(1)>",
    "<!-- comment -->",
    "&lt;script&gt;",
    "$$x$$ %%%LATEX_BLOCK_0%%%",
    "[1]: https://evil.example",
    "setext\n===",
    "---",
]


def hostile(payload: str) -> Answer:
    """An answer in which the payload stands wherever an article or a reader can put it."""
    article = Article(
        id=payload, title=payload, text=f"{payload}\n\n{payload}", url=payload, authors=(payload, payload),
        source=payload, section=payload, kind=payload, language=payload, rights=payload,
        published=datetime(2024, 1, 1, tzinfo=UTC), corrections=((None, payload),),
    )
    citations = (
        Citation(1, article, 0, len(payload), payload, twins=(article, replace(article, id=f"{payload}2", source=""))),
        Citation(2, article, 1, len(article.text), ""),
    )
    hits = (Hit(Passage(1, article, 0, len(payload)), 1.0),)
    return Answer(payload, f"{payload}?", f"“{payload}” [1]\n\n{payload} [2] [9]", True, citations, hits)


def test_what_a_question_takes_wrongly_for_granted_is_named() -> None:
    shown = premises_html(contradict("Why a two-year pause?").premises)
    assert "<pause>" not in shown
    assert "takes “two-year &#60;pause&#62;” for granted" in shown.replace("&#45;", "-")
    assert shown.count("<li>") == 2 and shown.count("<a ") == 1 and 'data-number="1"' in shown
    assert premises_html([Premise("it rained", "supported")]) == "" == premises_html(())


def test_each_mark_leads_to_its_cutting() -> None:
    links = as_page(chat_markdown(about_amazon(QUESTION)))
    assert f'<a href="{MORATORIUM.url}#:~:text=The%20company%20announced,known%20as%20Rekognition."' in links
    assert f'<a href="/articles/{OVERDUE.id}?start=59&amp;end=160#passage"' in links
    assert "The Harbour Bell, 14 June 2020: A pause is not a rule" in links


def test_a_mark_without_a_citation_stays_text() -> None:
    text = chat_markdown(replace(about_ferry(QUESTION), text="Said so [1] and so [4]."))
    assert as_page(text).count("<a ") == 1
    assert "[4]" in plain_text(text)


def test_marks_of_a_text_still_coming_are_plain() -> None:
    assert "<a " not in as_page(draft_markdown("The ferry sails. [1]"))


def test_an_abstention_looks_different_from_an_answer() -> None:
    assert as_page(chat_markdown(abstain(QUESTION))).startswith("<blockquote>")
    assert "<blockquote>" not in as_page(chat_markdown(about_ferry(QUESTION)))
    panel = sources_html(abstain(QUESTION))
    assert "nearest" in panel and "card" not in panel and "<mark>" not in panel
    assert FERRY.title in panel


def test_small_talk_leaves_the_panel_empty() -> None:
    assert sources_html(greet("Hello")) == empty_panel()


@pytest.mark.parametrize("answer", [about_amazon(QUESTION), about_ferry(QUESTION), abstain(QUESTION), greet("Hello")])
def test_a_conversation_remembers_the_text_that_was_rendered(answer: Answer) -> None:
    assert plain_text(chat_markdown(answer)) == answer.text


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_of_an_article_is_shown_as_written(markup: str) -> None:
    page = as_page(draft_markdown(markup))
    assert not harm(page)
    assert page.count("<") == page.count("<p>") + page.count("</p>") + page.count("<br")
    assert plain_text(draft_markdown(markup)) == "\n".join(line.strip() for line in markup.splitlines())


def test_paragraphs_stay_apart() -> None:
    assert as_page(draft_markdown("One.\n\nTwo.")).count("<p>") == 2


def test_a_card_shows_what_a_reader_needs_to_judge_the_cutting() -> None:
    panel = sources_html(about_amazon(QUESTION))
    for shown in (
        "Amazon pauses police use of its face recognition for a year",
        "10 June 2020",
        "By Ruth Adeyemi and Jonas Lind",
        "Business",
        "Corrected 12 June 2020",
        '<span class="kind">Opinion</span>',
        "Open at this passage",
    ):
        assert shown in panel


def test_a_card_says_once_where_else_the_quotes_were_printed() -> None:
    answer = about_amazon(QUESTION)
    bare = replace(FERRY, id="c", source="", title="Untold", published=None)
    twins = (replace(FERRY, id="b", source="The <Bell>"), bare)
    cited = tuple(replace(citation, twins=twins) for citation in answer.citations[:2])
    panel = sources_html(replace(answer, citations=cited))
    assert panel.count("Also printed in") == len({citation.article.id for citation in cited})
    assert 'href="/articles/b"' in panel and f">The &#60;Bell&#62; &#40;{day(FERRY.published)}&#41;</a>" in panel
    assert ">Untold</a>" in panel
    assert "Also printed" not in sources_html(answer)


def test_two_cuttings_of_one_article_share_a_card() -> None:
    panel = sources_html(about_amazon(QUESTION))
    assert panel.count('<li class="card">') == 2
    assert panel.count('<div class="passage">') == 3


def test_the_quote_is_marked_in_a_little_of_its_paragraph() -> None:
    text = f"{'Long before. ' * 40}The bridge closed in May. {'Long after. ' * 40}\n\nAnother paragraph."
    article = Article(id="a", title="Bridge", text=text)
    panel = sources_html(Answer("q", "q", "[1]", True, (cite(1, article, "The bridge closed in May."),)))
    assert "<mark>The bridge closed in May&#46;</mark>" in panel
    assert "… before&#46;" in panel and "Another" not in panel
    assert len(panel) < 1_500


def test_only_the_sentence_that_answers_is_marked() -> None:
    story = article("story", "Crows", "The clerk was Ada Bell. She won £9.4m on Monday. Bo Lee lost.")
    two = cite(1, story, "The clerk was Ada Bell. She won £9.4m on Monday.")
    told = Answer("How much?", "How much?", "[1]", True, (two,))
    assert "The clerk was Ada Bell&#46; <mark>She won £9&#46;4m on Monday&#46;</mark> Bo Lee lost" in sources_html(told)
    first = replace(told, short=cite(1, story, "Ada Bell"))
    assert "<mark>The clerk was Ada Bell&#46;</mark> She won" in sources_html(first)


def test_a_quote_over_two_paragraphs_stays_in_one_block_of_html() -> None:
    article = Article(id="a", title="Two", text="One.\n\nTwo.")
    panel = sources_html(Answer("q", "q", "[1]", True, (cite(1, article, "One.\n\nTwo."),)))
    assert "\n" not in panel and "One&#46;<br><mark>Two&#46;</mark>" in panel


def test_a_question_that_is_searched_with_the_one_before_it_is_said_so() -> None:
    answer = replace(about_ferry("When was he seen?"), question_used="When was he seen (Who sailed the ferry)?")
    assert "“When was he seen?”, after “Who sailed the ferry?”" in unescape(sources_html(answer))


def test_a_refusal_says_once_what_the_archive_does_not_say() -> None:
    unknown = Premise("Ann Lee resigned", "not found")
    refusal = replace(abstain(QUESTION), text="The archive doesn't say that Ann Lee resigned.", premises=(unknown,))
    assert unsaid(refusal) == [] and unsaid(replace(refusal, text="I don't find that.")) == [unknown]
    assert unsaid(replace(refusal, answered=True)) == [unknown]


def test_what_was_searched_is_said_where_it_differs_from_the_question() -> None:
    used = Scope(since="2020-06-01", until="2020-06-30")
    assert "night ferry to Aldersund" in sources_html(about_ferry("And when does it sail?", used))
    assert "published 1 June 2020 to 30 June 2020" in sources_html(about_ferry("And when does it sail?", used))
    assert "Searched for" not in sources_html(about_amazon(QUESTION))


def test_notices_are_shown_as_text() -> None:
    shown = sources_html(replace(about_ferry(QUESTION), notices=("Only <June 2020> was searched.", "All of it.")))
    assert '<p class="searched">Only &#60;June 2020&#62; was searched&#46;</p>' in shown
    assert '<p class="searched">All of it&#46;</p>' in shown


def test_sentences_left_out_are_counted_and_folded_away() -> None:
    answer = replace(about_ferry(QUESTION), withheld=(("It <b>sank</b>", "unsupported"),))
    html = sources_html(answer)
    assert "1 sentence was left out" in html
    assert '<details class="withheld"><summary>' in html
    assert "<b>" not in html and "unsupported" in html


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " https://evil.example",
        "data:text/html,x", "//evil.example/x", "/chat/", "https:evil", "https://", "http://[bad", "vbscript:x",
        "ftp://example.org/", "", "\\\\evil.example", "/\\evil.example",
    ],
)
def test_a_link_elsewhere_than_to_the_web_or_the_reading_view_is_no_link(link: str) -> None:
    assert safe_link(link) == ""


@pytest.mark.parametrize(
    ("link", "safe"),
    [
        ("https://example.org/a?b=1&c=2#:~:text=so%20it", "https://example.org/a?b=1&c=2#:~:text=so%20it"),
        ("https://example.org/a(b)", "https://example.org/a%28b%29"),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("/articles/a b?start=1&end=2", "/articles/a%20b?start=1&end=2"),
        ("https://example.org/\ud800", "https://example.org/?"),
    ],
)
def test_a_link_is_encoded_for_where_it_stands(link: str, safe: str) -> None:
    assert safe_link(link) == safe


def test_a_citation_with_a_bad_link_leads_to_the_reading_view() -> None:
    bad = Citation(1, FERRY, 0, 9, "javascript:alert(1)")
    page = as_page(draft_markdown("So. [1]", [bad]))
    assert 'href="/articles/ferry-timetable?start=0&amp;end=9#passage"' in page


def test_an_id_with_slashes_and_spaces_has_an_address() -> None:
    assert reading_link(Article(id="tag:a/b c?", title="", text="")) == "/articles/tag%3Aa%2Fb%20c%3F"


@pytest.mark.parametrize(
    ("kind", "label"),
    [("news", ""), ("", ""), ("opinion", "Opinion"), ("SPONSORED", "Sponsored content"), ("fact-check", "Fact check")],
)
def test_a_kind_is_named_unless_it_is_plain_news(kind: str, label: str) -> None:
    assert kind_label(kind) == label


def test_a_date_is_written_out() -> None:
    assert day(datetime(2020, 6, 10, tzinfo=UTC)) == "10 June 2020"
    assert day(None) == ""


def test_half_characters_and_control_characters_do_not_pass() -> None:
    assert escape("a\ud800b\x00\x1bc") == "a\ufffdbc"


def test_a_link_keeps_its_own_ampersands() -> None:
    article = replace(FERRY, url="https://example.org/?a=1&lt;=2&copy=3")
    page = as_page(draft_markdown("So. [1]", [Citation(1, article, 0, 9, article.url)]))
    assert 'href="https://example.org/?a=1&amp;lt;=2&amp;copy=3"' in page


def test_the_check_for_harm_sees_harm() -> None:
    for html in ("<script>", "<img src=x>", "<a href='javascript:x'>x</a>", "<p onclick=x>x</p>", "<svg>", "<base>"):
        assert harm(html), html
    assert harm(as_page("[x](http:evil) ![x](y)")) and not harm(as_page("[x](https://example.org)"))


def test_no_attack_of_a_public_list_comes_out_alive() -> None:
    for payload in payloads():
        answer = hostile(payload)
        for shown in (answer, replace(answer, answered=False, citations=())):
            assert not harm(as_page(chat_markdown(shown))), payload
            assert not harm(sources_html(shown)), payload
            assert not harm(as_page(sources_html(shown))), payload
        assert plain_text(draft_markdown(payload)).split() == plain_text(escape(payload)).split()


def test_the_cuttings_speak_the_readers_language_and_say_what_is_not_in_it() -> None:
    answer = about_amazon(QUESTION)
    cited = tuple(replace(each, article=replace(each.article, language="en-GB")) for each in answer.citations)
    told = replace(answer, citations=cited, notices=("Older.",), withheld=(("Said so.", "No."),))
    panel = sources_html(told, GERMAN)
    for shown in (
        "<h2>Quellen</h2>", "10. Juni 2020", "Von Ruth Adeyemi und Jonas Lind", "Berichtigt am 12. Juni 2020:",
        '<span class="kind">Meinung</span>', "An dieser Stelle öffnen", '<h3 dir="auto" lang="en-GB">',
        '<p class="searched" lang="en">Older', "1 Satz wurde", '<li lang="en">Said so',
    ):
        assert shown in panel
    assert 'lang="en"' not in sources_html(replace(told, citations=answer.citations))
    assert "The Harbour Bell, 10. Juni 2020" in as_page(chat_markdown(answer, GERMAN))
    assert plain_text(chat_markdown(answer, FRENCH)) == answer.text
    assert "Le plus proche dans les archives" in sources_html(abstain(QUESTION), FRENCH)


def test_no_attack_comes_out_alive_in_any_language() -> None:
    for payload in payloads()[::25]:
        for said in TEXTS.values():
            assert not harm(as_page(chat_markdown(hostile(payload), said))), payload
            assert not harm(sources_html(hostile(payload), said)), payload


def test_an_unknown_kind_stays_as_it_is_written() -> None:
    assert kind_label("photo-essay", SPANISH) == "Photo essay" and kind_label("Wire", SPANISH) == "Teletipo de agencia"


def folded() -> Answer:
    story = article("story", "Crows & doves", "Ada Bell won <b>£9.4m</b> on Monday. Bo Lee lost.")
    lead = cite(1, story, "Ada Bell won <b>£9.4m</b> on Monday.")
    words, other = cite(1, story, "£9.4m"), cite(2, story, "Bo Lee lost.")
    return Answer("How much?", "How much?", "“Ada Bell won <b>£9.4m</b> on Monday.” — 3 May [1]", True, (lead,),
                  short=words, more=(other,))


def test_the_telling_words_are_strong_and_what_is_more_lies_behind_a_fold() -> None:
    shown = chat_markdown(folded())
    assert "<strong>£9&#46;4m</strong>" in shown
    assert shown.count("<details class=\"more\"><summary>More from the archive</summary>") == 1
    assert "“Bo Lee lost&#46;”" in shown and "Crows &#38; doves" in shown and "<b>" not in shown


def test_a_quotation_in_another_language_says_which() -> None:
    told = folded()
    cited = replace(told.citations[0], article=replace(told.citations[0].article, language="de-AT"))
    foreign = replace(told, citations=(cited,))
    shown = chat_markdown(foreign)
    assert shown.startswith('<span lang="de-AT" dir="auto">“Ada Bell won &#60;b&#62;<strong>£9&#46;4m</strong>')
    assert shown.count("<span lang=\"de-AT\"") == 1
    assert plain_text(shown) == told.text
    assert "<span lang" not in chat_markdown(replace(foreign, language="de"))


def test_a_conversation_remembers_what_stood_before_the_fold() -> None:
    assert plain_text(chat_markdown(folded())) == folded().text


def test_the_panel_folds_what_is_more_too() -> None:
    before, _, behind = sources_html(folded()).partition("<details class=\"more\">")
    assert "Ada Bell" in before and "Bo Lee" in behind
