"""Take out of the archive what has vanished from its source, unless that is too much to be believed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus import InputError, SourceError
from index.archive import Archive
from index.ingest.intake import Intake
from index.store.origins import Lost

MAX_ASKED = 200   # pages of one source whose server is asked in one run whether they are there, newest first
_LIMIT = re.compile(r"(\d{1,9}(?:\.\d{1,4})?)\s*(%?)")

IsThere = Callable[[str], bool]   # of an address: whether its page may still be there
Say = Callable[[str], None]       # to whoever runs it, before anything is removed


@dataclass(frozen=True, slots=True)
class MaxRemovals:
    """How many of a source's articles may go at once: a share of them, or a number."""

    share: float = 0.05
    number: int | None = None

    @classmethod
    def parse(cls, text: str) -> MaxRemovals:
        """From "5%" or "20"; raises InputError for anything else."""
        match = _LIMIT.fullmatch(text.strip())
        if match and match[2] and float(match[1]) <= 100:
            return cls(share=float(match[1]) / 100)
        if match and not match[2] and match[1].isdecimal():
            return cls(number=int(match[1]))
        raise InputError(f"The limit of removals is {text[:40]!r}; write it as 5% or as a number of articles.")

    def of(self, articles: int) -> int:
        """How many of so many: of a share at least one, but never all of them unless the share is 100 %."""
        if self.number is not None:
            return self.number
        if not self.share:
            return 0
        most = articles if self.share >= 1 else articles - 1
        return min(most, max(1, int(self.share * articles)))

    def __str__(self) -> str:
        """As it is given."""
        return str(self.number) if self.number is not None else f"{100 * self.share:g}%"


def remove_vanished(
    archive: Archive, name: str, intake: Intake, limit: MaxRemovals, is_there: IsThere, say: Say
) -> int:
    """Remove the articles that came from the source and don't any more; how many. Those that others have too stay.

    Nothing is removed of a place that could not be read whole. Raises SourceError when they are more than the limit.
    """
    size, reading = intake.reading.size(), intake.reading
    most = limit.of(size)
    lost = _vanished(intake, reading.unseen(), is_there, most)
    if not lost:
        return 0
    about = f"{len(lost):,} of {size:,} articles are no longer in {name}"
    if len(lost) > most:
        raise SourceError(f"{about}, more than --max-removals {limit} lets go; nothing was removed. See whether the "
                          "source is whole, or run it again with a higher --max-removals.")
    leaving = [each.id for each in lost if not each.elsewhere]
    staying = len(lost) - len(leaving)
    say(f"{about} and are removed{f'; {staying:,} of them stay, as other sources have them' if staying else ''}.")
    removed = archive.remove(leaving) if leaving else 0
    reading.forget(each.id for each in lost if each.elsewhere)
    return removed


def _vanished(intake: Intake, unseen: Sequence[Lost], is_there: IsThere, most: int) -> list[Lost]:
    """Those of the unseen that are gone for certain."""
    gone = [each for each in unseen if each.place in intake.missing]
    listed = intake.listed
    if listed is None:
        return gone
    rest = [each for each in unseen if each.place not in intake.missing and each.place not in intake.partial]
    if not listed.proof:
        return gone + rest
    dated = [each for each in rest if each.url and _listed_if_there(each, listed.since)]
    for each in dated[:MAX_ASKED]:
        if len(gone) > most:
            break
        if not is_there(each.url):
            gone.append(each)
    return gone


def _listed_if_there(lost: Lost, since: object) -> bool:
    """Whether a list that goes back to `since` would name the article."""
    return since is None or (lost.published is not None and lost.published > since)   # type: ignore[operator]


def removals_refused(intake: Intake) -> str:
    """Why nothing or not everything that vanished was looked for; empty when all was."""
    if intake.partial:
        first = min(intake.partial)
        return f"Nothing of {len(intake.partial):,} places that could not be read whole was removed, such as {first}."
    return ""
