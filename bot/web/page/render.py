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
from bot.quote.wording import attribution
from bot.web.page.texts import ENGLISH, Words, day, names, number
from corpus import Article
from corpus.text.clean import whole
from index import Scope
from index.store.rights import only_headline

CONTEXT = 180              # characters of the paragraph shown on either side of a quote
MAX_NEAREST = 5            # articles suggested when the archive holds no answer

_REFERENCES = {ord(sign): f"&#{ord(sign)};" for sign in string.punctuation if sign not in ",;?"}
_CONTROLS = {code: None for code in (*range(0x09), *range(0x0E, 0x20), 0x7F)}
_INERT = str.maketrans(_CONTROLS | _REFERENCES)
_TIE = "&#160;"            # a space that lines don't break at
_NUMBER = re.compile(r"( ?)&#91;(\d{1,3})&#93;")            # [n] as `escape` leaves it
_LINKED_NUMBER = re.compile(rf'({_TIE})?\[(\d{{1,3}})\]\(<[^<>\s]*>(?: "[^"]*")?\)')
_QUOTED_LINE = re.compile(r"^> ?", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_FOLD = '<details class="more">'         # opens the last thing in an answer
_STRONG = re.compile(r"</?strong>")
_BREAKS = re.compile(r"(?<!\s)[^\S\n\r]*+[\n\r]\s*")
_IN_A_LINK = "%/:?#[]@!$&+,;=~-._"       # `:~:text=` needs its tilde bare; ( ) * ' would end a Markdown link
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
MAX_RIGHTS = 300     # characters on a card; the reading view has them all


def looking(said: Words = ENGLISH) -> str:
    """What stands in the chat until there is text; its asterisks are ours, so bare."""
    return f"*{said['looking']}*"


def empty_panel(said: Words = ENGLISH) -> str:
    """The panel before there is an answer, and beside one that has no cuttings."""
    return _panel(said["cuttings"], "resting", f"<p>{said['cuttings_hint']}</p>")


def escape(text: str) -> str:
    """The text as it stands, inert in Markdown and in HTML, in content and in quoted attributes."""
    return whole(text).translate(_INERT)


def inline(text: str) -> str:
    """The same for HTML inside Markdown, which a blank line would end: breaks between lines become `<br>`."""
    return _BREAKS.sub("<br>", escape(text))


def chat_markdown(answer: Answer, said: Words = ENGLISH) -> str:
    """The answer's text with each [n] leading to its cutting, the telling words strong, what is more behind a fold.

    An abstention is set as a block quotation.
    """
    text = draft_markdown(answer.text, answer.citations, said)
    if not answer.answered:
        return "\n".join(f"> {line}" for line in text.split("\n"))
    return f"{_with_telling_words(text, answer)}{_fold(answer.more, said)}"


def draft_markdown(text: str, citations: Iterable[Citation] = (), said: Words = ENGLISH) -> str:
    """Answer text, complete or still coming, with each [n] of a known citation as a link."""
    links = {citation.number: _number_link(citation, said) for citation in citations}
    return "\n".join(_line(line.strip(), links) for line in text.splitlines())


def plain_text(markdown: str) -> str:
    """The answer text that `chat_markdown` was given: what a conversation remembers."""
    markdown = _STRONG.sub("", markdown.partition(f"\n\n{_FOLD}")[0])
    numbered = _LINKED_NUMBER.sub(lambda link: f"{' ' if link[1] else ''}[{link[2]}]", _QUOTED_LINE.sub("", markdown))
    return html.unescape(numbered)


def sources_html(answer: Answer, said: Words = ENGLISH) -> str:
    """The panel beside the chat: the cuttings of an answer, or what came nearest when there is none."""
    searched = _searched(answer, said)
    if answer.citations:
        return _panel(said["cuttings"], "cited", searched, _cards(answer.citations, said), _more(answer, said),
                      _withheld(answer, said))
    if answer.answered or not answer.hits:
        return empty_panel(said)
    return _panel(said["nearest"], "nearest", searched, _nearest(answer, said))


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


def kind_label(kind: str, said: Words = ENGLISH) -> str:
    """What a reader must know about the kind of an article; empty for plain news. Unknown kinds stay as written."""
    kind = kind.strip().lower()
    if kind in ("news", ""):
        return ""
    return said.get(f"kind_{kind}") or kind[:40].replace("-", " ").replace("_", " ").capitalize()


def language_of(article: Article) -> str:
    """The language of an article where it is one that a page may name; else empty."""
    return article.language if _LANGUAGE.fullmatch(article.language) else ""


def english(said: Words) -> str:
    """The attribute for what the archive says in its own English among texts in another language."""
    return "" if said["language"] == "en" else ' lang="en"'


def _with_telling_words(text: str, answer: Answer) -> str:
    """The answer's Markdown with the words strong that tell what was asked, where its first quotation opens it."""
    lead, short = answer.lead, answer.short
    if lead is None or short is None:
        return text
    before = lead.quote[: short.start - lead.start]
    opening = f"“{' '.join(before.split())}{' ' if before[-1:].isspace() else ''}"
    words = " ".join(short.quote.split())
    if not answer.text.startswith(opening + words):
        return text
    first, last = len(escape(opening)), len(escape(opening + words))
    return f"{text[:first]}<strong>{text[first:last]}</strong>{text[last:]}"


def _fold(more: Sequence[Citation], said: Words) -> str:
    """What else the archive has, a line a cutting, closed until a reader opens it; empty without any."""
    if not more:
        return ""
    rows = "".join(
        f"<li><span{own_words(each.article)}>“{inline(' '.join(each.quote.split()))}”</span> — "
        f"{inline(attribution(each.article, publisher=False))} "
        f'<a href="{html.escape(_cutting_link(each))}" title="{_title(each, said)}">{each.number}</a></li>'
        for each in more
    )
    return f'\n\n{_FOLD}<summary>{said["fold"]}</summary><ul>{rows}</ul></details>'


def _line(line: str, links: dict[int, str]) -> str:
    """One line, its numbers kept on the line of the words they belong to."""

    def number(mark: re.Match[str]) -> str:
        link = links.get(int(mark[2]))
        return f"{_TIE if mark[1] else ''}{link}" if link else mark[0]

    return _NUMBER.sub(number, escape(line))


def _number_link(citation: Citation, said: Words) -> str:
    return f'[{citation.number}](<{html.escape(_cutting_link(citation))}> "{_title(citation, said)}")'


def _title(citation: Citation, said: Words) -> str:
    return escape(" ".join(_told(citation.article, said).split()))


def _told(article: Article, said: Words) -> str:
    """The cutting in one line: "The Harbour Bell, 10 June 2020: Council pauses evictions"."""
    where = ", ".join(part for part in (article.source, day(said, article.published)) if part)
    return ": ".join(part for part in (where, article.title[:120]) if part) or said["open"]


def _cutting_link(citation: Citation) -> str:
    link = safe_link(citation.link)
    if not link:
        return reading_link(citation.article, citation.start, citation.end)
    return f"{link}#passage" if link.startswith("/") and "#" not in link else link


def _panel(title: str, look: str, *parts: str) -> str:
    return f'<section class="cuttings {look}"><h2>{title}</h2>{"".join(parts)}</section>'


def _searched(answer: Answer, said: Words) -> str:
    """What was searched, where it differs from what was asked."""
    asked = answer.question_used and answer.question_used.strip() != answer.question.strip()
    words = said["quoted"].format(text=inline(answer.question_used)) if asked else ""
    note = ", ".join(part for part in (words, _period(answer.scope, said)) if part)
    notices = "".join(f'<p class="searched"{english(said)}>{inline(notice)}</p>' for notice in answer.notices)
    return (f'<p class="searched">{said["searched_for"].format(what=note)}</p>' if note else "") + notices


def _period(scope: Scope, said: Words) -> str:
    since, until = day(said, scope.since), day(said, scope.until)
    if since and until:
        return said["period_day" if since == until else "period_range"].format(day=since, since=since, until=until)
    return said["period_since" if since else "period_until"].format(day=since or until) if since or until else ""


def _withheld(answer: Answer, said: Words) -> str:
    if not answer.withheld:
        return ""
    rows = "".join(
        f"<li{english(said)}>{inline(sentence)} <em>{inline(reason)}</em></li>" for sentence, reason in answer.withheld
    )
    summary = number(said, "withheld", len(answer.withheld))
    return f'<details class="withheld"><summary>{summary}</summary><ul>{rows}</ul></details>'


def _more(answer: Answer, said: Words) -> str:
    """The cards of what stands behind the fold, folded too."""
    if not answer.more:
        return ""
    return f'{_FOLD}<summary>{said["fold"]}</summary>{_cards(answer.more, said)}</details>'


def _cards(citations: Sequence[Citation], said: Words) -> str:
    """One card an article, in the order cited, each with all its passages."""
    articles = {citation.article.id: citation.article for citation in citations}
    cards = (
        _card(article, [each for each in citations if each.article.id == id], said) for id, article in articles.items()
    )
    return f'<ol class="cards">{"".join(cards)}</ol>'


def _card(article: Article, citations: Sequence[Citation], said: Words) -> str:
    twins = [twin for citation in citations for twin in citation.twins]
    quotes = "".join(_passage(citation, said) for citation in citations)
    rest = f"{twins_html(twins, said)}{_rights(article, said)}"
    return f'<li class="card">{head_html(article, said=said)}{quotes}{rest}</li>'


def head_html(article: Article, link: str = "", said: Words = ENGLISH) -> str:
    """The head of a card: date, section, kind, headline (as a link, when one is given), byline, corrections."""
    top = f"{_dateline(article, said)}{_headline(article, link, said)}"
    return f"{top}{_byline(article, said)}{_corrections(article, said)}"


def own_words(article: Article) -> str:
    """The attributes of an element that holds an article's own words: direction, and language where it is known."""
    language = language_of(article)
    return f' dir="auto" lang="{language}"' if language else ' dir="auto"'


def _headline(article: Article, link: str, said: Words) -> str:
    title = inline(article.title)
    own, title = (own_words(article), title) if title else ("", said["untitled"])
    return f"<h3{own}>{open_link(link, title) if link else title}</h3>"


def _rights(article: Article, said: Words) -> str:
    if not article.rights:
        return ""
    only = f"{said['headline_only']} " if only_headline(article) else ""
    return f'<p class="byline rights" dir="auto">{only}{inline(article.rights[:MAX_RIGHTS])}</p>'


def _dateline(article: Article, said: Words) -> str:
    label = kind_label(article.kind, said)
    kind = f'<span class="kind">{inline(label)}</span>' if label else ""
    told = article.section.lower() in (label.lower(), kind_label(article.kind).lower())
    parts = (kind, _time(article.published, said), "" if told else inline(article.section))
    return f'<p class="dateline">{" · ".join(part for part in parts if part)}</p>'


def _time(moment: datetime | None, said: Words) -> str:
    return f'<time datetime="{moment.date().isoformat()}">{day(said, moment)}</time>' if moment else ""


def _byline(article: Article, said: Words) -> str:
    by = said["by"].format(names=inline(names(said, article.authors))) if article.authors else ""
    line = ", ".join(part for part in (by, inline(article.source)) if part)
    return f'<p class="byline">{line}</p>' if line else ""


def _corrections(article: Article, said: Words) -> str:
    return "".join(
        f'<p class="correction"><strong>{corrected(date, said)}</strong> {inline(text)}</p>'
        for date, text in article.corrections
    )


def corrected(date: datetime | None, said: Words) -> str:
    """What stands before a correction: "Corrected 12 June 2020:"."""
    return said["corrected_on"].format(day=day(said, date)) if date else said["corrected"]


def _passage(citation: Citation, said: Words) -> str:
    before, after = _surroundings(citation)
    link = _cutting_link(citation)
    copy = reading_link(citation.article, citation.start, citation.end)
    archived = "" if link.startswith("/") else f" {open_link(copy, said['archive_copy'])}"
    quote = f"{inline(before)}<mark>{inline(citation.quote)}</mark>{inline(after)}"
    return (
        f'<div class="passage"><span class="number">{citation.number}</span>'
        f"<blockquote{own_words(citation.article)}>{quote}</blockquote>"
        f'<p class="open">{open_link(link, said["open"])}{archived}</p></div>'
    )


def twins_html(articles: Iterable[Article], said: Words = ENGLISH) -> str:
    """Where else the passages of a card were printed, each article once."""
    twins = {twin.id: twin for twin in articles}
    if not twins:
        return ""
    places = ", ".join(open_link(reading_link(twin), inline(_print(twin, said))) for twin in twins.values())
    return f'<p class="byline twins">{said["printed_in"].format(places=places)}</p>'


def _print(article: Article, said: Words) -> str:
    """Where and when, as "The Harbour Bell (10 June 2020)"."""
    where, date = article.source or article.title[:120] or said["untitled"], day(said, article.published)
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


def _nearest(answer: Answer, said: Words) -> str:
    articles = list({hit.article.id: hit.article for hit in answer.hits}.values())[:MAX_NEAREST]
    rows = "".join(
        f"<li>{_dateline(each, said)}{_headline(each, reading_link(each), said)}</li>"
        for each in articles
    )
    return f"<p>{said['nearest_hint']}</p><ul>{rows}</ul>"
