"""Which reader reads which file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePath
from typing import TypeAlias

from corpus.readers.agencies.iptc7901 import read_iptc7901
from corpus.readers.agencies.newsml_1 import read_newsml_1
from corpus.readers.agencies.newsml_g2 import read_newsml_g2
from corpus.readers.agencies.nitf import read_nitf
from corpus.readers.csv_file import read_csv
from corpus.readers.documents.catalogue import read_catalogue
from corpus.readers.documents.mail import read_mail
from corpus.readers.documents.office import read_docx, read_odt, read_rtf
from corpus.readers.documents.pdf import read_pdf
from corpus.readers.documents.scan import read_mets, read_scan
from corpus.readers.documents.transcript import read_captions, read_ttml
from corpus.readers.feed import NoFeed, read_feed
from corpus.readers.html import read_html
from corpus.readers.json_file import read_json
from corpus.readers.jsonl import read_jsonl
from corpus.readers.markdown import read_markdown
from corpus.readers.mediawiki import read_mediawiki
from corpus.readers.reuters import read_reuters
from corpus.readers.sitemap import read_sitemap
from corpus.readers.text import read_text
from corpus.readers.wxr import read_wxr
from corpus.record.fields import Fields
from corpus.text.decode import File
from corpus.types.article import Article
from corpus.types.errors import RecordError
from corpus.types.notice import Report

# path, the name to report it by (its path within the source, with slashes), report -> its articles.
# A reader raises RecordError, OSError, EOFError or zlib.error when the file as a whole can't be read.
Reader: TypeAlias = Callable[[File, str, Report], Iterator[Article]]

# What `--format` takes.
FORMATS: dict[str, Reader] = {
    "text": read_text,
    "markdown": read_markdown,
    "json": read_json,
    "ninjs": read_json,        # told from other JSON record by record
    "ap": read_json,
    "jsonl": read_jsonl,
    "csv": read_csv,
    "html": read_html,
    "feed": read_feed,
    "wxr": read_wxr,
    "nitf": read_nitf,
    "newsml-g2": read_newsml_g2,
    "newsml-1": read_newsml_1,
    "mediawiki": read_mediawiki,
    "reuters": read_reuters,
    "sitemap": read_sitemap,
    "captions": read_captions,
    "ttml": read_ttml,
    "alto": read_scan,
    "page-xml": read_scan,
    "mets": read_mets,
    "pdf": read_pdf,
    "docx": read_docx,
    "odt": read_odt,
    "rtf": read_rtf,
    "eml": read_mail,
    "iptc7901": read_iptc7901,
    "jats": read_catalogue,
    "catalogue": read_catalogue,
}
# What a content stands for that is no such format, whatever its suffix.
NEWS = frozenset((
    "feed", "wxr", "nitf", "newsml-g2", "newsml-1", "mediawiki", "reuters", "alto", "page-xml", "mets", "iptc7901"))


def read_unknown_xml(file: File, name: str, report: Report) -> Iterator[Article]:
    """The entries of a feed that is too broken, or too oddly encoded, to be told at first sight.

    Raises RecordError for any other XML.
    """
    try:
        yield from read_feed(file, name, report)
    except NoFeed:
        raise RecordError(
            "This XML is of no known format; expected RSS, Atom, WXR, NITF, NewsML, ALTO, PAGE, METS, TTML, JATS, "
            "MARC, MODS, Dublin Core, Reuters-21578 or a MediaWiki export."
        ) from None


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".rss": read_feed,
    ".atom": read_feed,
    ".rdf": read_feed,
    ".wxr": read_wxr,
    ".nitf": read_nitf,
    ".sgm": read_reuters,
    ".sgml": read_reuters,
    ".xml": read_unknown_xml,
    ".vtt": read_captions,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".odt": read_odt,
    ".rtf": read_rtf,
    ".eml": read_mail,
    ".srt": read_captions,
    ".jats": read_catalogue,
    ".ttml": read_ttml,
    ".dfxp": read_ttml,
}
_MAPPED: dict[Reader, Callable[..., Iterator[Article]]] = {
    read_json: read_json, read_jsonl: read_jsonl, read_csv: read_csv,
}


def reader_of(name: str) -> Reader:
    """The reader of a format that was told by its content."""
    return FORMATS[name]


def reader_for(name: str) -> Reader | None:
    """The reader of a file of that name, also behind .gz; None when no reader knows the suffix."""
    return READERS.get(suffix_of(name).removesuffix(".gz"))


def mapped(reader: Reader, fields: Fields) -> Reader:
    """The reader with its fields renamed, where it has named fields, or with the languages of scans."""
    if reader is read_pdf and fields.ocr:
        return partial(read_pdf, ocr=fields.ocr)
    return partial(_MAPPED[reader], fields=fields) if (fields.names or fields.items) and reader in _MAPPED else reader


def suffix_of(name: str) -> str:
    """The suffix in small letters, with the one before it when it is .gz: ".jsonl.gz"."""
    suffixes = PurePath(name.lower()).suffixes
    return "".join(suffixes[-2:] if suffixes[-1:] == [".gz"] else suffixes[-1:])
