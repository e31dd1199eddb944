"""A lead-in is quoted with what it opens, or not at all."""

from __future__ import annotations

from bot.quote.beside.lead_ins import with_lead_ins
from index import sentences


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in with_lead_ins(text, sentences(text))]


def test_somebodys_words_stand_behind_who_wrote_them() -> None:
    text = "It rained.\n\nIn a series of posts, she wrote:\n\n“The ferry will sail.” It did."
    assert quoted(text) == ["It rained.", "In a series of posts, she wrote:\n\n“The ferry will sail.”", "It did."]


def test_a_lead_in_with_nothing_behind_is_left_out() -> None:
    assert quoted("It rained.\n\nShe wrote:") == ["It rained."]
    assert quoted("It rained.\n\nShe wrote:\n\npic.twitter.com/j6Ky45") == ["It rained.", "pic.twitter.com/j6Ky45"]


def test_a_sentence_that_can_do_without_stands_alone() -> None:
    assert quoted("Here's one more example: It rained.") == ["Here's one more example: It rained."]
    assert quoted("To start:\n\nThe ferry sailed at noon.") == ["The ferry sailed at noon."]


def test_what_a_long_one_opens_comes_alone_too() -> None:
    text = ("The plan, which costs the harbour board £5 million a year for ten years, would do this:\n\n"
            "• Open the lido in June.")
    assert quoted(text) == [text, "• Open the lido in June."]
