"""Read the text of PDF files, in a process of its own that a broken file may end."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePath
from statistics import fmean
from typing import Any

from corpus.readers.documents.ocr import recognised
from corpus.readers.documents.page_layout import Block, placed
from corpus.readers.documents.pdf_pages import joined
from corpus.readers.documents.scan import mets_of_issue
from corpus.record.file_id import file_id
from corpus.record.record import articles_from
from corpus.text.clean import clean_line
from corpus.text.dates import day_in_path
from corpus.text.decode import File, read_bytes
from corpus.types.article import Article
from corpus.types.errors import MissingPackage, RecordError
from corpus.types.notice import Notice, Report

MAX_PDF_BYTES = 200 * 2**20
MAX_PAGES = 5_000
TIME_S = 300              # for a file
MAX_LETTERS = 200_000     # of a page
MAX_MEMORY = 4 * 2**30    # of the process
FEWEST = 20               # letters of a page that has text

_ROOT = Path(__file__).parents[3]   # from where the other process imports
_SAVED_AS = re.compile(r".*\.(?:docx?|indd|qxd|pdf)|(?=\S*[\d_])[\x21-\x7e]+", re.IGNORECASE)   # "scan_0012", "A-1952"


def read_pdf(file: File, name: str, report: Report, *, ocr: str = "") -> Iterator[Article]:
    """The text of a PDF as one article, whose `extra.page_starts` say where in it each page begins.

    Pages that are pictures are recognised in the languages of `ocr`, such as "eng+deu", else named. Raises RecordError
    for one that has no text at all or can't be read. An issue that a METS file of the same name beside it takes apart
    into articles is left to that.
    """
    if isinstance(file, Path) and (mets := mets_of_issue(file)):
        report(Notice(name, f"This issue is read by way of {mets}, which has its articles."))
        return
    data = read_bytes(file, MAX_PDF_BYTES)
    found = _asked(data)
    pages = [[Block("", text) for each in page if (text := clean_line(each))] for page in found["pages"]]
    pictures = list(found["pictures"])
    if ocr and pictures:
        pages, pictures = _with_recognised(data, pages, pictures, ocr, report, name)
    if not any(pages) and not pictures:
        raise RecordError("This PDF has nothing on its pages; leave it out.")
    if not any(pages):
        advice = "--ocr has Tesseract recognise them" if not ocr else "see them for yourself"
        raise RecordError(f"This PDF has pictures of its pages, but no text; {advice}.")
    if pictures:
        of_all = f"{len(pictures):,} of {len(pages):,} pages"
        report(Notice(name, f"{of_all} are pictures without text, the first of them page {pictures[0] + 1}"
                            f"{'' if ocr else '; --ocr has Tesseract recognise them'}."))
    pages, left = joined(pages)
    if left:
        report(Notice(name, f"{len(left):,} stories go on on another page, and it isn't certain where; the first ends "
                            f"{left[0]!r}."))
    yield from articles_from(_record(found, pages, name), name, report, file_id=file_id(name))


def _with_recognised(
    data: bytes, pages: list[list[Block]], pictures: list[int], languages: str, report: Report, name: str
) -> tuple[list[list[Block]], list[int]]:
    """The pages with what was recognised on those that are pictures, and those on which nothing was."""
    done, left, reasons = list(pages), [], []
    for number in pictures:
        try:
            blocks = recognised(data, number, languages)
            done[number] = [replace(block, text=clean_line(block.text)) for block in blocks]
        except MissingPackage as error:
            report(Notice(name, str(error)))
            return done, [each for each in pictures if not done[each]]
        except RecordError as error:
            reasons.append(str(error))
        if not done[number]:
            left.append(number)
    if reasons:
        others = len(reasons) - 1
        report(Notice(name, reasons[0] + (f" So it is with {others:,} other{'s' * (others > 1)}." if others else "")))
    return done, left


def _record(found: dict[str, Any], pages: list[list[Block]], name: str) -> dict[str, Any]:
    about = {key: clean_line(str(value)) for key, value in (found.get("about") or {}).items()}
    title = about.get("Title", "")
    if len(title) < 4 or title == PurePath(name).stem or _SAVED_AS.fullmatch(title):
        title = ""     # what a program saved it under
    kept = {key.lower(): about[key] for key in ("CreationDate", "Subject") if about.get(key)}
    blocks = [block for page in pages for block in page]
    return {
        "title": title, "text": "\n\n".join(block.text for block in blocks),
        "authors": about.get("Author") if title else "",
        **({"published": day} if (day := day_in_path(PurePath(name).stem)) else {}),
        "extra": {"page_starts": _starts(pages), **kept, **_confidence(blocks)},
    }


def _starts(pages: list[list[Block]]) -> list[list[int]]:
    """Where in the text each page begins that has any, and its number."""
    starts, at = [], 0
    for number, page in enumerate(pages, start=1):
        if page:
            starts.append([at, number])
        at += sum(len(block.text) + 2 for block in page)
    return starts


def _confidence(blocks: list[Block]) -> dict[str, Any]:
    """How surely what was recognised was read; nothing where all was text."""
    sure = [share for block in blocks for share in block.confidence]
    return {"confidence": round(fmean(sure), 3), "blocks": placed(blocks)} if sure else {}


def _asked(data: bytes) -> dict[str, Any]:
    """What the other process says; raises RecordError where it says nothing."""
    command = [sys.executable, "-m", "corpus.readers.documents.pdf_worker"]
    try:
        done = subprocess.run(   # noqa: S603
            command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=TIME_S, check=False,
            cwd=_ROOT)
    except subprocess.TimeoutExpired:
        raise RecordError(f"This PDF took longer than {TIME_S} seconds; print it into a new file.") from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise RecordError("This PDF ended the process that read it; print it into a new file.") from None
    if "refused" in answer:
        raise RecordError(answer["refused"])
    return dict(answer)
