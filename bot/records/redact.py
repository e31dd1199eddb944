"""Takes what a withdrawn article said out of answers that were kept: quotations, and whatever else repeats it.

A kept answer is the JSON of `Answer.to_dict`, in a column `record` of one of the TABLES of an SQLite file.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.records.feedback import FILE
from corpus import Article
from index.archive.withdraw import Redacted

TABLES = {"feedback": ("question", "comment"), "answers": ("question",)}   # and their other columns of words
GONE = "An article that this answer rested on is no longer public, so the answer is no longer shown."
_RUN = 6             # words in a row that say where a text comes from
_TITLE = 3           # words that a shorter headline must have to be known again outside its card
_WAIT_S = 30
_WORD = re.compile(r"\w+")


class Traces:
    """What the words of some articles are known again by."""

    def __init__(self, articles: Iterable[Article] = ()) -> None:
        self._runs: set[int] = set()           # hashes: of a thousand articles there are a million
        self._lengths: set[int] = set()
        for article in articles:
            title = _words(article.title)
            self._learn(_words(article.text), _RUN)
            self._learn(title, min(_RUN, max(_TITLE, len(title))))

    def in_text(self, text: str, besides: Iterable[str] = ()) -> bool:
        """Whether a text repeats them, where that isn't something that may be said: `besides`."""
        found = self._runs_in(text)
        for allowed in besides if found else ():
            found -= self._runs_in(allowed)
        return bool(found)

    def _runs_in(self, text: str) -> set[int]:
        words = _words(text)
        return {run for size in self._lengths for run in _runs(words, size) if run in self._runs}

    def _learn(self, words: tuple[str, ...], size: int) -> None:
        if len(words) >= size:
            self._lengths.add(size)
            self._runs.update(_runs(words, size))


def redact(folder: Path, files: Sequence[Path], ids: Collection[str], articles: Sequence[Article]) -> Redacted:
    """Take articles out of the verdicts in an archive's folder, and of answers kept in other `files`."""
    taken: list[tuple[str, int]] = []
    problems = []
    traces = Traces(articles)
    for file in dict.fromkeys(path.resolve() for path in (folder / FILE, *files)):
        try:
            if file.is_file():
                taken.append((file.name, blank(file, ids, traces)))
        except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
            problems.append(f"{file} can't be changed ({error}); mend or remove it, then run index check --repair.")
    return Redacted(tuple(taken), tuple(problems))


_NO_TRACES = Traces()
QUOTED = ("citations", "more")     # of an answer: before the fold and behind it


def without(record: Mapping[str, Any], gone: Collection[str], traces: Traces = _NO_TRACES) -> dict[str, Any]:
    """The record of an answer without what the articles with these ids said; equal to it where it has nothing of them.

    Of a citation, number, id and place are left. A text that rests on one of them, or repeats one, is not kept.
    """
    gone = frozenset(gone)
    citations, more = ([_citation(each, gone) for each in record.get(name, ())] for name in QUOTED)
    allowed = [each["quote"] for each in (*citations, *more)]
    question, text = str(record.get("question", "")), str(record.get("text", ""))
    shown = traces.in_text(text, [*allowed, *map(_card_title, (*citations, *more))])
    if not shown and gone.isdisjoint(articles_of(record)) and not traces.in_text(question):
        return dict(record)
    used, short = str(record.get("question_used", "")), record.get("short")
    return {
        **record,
        "question": "…" if traces.in_text(question) else question,
        "question_used": "" if traces.in_text(used) or used != question else used,
        "queries": [],                               # of a language model, too
        "text": GONE if shown or not gone.isdisjoint(articles_of(record)) else text,
        "citations": citations,
        **({"more": more} if "more" in record else {}),      # answers of before the fold have none
        "short": None if short and short["article"]["id"] in gone else short,
        **({"premises": []} if "premises" in record else {}),     # words of the question
        "withheld": [],                              # drafts of a language model that had read it
        "notices": [each for each in record.get("notices", ()) if not traces.in_text(each)],
    }


def articles_of(record: Mapping[str, Any]) -> set[str]:
    """Ids of the articles that an answer cites, names as nearest, or names as printing the same."""
    quoted = [each for name in QUOTED for each in record.get(name, ())]
    twins = {twin["id"] for each in quoted for twin in each.get("twins", ())}
    return {each["article"]["id"] for each in quoted} | twins | set(record.get("named", ()))


def blank(file: Path, gone: Collection[str], traces: Traces = _NO_TRACES) -> int:
    """Take these articles out of every answer that the file keeps, overwriting what stood there; how many held them.

    Raises sqlite3.Error when the file can't be changed.
    """
    if not file.is_file():
        return 0
    changed = 0
    with closing(sqlite3.connect(file, timeout=_WAIT_S, isolation_level=None)) as database:
        database.execute("PRAGMA secure_delete = ON")
        present = {name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        for table in sorted(present & set(TABLES)):
            changed += _blank_table(database, table, TABLES[table], gone, traces)
        database.execute("VACUUM")         # always: a withdrawal that was broken off may have got as far as here
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return changed


def _blank_table(
    database: sqlite3.Connection, table: str, columns: Sequence[str], gone: Collection[str], traces: Traces
) -> int:
    changed = 0
    database.execute("BEGIN IMMEDIATE")
    try:
        rows = database.execute(f"SELECT rowid, record, {', '.join(columns)} FROM {table}").fetchall()
        for row, stored, *texts in rows:
            record = json.loads(stored)
            left = without(record, gone, traces)
            free = ["…" if traces.in_text(text) else text for text in texts]
            if left != record or free != texts:
                changed += 1
                database.execute(
                    f"UPDATE {table} SET record = ?, {', '.join(f'{name} = ?' for name in columns)} WHERE rowid = ?",
                    (json.dumps(left), *free, row),
                )
        database.execute("COMMIT")
    except BaseException:
        database.execute("ROLLBACK")
        raise
    return changed


def _citation(citation: Mapping[str, Any], gone: Collection[str]) -> dict[str, Any]:
    card = citation["article"]
    twins = [twin for twin in citation.get("twins", ()) if twin["id"] not in gone]
    if card["id"] not in gone:
        return {**citation, "twins": twins}
    emptied: dict[str, Any] = {name: [] if isinstance(value, list) else "" for name, value in card.items()}
    emptied |= dict.fromkeys(("published", "updated", "embargoed_until", "expires"))
    return {**citation, "article": {**emptied, "id": card["id"], "status": "canceled"}, "quote": "", "link": "",
            "twins": []}


def _card_title(citation: Mapping[str, Any]) -> str:
    return str(citation["article"].get("title", ""))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _runs(words: tuple[str, ...], size: int) -> Iterator[int]:
    """Hashes of every `size` words in a row."""
    return (hash(words[at : at + size]) for at in range(len(words) - size + 1))
