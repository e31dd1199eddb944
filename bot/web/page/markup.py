"""Makes HTML of templates: pages of our own, and parts that stand in the Markdown of Gradio's page.

Articles are written by anybody. On a page of ours whatever a template is given is escaped for HTML; in a part, every
character of it that means something to Markdown or to HTML becomes a character reference.
"""

from __future__ import annotations

import html
import re
import string
from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.quote.wording import within_marks
from bot.web.api.links import reading_link
from bot.web.page import labels
from bot.web.page.texts import TEXTS, Words, day, figure, names, number
from corpus import Article
from corpus.text.clean import without_surrogates
from index.store.rights import only_headline

_PLACES = [Path(__file__).with_name(name) for name in ("templates", "static")]     # pages, and the styles in them
_REFERENCES = {ord(sign): f"&#{ord(sign)};" for sign in string.punctuation if sign not in ",;?"}
_CONTROLS = {code: None for code in (*range(0x09), *range(0x0E, 0x20), 0x7F)}
_INERT = str.maketrans(_CONTROLS | _REFERENCES)
_BREAKS = re.compile(r"(?<!\s)[^\S\n\r]*+[\n\r]\s*")


class Inert(Markup):
    """HTML that is inert in Markdown too; what is put into it by `format` becomes so."""

    @classmethod
    def escape(cls, s: object) -> Inert:
        """The text as HTML inside Markdown; what is HTML already stays."""
        return cls(s.__html__() if hasattr(s, "__html__") else inline(str(s)))


def escape(text: str) -> str:
    """The text as it stands, inert in Markdown and in HTML, in content and in quoted attributes."""
    return without_surrogates(text).translate(_INERT)


def inline(text: str) -> str:
    """The same for HTML inside Markdown, which a blank line would end: breaks between lines become `<br>`."""
    return _BREAKS.sub("<br>", escape(text))


def page(template: str, texts: Words, **shown: object) -> str:
    """A page of ours, made of a template."""
    return without_surrogates(_pages.get_template(template).render(texts=texts, **shown))


def part(template: str, texts: Words, **shown: object) -> str:
    """A part of the page, made of a template, on one line: in Markdown a blank line would end it."""
    made = _parts.get_template(template).render(texts=_inert(texts["language"]), **shown)
    return "".join(line.strip(" ") for line in made.split("\n"))


@cache
def _inert(language: str) -> dict[str, Inert]:
    return {key: Inert(text) for key, text in TEXTS[language].items()}


def _own_words(article: Article) -> Inert:
    """The attributes of an element that holds an article's own words: direction, and language where it is known."""
    language = labels.language_of(article)
    return Inert(f' dir="auto" lang="{language}"' if language else ' dir="auto"')


def _environment(finalize: Callable[[object], object] | None = None) -> Environment:
    return Environment(
        loader=FileSystemLoader(_PLACES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=finalize,
    )


_pages = _environment()
_parts = _environment(Inert.escape)
_parts.filters.update(
    href=lambda link: Inert(html.escape(link)),
    attribute=lambda text: Inert(escape(str(text))),
)
_parts.globals.update(
    {each.__name__: each for each in (day, figure, names, number, within_marks, only_headline,
                                      labels.copy_link, labels.corrected, labels.cutting_link, labels.cutting_title,
                                      labels.kind_label, labels.kind_name, labels.print_name, reading_link,
                                      labels.section_label, labels.section_name)},
    own_words=_own_words,
)
