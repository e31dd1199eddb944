"""Read news articles from files, whatever their format."""

from corpus.read import read
from corpus.record.fields import Fields
from corpus.types.article import Article, article_id
from corpus.types.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveError,
    ArchiveFull,
    ArchiveGone,
    ArchiveMismatch,
    ArchiveMissing,
    CuttingsError,
    InputError,
    MissingPackage,
    QuestionError,
    RecordError,
    ScopeError,
    SourceError,
)
from corpus.types.notice import Notice, Report

__all__ = [
    "ArchiveBusy",
    "ArchiveDamaged",
    "ArchiveError",
    "ArchiveFull",
    "ArchiveGone",
    "ArchiveMismatch",
    "ArchiveMissing",
    "Article",
    "CuttingsError",
    "Fields",
    "InputError",
    "MissingPackage",
    "Notice",
    "QuestionError",
    "RecordError",
    "Report",
    "ScopeError",
    "SourceError",
    "article_id",
    "read",
]
