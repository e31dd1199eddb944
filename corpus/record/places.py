"""What a reading of a source tells, place by place: files of a folder, pages of a feed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from corpus.types.article import Article


@dataclass(frozen=True, slots=True)
class Visit:
    """What is remembered of a place, so that it need not be read again while it is the same."""

    stamp: str = ""                   # a file's size and times, or what a list says about a page; empty: read it anew
    etag: str = ""
    modified: str = ""                # Last-Modified, as the server wrote it
    checked: datetime | None = None   # when a server was last asked
    note: str = ""                    # why the place held no article


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article."""

    place: str
    article: Article
    by_url: bool = False              # its address tells which article it is, wherever else it came from


@dataclass(frozen=True, slots=True)
class Same:
    """A place that has not changed since the last reading: its articles are what they were."""

    place: str
    visit: Visit | None = None        # to be remembered instead of the former one


@dataclass(frozen=True, slots=True)
class Done:
    """A place that was read to its end."""

    place: str
    visit: Visit | None = None
    complete: bool = True                # False: something was skipped, so what did not come may be there still


@dataclass(frozen=True, slots=True)
class Missing:
    """A place whose server says that nothing lies there any more."""

    place: str


@dataclass(frozen=True, slots=True)
class Listed:
    """The whole source was gone through; what did not come from it since `since` is no longer listed there.

    A folder lists all it has. A feed lists its newest, and a page may leave it and stay: `proof` says that not being
    listed is not enough, and that its server has to be asked.
    """

    proof: bool = False
    since: datetime | None = None


Event: TypeAlias = Arrival | Same | Done | Missing | Listed
Recall: TypeAlias = Callable[[str], Visit | None]   # what is remembered of a place whose articles are all there still
