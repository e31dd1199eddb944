"""Turns an answer into what the page shows: Markdown for the chat, HTML for the cuttings beside it.

Articles are written by anybody, so every character of theirs that means something to Markdown or HTML leaves here as a
character reference. The only markup and the only links are those of this file and its templates.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer import Answer, Citation, Premise
from bot.quote.wording import attribution, in_marks, within_marks
from bot.web.page.labels import cutting_link, cutting_title, language_of
from bot.web.page.markup import escape, part
from bot.web.page.texts import ENGLISH, Words, day
from corpus import Article
from index import Scope, sentences

CONTEXT = 180              # characters of the paragraph shown on either side of a quote
MAX_NEAREST = 5            # articles suggested when the archive holds no answer

_TIE = "&#160;"            # a space that lines don't break at
_BEFORE = re.compile(r"(.+) \(([^()]+)\)\?")               # a question that is searched with the one before it
_NUMBER = re.compile(r"( ?)&#91;(\d{1,3})&#93;")            # [n] as `escape` leaves it
_LINKED_NUMBER = re.compile(rf'({_TIE})?\[(\d{{1,3}})\]\(<[^<>\s]*>(?: "[^"]*")?\)')
_QUOTED_LINE = re.compile(r"^> ?", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_FOLD = '<details class="more">'         # opens the last thing in an answer
_SPOKEN = re.compile(r'<span lang="[\w-]+" dir="auto">')
_OURS = re.compile(rf"</?strong>|</span>|{_SPOKEN.pattern}")     # what `chat_markdown` sets words in


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quotation with a little of its paragraph."""

    citation: Citation
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class Card:
    """An article that is cited, all its quotations, and where else they were printed."""

    article: Article
    passages: list[Excerpt]
    twins: list[Article]


def looking(texts: Words = ENGLISH) -> str:
    """What stands in the chat until there is text; its asterisks are ours, so bare."""
    return f"*{texts['looking']}*"


def empty_panel(texts: Words = ENGLISH) -> str:
    """The panel before there is an answer, and beside one that has no cuttings."""
    return part("sources.html", texts, look="resting")


def chat_markdown(answer: Answer, texts: Words = ENGLISH) -> str:
    """The answer's text with each [n] leading to its cutting, the telling words strong, what is more behind a fold.

    A quotation in another language than the answer's says which. An abstention is set as a block quotation.
    """
    text = _with_languages(draft_markdown(answer.text, answer.citations, texts), answer)
    if not answer.answered:
        return "\n".join(f"> {line}" for line in text.split("\n"))
    return f"{_with_telling_words(text, answer)}{_fold(answer.more, texts)}"


def draft_markdown(text: str, citations: Iterable[Citation] = (), texts: Words = ENGLISH) -> str:
    """Answer text, complete or still coming, with each [n] of a known citation as a link."""
    links = {citation.number: _number_link(citation, texts) for citation in citations}
    return "\n".join(_line(line.strip(), links) for line in text.splitlines())


def plain_text(markdown: str) -> str:
    """The answer text that `chat_markdown` was given: what a conversation remembers."""
    markdown = _OURS.sub("", markdown.partition(f"\n\n{_FOLD}")[0])
    numbered = _LINKED_NUMBER.sub(lambda link: f"{' ' if link[1] else ''}[{link[2]}]", _QUOTED_LINE.sub("", markdown))
    return html.unescape(numbered)


def sources_html(answer: Answer, texts: Words = ENGLISH) -> str:
    """The panel beside the chat: the cuttings of an answer, or what came nearest when there is none."""
    nearest = list({hit.article.id: hit.article for hit in answer.hits}.values())[:MAX_NEAREST]
    look = "cited" if answer.citations else "nearest" if nearest and not answer.answered else "resting"
    return part(
        "sources.html", texts, look=look, answer=answer, searched=_searched(answer, texts), nearest=nearest,
        cited=_cards(answer.citations, answer.short), more=_cards(answer.more),
    )


def premises_html(premises: Sequence[Premise], texts: Words = ENGLISH) -> str:
    """What the question takes for granted and the archive doesn't have so, a line each; empty without any."""
    wrong = [each for each in premises if each.verdict != "supported"]
    return part("premises.html", texts, premises=wrong) if wrong else ""


def unsaid(answer: Answer) -> list[Premise]:
    """The premises of which a refusal doesn't say already that the archive doesn't have them."""
    return [each for each in answer.premises if answer.answered or each.citation or each.claim not in answer.text]


def _with_languages(text: str, answer: Answer) -> str:
    """The answer's Markdown, its quotations marked that are in another language than it is, for who reads aloud."""
    quotations = {escape(in_marks(each.quote)): language_of(each.article) for each in answer.citations}
    for quotation, language in quotations.items():
        if language and language.split("-")[0] != answer.language:
            text = text.replace(quotation, f'<span lang="{language}" dir="auto">{quotation}</span>')
    return text


def _with_telling_words(text: str, answer: Answer) -> str:
    """The answer's Markdown with the words strong that tell what was asked, where its first quotation opens it."""
    lead, short = answer.lead, answer.short
    if lead is None or short is None:
        return text
    quote, start = within_marks(lead.quote), short.start - lead.start
    before, telling = quote[:start], quote[start : start + len(short.quote)]
    opening = f"“{' '.join(before.split())}{' ' if before[-1:].isspace() else ''}"
    words = " ".join(telling.split())
    if not answer.text.startswith(opening + words):
        return text
    spoken = _SPOKEN.match(text)
    begins = spoken.end() if spoken else 0
    first, last = begins + len(escape(opening)), begins + len(escape(opening + words))
    return f"{text[:first]}<strong>{text[first:last]}</strong>{text[last:]}"


def _fold(more: Sequence[Citation], texts: Words) -> str:
    """What else the archive has, a line a cutting, closed until a reader opens it; empty without any."""
    return f"\n\n{part('fold.html', texts, more=more, attribution=attribution)}" if more else ""


def _line(line: str, links: dict[int, str]) -> str:
    """One line, its numbers kept on the line of the words they belong to."""

    def number(mark: re.Match[str]) -> str:
        link = links.get(int(mark[2]))
        return f"{_TIE if mark[1] else ''}{link}" if link else mark[0]

    return _NUMBER.sub(number, escape(line))


def _number_link(citation: Citation, texts: Words) -> str:
    title = escape(cutting_title(citation, texts))
    return f'[{citation.number}](<{html.escape(cutting_link(citation))}> "{title}")'


def _searched(answer: Answer, texts: Words) -> str:
    """What was searched, where it differs from what was asked; empty where it doesn't."""
    asked = answer.question_used and answer.question_used.strip() != answer.question.strip()
    goes_on = _BEFORE.fullmatch(answer.question_used) if asked else None
    if goes_on:
        words = texts["quoted_after"].format(text=f"{within_marks(goes_on[1])}?", before=f"{within_marks(goes_on[2])}?")
    else:
        words = texts["quoted"].format(text=within_marks(answer.question_used)) if asked else ""
    return ", ".join(each for each in (words, _period(answer.scope, texts)) if each)


def _period(scope: Scope, texts: Words) -> str:
    since, until = day(texts, scope.since), day(texts, scope.until)
    if since and until:
        return texts["period_day" if since == until else "period_range"].format(day=since, since=since, until=until)
    return texts["period_since" if since else "period_until"].format(day=since or until) if since or until else ""


def _cards(citations: Sequence[Citation], short: Citation | None = None) -> list[Card]:
    """One card an article, in the order cited, each with all its passages."""
    cited: dict[str, list[Citation]] = {}
    for citation in citations:
        cited.setdefault(citation.article.id, []).append(citation)
    return [
        Card(each[0].article, [_excerpt(one, short) for one in each], once(twin for one in each for twin in one.twins))
        for each in cited.values()
    ]


def once(articles: Iterable[Article]) -> list[Article]:
    """Each article once, as it comes."""
    return list({article.id: article for article in articles}.values())


def answering(citation: Citation, short: Citation | None = None) -> tuple[int, int]:
    """Where the sentence of a quotation stands that answers: the one with the telling words, or the second of two.

    The first of two is quoted for what "he" or "there" in the second means. Longer quotations answer as they are.
    """
    spans = [(citation.start + start, citation.start + end) for start, end in sentences(citation.quote)]
    here = short if short and short.article.id == citation.article.id else None
    telling = next((span for span in spans if here and span[0] <= here.start and here.end <= span[1]), None)
    return telling or (spans[1] if len(spans) == 2 else (citation.start, citation.end))


def _excerpt(citation: Citation, short: Citation | None) -> Excerpt:
    """A quotation and a little of its paragraph on either side, cut between words."""
    text, (start, end) = citation.article.text, answering(citation, short)
    before = _PARAGRAPH.split(text[: citation.start])[-1]
    after = _PARAGRAPH.split(text[citation.end :])[0]
    if len(before) > CONTEXT:
        before = "… " + before[-CONTEXT:].partition(" ")[2]
    if len(after) > CONTEXT:
        after = after[:CONTEXT].rpartition(" ")[0] + " …"
    before, after = before + text[citation.start : start], text[end : citation.end] + after
    return Excerpt(citation, before, text[start:end], after)
