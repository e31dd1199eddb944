"""Tell who wrote an article by what its page says to machines and to readers."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any

import lxml.html

from corpus.text.byline import ends_in_by, names_in
from corpus.text.clean import clean_line
from corpus.text.markup import author_shown

MAX_AUTHORS = 20        # elements that name one
MAX_LOOKED_THROUGH = 3_000   # elements in which "By" is looked for
MAX_PARAGRAPHS = 12     # in which a name is looked for that stands alone
MAX_PIECES = 50         # of text in one element
LONGEST_BYLINE = 200    # characters

_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]*(?:\s+(?:[a-z]{1,4}\s+){0,2}[^\W\d_a-z][\w.'’-]*){1,3}")   # of two words
_CLASSES = ("p-author", "byline__name", "author-name", "author__name", "article__author")   # others name others
_MARKED = "//body//*[@rel='author' or @itemprop='author' or {}]".format(
    " or ".join(f"contains(@class, '{name}')" for name in _CLASSES))
_META = re.compile(r"(?:^|[:._-])(?:(?:article)?authors?|creator|byl)$")
# Where the pages of authors lie.
_PROFILE = re.compile(
    r"/(?:authors?|profiles?|people|staff|reporters?|journalists?|contributors?|writers?|autor(?:en|es|e|in)?|auteurs?|"
    r"redaktion|redakteure?|forfatter|skribent)(?:/name)?/[\w.%-]+/?(?:[?#].*)?$", re.IGNORECASE)
_Way = Callable[[lxml.html.HtmlElement, str], list[str]]
_UNREAD = frozenset(("script", "style", "noscript", "template"))


def authors_of(
    page: lxml.html.HtmlElement, record: Mapping[str, Any], metas: Mapping[str, str], *, stated: bool
) -> list[str]:
    """The authors of a page; empty where those that `record` has are right.

    `stated`: whether these were stated in JSON-LD. Where they are the site itself, or nobody stated any, the names that
    the page shows to its readers as the authors' count.
    """
    language, authors = (page.get("lang") or "")[:2].lower(), record.get("authors") or []
    sites = {_letters(each) for each in (record.get("source"), metas.get("og:site_name")) if isinstance(each, str)}
    if len(authors) == 1 and _letters(str(authors[0])) in sites:
        ways: tuple[_Way, ...] = (
            _marked, lambda *_: _in_metas(metas), lambda *_: _persons(author_shown(page)), _signed, _alone)
    elif stated:
        return []
    elif not authors:
        ways = (_marked, _signed, _linked)
    else:
        ways = (partial(_better_marked, authors), partial(_better_shown, authors, metas))
    found = (_without_site(way(page, language), sites) for way in ways)
    return next(filter(None, found), [])


def _without_site(names: list[str], sites: Collection[str]) -> list[str]:
    """The names without the site's own, and its departments' ("MDR Thüringen" beside a person of MDR)."""
    return [name for name in names if not {_letters(name), _letters(name.split()[0])} & set(sites)]


def _better_marked(authors: list[str], page: lxml.html.HtmlElement, language: str) -> list[str]:
    """All that the page marks as its authors, where the only one that was found is among them."""
    marked = _marked(page, language) if len(authors) == 1 else []
    return marked if authors[0] in marked else []


def _better_shown(
    authors: list[str], metas: Mapping[str, str], page: lxml.html.HtmlElement, language: str
) -> list[str]:
    """Who signs below the headline, where the authors were only guessed; links tell where a name ends in the guess."""
    if _in_metas(metas):
        return []
    linked = _linked(page, language)
    return _signed(page, language) or (linked if linked and authors[0].startswith(linked[0]) else [])


def _in_metas(metas: Mapping[str, str]) -> list[str]:
    """The persons whom the meta elements of readers' statistics and the like name as authors."""
    stated = [name for key, value in metas.items() if _META.search(key) for name in names_in(value)]
    return [name for name in dict.fromkeys(stated) if _NAME.fullmatch(name)]


def _persons(names: Sequence[str]) -> list[str]:
    """The names where all of them look like persons', else nothing."""
    return list(names) if all(_NAME.fullmatch(name) for name in names) else []


def _marked(page: lxml.html.HtmlElement, language: str) -> list[str]:
    """Who the page says for readers has written it: the first names that are marked as authors', and those beside."""
    found: list[str] = []
    place = None
    for each in islice(page.xpath(_MARKED), MAX_AUTHORS):
        names = names_in(each.text_content()[:LONGEST_BYLINE], language)
        if names and place in (None, each.getparent()) and all(_NAME.fullmatch(name) for name in names):
            place = each.getparent()
            found += [name for name in names if name not in found]
    return found


def _signed(page: lxml.html.HtmlElement, language: str) -> list[str]:
    """The names in the element behind the first "By" that stands below the headline, in the language of the page."""
    below = page.xpath("(//h1)[1]/following::*") or page.xpath("//body//*")
    for element in islice((each for each in below if each.tag not in _UNREAD), MAX_LOOKED_THROUGH):
        names = names_in(_signature(element, language), language)
        if names and all(_NAME.fullmatch(name) for name in names):
            return list(names)
    return []


def _linked(page: lxml.html.HtmlElement, language: str) -> list[str]:
    """The first names below the headline that lead to the page of an author, each in a link of its own."""
    found: list[str] = []
    place = None
    for link in islice(page.xpath("(//h1)[1]/following::a[@href]"), MAX_LOOKED_THROUGH):
        if not _PROFILE.search(link.get("href")):
            continue
        names = names_in(_words(link), language)
        if names and place in (None, link.getparent()) and all(_NAME.fullmatch(name) for name in names):
            place = link.getparent()
            found += [name for name in names if name not in found]
    return found


def _alone(page: lxml.html.HtmlElement, language: str) -> list[str]:
    """The names that are a paragraph of their own, in bold or italics, among the first below the headline."""
    for paragraph in islice(page.xpath("(//h1)[1]/following::p"), MAX_PARAGRAPHS):
        words = _words(paragraph)
        if any(_words(each) == words for each in islice(paragraph.iter("strong", "b", "em", "i"), MAX_AUTHORS)):
            names = names_in(words, language)
            if names and all(_NAME.fullmatch(name) for name in names):
                return list(names)
    return []


def _signature(element: lxml.html.HtmlElement, language: str) -> str:
    """What stands behind the "By" that an element begins with, or is: "By <b>Ann Lee</b>", "<i>By</i> <b>Lee</b>"."""
    own = clean_line((element.text or "")[:LONGEST_BYLINE])
    if not ends_in_by(own, language):
        return ""
    behind = _words(element).removeprefix(own).lstrip()
    following = element.getnext()
    if not behind and following is not None:
        behind = _words(following)
    return behind if len(behind) <= LONGEST_BYLINE else ""


def _words(element: lxml.html.HtmlElement) -> str:
    """The first words of an element, however much lies in it."""
    return clean_line("".join(islice(element.itertext(), MAX_PIECES))[: 2 * LONGEST_BYLINE])


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text[:LONGEST_BYLINE].lower()))
