"""The words that tell what was asked are found in the sentence that answers."""

from __future__ import annotations

import pytest

from bot.quote.wanted.telling_words import telling_words


def stem(text: str) -> list[str]:
    return [word.strip(".,?").casefold().removesuffix("ed") for word in text.split()]


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        ("How much did the repair cost?", "The repair cost £9.4m, not £2m.", "£9.4m"),
        ("How many swans came?", "Of 60 birds forty swans came.", "forty"),
        ("When did the bridge reopen?", "It is to reopen at 11am on Saturday 23 March.", "Saturday 23 March"),
        ("What time did the bridge reopen?", "It was to reopen at 11am on Saturday.", "11am"),
        ("When was the vote?", "The vote was on Dec. 3 in Porthale.", "Dec. 3"),
        ("Who steered the ferry?", "In March the ferry was steered by Ines Vale.", "Ines Vale"),
        ("How old is Ada Bell?", "Ada Bell, 41, resigned.", "41"),
        ("How many hospitals does it run?", "It is one of the largest in the land, with 39 hospitals.", "39"),
        ("Who spoke for the trust?", "Dr John Marsh, of the Kelshire Wildlife Trust, spoke up.", "John Marsh"),
        ("How much were the bonds?", "People bought bonds at £50 each.", "£50"),
        ("How far is the lido?", "The lido is 12 miles from the town's 30 schools.", "12 miles"),
        ("Where is the new school?", "The new school stands in Mill Lane.", "Mill Lane"),
    ],
)
def test_the_telling_words(question: str, sentence: str, words: str) -> None:
    span = telling_words(question, sentence, stem)
    assert span and sentence[slice(*span)].strip(" .") == words


@pytest.mark.parametrize(
    ("question", "sentence"),
    [("How many people died?", "One man was missing and 140 homes were flooded."),
     ("What share of the links were liberal?", "65% of links were liberal and 16% of links were not."),
     ("Where was she?", "The US minister said so."),
     ("Has it said how many pay?", "Of them 172 million pay."),
     ("Why did she resign?", "She was ill."), ("Who is Ada Bell?", "Ada Bell resigned."), ("When?", "Nobody knows.")],
)
def test_where_no_words_tell_it_there_are_none(question: str, sentence: str) -> None:
    assert telling_words(question, sentence, stem) is None
