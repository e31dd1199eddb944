"""The errors a caller can do something about.

    CuttingsError
    ├── InputError             mend what you passed in, then call again
    │   ├── SourceError        a source that can't be read as articles
    │   ├── RecordError        one record that is no article (readers report it and go on)
    │   ├── QuestionError      a question that can't be asked
    │   └── ScopeError         a filter that makes no sense
    ├── ArchiveError           the archive can't be used as it is
    │   ├── ArchiveMissing     build it first
    │   ├── ArchiveMismatch    rebuild it, or open it with what it was built with
    │   ├── ArchiveDamaged     restore a copy, or rebuild it from the sources
    │   ├── ArchiveGone        it was taken away while it was open: put it back
    │   ├── ArchiveBusy        somebody else is writing: try again later
    │   └── ArchiveFull        make room on the disk, then run the same command again
    ├── ModelError             name another language model, or give its key
    └── MissingPackage         install it

Each message is one sentence that says what was found, what was expected and what to do. Command lines and the page show
the message alone; everything that is not a CuttingsError keeps its traceback.
"""

from __future__ import annotations

from typing import Self


class CuttingsError(Exception):
    """Anything Cuttings refuses, with a sentence fit to be shown to a person."""


class InputError(CuttingsError):
    """What was passed in can't be used."""


class SourceError(InputError):
    """A file or folder that can't be read as articles."""


class RecordError(InputError):
    """One record of a source that is no article."""


class QuestionError(InputError):
    """A question that can't be asked: empty, too long, not text."""


class ScopeError(InputError):
    """A filter that makes no sense, such as a date that can't be read."""


class ArchiveError(CuttingsError):
    """The archive can't be used as it is."""


class ArchiveMissing(ArchiveError):
    """There is no archive at that path."""


class ArchiveMismatch(ArchiveError):
    """The archive was built by another model or a newer version."""


class ArchiveDamaged(ArchiveError):
    """The archive's database can't be read."""


class ArchiveGone(ArchiveError):
    """The archive's database was taken away, or exchanged for another file, while it was open."""


class ArchiveBusy(ArchiveError):
    """Another process is writing to the archive."""


class ArchiveFull(ArchiveError):
    """The disk has no room left; what was committed before is kept."""


class ModelError(CuttingsError):
    """A language model that can't be used as it was named."""


class MissingPackage(CuttingsError):
    """An optional package isn't installed."""

    @classmethod
    def of_extra(cls, needs: str, extra: str) -> Self:
        """What `needs` it, and the line that installs an extra of pyproject.toml: beside a wheel, or in a checkout."""
        return cls(f"{needs}; run: pip install 'cuttings[{extra}]' (in a checkout: pip install -r "
                   f"requirements-{extra}.txt)")
