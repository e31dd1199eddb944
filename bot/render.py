"""Turns an answer into what the page shows: Markdown for the chat, HTML for the cuttings beside it.

Articles are written by anybody, so every character of theirs that means something to Markdown or HTML leaves here as a
character reference. The only markup and the only links are those written in this file.
"""

from __future__ import annotations

import html
import re
import string
from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import quote, urlsplit

from bot.answer import Answer, Citation
from bot.figures import day
from corpus import Article
from index import Scope
from index.rights import only_headline

CONTEXT = 180              # characters of the paragraph shown on either side of a quote
MAX_NEAREST = 5            # articles suggested when the archive holds no answer

LOOKING = "*Looking through the archive…*"     # stands in the chat until there is text; an asterisk of ours, so bare
EMPTY_PANEL = (
    '<section class="cuttings resting"><h2>Sources</h2><p>The passages behind each answer appear here, '
    "with headline, date and byline.</p></section>"
)

_REFERENCES = {ord(sign): f"&#{ord(sign)};" for sign in string.punctuation if sign not in ",;?"}
_CONTROLS = {code: None for code in (*range(0x09), *range(0x0E, 0x20), 0x7F)}
_INERT = str.maketrans(_CONTROLS | _REFERENCES)
_TIE = "&#160;"            # a space that lines don't break at
_NUMBER = re.compile(r"( ?)&#91;(\d{1,3})&#93;")            # [n] as `escape` leaves it
_LINKED_NUMBER = re.compile(rf'({_TIE})?\[(\d{{1,3}})\]\(<[^<>\s]*>(?: "[^"]*")?\)')
_QUOTED_LINE = re.compile(r"^> ?", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_BREAKS = re.compile(r"\s*[\n\r]\s*")
_IN_A_LINK = "%/:?#[]@!$&+,;=~-._"       # `:~:text=` needs its tilde bare; ( ) * ' would end a Markdown link
_KINDS = {"news": "", "": "", "wire": "Wire copy", "live": "Live coverage", "sponsored": "Sponsored content"}


HEADLINE_ONLY = "Only the headline can be shown here."
MAX_RIGHTS = 300     # characters on a card; the reading view has them all


def escape(text: str) -> str:
    """The text as it stands, inert in Markdown and in HTML, in content and in quoted attributes."""
    return whole(text).translate(_INERT)


def inline(text: str) -> str:
    """The same for HTML inside Markdown, which a blank line would end: breaks between lines become `<br>`."""
    return _BREAKS.sub("<br>", escape(text))


def whole(text: str) -> str:
    """The text with lone surrogates, which no encoder takes, replaced by question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def chat_markdown(answer: Answer) -> str:
    """The answer's text with each [n] leading to its cutting; an abstention is set as a block quotation."""
    text = draft_markdown(answer.text, answer.citations)
    return text if answer.answered else "\n".join(f"> {line}" for line in text.split("\n"))


def draft_markdown(text: str, citations: Iterable[Citation] = ()) -> str:
    """Answer text, complete or still coming, with each [n] of a known citation as a link."""
    links = {citation.number: _number_link(citation) for citation in citations}
    return "\n".join(_line(line.strip(), links) for line in text.splitlines())


def plain_text(markdown: str) -> str:
    """The answer text that `chat_markdown` was given: what a conversation remembers."""
    numbered = _LINKED_NUMBER.sub(lambda link: f"{' ' if link[1] else ''}[{link[2]}]", _QUOTED_LINE.sub("", markdown))
    return html.unescape(numbered)


def sources_html(answer: Answer) -> str:
    """The panel beside the chat: the cuttings of an answer, or what came nearest when there is none."""
    if answer.citations:
        return _panel("Sources", "cited", _searched(answer), _cards(answer.citations), _withheld(answer))
    if answer.answered or not answer.hits:
        return EMPTY_PANEL
    return _panel("Nearest in the archive", "nearest", _searched(answer), _nearest(answer))


def safe_link(link: str) -> str:
    """The link, percent-encoded, when it leads to the web or to our own reading view; else empty."""
    encoded = quote(link, safe=_IN_A_LINK, errors="replace")
    if link.startswith("/articles/"):
        return encoded
    try:
        host = urlsplit(link).hostname
    except ValueError:
        return ""
    return encoded if host and link.lower().startswith(("https://", "http://")) else ""


def reading_link(article: Article, start: int | None = None, end: int | None = None) -> str:
    """Where our own reading view shows the article, at the passage when one is given."""
    address = f"/articles/{quote(article.id, safe='', errors='replace')}"
    return address if start is None or end is None else f"{address}?start={start}&end={end}#passage"


def kind_label(kind: str) -> str:
    """What a reader must know about the kind of an article; empty for plain news."""
    kind = kind.strip().lower()
    return _KINDS.get(kind, kind[:40].replace("-", " ").replace("_", " ").capitalize())


def _line(line: str, links: dict[int, str]) -> str:
    """One line, its numbers kept on the line of the words they belong to."""

    def number(mark: re.Match[str]) -> str:
        link = links.get(int(mark[2]))
        return f"{_TIE if mark[1] else ''}{link}" if link else mark[0]

    return _NUMBER.sub(number, escape(line))


def _number_link(citation: Citation) -> str:
    title = escape(" ".join(_told(citation.article).split()))
    return f'[{citation.number}](<{html.escape(_cutting_link(citation))}> "{title}")'


def _told(article: Article) -> str:
    """The cutting in one line: "The Harbour Bell, 10 June 2020: Council pauses evictions"."""
    where = ", ".join(part for part in (article.source, day(article.published)) if part)
    return ": ".join(part for part in (where, article.title[:120]) if part) or "Open at this passage"


def _cutting_link(citation: Citation) -> str:
    link = safe_link(citation.link)
    if not link:
        return reading_link(citation.article, citation.start, citation.end)
    return f"{link}#passage" if link.startswith("/") and "#" not in link else link


def _panel(title: str, look: str, *parts: str) -> str:
    return f'<section class="cuttings {look}"><h2>{title}</h2>{"".join(parts)}</section>'


def _searched(answer: Answer) -> str:
    """What was searched, where it differs from what was asked."""
    asked = answer.question_used and answer.question_used.strip() != answer.question.strip()
    words = f"“{inline(answer.question_used)}”" if asked else ""
    note = ", ".join(part for part in (words, _period(answer.scope)) if part)
    notices = "".join(f'<p class="searched">{inline(notice)}</p>' for notice in answer.notices)
    return (f'<p class="searched">Searched for: {note}</p>' if note else "") + notices


def _period(scope: Scope) -> str:
    since, until = day(scope.since), day(scope.until)
    if since and until:
        return f"published {since}" if since == until else f"published {since} to {until}"
    return f"published since {since}" if since else f"published until {until}" if until else ""


def _withheld(answer: Answer) -> str:
    count = len(answer.withheld)
    if not count:
        return ""
    left_out = "1 sentence was" if count == 1 else f"{count} sentences were"
    rows = "".join(f"<li>{inline(sentence)} <em>{inline(reason)}</em></li>" for sentence, reason in answer.withheld)
    return (
        f'<details class="withheld"><summary>{left_out} left out of the answer for want of a passage to rest on.'
        f"</summary><ul>{rows}</ul></details>"
    )


def _cards(citations: Sequence[Citation]) -> str:
    """One card an article, in the order cited, each with all its passages."""
    articles = {citation.article.id: citation.article for citation in citations}
    cards = (_card(article, [each for each in citations if each.article.id == id]) for id, article in articles.items())
    return f'<ol class="cards">{"".join(cards)}</ol>'


def _card(article: Article, citations: Sequence[Citation]) -> str:
    twins = [twin for citation in citations for twin in citation.twins]
    quotes = "".join(map(_passage, citations))
    return f'<li class="card">{head_html(article)}{quotes}{twins_html(twins)}{_rights(article)}</li>'


def head_html(article: Article, link: str = "") -> str:
    """The head of a card: date, section, kind, headline (as a link, when one is given), byline, corrections."""
    return f"{_dateline(article)}{_headline(article, link)}{_byline(article)}{_corrections(article)}"


def _headline(article: Article, link: str) -> str:
    title = inline(article.title) or "Untitled"
    return f'<h3 dir="auto">{open_link(link, title) if link else title}</h3>'


def _rights(article: Article) -> str:
    if not article.rights:
        return ""
    only = f"{HEADLINE_ONLY} " if only_headline(article) else ""
    return f'<p class="byline rights" dir="auto">{only}{inline(article.rights[:MAX_RIGHTS])}</p>'


def _dateline(article: Article) -> str:
    label = kind_label(article.kind)
    kind = f'<span class="kind">{inline(label)}</span>' if label else ""
    section = "" if article.section.lower() == label.lower() else inline(article.section)
    parts = (kind, _time(article.published), section)
    return f'<p class="dateline">{" · ".join(part for part in parts if part)}</p>'


def _time(moment: datetime | None) -> str:
    return f'<time datetime="{moment.date().isoformat()}">{day(moment)}</time>' if moment else ""


def _byline(article: Article) -> str:
    by = f"By {inline(article.byline)}" if article.byline else ""
    line = ", ".join(part for part in (by, inline(article.source)) if part)
    return f'<p class="byline">{line}</p>' if line else ""


def _corrections(article: Article) -> str:
    return "".join(
        f'<p class="correction"><strong>Corrected{" " + day(date) if date else ""}:</strong> {inline(text)}</p>'
        for date, text in article.corrections
    )


def _passage(citation: Citation) -> str:
    before, after = _surroundings(citation)
    link = _cutting_link(citation)
    copy = reading_link(citation.article, citation.start, citation.end)
    archived = "" if link.startswith("/") else f" {open_link(copy, 'Archive copy')}"
    return (
        f'<div class="passage"><span class="number">{citation.number}</span>'
        f'<blockquote dir="auto">{inline(before)}<mark>{inline(citation.quote)}</mark>{inline(after)}</blockquote>'
        f'<p class="open">{open_link(link, "Open at this passage")}{archived}</p></div>'
    )


def twins_html(articles: Iterable[Article]) -> str:
    """Where else the passages of a card were printed, each article once."""
    twins = {twin.id: twin for twin in articles}
    if not twins:
        return ""
    told = ", ".join(open_link(reading_link(twin), inline(_print(twin))) for twin in twins.values())
    return f'<p class="byline twins">Also printed in {told}</p>'


def _print(article: Article) -> str:
    """Where and when, as "The Harbour Bell (10 June 2020)"."""
    where, date = article.source or article.title[:120] or "Untitled", day(article.published)
    return f"{where} ({date})" if date else where


def open_link(link: str, words: str) -> str:
    """A link that opens beside the page; `words` is HTML."""
    return f'<a href="{html.escape(link)}" target="_blank" rel="noopener noreferrer">{words}</a>'


def _surroundings(citation: Citation) -> tuple[str, str]:
    """A little of the paragraph on either side of the quote, cut between words."""
    text = citation.article.text
    before = _PARAGRAPH.split(text[: citation.start])[-1]
    after = _PARAGRAPH.split(text[citation.end :])[0]
    if len(before) > CONTEXT:
        before = "… " + before[-CONTEXT:].partition(" ")[2]
    if len(after) > CONTEXT:
        after = after[:CONTEXT].rpartition(" ")[0] + " …"
    return before, after


def _nearest(answer: Answer) -> str:
    articles = list({hit.article.id: hit.article for hit in answer.hits}.values())[:MAX_NEAREST]
    rows = "".join(
        f'<li>{_dateline(each)}{_headline(each, reading_link(each))}</li>'
        for each in articles
    )
    return f"<p>None of these holds the answer; they only come nearest to the question.</p><ul>{rows}</ul>"
