"""Twins are told by their words; what only looks alike stays apart."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from corpus import Article
from corpus.text.fingerprint import HASHES, Print, bands, same_story, shingles, signature, words

STORY = (
    "The iron bridge over the Skel will close to lorries from Monday after engineers found cracks in two of its "
    "bearings, the county council said. Inspectors had been called in by the harbour master, who noticed rust on the "
    "northern pier while his boat lay at anchor below it.\n\nRepairs are expected to cost $2 million and to last until "
    "the spring of next year. Drivers of heavy vehicles will be sent round by way of Fenny Crale, a detour of 14 "
    "miles, while cars and buses may go on crossing in one lane.\n\n\"Nobody was ever in danger,\" said Ines Vale, who "
    "leads the roads department. \"We would rather be blamed for caution than for a collapse.\" The bridge was built "
    "by convicts and opened with a brass band; it has been repaired more often than anybody at the council can say."
)


def printed(text: str, title: str = "Bridge to close to lorries") -> Print:
    return Print(Article(id="x", title=title, text=text))


def same(one: str, other: str, **more: str) -> bool:
    return same_story(printed(one), printed(other, **more)) and same_story(printed(other, **more), printed(one))


def test_the_same_text_under_another_headline_is_one_story() -> None:
    assert same(STORY, STORY, title="Cracks found")


def test_case_punctuation_and_spacing_do_not_count() -> None:
    assert same(STORY, STORY.upper().replace("\n\n", "\n").replace('"', "”").replace(",", " –"))


@pytest.mark.parametrize(
    "edited",
    [
        STORY.replace("county council", "county").replace("heavy vehicles", "lorries"),
        "SKELMOUTH (NWS) -- " + STORY,
        STORY.rpartition("\n\n")[0],
        STORY + "\n\nThe harbour master declined to say more, and his boat has since been moved to the southern quay.",
    ],
)
def test_a_story_slightly_edited_shortened_or_lengthened_is_the_same(edited: str) -> None:
    assert same(STORY, edited)


@pytest.mark.parametrize(
    "changed",
    [
        STORY.replace("$2 million", "$3 million"),
        STORY.replace("from Monday", "from Thursday"),
        STORY.replace("two of its", "three of its"),
    ],
)
def test_another_figure_makes_another_story(changed: str) -> None:
    assert not same(STORY, changed)


def test_this_weeks_forecast_is_not_last_weeks() -> None:
    week = (
        "The week begins with sunshine on every coast and a light wind from the west. Temperatures reach {} degrees in "
        "the afternoon and fall to {} at night. Rain comes in from the sea on {}, with {} millimetres by evening, and "
        "the weekend is dry again. Walkers on the cliffs should keep to the paths, as the ground is soft after a long "
        "winter, and bathers should look for the flags. The next forecast appears in a week."
    )
    assert not same(week.format(18, 9, "Tuesday", 12), week.format(21, 11, "Friday", 4), title="The week's weather")


def test_a_follow_up_that_repeats_its_background_stays_apart() -> None:
    background = STORY.split("\n\n")[1]
    news = (
        "The iron bridge has reopened to all traffic, months ahead of what had been announced, after workers replaced "
        "the bearings by night. The first lorry over it carried apples and was greeted by children with flags. The "
        "mayor thanked the engineers and promised that the tolls would stay as they are while she holds office."
    )
    assert not same(STORY, f"{news}\n\n{background}")


def test_two_reports_of_one_match_stay_apart() -> None:
    one = "Rovers beat United 3-1 in the cup final on Saturday before a crowd of 4,000, with two goals by Cy Poe."
    other = "Cy Poe scored twice on Saturday as Rovers won the cup, beating United 3-1 in front of 4,000 spectators."
    assert not same(one, other, title="Bridge to close to lorries")


def test_short_notices_are_held_apart_by_their_headlines() -> None:
    body = "Watch the video above, and write to us if you saw it happen."
    assert not same_story(printed(body, "Fire at the mill"), printed(body, "Swans on the quay"))
    assert same_story(printed(body, "Fire at the mill"), printed(body, "Fire at the mill"))


@pytest.mark.parametrize("text", ["", "?!", "…"])
def test_a_text_without_words_is_nobodys_twin(text: str) -> None:
    nothing = Print(Article(id="x", title="", text=text))
    assert not same_story(nothing, nothing) and nothing.bands == [] and not nothing.holds("a word")


def test_scripts_without_spaces_are_compared_sign_by_sign() -> None:
    assert len(words("鉄の橋は月曜日から")) == 9
    assert len(words("Der Bürgermeister, «Ärger» – naïve")) == 4


def test_words_agree_with_a_naive_hash() -> None:
    once = words(STORY)
    by_word = np.concatenate([words(word) for word in STORY.split()])
    assert once.tolist() == by_word.tolist()


def test_a_signature_estimates_what_two_texts_share() -> None:
    tokens = [f"word{n}" for n in range(3_000)]
    one, other = shingles(" ".join(tokens)), shingles(" ".join(tokens[600:] + [f"other{n}" for n in range(600)]))
    share = len(np.intersect1d(one, other)) / len(np.union1d(one, other))
    assert abs(np.count_nonzero(signature(one) == signature(other)) / HASHES - share) < 0.3


def test_a_long_text_is_hashed_in_pieces_to_the_same_end() -> None:
    long = shingles(" ".join(f"word{n}" for n in range(20_000)))
    assert signature(long).tolist() == np.minimum(signature(long[:9_000]), signature(long[9_000:])).tolist()


def test_fingerprints_are_the_same_in_every_process() -> None:
    code = "import sys; from corpus.text.fingerprint import *; print(bands(signature(shingles(sys.argv[1]))))"
    other = subprocess.run([sys.executable, "-c", code, STORY], capture_output=True, check=True, text=True)
    assert json.loads(other.stdout) == bands(signature(shingles(STORY)))


def test_an_article_holds_what_it_prints_but_for_slight_edits() -> None:
    quote = STORY.split("\n\n")[1]
    whole = printed(STORY)
    assert whole.holds(quote) and whole.holds(quote.replace("heavy vehicles", "lorries"))
    assert not whole.holds(quote.replace("$2 million", "$3 million"))
    assert not whole.holds("The mayor thanked the engineers and promised that the tolls would stay.")
    assert not replace(whole, article=replace(whole.article, text="Something else entirely.")).holds(quote)
