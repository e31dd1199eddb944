"""A byte that is no UTF-8 in a file that else is, and marks of Windows-1252, in every format."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Article, Notice, read

GOOD = "Pat O’Brien of Łódź paid €50 at the Café Müller on Friday, she said."
WXR = ('<?xml version="1.0" encoding="UTF-8"?><rss xmlns:content="c" xmlns:wp="http://wordpress.org/export/1.2/">'
       "<channel>"
       "<title>B</title><item><title>A</title><guid>1</guid><content:encoded>{}</content:encoded>"
       "<wp:post_date_gmt>2023-05-04 10:00:00</wp:post_date_gmt><wp:status>publish</wp:status></item>{}"
       "</channel></rss>")
FEED = ("<rss version='2.0'><channel><title>B</title><item><guid>g1</guid><description>{}</description></item>{}"
        "</channel></rss>")
PAGE = "<html><head><title>A</title></head><body><article><h1>A</h1>{}</article><footer>{}</footer></body></html>"
NITF = ("<nitf><body><body.head><hedline><hl1>A</hl1></hedline></body.head><body.content><p>{}</p></body.content>"
        "</body>"
        "<!-- {} --></nitf>")
FILES = {
    "a.txt": "{}\n\n{}", "a.md": "---\ntitle: A\n---\n{}\n\n{}", "a.jsonl": '{{"text": "{}"}}\n{{"text": "{}"}}\n',
    "a.json": '[{{"text": "{}"}}, {{"text": "{}"}}]', "a.csv": 'title,text\nA,"{}"\nB,"{}"\n', "a.html": PAGE,
    "wxr.xml": WXR, "feed.xml": FEED, "nitf.xml": NITF,
}


def read_first(path: Path) -> tuple[Article, list[Notice]]:
    """The first article of a file, and what was said about the file."""
    notices: list[Notice] = []
    return next(iter(list(read(path, notices.append)))), notices


@pytest.mark.parametrize("name", FILES)
def test_one_stray_byte_leaves_the_rest_as_it_is(tmp_path: Path, name: str) -> None:
    stray = FILES[name].format(f"<p>{GOOD}</p>" * 4 if name == "a.html" else GOOD, "Caf@ closed.").encode()
    (tmp_path / name).write_bytes(stray.replace(b"@", b"\xe9"))
    article, notices = read_first(tmp_path / name)
    assert GOOD in article.text
    assert [each.message for each in notices if "1 byte is not UTF-8" in each.message]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("written", [
    "O\x92Brien said \x93no\x94 on Friday.", "O&#146;Brien said &#147;no&#148; on Friday.",
])
def test_marks_of_windows_1252_are_what_they_look_like(tmp_path: Path, name: str, written: str) -> None:
    words = f"<p>{written}</p>" * 3 if name == "a.html" else written
    (tmp_path / name).write_text(FILES[name].format(words, "More."), encoding="utf-8")
    assert "O’Brien said “no” on Friday." in read_first(tmp_path / name)[0].text


def test_a_byte_far_down_an_export_leaves_the_items_behind_it_as_they_are(tmp_path: Path) -> None:
    item = ("<item><title>{0}</title><guid>{0}</guid><content:encoded>{1}</content:encoded>"
            "<wp:status>publish</wp:status></item>")
    rest = "".join(item.format(f"Story {number}", f"{GOOD} {number}@") for number in range(1500))
    data = WXR.format("The bridge is shut.", rest).encode()
    at = data.index(b"700@")
    (tmp_path / "a.xml").write_bytes(data[: at + 3] + b"\xe9" + data[at + 4 :])
    notices: list[Notice] = []
    texts = [article.text for article in read(tmp_path / "a.xml", notices.append)]
    assert len(texts) == 1501
    assert all(GOOD in text for text in texts[1:])
    assert any("1 byte" in each.message for each in notices)
