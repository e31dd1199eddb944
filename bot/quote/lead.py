"""Which words of an article to quote for a sentence that answers: as few as can be understood by themselves."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from bot.languages.en.pronouns import OPENING
from bot.languages.en.question_words import AUXILIARIES
from bot.languages.en.verbs import MEANING, REPORTING
from bot.languages.patterns import capitalised, either
from bot.quote.beside.printed import is_no_sentence
from bot.quote.boilerplate import is_aside
from bot.understand.grammar.memory import forgettable
from bot.verify.instruction import to_machine
from corpus import Article
from index import sentences

Span = tuple[int, int]      # character offsets into an article's text, end exclusive

LONGEST = 500       # characters of a quotation that is more than one sentence
SPEAKER = 200       # characters of a sentence that says whose the words behind it are, however long these

# "WASHINGTON (AP) —", "New York CNN —", "Rome (CNN)", "LONDON, May 3 -": where news opens, before it says anything.
_DATELINE = re.compile(
    r"(?:(?:[A-Z][\w.'’]*,? ){0,4}\(?(?:CNN|AP|AFP|Reuters|REUTERS|BBC|UPI|NPR)\b[^)—–−-]{0,24}\)?|"
    r"[A-Z][A-Z.'’]{2,}(?:[ ,]+[A-Z][\w.'’]*){0,4}(?:,? \d{1,2})?)"
    r"\s*[—–−-]{1,2}\s+(?=[\"“‘A-Z])"
    r"|(?:[A-Z][\w.'’]*,? ){1,4}\((?:CNN|AP|AFP|Reuters|UPI)\)\s+(?=[\"“‘A-Z])"
)
# Who took a picture, run on behind the sentence beneath it.
_CREDIT = re.compile(r"(?<=[.!?\"”’])\s+(?:photo |picture |image )?courtesy (?:of )?[A-Z][^.!?\n]{1,60}\Z")
_SENTENCE_END = re.compile(r"[.!?…:;,—–-][\"”’')\]]*\s*\Z")
# Nothing but somebody's words, and a sentence that says in front of them whose they are.
_WORDS = re.compile(r"[\"“][^\"“”]*[\"”]?\Z")
_SPEAKER = re.compile(rf"\b{either(REPORTING)}\b(?: [\w ,’'-]{{1,40}})?[.:,]?\s*\Z")
_POINTS_BACK = re.compile(
    r"(?:(?:The )?[Ss]ame (?:for|goes for|holds for|is true (?:of|for)|applies to)|Likewise for|Ditto for|"
    r"(?:So|Neither|Nor) (?:is|are|was|were|has|have|had|do|does|did|can|will))\b|"
    r"[\"“‘'(]*(?:(?:And|But|So|Yet|Then|Now|Later|However|Instead|Meanwhile),? )?"
    rf"(?:{either([*capitalised(OPENING), *OPENING])}|[Tt]he \d{{1,3}}-year-old)\b"
    r"(?!['’]?s? (?:week|month|year|morning|afternoon|evening|time)\b)"
)
# "Their plan", "This claim", "“It is hard to trust them,” she said": can be followed without what they point back to.
_STANDS = re.compile(
    r"(?:(?:And|But|So|Yet|Then|Now|Later|However|Instead|Meanwhile),? )?(?:[Tt]heir|[Ii]ts|[Tt]h(?:is|at|ese|ose)) "
    rf"(?!{either([*AUXILIARIES, *MEANING])}\b)[a-z“‘]"
    r"|[\"“](?:(?:And|But|So) )?[Ii]t(?:['’]s|\b)|[\"“](?:They|There|This|That|These|Those)\b"
)
_ABOUT_NOTHING = re.compile(
    r"[\"“]?(?:But |And )?[Ii]t (?:is|was|has been|will be|would be|takes|took) (?:the (?:first|last|only)|"
    r"not (?:yet )?clear|unclear|clear|likely|unlikely|possible|expected|thought|estimated|hoped|understood|believed)\b"
)


def lead_span(article: Article, start: int, end: int, *, names_it: bool = False, speaker: bool = False) -> Span:
    """The sentence from `start` to `end`, less the dateline in front of it, with the one before where it needs that.

    It is taken whole, with the quotation that it is a part of. It needs the one before where it begins by pointing
    back ("He was jailed"); within LONGEST, and neither an advertisement nor words to a machine. One that `names_it`,
    what is asked about, needs it only for who "he" is and what "it" did; where a `speaker` is asked for, somebody's
    words need it for whose they are.
    """
    text, spans = article.text, sentence_spans(article.text, article.language)
    row = max(0, bisect_right(spans, (start, len(text))) - 1)
    first, last = min(start, spans[row][0]), max(end, spans[row][1])
    alone = names_it and _STANDS.match(text, first, last)
    needed = row and not alone and points_back(text[first:last]) and last - spans[row - 1][0] <= LONGEST
    if needed or (speaker and row and _spoken(article, first, last, row)):
        before = text[slice(*spans[row - 1])]
        beside = (is_aside(before) or is_no_sentence(before) or to_machine(before, text[first:last])
                  or _heads(before, text[spans[row - 1][1] : first]))
        first = first if beside else spans[row - 1][0]
    opening = _DATELINE.match(text, first, last)
    credit = _CREDIT.search(text[first:last])
    return (opening.end() if opening else first), first + credit.start() if credit else last


def _spoken(article: Article, first: int, last: int, row: int) -> bool:
    """Whether nothing but somebody's words follow in one paragraph on who said those before them."""
    start, end = sentence_spans(article.text, article.language)[row - 1]
    before, gap = article.text[start:end], article.text[end:first]
    close = "\n\n" not in gap and len(before) <= SPEAKER
    return close and bool(_WORDS.match(article.text, first, last) and _SPEAKER.search(before))


def _heads(before: str, gap: str) -> bool:
    """Whether a line stands above a paragraph as its heading: it ends as no sentence does."""
    return "\n\n" in gap and not _SENTENCE_END.search(before)


def points_back(sentence: str) -> bool:
    """Whether a sentence begins with a word that stands for what the sentence before it named."""
    return bool(_POINTS_BACK.match(sentence)) and not _ABOUT_NOTHING.match(sentence)


@forgettable
@lru_cache(maxsize=256)
def sentence_spans(text: str, language: str) -> list[Span]:
    """The sentences of a text in order, without white space around them."""
    return sentences(text, language)


def sentence_before(article: Article, start: int) -> str:
    """The sentence that ends before `start` in its paragraph; empty where the paragraph begins there."""
    spans = sentence_spans(article.text, article.language)
    row = bisect_right(spans, (start, -1)) - 1
    first, last = spans[row] if row >= 0 else (0, 0)
    return article.text[first:last] if last <= start and "\n\n" not in article.text[last:start] else ""


def beside_words_to_a_machine(article: Article, start: int, end: int) -> bool:
    """Whether the sentence before or after a quotation speaks to a machine."""
    text, spans = article.text, sentence_spans(article.text, article.language)
    before, after = bisect_right(spans, (start, -1)) - 1, bisect_right(spans, (end - 1, len(text)))
    beside = [row for row in (before, after) if 0 <= row < len(spans)]
    pairs = (spans[row : row + 2] for row in beside)         # a sentence and the one behind it, which it may go on in
    return any(to_machine(*(text[slice(*span)] for span in pair)) for pair in pairs)
