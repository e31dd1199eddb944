"""Read transcripts of broadcasts and podcasts: WebVTT, SRT, TTML, and their JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePath
from typing import Any

import lxml.html

from corpus.record.aliases import field_of
from corpus.record.file_id import file_id
from corpus.record.record import articles_from
from corpus.text.clean import clean_line
from corpus.text.decode import File, decode_and_tell, read_bytes
from corpus.text.xml_items import local, root_of
from corpus.types.article import Article
from corpus.types.errors import RecordError
from corpus.types.notice import Report

LONGEST_TURN = 500     # characters, from which on a turn goes on in a new paragraph at the end of a sentence
MAX_CUES = 200_000

_TIMING = re.compile(r"((?:\d{1,4}:)?\d{1,2}:\d\d[.,]\d{1,3})\s*-->\s*(?:\d{1,4}:)?\d{1,2}:\d\d[.,]\d{1,3}")
_VOICE = re.compile(r"<v(?:\.[\w.-]+)?\s+([^<>]{1,100})>")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>|<\d[\d:.]{0,20}>|\{\\[^{}]{1,100}\}")   # "{\an8}" places a line
_SPEAKER = re.compile(r"(?:>>+\s*|-\s+)?(?:\[([^\[\]:]{2,60})\]:?\s+|"
                      r"([A-Z][\w.'’-]*(?:\s+[A-Z(][\w.'’)-]*){0,4}):\s+)")
_ABOUT = re.compile(r"([A-Za-z][\w -]{1,30}):\s*(\S.*)")
_SENTENCE_END = (".", "!", "?", "…", "。")
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,2}):(\d\d)(?:[.,:](\d{1,3}))?")
_COUNT = re.compile(r"(\d+(?:\.\d+)?)(h|m|s|ms|t|f)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}


@dataclass(frozen=True, slots=True)
class Cue:
    """Some words of a transcript."""

    start_s: float
    text: str
    speaker: str = ""


def read_captions(file: File, name: str, report: Report) -> Iterator[Article]:
    """The transcript in a WebVTT or SRT file. Raises RecordError for one without a cue."""
    text = decode_and_tell(read_bytes(file), name, report).replace("\r\n", "\n").replace("\r", "\n")
    about, cues = _captions(text)
    yield from _articles(about, cues, name, report)


def read_ttml(file: File, name: str, report: Report) -> Iterator[Article]:
    """The transcript in a TTML file. Raises RecordError for what is no XML, and for one without a cue."""
    root = root_of(read_bytes(file))
    people = {_attribute(each, "id"): clean_line(" ".join(each.itertext())) for each in root.iter("{*}agent")}
    ticks = float(_attribute(root, "tickRate") or 1) or 1.0
    frames = float(_attribute(root, "frameRate") or 30) or 30.0
    cues = [Cue(_seconds(_attribute(each, "begin"), ticks, frames), _words_of(each), people.get(_agent(each), ""))
            for each in root.iter("{*}p")]
    head = {local(each): clean_line(each.text or "") for each in root.iter("{*}title", "{*}copyright")}
    about = {"title": head.get("title", ""), "language": _attribute(root, "lang"), "rights": head.get("copyright", "")}
    yield from _articles(about, cues[:MAX_CUES], name, report)


def is_transcript(record: Mapping[str, Any]) -> bool:
    """Whether an object is a transcript in JSON: a podcast's, or what Whisper writes."""
    segments = record.get("segments")
    first = segments[0] if isinstance(segments, list) and segments else None
    return isinstance(first, Mapping) and ({"startTime", "body"} <= first.keys() or {"start", "text"} <= first.keys())


def transcript(record: Mapping[str, Any]) -> dict[str, Any]:
    """What such an object says, under Article's names."""
    cues = [Cue(_number(each.get("startTime", each.get("start"))), str(each.get("body", each.get("text")) or ""),
                str(each.get("speaker") or "")) for each in record["segments"][:MAX_CUES] if isinstance(each, Mapping)]
    about = {name: value for name, value in record.items() if name not in ("segments", "text", "version", "words")}
    return {**about, **_record(cues)}


def spoken_in(page: lxml.html.HtmlElement) -> dict[str, Any]:
    """The transcript that a page is, as podcasts publish them; empty for other pages.

    Of each turn <cite> has the speaker, <time> the moment, and <p> what is said.
    """
    cues, speaker, start, named = list[Cue](), "", 0.0, 0
    for each in islice(page.iter("cite", "time", "p"), MAX_CUES):
        words = clean_line(each.text_content())
        if each.tag == "p":
            cues.append(Cue(start, words, speaker))
        elif each.tag == "cite":
            speaker = words.rstrip(" :")
        elif clock := _CLOCK.fullmatch(words):
            start, named = _clock_s(f"{clock[1] or 0}:{clock[2]}:{clock[3]}"), named + bool(speaker)
    return _record(cues) if named > 1 and named * 2 >= len(cues) else {}


def _articles(about: Mapping[str, str], cues: Sequence[Cue], name: str, report: Report) -> Iterator[Article]:
    record = _record(cues)
    if not record["text"]:
        raise RecordError("This transcript has no words in it; export it again.")
    stem = PurePath(name).stem
    dated = _DAY.search(stem)
    title = clean_line(re.sub(r"[_-]+", " ", _DAY.sub("", stem)))
    stated = {each: value for each, value in about.items() if value}
    known = {(field_of(each) or ("",))[0] for each in stated}
    by_name = {"title": title or stem, "published": dated[0] if dated else ""}   # where the file itself says nothing
    missing = {field: value for field, value in by_name.items() if value and field not in known}
    yield from articles_from({**missing, **stated, **record}, name, report, file_id=file_id(name))


def _record(cues: Sequence[Cue]) -> dict[str, Any]:
    """The words, a paragraph for every turn, with when each sentence and who speaks, by its place in the text."""
    paragraphs: list[str] = []
    times: list[list[float]] = []
    speakers: list[list[Any]] = []
    at = 0
    for turn in _turns(cues):
        line = clean_line(f"{turn.speaker}: {turn.words}" if turn.speaker else turn.words)
        if line:
            paragraphs.append(line)
            before = len(line) - len(turn.words)
            times += [[at + (before + place if place else 0), round(start, 1)] for place, start in turn.begins]
            if turn.speaker != (speakers[-1][1] if speakers else ""):
                speakers.append([at, turn.speaker])
            at += len(line) + 2
    extra = {"times": times, "speakers": speakers}
    return {"text": "\n\n".join(paragraphs), "kind": "transcript",
            "extra": {name: marks for name, marks in extra.items() if marks}}


@dataclass(slots=True)
class _Turn:
    """What one speaker says, up to where a sentence ends."""

    speaker: str
    words: str = ""
    begins: list[tuple[int, float]] = field(default_factory=list)   # of sentences: place in the words, second

    def add(self, words: str, start_s: float) -> None:
        if not self.words or self.words.endswith(_SENTENCE_END):
            self.begins.append((len(self.words) + 1 if self.words else 0, start_s))
        self.words = f"{self.words} {words}".strip()


def _turns(cues: Sequence[Cue]) -> Iterator[_Turn]:
    """The turns; a line that captions roll on with comes once."""
    turn, last = _Turn(""), ""
    for cue in cues:
        words = clean_line(cue.text)
        words, last = (words[len(last) :].lstrip() if last and words.startswith(last) else words), words
        ended = len(turn.words) > LONGEST_TURN and turn.words.endswith(_SENTENCE_END)
        if turn.words and (ended or cue.speaker != turn.speaker):
            yield turn
            turn = _Turn(cue.speaker)
        if words:
            turn.speaker = cue.speaker
            turn.add(words, cue.start_s)
    yield turn


def _captions(text: str) -> tuple[dict[str, str], list[Cue]]:
    """What a file says of itself, and its cues; a speaker is named until another is."""
    about: dict[str, str] = {}
    cues: list[Cue] = []
    speaker = ""
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.strip("\n").split("\n")
        timing = next((number for number, line in enumerate(lines[:3]) if _TIMING.search(line)), None)
        if timing is None:
            about.update(_stated(lines))
            continue
        for line in lines[timing + 1 :]:
            named, words = _spoken(line)
            speaker = named if named is not None else speaker
            cues.append(Cue(_clock_s(_TIMING.search(lines[timing])[1]), words, speaker))   # type: ignore[index]
            if len(cues) >= MAX_CUES:
                return about, cues
    return about, cues


def _stated(lines: Sequence[str]) -> dict[str, str]:
    """The lines "Title: Evening news" of a header or a NOTE, whose names are known."""
    if not lines[0].startswith(("WEBVTT", "NOTE")):
        return {}
    pairs = (_ABOUT.fullmatch(line.removeprefix("NOTE").strip()) for line in lines)
    return {match[1]: match[2].strip() for match in pairs if match and field_of(match[1])}


def _spoken(line: str) -> tuple[str | None, str]:
    """Who begins to speak in a line, None where nobody does, and the words."""
    if voice := _VOICE.search(line):
        return clean_line(voice[1]), _TAG.sub("", _VOICE.sub("", line))
    bare = _TAG.sub("", line)
    if named := _SPEAKER.match(bare):
        return clean_line(named[1] or named[2]), bare[named.end() :]
    return ("", bare[2:].lstrip(" >")) if bare.startswith(">>") else (None, bare)


def _words_of(element: Any) -> str:   # noqa: ANN401
    for each in element.iter("{*}br"):
        each.tail = f" {each.tail or ''}"
    return "".join(element.itertext())


def _agent(element: Any) -> str:   # noqa: ANN401
    spans = (each for each in element.iter() if _attribute(each, "agent"))
    return _attribute(next(spans, element), "agent").lstrip("#")


def _attribute(element: Any, name: str) -> str:   # noqa: ANN401
    """An attribute by its local name."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _seconds(written: str, ticks: float, frames: float) -> float:
    """A time of TTML: 00:01:02.500, 00:01:02:12, 62.5s or 1000t."""
    if count := _COUNT.fullmatch(written):
        per = {"t": 1 / ticks, "f": 1 / frames}.get(count[2]) or _SECONDS[count[2]]
        return float(count[1]) * per
    return _clock_s(written)


def _clock_s(written: str) -> float:
    match = _CLOCK.fullmatch(written)
    if not match:
        return 0.0
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
    part = float(f"0.{match[4]}") if match[4] and ":" not in written[match.start(4) - 1] else 0.0
    return hours * 3600 + minutes * 60 + seconds + part


def _number(value: object) -> float:
    try:
        seconds = float(value)   # type: ignore[arg-type]
    except (TypeError, ValueError):
        return 0.0
    return seconds if 0 <= seconds < 1e7 else 0.0
