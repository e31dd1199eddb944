"""Recognise the pages of a PDF that are pictures, by Tesseract where it is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from corpus.readers.documents.page_layout import Block, blocks_of
from corpus.types.errors import InputError, MissingPackage, RecordError

PAGE_S = 180              # for a page; a dense one of a broadsheet takes half a minute
_ASKED_S = 30             # for the list of languages
_ROOT = Path(__file__).parents[3]   # from where the other process imports
_LANGUAGES = re.compile(r"[A-Za-z0-9_]{2,30}(?:/[A-Za-z0-9_]{2,30})?(?:\+[A-Za-z0-9_]{2,30}(?:/[A-Za-z0-9_]{2,30})?)*")

_TURNED = "osd"      # stands among the languages, and tells which side of a page is up

MISSING = "Tesseract, which recognises scans, is not installed; install it (apt install tesseract-ocr)"


def check(languages: str) -> None:
    """Raise InputError for languages that Tesseract doesn't have, such as "eng+deu", MissingPackage where it isn't."""
    if not _LANGUAGES.fullmatch(languages):
        raise InputError(f"The languages of scans are {languages[:40]!r}; write them as eng or eng+deu.")
    if shutil.which("tesseract") is None:
        raise MissingPackage(f"{MISSING}, or leave out --ocr.")
    done = subprocess.run(   # noqa: S603
        ["tesseract", "--list-langs"], capture_output=True, timeout=_ASKED_S, check=False)   # noqa: S607
    known = set((done.stdout or done.stderr).decode("utf-8", "replace").split()) - {_TURNED}
    if missing := [each for each in languages.split("+") if each not in known]:
        raise InputError(f"Tesseract has no {missing[0]}; install it (apt install tesseract-ocr-{missing[0]}), or give "
                         "another --ocr.")


def recognised(data: bytes, page: int, languages: str) -> list[Block]:
    """The paragraphs of a page (counted from 0) of a PDF, each with how surely it was read.

    Raises RecordError where the page can't be made a picture of, or takes too long; MissingPackage without Tesseract.
    """
    command = [sys.executable, "-m", "corpus.readers.documents.pdf_worker", languages, str(page)]
    if shutil.which("tesseract") is None:
        raise MissingPackage(f"{MISSING}.")
    try:
        done = subprocess.run(   # noqa: S603
            command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=2 * PAGE_S, check=False,
            cwd=_ROOT)
    except subprocess.TimeoutExpired:
        raise RecordError(f"Page {page + 1} took longer than {PAGE_S} seconds to recognise.") from None
    if done.returncode:
        raise RecordError(f"Page {page + 1} can't be recognised; see whether Tesseract reads a picture of it.")
    blocks = [block for blocks in blocks_of(done.stdout) for block in blocks if block.text.strip()]
    return [replace(block, sheet=replace(block.sheet, image="")) for block in blocks]
