"""Transcripts: who speaks, when, and a link to it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.quote.citations import cite, link
from bot.quote.wording import quotations
from corpus import Article, SourceError, read

VTT = """WEBVTT
Title: Evening news
URL: https://bell.example/audio.mp3

NOTE A note that says nothing

1
00:00:01.000 --> 00:00:04.000 align:start
<v Ann Lee>The quay is <i>shut</i>, &amp; nobody

00:00:04.000 --> 00:00:07.500
<v Ann Lee>knows for how long.

00:01:02.250 --> 00:01:05.000
<v.loud Bob Ray>It opens on Friday.
"""
SRT = """1
00:00:01,000 --> 00:00:04,000
ANN LEE: The quay is shut, & nobody

2
00:00:04,000 --> 00:00:07,500
knows for how long.

3
00:01:02,250 --> 00:01:05,000
>> Bob Ray: It opens on Friday.
"""
TTML = """<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="en"><head>
<metadata><ttm:title>Evening news</ttm:title>
<ttm:agent xml:id="a1" type="person"><ttm:name>Ann Lee</ttm:name></ttm:agent>
<ttm:agent xml:id="a2"><ttm:name>Bob Ray</ttm:name></ttm:agent></metadata></head><body><div>
<p begin="1s" end="4s" ttm:agent="a1">The quay is <span>shut</span>, &amp; nobody<br/>knows for how long.</p>
<p begin="00:01:02.250" end="00:01:05" ttm:agent="a2">It opens on Friday.</p></div></body></tt>"""
PODCAST = {"version": "1.0.0", "segments": [
    {"speaker": "Ann Lee", "startTime": 1.0, "endTime": 4, "body": "The quay is shut, & nobody"},
    {"speaker": "Ann Lee", "startTime": 4.0, "endTime": 7.5, "body": "knows for how long."},
    {"speaker": "Bob Ray", "startTime": 62.25, "endTime": 65, "body": "It opens on Friday."}]}
FILES = {"2023-05-04_evening-news.vtt": VTT, "2023-05-04_evening-news.srt": SRT, "2023-05-04_evening-news.ttml": TTML,
         "a.json": json.dumps(PODCAST), "b.json": json.dumps({"text": "x", "language": "en", "segments": [
             {"start": each["startTime"], "end": 1, "text": f" {each['speaker']}: {each['body']}"}
             for each in PODCAST["segments"]]})}   # type: ignore[index]


def read_one(path: Path, content: str) -> Article:
    """The transcript in a file with that content."""
    path.write_text(content, encoding="utf-8")
    (article,) = read(path, lambda notice: None)
    return article


@pytest.mark.parametrize("name", [name for name in FILES if name != "b.json"])
def test_a_turn_is_a_paragraph_with_its_speaker_and_its_time(tmp_path: Path, name: str) -> None:
    article = read_one(tmp_path / name, FILES[name])
    first, second = article.text.split("\n\n")
    assert first.casefold() == "ann lee: the quay is shut, & nobody knows for how long."
    assert second == "Bob Ray: It opens on Friday."
    assert article.extra["times"] == [[0, 1.0], [len(first) + 2, 62.2]]
    assert article.kind == "transcript"


def test_a_sentence_within_a_turn_opens_at_its_own_time_and_says_who_speaks(tmp_path: Path) -> None:
    content = VTT.replace("knows for how long.", "knows how long. Work begins").replace(
        "\n\n00:01:02", "\n\n00:00:09.000 --> 00:00:11.000\n<v Ann Lee>at noon. Nobody was hurt.\n\n"
        "00:00:12.000 --> 00:00:13.000\n<v Ann Lee>Boats may leave.\n\n00:01:02")
    article = read_one(tmp_path / "a.vtt", content)
    cited = [cite(1, article, article.text.index(words), article.text.index(words) + 5)
             for words in ("The quay", "Boats may", "It opens")]
    assert [each.link.partition("#")[2] for each in cited] == ["t=1", "t=12", "t=62"]
    assert [each.spoken for each in cited] == ["Ann Lee, 0:01", "Ann Lee, 0:12", "Bob Ray, 1:02"]
    assert quotations(cited[2:], publisher=False) == "“It op” — Bob Ray, 1:02: undated, “Evening news” [1]"


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith("json")])
def test_its_day_is_in_its_name(tmp_path: Path, name: str) -> None:
    article = read_one(tmp_path / name, FILES[name])
    assert (article.published, article.title.lower()) == (datetime(2023, 5, 4, tzinfo=UTC), "evening news")


def test_whispers_json_is_read(tmp_path: Path) -> None:
    article = read_one(tmp_path / "b.json", FILES["b.json"])
    assert "It opens on Friday." in article.text and article.extra["times"][0] == [0, 1.0]


def test_a_citation_opens_the_recording_where_it_is_said(tmp_path: Path) -> None:
    article = read_one(tmp_path / "a.vtt", VTT)
    at = article.text.index("It opens")
    assert link(article, at, at + 19) == "https://bell.example/audio.mp3#t=62"
    assert link(article, 0, 10) == "https://bell.example/audio.mp3#t=1"


def test_a_long_turn_goes_on_in_a_new_paragraph_at_a_sentence(tmp_path: Path) -> None:
    cues = "".join(f"00:{minute:02}:00.000 --> 00:{minute:02}:09.000\n<v Ann Lee>"
                   f"{f'The quay shut at {minute} today. ' * 8}\n\n" for minute in range(10))
    paragraphs = read_one(tmp_path / "a.vtt", f"WEBVTT\n\n{cues}").text.split("\n\n")
    assert len(paragraphs) > 2
    assert all(each.startswith("Ann Lee: The") and each.endswith(".") for each in paragraphs)


def test_what_captions_roll_on_with_comes_once(tmp_path: Path) -> None:
    lines = ["the quay", "the quay is shut", "the quay is shut", "until Friday"]
    cues = "".join(f"00:00:0{second}.000 --> 00:00:0{second}.900\n{line}\n\n" for second, line in enumerate(lines))
    assert read_one(tmp_path / "a.vtt", f"WEBVTT\n\n{cues}").text == "the quay is shut until Friday"


@pytest.mark.parametrize(("name", "content"), [
    ("a.vtt", "WEBVTT\n\nNOTE nothing"), ("a.srt", "no cue"), ("a.ttml", "<tt/>"), ("a.ttml", "none"),
    ("a.ttml", '<!DOCTYPE tt [<!ENTITY b "c">]><tt><body><p begin="1s">&b;</p></body></tt>'),
])
def test_a_file_without_words_is_refused(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(SourceError, match=r"no words|no XML|declares entities"):
        list(read(tmp_path / name, lambda notice: None))


def test_a_page_of_a_podcast_says_who_speaks_and_when(tmp_path: Path) -> None:
    turns = "".join(f"<cite>{who}:</cite><time>{when}</time><p>{words}</p>" for who, when, words in (
        ("Ann Lee", "0:00", "The harbour is shut."), ("Bob Ray", "1:02:03", "Why is that?")))
    article = read_one(tmp_path / "a.html", f"<html lang=en><head><title>Evening news</title></head>{turns}</html>")
    assert (article.title, article.kind, article.language) == ("Evening news", "transcript", "en")
    assert article.text == "Ann Lee: The harbour is shut.\n\nBob Ray: Why is that?"
    assert article.extra["speakers"] == [[0, "Ann Lee"], [31, "Bob Ray"]]
    assert [second for _, second in article.extra["times"]] == [0.0, 3723.0]


def test_where_a_line_is_to_be_placed_is_no_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\n{\\an8}{\\i1}The quay is shut {again}.\n")
    (article,) = read(tmp_path / "a.srt", lambda notice: None)
    assert article.text == "The quay is shut {again}."
