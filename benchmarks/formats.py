"""How rightly formats are read: an agency's items, unseen news pages, PDF and scans, against what they state."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.ingest import read_quietly, runs_f1
from benchmarks.machine import heading, without_logs
from benchmarks.tables import row
from corpus import Article, RecordError
from corpus.readers.documents.page_layout import pages
from corpus.readers.documents.pdf_worker import read as read_pdf
from corpus.readers.html import page_record
from corpus.record.file_id import file_id
from corpus.record.record import article_from
from corpus.text.decode import decode
from corpus.text.xml_items import root_of

_WORD = re.compile(r"\w+")
_BYLINE = re.compile(r"^by\s+|\s*,\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)
_HEADING, _TAG = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.IGNORECASE | re.DOTALL), re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Folders:
    """Where real files lie that are in no project of ours; what is None is left out."""

    data: Path
    agency: Path | None = None    # items of an agency in JSON, one a file, at any depth
    pages: Path | None = None     # pages of fundus's tests: NAME_DATE.html.gz beside NAME.json
    pdf: Path | None = None       # PDF files, at any depth


@without_logs()
def measure(folders: Folders, items: int) -> None:
    """Print a row for each figure; of the agency's items the first `items` by name."""
    print(heading())
    if folders.agency:
        _agency(sorted(folders.agency.rglob("*.json"))[:items])
    if folders.pages:
        _pages(folders.pages)
    if folders.pdf:
        _pdf(sorted(folders.pdf.rglob("*.pdf")))
    _scans(sorted((folders.data / "alto").glob("*.xml")))


def _agency(files: Sequence[Path]) -> None:
    """Title, day and authors as the items state them."""
    titles, days, authors = [], [], []
    for path in files:
        stated = json.loads(path.read_text(encoding="utf-8-sig"))
        article = next(read_quietly(path), None)
        titles.append(article is not None and _words(article.title) == _words(stated["headline"]))
        days.append(article is not None and str(article.published)[:10] == stated["firstcreated"][:10])
        wanted = {name.casefold() for each in stated.get("bylines") or () for name in _BYLINE.split(each["by"]) if name}
        authors.append({name.casefold() for name in article.authors} == wanted if article else not wanted)
    for name, right in (("title", titles), ("day", days), ("authors", authors)):
        row(f"agency: {name} as stated, of {len(files)} items", _share(right))


def _pages(folder: Path) -> None:
    """Title, day and authors as each site's own parser has them, and the body."""
    right: dict[str, list[bool]] = {name: [] for name in (
        "title", "title, or as shown to readers", "all authors and no others", "some author", "day")}
    bodies: dict[str, str] = {}
    texts: dict[str, str] = {}
    for path, truth in _fundus(folder):
        page = gzip.decompress(path.read_bytes())
        article = _article(page, path.name)
        shown = [_words(_TAG.sub(" ", each)) for each in _HEADING.findall(decode(page))]
        title, wanted = _words(article.title if article else ""), _words(truth.get("title") or "")
        right["title"].append(title == wanted)
        right["title, or as shown to readers"].append(bool(title) and title in (wanted, *shown))
        if truth.get("authors"):
            names = {name.casefold() for name in article.authors} if article else set()
            wanted_names = {str(name).casefold() for name in truth["authors"]}
            right["all authors and no others"].append(names == wanted_names)
            right["some author"].append(bool(names & wanted_names))
        if truth.get("publishing_date"):
            day = str(article.published)[:10] if article else ""
            right["day"].append(day == truth["publishing_date"][:10])
        if body := _body(truth.get("body") or {}):
            bodies[path.name], texts[path.name] = body, article.text if article else ""
    for name, each in right.items():
        row(f"unseen pages: {name}, of {len(each)}", _share(each))
    row(f"unseen pages: F1 of the body (four-word runs), of {len(bodies)}", f"{runs_f1(bodies, texts):.3f}")


def _fundus(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every page with what is known of it: the versions of a site's parser are in the order of the pages' dates."""
    for known in sorted(folder.rglob("*.json")):
        stored = sorted(known.parent.glob(f"{known.stem}_[12]*.html.gz"))
        yield from zip(stored, json.loads(known.read_text(encoding="utf-8")).values(), strict=False)


def _article(page: bytes, name: str) -> Article | None:
    try:
        return article_from(page_record(page), name, lambda notice: None, file_id=file_id(name))
    except RecordError:
        return None


def _body(body: dict[str, Any]) -> str:
    parts = [*(body.get("summary") or ())]
    for section in body.get("sections") or ():
        parts += [*(section.get("headline") or ()), *(section.get("paragraphs") or ())]
    return "\n\n".join(parts)


def _pdf(files: Sequence[Path]) -> None:
    """Letters and digits that are lost or come twice, against the text that the library takes from the file."""
    import pypdfium2

    wrong = total = count = 0
    for path in files:
        read = read_pdf(path.read_bytes())
        if "pages" in read:
            document = pypdfium2.PdfDocument(path)
            own = _letters("".join(document[number].get_textpage().get_text_range() for number in range(len(document))))
            found = _letters("".join(text for page in read["pages"] for text in page))
            wrong += (own - found).total() + (found - own).total()
            total, count = total + own.total(), count + 1
    row(f"PDF: letters lost or doubled, of {total:,} in {count} files", f"{wrong / max(total, 1):.2%}")


def _scans(files: Sequence[Path]) -> None:
    """The same of ALTO, against its strings, a broken word by what the file says that it is."""
    wrong = total = 0
    for path in files:
        space = next(root_of(path.read_bytes()).iter("{*}PrintSpace"))
        own = _letters(" ".join(
            string.get("SUBS_CONTENT") or string.get("CONTENT") or "" for string in space.iter("{*}String")
            if string.get("SUBS_TYPE") != "HypPart2"))
        found = _letters(" ".join(block.text for blocks in pages(path) for block in blocks))
        wrong += (own - found).total() + (found - own).total()
        total += own.total()
    row(f"ALTO: letters lost or doubled, of {total:,} on {len(files)} pages", f"{wrong / max(total, 1):.2%}")


def _letters(text: str) -> Counter[str]:
    return Counter(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum())


def _words(text: str) -> list[str]:
    return _WORD.findall(text.replace("\u00ad", "").casefold())


def _share(right: Sequence[bool]) -> str:
    return f"{sum(right) / max(len(right), 1):.3f}"
