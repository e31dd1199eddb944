"""The process that reads web pages for another: pages in, what they hold as JSON out (python -m, started by PagePool).

It ends with its input, and when one page takes it longer than any page may.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import signal
from collections.abc import Callable
from typing import IO, Any

from corpus.pages.pool import read_frame, write_frame
from corpus.readers.html import page_record
from corpus.types.errors import RecordError

PAGE_S = 60          # for any page; a usual one takes 0.03
S_FOR_A_MIB = 30     # more for each MiB; the largest news pages have 5 and take 2 in all


def limit_s(page: bytes) -> float:
    """The seconds that a page may take."""
    return PAGE_S + S_FOR_A_MIB * len(page) / 2**20


def serve(source: IO[bytes], sink: IO[bytes], *, read: Callable[[bytes], dict[str, Any]] = page_record,
          limit: Callable[[bytes], float] = limit_s) -> None:
    """Answer every page of `source`; the first frame only says that it can begin."""
    write_frame(sink, b"{}")
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        while (page := read_frame(source)) is not None:
            # Its own thread, without Python: a pattern that never ends holds the interpreter.
            faulthandler.dump_traceback_later(limit(page), exit=True, file=nowhere)
            answer = _answer(page, read)
            faulthandler.cancel_dump_traceback_later()
            write_frame(sink, answer)


def _answer(page: bytes, read: Callable[[bytes], dict[str, Any]]) -> bytes:
    try:
        return json.dumps({"record": read(page)}).encode()
    except RecordError as refusal:
        return json.dumps({"refused": str(refusal)}).encode()
    except Exception:   # the one who asked reads it himself, and meets the same
        return b'{"unread": true}'


def main() -> None:
    """Serve standard input and output, which nobody else may write to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)   # Ctrl-C is for the one who asks
    with os.fdopen(os.dup(0), "rb") as source, os.fdopen(os.dup(1), "wb") as sink:
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 0)
        os.dup2(nowhere, 1)
        page_record(b"<html><body><article><p>A page, so that all is loaded.</p></article></body></html>")
        gc.freeze()    # a twentieth faster
        serve(source, sink)


if __name__ == "__main__":
    main()
