"""Read articles from files of one format each.

In: the bytes of one file or feed.
Out: articles, and notices about what could not be read.
May import: corpus.record, corpus.text and corpus.types.
"""

from corpus.readers.agencies.iptc7901 import BARE_WIRE
from corpus.readers.agencies.newsml_g2 import read_newsml_g2
from corpus.readers.agencies.nitf import read_nitf
from corpus.readers.csv_file import read_csv
from corpus.readers.documents.catalogue import described
from corpus.readers.documents.ocr import check as check_ocr
from corpus.readers.documents.scan import pages_named
from corpus.readers.feed import read_feed
from corpus.readers.html import read_html
from corpus.readers.json_file import read_json
from corpus.readers.jsonl import read_jsonl
from corpus.readers.markdown import read_markdown
from corpus.readers.mediawiki import read_mediawiki
from corpus.readers.reuters import read_reuters
from corpus.readers.sitemap import Place, read_sitemap, sitemap_places
from corpus.readers.table import FORMATS, NEWS, READERS, Reader, mapped, reader_for, reader_of, suffix_of
from corpus.readers.text import read_text
from corpus.readers.wxr import read_wxr

__all__ = [
    "BARE_WIRE",
    "FORMATS",
    "NEWS",
    "READERS",
    "Place",
    "Reader",
    "check_ocr",
    "described",
    "mapped",
    "pages_named",
    "read_csv",
    "read_feed",
    "read_html",
    "read_json",
    "read_jsonl",
    "read_markdown",
    "read_mediawiki",
    "read_newsml_g2",
    "read_nitf",
    "read_reuters",
    "read_sitemap",
    "read_text",
    "read_wxr",
    "reader_for",
    "reader_of",
    "sitemap_places",
    "suffix_of",
]
