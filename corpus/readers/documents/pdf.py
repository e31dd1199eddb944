"""Read the text of PDF files, in a process of its own that a broken file may end."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

from corpus.record.file_id import file_id
from corpus.record.record import articles_from
from corpus.text.clean import clean_line
from corpus.text.decode import File, read_bytes
from corpus.types.article import Article
from corpus.types.errors import RecordError
from corpus.types.notice import Notice, Report

MAX_PDF_BYTES = 200 * 2**20
MAX_PAGES = 5_000
TIME_S = 300              # for a file
MAX_BOXES = 20_000        # of a page
MAX_MEMORY = 4 * 2**30    # of the process
FEWEST = 20               # letters of a page that has text

_ROOT = Path(__file__).parents[3]   # from where the other process imports
_DAY = re.compile(r"(?<!\d)(1[6-9]\d\d|20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")


def read_pdf(file: File, name: str, report: Report) -> Iterator[Article]:
    """The text of a PDF as one article, whose `extra.page_starts` say where in it each page begins.

    Pages that are pictures are named. Raises RecordError for one that has no text at all or can't be read.
    """
    found = _asked(read_bytes(file, MAX_PDF_BYTES))
    paragraphs, starts, at, pictures = [], [], 0, []
    for number, page in enumerate(found["pages"], start=1):
        kept = [text for each in page if (text := clean_line(each))]
        if sum(map(len, kept)) < FEWEST:
            pictures.append(number)
        if kept:
            starts.append([at, number])
        paragraphs += kept
        at += sum(len(each) + 2 for each in kept)
    if not paragraphs:
        raise RecordError("This PDF has pictures of its pages, but no text; recognise it (OCR) and save it again.")
    if pictures:
        of_all = f"{len(pictures):,} of {len(found['pages']):,} pages"
        report(Notice(name, f"{of_all} are pictures without text, the first of them page {pictures[0]}; recognise them "
                            "(OCR) to have them read."))
    yield from articles_from(_record(found, paragraphs, starts, name), name, report, file_id=file_id(name))


def _record(found: dict[str, Any], paragraphs: list[str], starts: list[list[int]], name: str) -> dict[str, Any]:
    stem = PurePath(name).stem
    dated = _DAY.search(stem)
    about = {key: clean_line(str(value)) for key, value in (found.get("about") or {}).items()}
    title = about.get("Title", "")
    if len(title) < 4 or title.lower().endswith((".doc", ".docx", ".indd", ".qxd", ".pdf")):
        title = ""     # what a program saved it under
    kept = {key.lower(): about[key] for key in ("CreationDate", "Subject") if about.get(key)}
    return {
        "title": title, "text": "\n\n".join(paragraphs), "authors": about.get("Author") if title else "",
        **({"published": f"{dated[1]}-{dated[2]}-{dated[3]}"} if dated else {}),
        "extra": {"page_starts": starts, **kept},
    }


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
