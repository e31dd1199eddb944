"""Give out the pages among the next files before their turn, so that other processes read them meanwhile."""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import BinaryIO, Generic, TypeVar

from corpus.pages.pool import PagePool
from corpus.readers.html import MAX_PAGE_BYTES
from corpus.text.decode import Member, read_bytes, with_head
from corpus.types.errors import RecordError
from corpus.types.notice import Notice

MAX_WAITING = 100   # files that are looked at before their turn

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Ahead(Generic[_T]):
    """A file that was looked at before its turn."""

    file: _T
    page: bytes | None      # all of it, if it is a page
    at_once: bool = False   # whether it can't wait


def in_order(files: Iterator[_T], pages: PagePool, look: Callable[[_T], Ahead[_T]]) -> Iterator[_T]:
    """The same files in the same order; the pages among the next ones are read meanwhile, once that pays.

    What ends an archive early (RecordError, OSError, EOFError, zlib.error) is raised behind the files before it.
    """
    waiting: deque[tuple[_T, bytes]] = deque()
    broken: Exception | None = None
    try:
        for file in files:
            ahead = look(file) if pages.active else Ahead(file, None, at_once=True)
            waiting.append((ahead.file, b"" if ahead.page is None else pages.give(ahead.page)))
            while waiting and (ahead.at_once or pages.full or len(waiting) >= MAX_WAITING):
                yield from _next(waiting, pages)
    except (RecordError, OSError, EOFError, zlib.error) as error:   # of an archive; what came before it is good
        broken = error
    while waiting:
        yield from _next(waiting, pages)
    if broken:
        raise broken


def _next(waiting: deque[tuple[_T, bytes]], pages: PagePool) -> Iterator[_T]:
    file, ticket = waiting.popleft()
    yield file
    pages.forget(ticket)


def keep_page(is_page: Callable[[str], bool], member: Member | Notice) -> Ahead[Member | Notice]:
    """A page of an archive is kept, as the archive goes on; anything else has to be read before it does."""
    if isinstance(member, Notice) or not is_page(member.name):
        return Ahead(member, None, at_once=not isinstance(member, Notice))
    try:
        stored, again = with_head(member.open(), MAX_PAGE_BYTES + 1)
    except (RecordError, OSError, EOFError, zlib.error) as error:
        return Ahead(Member(member.name, partial(_raise, error), member.packed_bytes), None)
    if len(stored) > MAX_PAGE_BYTES:
        return Ahead(Member(member.name, lambda: again, member.packed_bytes), None, at_once=True)
    kept = Member(member.name, lambda: BytesIO(stored), member.packed_bytes)
    page = None
    with suppress(RecordError, OSError, EOFError, zlib.error):
        page = read_bytes(kept, MAX_PAGE_BYTES)
    return Ahead(kept, page)


def _raise(error: Exception) -> BinaryIO:
    raise error
