"""What an answer is about, and what an article is like."""

from __future__ import annotations

from dataclasses import replace

from bot.web.api.related import like, on_topic, subject
from index import Hit, Passage, Scope
from tests.bot.web.fake_bot import FERRY, MORATORIUM, OVERDUE, FakeArchive, about_amazon, abstain, whole_article


def test_an_answer_is_about_the_first_name_that_was_asked_for() -> None:
    assert subject(about_amazon("What did Amazon announce about Kelshire?")) == "Amazon"
    assert subject(about_amazon("what was announced?")) == subject(abstain("What did Amazon announce?")) == ""


def test_what_is_like_an_article_is_neither_itself_nor_another_printing() -> None:
    asked = replace(MORATORIUM, title="“Pause” at last")
    reprint = replace(asked, id="reprint")
    twin = Hit(Passage(1, MORATORIUM, 0, 9), 1.0, twins=(FERRY,))

    class Near(FakeArchive):
        def search(self, query: str, scope: Scope = Scope()) -> list[Hit]:
            assert not set(query) & set("\"“”„«»")
            return [twin, whole_article(reprint), whole_article(OVERDUE), whole_article(OVERDUE)]

    assert like(Near(), asked) == [OVERDUE]  # type: ignore[arg-type]


def test_after_a_refusal_only_what_names_the_same_is_near() -> None:
    near = [MORATORIUM, FERRY]
    assert on_topic("Who drums for the Beatles?", near) == []
    assert on_topic("What did Amazon pay?", near) == [MORATORIUM]
    assert on_topic("who won the chess olympiad?", near) == near
