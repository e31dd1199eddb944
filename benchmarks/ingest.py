"""How fast and how well articles are read: pages against trafilatura in the same run, exports, lines, memory."""

from __future__ import annotations

import gzip
import json
import re
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path

from benchmarks.machine import heading, resident_bytes, without_logs
from benchmarks.tables import row
from corpus import Article, RecordError, SourceError, read
from corpus.readers.html import page_record
from corpus.text.decode import decode
from corpus.text.furniture import unfurnish
from corpus.text.markup import extracted_text, parsed

RUN = 4                 # words: the benchmark compares runs of four
ITEMS = 3_000           # of each generated export
FOLDER = 1_000          # pages of one
NEWSPAPER_BYTES = 200_000   # that ALTO of a newspaper's page has at least
COPIES = 8              # of the pages, as an archive of some size has them
STREAMED_BYTES = 200 * 2**20
_WORD = re.compile(r"\w+")
_STATED_DATE = re.compile(
    r'"datePublished"\s*:\s*"(\d{4}-\d\d-\d\d)|article:published_time"\s+content="(\d{4}-\d\d-\d\d)', re.IGNORECASE
)
_STATED_TITLE = re.compile(
    r'property="og:title"\s+content="([^"]+)"|"headline"\s*:\s*"((?:[^"\\]|\\.)+)"', re.IGNORECASE
)
_HEADING, _TAG = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.IGNORECASE | re.DOTALL), re.compile(r"<[^>]*>")
MAX_STATED = 2          # titles at the top of a page; those below may be other articles'
PARAGRAPH = ("The council met in the town hall on Monday and talked for hours about the old bridge, which was shut in "
             "March after divers found cracks in two of its piers, the mayor said. ") * 3


@without_logs()
def measure(data: Path) -> None:
    """Print the table; seconds are of this process alone, so that other work on the machine counts little."""
    print(heading())
    _pages(data / "article_extraction_benchmark")
    _scans(data / "alto", data / "article_extraction_benchmark")
    with tempfile.TemporaryDirectory() as scratch:
        for name, content in _exports():
            path = Path(scratch) / name
            path.write_text(content, encoding="utf-8")
            rate = ITEMS / _seconds(lambda path=path: sum(1 for _ in read(path, _ignore)))   # type: ignore[misc]
            row(f"{name}, items a second on one core", f"{rate:.0f}")
        _streaming(Path(scratch) / "large.wxr")


def _pages(folder: Path) -> None:
    import trafilatura

    truths = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = {key: gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()) for key in sorted(truths)}
    bodies = {key: truths[key]["articleBody"] for key in pages}
    read_pages: dict[str, dict[str, object]] = {}
    walls: list[str] = []

    def ours() -> None:
        for key, page in pages.items():
            try:
                read_pages[key] = page_record(page)
            except RecordError:
                walls.append(key)

    theirs: dict[str, str] = {}

    def alone() -> None:
        for key, page in pages.items():
            theirs[key] = trafilatura.extract(page, include_comments=False, with_metadata=True) or ""

    trafilatura.extract(next(iter(pages.values())))
    own_rate, their_rate = len(pages) / _seconds(ours), len(pages) / _seconds(alone)
    plain = {key: trafilatura.extract(page, include_comments=False) or "" for key, page in pages.items()}
    found = {key: str(read_pages[key]["text"]) if key in read_pages else _body(pages[key]) for key in pages}
    row("pages a second on one core, all fields", f"{own_rate:.1f}")
    row("pages a second on one core, trafilatura with metadata", f"{their_rate:.1f}")
    row("F1 of the body (four-word runs)", f"{runs_f1(bodies, found):.4f}")
    row("F1 of the body, trafilatura", f"{runs_f1(bodies, plain):.4f}")
    row("pages a second on two cores, started and read from a folder", f"{_together(pages):.1f}")
    row("pages refused (no article, paywall)", str(len(walls)))
    titles, heads, dates = [], [], []
    for key, record in read_pages.items():
        html = decode(pages[key])
        shown = [match[1] or match[2] for match in _STATED_TITLE.finditer(html)][:MAX_STATED]
        if shown:
            titles.append(any(_same(each, str(record.get("title") or "")) for each in shown))
        headings = _HEADING.findall(html)
        if len(headings) == 1:
            heads.append(_same(_TAG.sub(" ", headings[0]), str(record.get("title") or "")))
        if day := _STATED_DATE.search(html):
            dates.append(str(record.get("published") or "")[:10] == (day[1] or day[2]))
    row(f"title as stated, of {len(titles)} pages that state one", f"{sum(titles) / len(titles):.1%}")
    row(f"title as shown, of {len(heads)} pages with one h1", f"{sum(heads) / len(heads):.1%}")
    row(f"day as stated, of {len(dates)} pages that state one", f"{sum(dates) / len(dates):.1%}")


def _scans(alto: Path, web: Path) -> None:
    """Folders of a thousand pages, one after the other: scans of newspapers and books (ALTO), and pages of the web."""
    scans = {path.stem: path.read_bytes() for path in sorted(alto.glob("*.xml"))}
    large = {key: page for key, page in scans.items() if len(page) > NEWSPAPER_BYTES}
    pages = {path.name.removesuffix(".html.gz"): gzip.decompress(path.read_bytes())
             for path in sorted((web / "html").glob("*.html.gz"))}
    for name, suffix, files in (("scanned pages (ALTO)", "xml", scans), ("newspaper pages of those", "xml", large),
                                ("web pages", "html", pages)):
        if files:
            row(f"{name} a second, {FOLDER:,} from a folder", f"{_together(files, suffix, FOLDER):.1f}")


def _together(pages: dict[str, bytes], suffix: str = "html", count: int = 0) -> float:
    """Articles that a folder of pages gives in a second of the wall clock, its worker processes started on the way."""
    count = count or COPIES * len(pages)
    with tempfile.TemporaryDirectory() as scratch:
        for number, (key, page) in enumerate(islice(cycle(pages.items()), count)):
            (Path(scratch) / f"{number:05}-{key}.{suffix}").write_bytes(page)
        began = time.perf_counter()
        deque(read(Path(scratch), _ignore), maxlen=0)
        return count / (time.perf_counter() - began)


def _body(page: bytes) -> str:
    """The body of a page that is refused for its wall; the benchmark wants what is shown of it."""
    tree = parsed(decode(page))
    if tree is None:
        return ""
    unfurnish(tree)
    return extracted_text(tree)


def _same(stated: str, title: str) -> bool:
    """Whether the words agree; a page's own title may have the site's name behind it."""
    a, b = _WORD.findall(_unescaped(stated).lower()), _WORD.findall(title.lower())
    return bool(b) and (a[: len(b)] == b or b[: len(a)] == a)


def _unescaped(text: str) -> str:
    import html

    return html.unescape(re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), text).replace('\\"', '"'))


def runs_f1(truths: dict[str, str], found: dict[str, str]) -> float:
    """Precision and recall over runs of four words, each page weighing the same, as scrapinghub's benchmark has it."""
    right, wrong, missed = 0.0, 0.0, 0.0
    for key, truth in truths.items():
        wanted, got = _runs(truth), _runs(found[key])
        hits, extra, lost = (wanted & got).total(), (got - wanted).total(), (wanted - got).total()
        total = hits + extra + lost or 1
        right, wrong, missed = right + hits / total, wrong + extra / total, missed + lost / total
    precision, recall = right / (right + wrong), right / (right + missed)
    return 2 * precision * recall / (precision + recall)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[start : start + RUN]) for start in range(max(1, len(words) - RUN + 1)))


def _exports() -> Iterator[tuple[str, str]]:
    """Generated exports of articles of 2,500 characters in five paragraphs."""
    body = "".join(f"<p>{PARAGRAPH}</p>" for _ in range(5))
    yield "items.wxr.xml", _wxr(body, ITEMS)
    yield "items.nitf.xml", "<contentSet>" + "".join(
        f'<nitf><head><docdata><doc-id id-string="{n}"/><date.issue norm="20240501T101500Z"/></docdata></head><body>'
        f"<body.head><hedline><hl1>Bridge {n}</hl1></hedline><byline>By Ann Lee</byline></body.head>"
        f"<body.content>{body}</body.content></body></nitf>" for n in range(ITEMS)) + "</contentSet>"
    yield "items.ninjs.jsonl", "".join(json.dumps({
        "uri": str(n), "type": "text", "versioncreated": "2024-05-01T10:15:00Z", "by": "Ann Lee",
        "headlines": [{"role": "main", "value": f"Bridge {n}"}],
        "bodies": [{"role": "html", "contenttype": "text/html", "value": body}]}) + "\n" for n in range(ITEMS))
    yield "items.jsonl", "".join(json.dumps({
        "id": str(n), "title": f"Bridge {n}", "text": "\n\n".join([PARAGRAPH.strip()] * 5), "authors": ["Ann Lee"],
        "published": "2024-05-01T10:15:00Z"}) + "\n" for n in range(ITEMS))


def _wxr(body: str, count: int) -> str:
    return WXR_HEAD + "".join(wxr_item(body, n) for n in range(count)) + "</channel></rss>"


WXR_HEAD = ('<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/" '
             'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Bell</title>')


def wxr_item(body: str, number: int) -> str:
    """One post of an export."""
    return (f"<item><title>Bridge {number}</title><guid>{number}</guid><content:encoded><![CDATA[{body}]]>"
            "</content:encoded><wp:post_date_gmt>2024-05-01 09:00:00</wp:post_date_gmt><wp:status>publish</wp:status>"
            "<wp:post_type>post</wp:post_type></item>\n")


def _streaming(path: Path) -> None:
    """How much memory a large export takes; it would be the same for a larger one."""
    item = wxr_item("".join(f"<p>{PARAGRAPH}</p>" for _ in range(40)), 1)
    with path.open("w", encoding="utf-8") as file:
        file.write(WXR_HEAD)
        for _ in range(STREAMED_BYTES // len(item)):
            file.write(item)
        file.write("</channel></rss>")
    before, most = resident_bytes(), 0
    for number, _ in enumerate(read(path, _ignore)):
        if number % 100 == 0:
            most = max(most, resident_bytes())
    row(f"MB that reading a {STREAMED_BYTES // 2**20} MB export adds", f"{(most - before) / 2**20:.0f}")


def read_quietly(path: Path) -> Iterator[Article]:
    """The articles of a file, or none."""
    with suppress(SourceError):
        yield from read(path, _ignore)


def _ignore(notice: object) -> None:
    """Nothing is printed between the rows."""


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
