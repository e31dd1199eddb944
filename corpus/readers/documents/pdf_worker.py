"""The process that reads a PDF for another: the file in, its paragraphs by page as JSON out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from itertools import islice
from typing import Any

from corpus.readers.documents.ocr import PAGE_S
from corpus.readers.documents.pdf import FEWEST, MAX_LETTERS, MAX_MEMORY, MAX_PAGES
from corpus.readers.documents.pdf_layout import Box, paragraphs

DPI = 300
MAX_SIDE = 6_000     # dots
MAX_OBJECTS = 2_000  # of a page, among which a picture is looked for


def read(data: bytes) -> dict[str, Any]:
    """The paragraphs of each page, and what the file says about itself; or why it can't be read."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > MAX_PAGES:
            return {"refused": f"This PDF has more than {MAX_PAGES:,} pages; split it."}
        pages = [_page(document, number) for number in range(len(document))]
        pictures = [number for number, page in enumerate(pages) if _is_picture(document, number, page)]
        return {"pages": pages, "pictures": pictures, "about": document.get_metadata_dict()}
    except pypdfium2.PdfiumError as error:
        reason = str(error)[:120].rstrip(".")
        what = ("asks for a password; save it without one" if "password" in reason.lower()
                else f"can't be read ({reason}); save it as a new file")
        return {"refused": f"This PDF {what}."}


def _page(document: Any, number: int) -> list[str]:   # noqa: ANN401
    """The paragraphs of a page; none of one that is broken, so that the others are read."""
    import pypdfium2

    try:
        page = document[number].get_textpage()
        boxes = _boxes(page)
        stacked = sum(len(box.text) == 1 for box in boxes)
        if stacked > FEWEST and 2 * stacked > len(boxes):   # set from above, as in Japanese; the file's order is better
            return [line for line in page.get_text_range().splitlines() if line.strip()]
        return paragraphs(boxes)
    except pypdfium2.PdfiumError:
        return []


def _is_picture(document: Any, number: int, page: list[str]) -> bool:   # noqa: ANN401
    """Whether a page that has hardly any text shows something all the same; a blank one doesn't."""
    import pypdfium2
    import pypdfium2.raw

    if sum(map(len, page)) >= FEWEST:
        return False
    try:
        kinds = {each.type for each in islice(document[number].get_objects(max_depth=3), MAX_OBJECTS)}
    except pypdfium2.PdfiumError:
        return True
    return pypdfium2.raw.FPDF_PAGEOBJ_IMAGE in kinds or not page and bool(kinds)


def _boxes(text: Any) -> list[Box]:   # noqa: ANN401
    """The runs of letters of a page, each with its place: letters that follow each other on a line without a gap.

    Letter by letter, since what the library finds in the rectangle of a run has letters of its neighbours in it.
    """
    import pypdfium2.raw

    runs: list[list[Box]] = []
    last = None
    for number in range(min(text.count_chars(), MAX_LETTERS)):
        letter = chr(pypdfium2.raw.FPDFText_GetUnicode(text, number))
        if letter in "\r\n":
            last = None
            continue
        left, bottom, right, top = text.get_charbox(number, loose=True)
        box = Box(left, bottom, right, top, letter)
        if last is None or not _goes_on(last, box):
            runs.append([])
        runs[-1].append(box)
        last = box
    return [_run(letters) for letters in runs if any(each.text.strip() for each in letters)]


def _goes_on(last: Box, box: Box) -> bool:
    """Whether a letter stands beside the last one; a space that the file doesn't have stands nowhere."""
    if box.text.isspace() or last.text.isspace() and last.right == last.left:
        return True
    height = max(last.height, box.height)
    return abs(last.bottom + last.top - box.bottom - box.top) < height and -height < box.left - last.right < height


def _run(letters: list[Box]) -> Box:
    placed = [each for each in letters if not each.text.isspace()]
    return Box(min(each.left for each in placed), min(each.bottom for each in placed),
               max(each.right for each in placed), max(each.top for each in placed),
               "".join(each.text for each in letters).strip())


def picture(data: bytes, number: int) -> tuple[bytes, int]:
    """A page as a grey picture (PGM), and its dots an inch: 300, fewer of a large page."""
    import pypdfium2

    page = pypdfium2.PdfDocument(data)[number]
    scale = min(DPI / 72, MAX_SIDE / max(*page.get_size(), 1))
    bitmap = page.render(scale=scale, grayscale=True)
    rows = memoryview(bitmap.buffer).cast("B")
    lines = (rows[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in range(bitmap.height))
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(lines), max(70, round(72 * scale))


def recognise(data: bytes, languages: str, number: int) -> bytes:
    """What Tesseract reads on a page, as ALTO; a page that lies on its side or head is turned, where it can tell."""
    content, dpi = picture(data, number)
    for layout in (["--psm", "1"], []):
        command = ["tesseract", "stdin", "stdout", "-l", languages, "--dpi", str(dpi), *layout, "alto"]
        done = subprocess.run(   # noqa: S603
            command, input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=PAGE_S, check=not layout,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"})   # its threads wait for each other more than they read
        if not done.returncode:
            break
    return done.stdout


def main() -> None:
    """Answer for the file on standard input: its text, or what is recognised on one page in some languages."""
    with suppress(ImportError, OSError, ValueError):   # where a process can be held to a size
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    data = sys.stdin.buffer.read()
    if sys.argv[1:]:
        languages, number = sys.argv[1:]
        sys.stdout.buffer.write(recognise(data, languages, int(number)))
    else:
        sys.stdout.write(json.dumps(read(data)))


if __name__ == "__main__":
    main()
