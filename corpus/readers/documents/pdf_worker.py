"""The process that reads a PDF for another: the file in, its paragraphs by page as JSON out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from typing import Any

from corpus.readers.documents.ocr import PAGE_S
from corpus.readers.documents.pdf import MAX_BOXES, MAX_MEMORY, MAX_PAGES
from corpus.readers.documents.pdf_layout import Box, paragraphs

DPI = 300
MAX_SIDE = 6_000     # dots


def read(data: bytes) -> dict[str, Any]:
    """The paragraphs of each page, and what the file says about itself; or why it can't be read."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > MAX_PAGES:
            return {"refused": f"This PDF has more than {MAX_PAGES:,} pages; split it."}
        pages = [_page(document, number) for number in range(len(document))]
        return {"pages": pages, "about": document.get_metadata_dict()}
    except pypdfium2.PdfiumError as error:
        reason = str(error)[:120].rstrip(".")
        what = "asks for a password" if "password" in reason.lower() else f"can't be read ({reason})"
        return {"refused": f"This PDF {what}; save it without, and as a new file."}


def _page(document: Any, number: int) -> list[str]:   # noqa: ANN401
    """The paragraphs of a page; none of one that is broken, so that the others are read."""
    import pypdfium2

    try:
        return paragraphs(_boxes(document[number]))
    except pypdfium2.PdfiumError:
        return []


def _boxes(page: Any) -> list[Box]:   # noqa: ANN401
    """The pieces of text of a page, each with its place."""
    text = page.get_textpage()
    rects = [text.get_rect(number) for number in range(min(text.count_rects(), MAX_BOXES))]
    return [_box(text, rect, words) for rect in rects if (words := text.get_text_bounded(*rect).strip())]


def _box(text: Any, rect: tuple[float, float, float, float], words: str) -> Box:   # noqa: ANN401
    """As high as the font of its first letter; the rectangle is as high as its letters, which says little."""
    left, bottom, right, top = rect
    first = text.get_index(left + 0.5, (bottom + top) / 2, 2, 2)
    if first is not None:
        _, low, _, high = text.get_charbox(first, loose=True)
        bottom, top = min(bottom, low), max(top, high)
    return Box(left, bottom, right, top, words)


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
    """What Tesseract reads on a page, as ALTO."""
    content, dpi = picture(data, number)
    command = ["tesseract", "stdin", "stdout", "-l", languages, "--dpi", str(dpi), "alto"]
    return subprocess.run(   # noqa: S603
        command, input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=PAGE_S, check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"}).stdout   # its threads wait for each other more than they read


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
