"""What stands between an article's sentences and is none of them: advertisements, and the credits of pictures."""

from __future__ import annotations

import re

LEFT_OUT = "A sentence that speaks to a machine instead of a reader was left out."     # for an answer's notices
CREDIT = 7      # words; a longer one describes the picture, which may answer a question
_AGENCY = r"(?:AP|AFP|Reuters|REUTERS|EPA|Getty Images|Getty|Shutterstock|Bloomberg)"
_ASIDE = re.compile(
    r"\W*+(?:"
    r"advertisements?|(?:story|article) continues(?: below.*)?|scroll to continue.*|"
    r"media playback is (?:not |un)supported.*|image copyright.*|"
    r"enlarge this image.*|listen to article.*|share this article.*|file ?(?:photo)? ?[-–—:].*|"
    rf"(?:{_AGENCY} )?(?:photo|image|picture)s?(?: by|:|/).*"
    rf")\W*|.*\b(?-i:Getty Images|AP Photo)\b.*|.*[\w.]/(?-i:{_AGENCY})\b.*",
    re.IGNORECASE | re.DOTALL,
)


def is_aside(sentence: str) -> bool:
    """Whether a sentence is an advertisement's place, or the caption or credit of a picture."""
    return _ASIDE.fullmatch(sentence) is not None


def says_nothing(sentence: str) -> bool:
    """Whether it is nothing but the place of an advertisement, or a credit."""
    return len(sentence.split()) <= CREDIT and is_aside(sentence)
