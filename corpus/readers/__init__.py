"""Read articles from files of one format each."""

from corpus.readers.csv_file import read_csv
from corpus.readers.html import read_html
from corpus.readers.json_file import read_json
from corpus.readers.jsonl import read_jsonl
from corpus.readers.markdown import read_markdown
from corpus.readers.table import READERS, Reader, reader_for, suffix_of
from corpus.readers.text import read_text

__all__ = [
    "READERS",
    "Reader",
    "read_csv",
    "read_html",
    "read_json",
    "read_jsonl",
    "read_markdown",
    "read_text",
    "reader_for",
    "suffix_of",
]
