"""Places of advertisements and credits of pictures are known from sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bot import Bot
from bot.quote.boilerplate import is_aside, promotes, says_nothing
from index import Archive
from tests.fakes import WordEmbedder, article


@pytest.mark.parametrize("sentence", [
    "Advertisement", "ADVERTISEMENT:", "Story continues below", "(AP Photo/Ines Vale, File)", "Ines Vale/Getty Images",
    "Photographer: Ines Vale/Bloomberg", "Ines Vale/AFP/Getty Images A swan lands in the harbour on Monday.",
    "FILE - In this May 3, 2020, file photo, the ferry lies in the dock.",
    "Media playback is unsupported on your device",
])
def test_these_are_no_sentences_of_the_article(sentence: str) -> None:
    assert is_aside(sentence)


@pytest.mark.parametrize("sentence", [
    "The advertisement cost £400.", "MERROWBY (AP) — The ferry was laid up on Monday.", "She told Reuters so.",
    "The file was lost.", "A photo of the ferry won the prize.", "The story continues to be told.", "",
])
def test_these_are(sentence: str) -> None:
    assert not is_aside(sentence)


def test_a_caption_may_say_something() -> None:
    assert says_nothing("Ines Vale/Getty Images")
    assert not says_nothing("Ines Vale/AFP/Getty Images A swan lands in the harbour on Monday.")


def test_a_quotation_ends_before_an_advertisement(tmp_path: Path) -> None:
    text = ("The harbour was quiet.\n\nThe ferry was laid up on Monday after its engine failed.\n\nAdvertisement\n\n"
            "It will sail again in May, the harbour master said.")
    with Archive.create(tmp_path, embedder=WordEmbedder()) as archive:
        archive.add([article("ferry", "Ferry laid up", text)])
        archive.embed()
        answer = Bot(archive).ask("When was the ferry laid up?")
    assert answer.citations and not any("Advertisement" in each.quote for each in answer.citations)
    assert "engine failed" in answer.citations[0].quote


def test_how_to_reach_a_reporter_is_no_news_and_who_could_not_be_reached_is() -> None:
    assert promotes("Reach the reporter at ines.vale@bell.example.") and promotes("She can be reached at 319 555 0134.")
    assert not promotes("Police could not reach him.") and not promotes("An agreement can be reached by May.")


@pytest.mark.parametrize("sentence", [
    "Harbour coverage at Quay Bell is made possible in part by a grant from the Vale Foundation.",
    "Our fact-check work is supported in part by a grant from the lido.",
    "Ines Vale, who anchors the morning news, is writing a series of columns about the ferry.",
])
def test_who_pays_for_the_paper_is_no_news(sentence: str) -> None:
    assert promotes(sentence)


@pytest.mark.parametrize("sentence", [
    "The lido is funded by a grant from the harbour board.", "The peace was made possible by the mayor.",
    "Coverage of the poor was paid from the fund.",
    "Health coverage is funded by a grant of the board.", "The series of strikes was supported by the members.",
    "Our lido is funded with a grant.", "Ines Vale is writing a series of essays on the ferry.",
])
def test_who_pays_for_something_else_is(sentence: str) -> None:
    assert not promotes(sentence)
