"""What stands between an article's sentences and reports nothing: advertisements, credits, requests to follow."""

from __future__ import annotations

import re

CREDIT = 7      # words; a longer one describes the picture, which may answer a question
_AGENCY = r"(?:AP|AFP|Reuters|REUTERS|EPA|Getty Images|Getty|Shutterstock|Bloomberg)"
_ASIDE = re.compile(
    r"\W*+(?:"
    r"advertisements?|(?:story|article) continues(?: below.*)?|scroll to continue.*|"
    r"media playback is (?:not |un)supported.*|image copyright.*|"
    r"enlarge this image.*|listen to article.*|share this article.*|file ?(?:photo)?(?: ?[–—:]| -).*|"
    rf"(?:{_AGENCY} )?(?:photo|image|picture)s?(?: by|:|/).*"
    rf")\W*|.*\b(?-i:Getty Images|AP Photo)\b.*|.*[\w.]/(?-i:{_AGENCY})\b.*",
    re.IGNORECASE | re.DOTALL,
)

_PROMOTION = re.compile(
    r"\b(?:subscribe|sign up|newsletter|follow (?:us|me|@\w+)|follow .{1,40} on (?:twitter|facebook|instagram|x)|"
    r"click (?:here|on)|tap here|download (?:the|our) app|read (?:more|also|next)|support our journalism|"
    r"(?:take|try|play) (?:our|the|this) (?:\w+ ){0,2}quiz|(?:news|weekly|weekend) quiz|test your knowledge|"
    r"become a member|donate (?:now|today)|join (?:us|the conversation)|share your (?:story|views|thoughts)|"
    r"get in touch|"
    r"(?:reach (?:the )?(?:reporter|him|her|them)|can be reached|contact (?:the reporter|him|her|them))\b"
    r"(?=[^!?\n]{0,60}(?:@|\d{3}))|"
    r"by signing up|(?:like|visit) our (?:\w+ )?page|replay more videos|view more opinions?|"
    r"in this (?:episode|video|podcast)|"
    r"(?:episode of|on) (?:\w+ ){0,5}podcast|"
    r"contributed to this (?:report|story)|all rights reserved|copyright \d{4}|editor['’]s note|"
    r"(?:coverage at (?-i:[A-Z])[^.!?\n]{0,40}|(?:our|reporting) (?:journalism|coverage|reporting|project)|"
    r"this (?:story|article|series)|fact[- ]?check(?:ing)? work) (?:is|was|are|were) (?:made possible|supported|funded)"
    r"[^.!?\n]{0,80}(?:grant|support|members|donors|trusts?|foundation|funding)|"
    r"support of [^.!?\n]{0,60}readers like you|"
    r"who (?:anchors|hosts|edits|writes|covers)\b[^!?\n]{0,120} is writing a series of (?:columns|articles|essays)|"
    r"(?:story|article|report) (?:was|has been) (?:originally |first )?(?:published|updated|corrected))\b"
    r"|^\W*(?:by|photos?|photograph|pictured?|image|credit|source|contributing|e-?mail|watch|listen|related|see also|"
    r"quiz)\s*[:|]"
    r"|@\w{3,}\W*$",
    re.IGNORECASE,
)


def is_aside(sentence: str) -> bool:
    """Whether a sentence is an advertisement's place, or the caption or credit of a picture."""
    return _ASIDE.fullmatch(sentence) is not None


def says_nothing(sentence: str) -> bool:
    """Whether it is nothing but the place of an advertisement, or a credit."""
    return len(sentence.split()) <= CREDIT and is_aside(sentence)


def promotes(sentence: str) -> bool:
    """Whether it asks its reader for something, or speaks of the article itself: "Follow her on Twitter"."""
    return bool(_PROMOTION.search(sentence))
