"""A scorecard as a page to read, as JUnit XML for a build server, and as JSON to compare with."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.newsroom.comparison import Compared
from bot.newsroom.expected import Graded
from bot.newsroom.scorecard import MEASURES, Scorecard
from bot.newsroom.shown import opening
from corpus import InputError

if TYPE_CHECKING:
    from jinja2 import Template
    from lxml.etree import _Element

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def html(card: Scorecard, compared: Compared | None = None) -> str:
    """A page of its own: no script, nothing from elsewhere."""
    return _page().render(card=card, compared=compared, measures=MEASURES, opening=opening, is_web=_is_web)


def junit(card: Scorecard, compared: Compared | None = None) -> str:
    """A test a question; one that isn't right is a failure."""
    from lxml import etree  # here and below: a command that makes no report doesn't wait for what makes it

    wrong = sum(not each.passed for each in card.graded)
    suite = etree.Element("testsuite", name="questions", tests=str(len(card.graded)), failures=str(wrong), errors="0",
                          skipped="0", time=_seconds(sum(each.seconds for each in card.graded)))
    for each in card.graded:
        _add_case(suite, each)
    return str(etree.tostring(suite, encoding="unicode", pretty_print=True))


def as_json(card: Scorecard, compared: Compared | None = None) -> str:
    """Everything, as `--against` takes it back."""
    written = card.to_dict() | ({"compared": compared.to_dict()} if compared else {})
    return json.dumps(written, ensure_ascii=False, indent=2) + "\n"


FORMS: Mapping[str, Callable[[Scorecard, Compared | None], str]] = {".html": html, ".xml": junit, ".json": as_json}


def check_form(path: Path) -> None:
    """Raise InputError where a report's name doesn't say which form it is to have, or there is no such folder."""
    if path.suffix.casefold() not in FORMS:
        raise InputError(f"{path.name} says no form of a report; end its name in {', '.join(FORMS)}.")
    if not path.parent.is_dir():
        raise InputError(f"There is no folder {path.parent} for {path.name}; make it first.")


def write(path: Path, card: Scorecard, compared: Compared | None = None) -> None:
    """Write the report whose form the file's name says."""
    made = FORMS[path.suffix.casefold()](card, compared)
    path.write_text(made.encode("utf-8", "replace").decode(), encoding="utf-8")


def _add_case(suite: _Element, graded: Graded) -> None:
    from lxml import etree

    case = etree.SubElement(suite, "testcase", name=_xml(graded.expected.question), classname="questions",
                            time=_seconds(graded.seconds))
    if graded.fault:
        failure = etree.SubElement(case, "failure", message=graded.fault)
        wanted = " | ".join((*graded.expected.words, *graded.expected.articles)) or "none"
        failure.text = _xml(f"{graded.expected.place}\nexpected: {wanted}\nanswer: {graded.answer.text}")


def _xml(text: str) -> str:
    """Without the characters that XML can't hold."""
    return _NO_XML.sub(" ", text)


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}"


def _is_web(link: str) -> bool:
    """Whether a link leads somewhere from a file: a reading view's own doesn't."""
    return link.startswith(("https://", "http://"))


@cache
def _page() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = Path(__file__).with_name("templates")
    return Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    ).get_template("scorecard.html")
