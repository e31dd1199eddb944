"""What an article says of its author, in front of its report or behind it."""

from __future__ import annotations

import re

from corpus import Article

MARGIN = 700        # characters at either end of a text in which authors are introduced

_PRONOUN = re.compile(r"(?:He|She|They)\b")
_OPENS = r"[\W_]*+(?:(?i:editor['’]s note|about the author)s?[:.]?\s+)?"
_CALLED = r"(?:\([^()]{1,60}\),?\s+)?(?:[Aa]n? [^.!?\n]{1,120}?,\s+)?"
_NAME = rf"(?!(?:It|This|That|There|What|Here)\b)(?:[A-Z][\w.'’-]*,?\s+){{2,6}}{_CALLED}"
_IS = r"(?:is|are) (?:also |currently |now )?(?:an?|the|one of)\b"
_WORK = (
    r"(?:columnist|contributor|contributing \w+|correspondent|reporter|writer|author(?! of (?:a|the) (?:\w+ )?(?:study|"
    r"report|paper|bill))|editor(?:-at-large)?|editor-in-chief|journalist|commentator|fellow|professor|historian|critic|"
    r"producer|blogger|novelist|(?:co-?)?host of)s?\b"
)
# Of people in general, near an end of the text: that they write, teach or speak for a living.
_WRITES = re.compile(
    rf"{_OPENS}(?:{_NAME}|(?:He|She|They) )"
    rf"(?:{_IS}[^.!?\n]{{0,120}}?\b{_WORK}|(?:writes|edits|blogs) (?:about|on|for|from)\b|"
    r"covers [\w ,’'&-]{2,80} for\b|covers the [\w ]{2,30}\.)"
)
# Of the article's own author, wherever it stands.
_LIFE = re.compile(
    rf"{_OPENS}(?:[A-Z][\w.'’-]*,?\s+){{1,6}}{_CALLED}(?:{_IS}|(?:served|serves|works|worked) (?:as|in|for|at)\b)"
)
_OWN_VIEWS = re.compile(
    r"\W*(?:(?:the|his|her|their|all|these) )?(?:opinions?|views?)(?: and (?:opinions?|views?))? "
    r"(?:expressed|here|in this|of|are)\b[^.!?\n]{0,100}\b"
    r"(?:authors?|own|hers|his|theirs|alone|columnists?|writers?|contributors?|represent|reflect)\b|"
    r"\W*(?:view|read) more opinions?\b",
    re.IGNORECASE,
)


def is_about_author(article: Article, start: int, end: int) -> bool:
    """Whether a sentence says who wrote the article, where such things stand, or that the views are the author's own.

    One with an author's name may stand anywhere: papers set it between a column's paragraphs.
    """
    text = article.text
    if _OWN_VIEWS.match(text, start, end):
        return True
    opens = _paragraph(text, start) if _PRONOUN.match(text, start) else start      # "She is ...", behind her name
    if (start < MARGIN or end > len(text) - MARGIN) and _WRITES.match(text, opens):
        return True
    return _names_one(text[start:end], article.authors) and bool(_LIFE.match(text, start, end))


def _paragraph(text: str, at: int) -> int:
    """Where the paragraph begins in which something stands, within MARGIN before it."""
    nearest = max(0, at - MARGIN)
    gap = text.rfind("\n\n", nearest, at)
    return gap + 2 if gap >= 0 else nearest


def _names_one(sentence: str, authors: tuple[str, ...]) -> bool:
    """Whether it has the full name of an author."""
    return any([" " in each and each in sentence for each in authors])
