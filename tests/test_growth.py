"""No text, however it was made, takes more than its length in time: what reads a text is fed the same unit many times.

Each reader of text stands in one of three tables: what is given articles, of any length; what is given answers, which a
model may have written; and what is given questions, which have a greatest length.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from json import dumps
from statistics import median
from typing import Any, cast

import pytest

from bot.answer import Turn
from bot.generate import plan
from bot.languages.en import abbreviations
from bot.quote import boilerplate as asides
from bot.quote import citations as cite
from bot.quote import relative_dates as dateline
from bot.quote.beside import author, lead_ins, printed
from bot.quote.selection import same_words
from bot.quote.several import enumeration
from bot.quote.wanted import naming
from bot.retriever.found import word_by_word
from bot.understand import another_time, answer_form, names, rivals
from bot.understand import answer_type as kinds
from bot.understand import follow_up as rewrite
from bot.understand import small_talk as smalltalk
from bot.understand import time_expressions as times
from bot.understand.about_archive import about_archive
from bot.understand.talk import coreference as pronouns
from bot.understand.talk import subjects as talk
from bot.understand.talk.subjects import Talk
from bot.understand.thread import mentions
from bot.verify import named, numbers, polarity, words
from bot.verify import times as told_times
from bot.verify.arithmetic import differing
from bot.verify.claim import Claim, Evidence
from bot.verify.claims import Sources, judged, statement
from bot.verify.instruction import reporting
from bot.verify.prose import objection
from bot.verify.quotation import spoken
from bot.web.api import export
from bot.web.page import render
from bot.web.page.markup import inline
from bot.web.page.reading import blocks
from bot.web.page.results import snippet
from corpus import Article, RecordError, detect
from corpus.read import read_bytes_as_file
from corpus.readers import wxr
from corpus.record import corrections
from corpus.text import byline, clean, decode, markup, tags, wikitext, xml_items
from corpus.text import markdown as markdown_text
from corpus.text.dates import parse_date
from corpus.text.fingerprint import shingles
from corpus.text.rows import row_in
from corpus.web import reservations, robots
from index.model.sentences import sentences
from tests.faults.conftest import ALL

MOST = 32_768 if ALL else 8_192    # characters; nothing is asserted beyond
ANSWER = 20_000 if ALL else 4_000   # characters of an answer; 20,000 are the most that a page may send back
QUESTION = 2_000                  # characters of the longest question
FLOOR_S = 0.02                    # of processor time, below which nothing is asserted
GROWTH = 2.6                      # at most, where the length doubles; twice is what a fair reader takes
TRIES = (1, 1, 2, 4)              # times the length, one after the other, before a reader is at fault

Reader = Callable[[str], object]
MOMENT = datetime(2020, 6, 10, tzinfo=UTC)

MORE = "It is 3 more than before."
CUTTING = "Ann Lee did not close the old bridge on 10 June 2020, police said, and nobody was hurt for a day."

UNITS = (
    " ", "\n", "\n\n", "\t ", "\xa0", '"', "'", " 'a", "“", "O'", "a", "a ", "A ", "Ab ", "Abc", "a-", "a.", ". ",
    "A.", "Jan ", "1", "1,", "1.", "1 ", "one ", "not ", "the ", "yesterday ", "Monday ", "(", "[", "[1] ", "<",
    "<a ", "<a b=", "<p>", "<!--", "<!-->", "<ref>", "<script>", "&", "&amp;", "&#38;", "`", "*", "* ", "_", "~", "=",
    "= ", "{{", "{|", "[[", "[[file:", "[//a", "[caption]", "[a b=", "![", "](", "> ", "| ", "- ", "—", "-", "/",
    "http://", "@", "a@", "e\u0301", "\u0301", "\u200d", "\u1100", "who ", "and ", "of ", ", ", ": ", "; ", "? ",
    "$1 ", "by ", "By: ", "The \"old\" bridge (1901) isn't <b>safe</b>, Ann O'Lee said on 10 June. ",
)

TEXTS: dict[str, Reader] = {
    "asides.is_aside": asides.is_aside,
    "asides.promotes": asides.promotes,
    "author.is_about_author": lambda text: author.is_about_author(
        Article(id="a", title="A", text=text, authors=("Ann O'Lee",)), 0, len(text)),
    "byline.signed_by": lambda text: byline.signed_by((text[:5_000], "Ann Lee")),
    "enumeration.enumerates": enumeration.enumerates,
    "lead_ins.with_lead_ins": lambda text: list(lead_ins.with_lead_ins(text, sentences(text))),
    "naming.says_a_name": naming.says_a_name,
    "printed.is_no_sentence": printed.is_no_sentence,
    "abbreviations.in_full": abbreviations.in_full,
    "answer_type.fit": lambda text: [kinds.fit(each, text, "How many boats are there?") for each in kinds.KINDS],
    "byline.names_in": lambda text: byline.names_in(text[:5_000]),   # as corpus.record.record gives it
    "chain.word_by_word": word_by_word,
    "cite.link": lambda text: cite.link(
        Article(id="a", title="A", text=text, url="https://a.example/"), 0, len(text)),
    "cite.taken_apart": lambda text: cite.taken_apart(text, {"k1"}),
    "clean.clean": clean.clean,
    "clean.clean_line": clean.clean_line,
    "clean.title_from": clean.title_from,
    "corrections.printed_corrections": corrections.printed_corrections,
    "dateline.explained": lambda text: dateline.explained(text, MOMENT),
    "dates.parse_date": parse_date,
    "decode.decode": lambda text: decode.decode(text.encode()),
    "detect.format_of": lambda text: detect.format_of(text[:65_536].encode(), ""),
    "export.plain": export.plain,
    "extract.same_words": lambda text: same_words(text, text),
    "fingerprint.shingles": shingles,
    "instruction.reporting": reporting,
    "markdown_text.plain_text": markdown_text.plain_text,
    "markdown_text.take_title": markdown_text.take_title,
    "markup.has_tags": markup.has_tags,
    "markup.piece_text": markup.piece_text,
    "mentions.gender": mentions.gender,
    "mentions.is_plural": mentions.is_plural,
    "named.runs": lambda text: list(named.runs(text)),
    "numbers.fractions": numbers.fractions,
    "numbers.numbers": numbers.numbers,
    "numbers.numbers, claimed": lambda text: numbers.numbers(text, claimed=True),
    "named.unknown_name, known": lambda text: named.unknown_name(CUTTING, text),
    "polarity.denies": polarity.denies,
    "polarity.negated, evidence": lambda text: polarity.negated(CUTTING, [text]),
    "polarity.opposed, evidence": lambda text: polarity.opposed(CUTTING, [text]),
    "quotation.spoken": spoken,
    "read a.csv": lambda text: _articles("a.csv", f'title,text\na,"{text}"\nb,{text}'),
    "read a.json": lambda text: _articles("a.json", f'[{{"text": "{text}"}}, {text}]'),
    "read a.jsonl": lambda text: _articles("a.jsonl", f'{text}\n{{"text": {dumps(text)}, "byline": {dumps(text)}}}'),
    "read a.md": lambda text: _articles("a.md", f"---\ntitle: a\n---\n{text}"),
    "read a.md, front matter": lambda text: _articles("a.md", f"---\ntitle: {text}\n---\nRain."),
    "read a.sgm": lambda text: _articles("a.sgm", f"{REUTERS}{text}</BODY></TEXT>\n</REUTERS>"),
    "read a.txt": lambda text: _articles("a.txt", text),
    "read a.xml, feed": lambda text: _articles("a.xml", f"{FEED}<![CDATA[<p>{text}]]>{FEED_ENDS}"),
    "read a.tst": lambda text: _articles("a.tst", f"\x01npa 1\n\x02{text[:900]} =\n{text}\x03131137 GMT Nov 13"),
    "read a.eml": lambda text: _articles("a.eml", f"Subject: {text[:900]}\n\n{text}"),
    "read a.html, a table": lambda text: markup.piece_text(
        f"<table><tr><th>{text}</th><th>b</th></tr><tr><td>{text}</td><td>1</td></tr></table>"),
    "read a.json, live text": lambda text: _articles("a.json", dumps({"content": {"blocks": [{"text": text}] * 2}})),
    "read a.rtf": lambda text: _articles("a.rtf", f"{{\\rtf1 {text}}}"),
    "read a.ttml": lambda text: _articles("a.ttml", f"<tt><p begin='1s'>{text}</p></tt>"),
    "read a.vtt": lambda text: _articles("a.vtt", f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}\n\n{text}"),
    "read a.xml, ALTO": lambda text: _articles(
        "a.xml", f"<alto><Page><TextBlock><TextLine><String CONTENT={dumps(text)}/></TextLine></TextBlock></Page>"
                 "</alto>"),
    "reservations.in_page": lambda text: reservations.in_page(text.encode(), {}),
    "reservations.in_ai_txt": lambda text: reservations.in_ai_txt(
        f"User-agent: *\nDisallow: {text}", f"https://a.example/{text[:4_000]}"),
    "robots.Robots.parse": lambda text: robots.Robots.parse(text, "Cuttings"),
    "reading.blocks": lambda text: list(blocks(text)),
    "rows.row_in": lambda text: row_in(f"{text} (a, b)"),
    "render.draft_markdown": render.draft_markdown,
    "markup.inline": inline,
    "render.plain_text": render.plain_text,
    "results.snippet": lambda text: snippet(text, []),
    "sentences.sentences": sentences,
    "tags.check_tags": tags.check_tags,
    "times.times": told_times.times,
    "times.weekdays": told_times.weekdays,
    "verify.arithmetic.differing": lambda text: differing(numbers.numbers(MORE)[0], MORE, f"{text} 12 and 9 more"),
    "verify.claims.judged, passage": lambda text: judged(
        "Why did Ann Lee close 40 bridges in June 2020 after the flood?", _sources(text)),
    "verify.objection, evidence": lambda text: _objection(text[:80], text),
    "wikitext.wiki_text": wikitext.wiki_text,
    "wikitext.wiki_text, a table": lambda text: wikitext.wiki_text(f"{{|\n! a !! {text}\n|-\n| {text} || b\n|}}"),
    "words.parted": words.parted,
    "words.plain": words.plain,
    "wxr.post_text": wxr.post_text,
    "xml_items.root_name": lambda text: xml_items.root_name(text[:65_536]),
}

ANSWERS: dict[str, Reader] = {
    "mentions.mentions": mentions.mentions.__wrapped__,
    "named.unknown_name": lambda text: named.unknown_name(text, CUTTING),
    "polarity.negated": lambda text: polarity.negated(text, [CUTTING]),
    "polarity.opposed": lambda text: polarity.opposed(text, [CUTTING]),
    "verify.objection": lambda text: _objection(text, CUTTING),
    "verify.objection, quoted": lambda text: _objection(f'"{text}"', CUTTING),
    "mentions.owned": mentions.owned,
    "dates.named_times": times.named_times,
    "talk.quoted": talk.quoted,
}

QUESTIONS: dict[str, Reader] = {
    "naming.asks_for_a_name": naming.asks_for_a_name,
    "another_time.at_another_time": lambda text: another_time.at_another_time(text, "2019"),
    "answer_type.answer_type": kinds.answer_type,
    "dates.named_period": lambda text: times.named_period(text, MOMENT),
    "dates.read_time": lambda text: times.read_time(text, MOMENT),
    "dates.wants_earliest": times.wants_earliest,
    "dates.wants_latest": times.wants_latest,
    "dates.wants_story": times.wants_story,
    "figures.about_archive": lambda text: about_archive(f"{text}?!x", cast(Any, None), MOMENT),
    "names.names": names.names,
    "plan.needed": lambda text: plan.needed(text, (), text),
    "plan.strays": lambda text: plan.strays(text, text, CUTTING),
    "pronouns.pointing": lambda text: list(pronouns.pointing(text)),
    "pronouns.resolve": lambda text: pronouns.resolve(text, TALK),
    "rivals.rivals": lambda text: rivals.rivals(text, TALK),
    "rewrite.rewrite": lambda text: rewrite.rewrite(text, HISTORY),
    "rewrite.rewrite, not": lambda text: rewrite.rewrite(f"Not {text} x", HISTORY),
    "smalltalk.small_talk": smalltalk.small_talk,
    "talk.names_a_topic": talk.names_a_topic,
    "verify.claims.judged": lambda text: judged(text, _sources(CUTTING)),
    "answer_form.answer_form": lambda text: answer_form.answer_form(f"timeline of {text}x", text),
}

HISTORY = (Turn("Who is Ann Lee?", "“Ann Lee is the mayor of Oskel.” [1]"),)
TALK = Talk()
REUTERS = "<!DOCTYPE lewis SYSTEM 'lewis.dtd'>\n<REUTERS NEWID='1'>\n<TEXT><TITLE>A</TITLE><BODY>"
FEED = "<rss version='2.0'><channel><title>The Quay</title><item><title>Rain</title><description>"
FEED_ENDS = "</description></item></channel></rss>"
READERS = [(name, reader, most) for table, most in ((TEXTS, MOST), (ANSWERS, ANSWER), (QUESTIONS, QUESTION))
           for name, reader in table.items()]


def _articles(name: str, content: str) -> list[Article]:
    return list(read_bytes_as_file(content.encode(), name, lambda notice: None))


def _sources(text: str) -> Sources:
    return Sources((statement(CUTTING), statement(text)), (statement(text),))


def _objection(sentence: str, passage: str) -> str | None:
    claim = Claim(sentence, (Evidence(passage, "The Harbour Bell"),), "What happened?")
    return objection(claim, lambda one, others: [0.5 for _ in others])


def _text(unit: str, length: int) -> str:
    """Of exactly that length; what ends it ends no unit, so that nothing fits that goes on to the end."""
    return (unit * (length // len(unit) + 1))[: length - 1] + "\x7f"


def _seconds(reader: Reader, text: str) -> float:
    """Of this processor's time; what a reader refuses it has read."""
    began = time.process_time()
    try:
        reader(text)
    except (RecordError, ValueError):
        pass
    return time.process_time() - began


def _is_fair(reader: Reader, unit: str, most: int) -> bool:
    """Whether it takes no time to speak of, or grows as it may where it takes some, and at four times that length."""
    length = 512
    while (took := _seconds(reader, _text(unit, length))) < FLOOR_S and length < most:
        length = min(most, 4 * length)
    return took < FLOOR_S or all(_grows_fairly(reader, unit, each) for each in {length, min(most, 4 * length)})


def _grows_fairly(reader: Reader, unit: str, length: int) -> bool:
    """Whether it takes at one of several lengths no more than it may; a reader may take a step at one of them."""
    half, full = (_seconds(reader, _text(unit, each)) for each in (length // 2, length))
    return full <= GROWTH * half or any(_growth(reader, unit, times * length) <= GROWTH for times in TRIES)


def _growth(reader: Reader, unit: str, length: int) -> float:
    """How many times as long it takes as half of it; of three readings the one in the middle counts."""
    half, full = (median(_seconds(reader, _text(unit, each)) for _ in range(3)) for each in (length // 2, length))
    return full / max(half, 1e-6)


@pytest.mark.parametrize(("reader", "most"), [pytest.param(*rest, id=name) for name, *rest in READERS])
def test_a_reader_takes_time_that_grows_with_the_length_alone(reader: Reader, most: int) -> None:
    assert [unit for unit in UNITS if not _is_fair(reader, unit, most)] == []
