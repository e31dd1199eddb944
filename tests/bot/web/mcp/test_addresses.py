"""Addresses of articles and passages: whatever an id holds, and nothing that isn't one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer import version_of
from bot.web.mcp.addresses import PassageAddress, article_id, article_uri, passage_of, passage_uri
from corpus import Article, InputError


@pytest.mark.parametrize("id", ["plain", "opinion/overdue", "a b?c#d", "żółw", "../up", "100%"])
def test_an_address_names_its_article_and_its_words(id: str) -> None:
    article = Article(id, "T", "Some words.")
    assert article_id(article_uri(article)) == id == article_id(id)
    uri = passage_uri(article, 5, 10)
    assert passage_of(uri) == PassageAddress(id, version_of(article), 5, 10)
    assert article_id(uri) == id


def test_other_words_have_another_address() -> None:
    article = Article("a", "T", "Some words.")
    assert passage_uri(article, 0, 4) != passage_uri(replace(article, text="Same words."), 0, 4)
    assert article_uri(article) == article_uri(replace(article, text="Same words."))


@pytest.mark.parametrize("uri", [
    "", "plain", "cuttings://article/a", "cuttings://passage/a/0f/5", "cuttings://passage/a/0f/5/5",
    "cuttings://passage/a/0f/9/5", "cuttings://passage/a/xyz/0/5", "cuttings://passage/a/0f/0/9999999999",
    "https://news.example/a",
])
def test_what_is_no_passage_is_refused(uri: str) -> None:
    with pytest.raises(InputError, match="no passage's address"):
        passage_of(uri)
