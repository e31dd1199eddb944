"""Where articles came from, and what is remembered of the places there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from corpus.record.newsroom import clock_named
from corpus.record.places import Visit
from corpus.text.dates import in_newsroom
from index.store.database import Database, micros

_AT_PLACE = "FROM origins INDEXED BY origins_place WHERE"   # SQLite would rather go through all of the source
_TIMEZONE = "timezone"   # of meta
_OFFSET = "offset"       # of meta: what the newest articles state, such as UTC-07:00
_OCR = "ocr"             # of meta: the languages that scans are recognised in
_RESERVATIONS = "reservations"   # of meta
_NEWEST = 200            # articles that tell the newsroom's offset, which may change with the season
_IN_STEP = "in_step"   # of meta: when the last run of `watch` succeeded


@dataclass(frozen=True, slots=True)
class Lost:
    """An article that did not come in the last reading of its source."""

    id: str
    url: str
    place: str
    published: datetime | None
    elsewhere: bool            # another source has it too


class Origins:
    """The tables of sources, origins and visits, behind verbs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, name: str) -> SourceReading:
        """Start a reading of the source with that name: an absolute path, or an address."""
        with self._database.noting() as db:
            row = db.execute(
                "INSERT INTO sources (name, reading) VALUES (?, 1) "
                "ON CONFLICT (name) DO UPDATE SET reading = reading + 1 RETURNING key, reading", (name,)
            ).fetchone()
        return SourceReading(self._database, *row)

    def id_at(self, url: str) -> str | None:
        """The id of the first article that has this address."""
        with self._database.looking() as db:
            row = db.execute(
                "SELECT id FROM articles WHERE json_extract(record, '$.url') = ? ORDER BY key LIMIT 1", (url,)
            ).fetchone()
        return row[0] if row else None

    def url_of(self, id: str) -> str | None:
        """The address of the article of that id; None where there is no such article."""
        with self._database.looking() as db:
            row = db.execute("SELECT json_extract(record, '$.url') FROM articles WHERE id = ?", (id,)).fetchone()
        return row[0] if row else None

    def timezone(self) -> str:
        """The newsroom's time zone, such as Europe/London; empty where nobody has named it."""
        return self._kept(_TIMEZONE)

    def set_timezone(self, name: str) -> None:
        """Keep the newsroom's time zone."""
        self._keep(_TIMEZONE, name)

    def clock(self) -> str:
        """On whose clock days are counted: the newsroom's zone, else the offset of its articles; empty for neither."""
        return self.timezone() or self._kept(_OFFSET)

    def note_offset(self) -> None:
        """Keep the offset that more than half of the newest articles state, such as UTC-07:00; none where none does."""
        with self._database.looking() as db:
            dates = [row[0] for row in db.execute(
                "SELECT json_extract(record, '$.published') FROM articles WHERE published IS NOT NULL "
                "ORDER BY published DESC LIMIT ?", (_NEWEST,))]
        [(offset, count)] = Counter(each[-6:] for each in dates).most_common(1) or [("", 0)]
        self._keep(_OFFSET, f"UTC{offset}" if 2 * count > len(dates) and offset != "+00:00" else "")

    def ocr(self) -> str:
        """The languages that scans are recognised in, such as "eng+deu"; empty where they aren't."""
        return self._kept(_OCR)

    def set_ocr(self, languages: str) -> None:
        """Keep the languages of scans."""
        self._keep(_OCR, languages)

    def _kept(self, name: str) -> str:
        with self._database.looking() as db:
            row = db.execute("SELECT value FROM meta WHERE key = ?", (name,)).fetchone()
        return row[0] if row else ""

    def _keep(self, name: str, value: str) -> None:
        with self._database.noting() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def on_clock(self, moment: datetime) -> datetime:
        """The same moment on the newsroom's clock, which tells what day it is; as it is where nothing tells of one."""
        return on_clock_of(self.clock(), moment)

    def reservations(self) -> dict[str, list[str]]:
        """What sites say about how they may be used, by host, as it was read last."""
        with self._database.looking() as db:
            row = db.execute("SELECT value FROM meta WHERE key = ?", (_RESERVATIONS,)).fetchone()
        return dict(json.loads(row[0])) if row else {}

    def note_reservations(self, sentences: Mapping[str, Sequence[str]]) -> None:
        """Keep what sites say."""
        kept = {**self.reservations(), **{host: list(each) for host, each in sentences.items()}}
        with self._database.noting() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_RESERVATIONS, json.dumps(kept)))

    def in_step(self) -> datetime | None:
        """When the archive was last in step with all that is watched."""
        with self._database.looking() as db:
            row = db.execute("SELECT value FROM meta WHERE key = ?", (_IN_STEP,)).fetchone()
        return datetime.fromisoformat(row[0]) if row else None

    def set_in_step(self, moment: datetime) -> None:
        """Keep when that was."""
        with self._database.noting() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_IN_STEP, moment.isoformat()))


def on_clock_of(clock: str, moment: datetime) -> datetime:
    """The same moment on a clock, such as Europe/London or UTC-07:00; as it is without one."""
    return in_newsroom(moment, clock_named(clock)) or moment


class SourceReading:
    """One reading of one source: marks what is seen, and knows afterwards what was not."""

    def __init__(self, database: Database, source: int, number: int) -> None:
        self._database, self._source, self._number = database, source, number

    def recall(self, place: str) -> Visit | None:
        """What is remembered of a place; None when articles that it gave have gone, or came from elsewhere since."""
        with self._database.looking() as db:
            row = db.execute(
                "SELECT stamp, etag, modified, checked, note FROM visits v WHERE source = ?1 AND place = ?2 AND "
                f"articles <= (SELECT count(*) {_AT_PLACE} source = ?1 AND place = ?2 AND reading >= v.reading)",
                (self._source, place),
            ).fetchone()
        if row is None:
            return None
        stamp, etag, modified, checked, note = row
        return Visit(stamp, etag, modified, _moment(checked), note)

    def note(self, came: Sequence[tuple[str, str]], same: Iterable[str],
             visits: Iterable[tuple[str, Visit | None, int | None]]) -> int:
        """Keep which articles came, as (id, place), whose places are the same, and what to remember of which place.

        A visit comes with how many articles the place gave, None for those that it had. Returns how many articles the
        unchanged places have.
        """
        kept = 0
        with self._database.noting() as db:
            db.executemany(
                "INSERT OR REPLACE INTO origins SELECT ?, key, ?, ? FROM articles WHERE id = ?",
                [(self._source, place, self._number, id) for id, place in came],
            )
            for place in same:
                at = {"number": self._number, "source": self._source, "place": place}
                kept += db.execute(   # not what the place had lost by then already
                    "UPDATE origins INDEXED BY origins_place SET reading = :number WHERE source = :source AND "
                    "place = :place AND reading >= "
                    "(SELECT reading FROM visits WHERE source = :source AND place = :place)", at
                ).rowcount
                db.execute("UPDATE visits SET reading = :number WHERE source = :source AND place = :place", at)
            for place, visit, articles in visits:
                db.execute("DELETE FROM visits WHERE source = ? AND place = ?", (self._source, place))
                if visit:
                    if articles is None:
                        articles = db.execute(
                            f"SELECT count(*) {_AT_PLACE} source = ? AND place = ? AND reading = ?",
                            (self._source, place, self._number),
                        ).fetchone()[0]
                    row = (visit.stamp, visit.etag, visit.modified, micros(visit.checked), visit.note)
                    db.execute("INSERT INTO visits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                               (self._source, place, *row, self._number, articles))
        return kept

    def size(self) -> int:
        """How many articles are known to come from the source."""
        with self._database.looking() as db:
            row = db.execute("SELECT count(*) FROM origins WHERE source = ?", (self._source,)).fetchone()
        return int(row[0])

    def unseen(self) -> list[Lost]:
        """The source's articles that did not come in this reading, newest first."""
        with self._database.looking() as db:
            rows = db.execute(
                "SELECT a.id, json_extract(a.record, '$.url'), o.place, json_extract(a.record, '$.published'), "
                "EXISTS (SELECT 1 FROM origins e WHERE e.article = o.article AND e.source <> o.source) "
                "FROM origins o JOIN articles a ON a.key = o.article WHERE o.source = ? AND o.reading < ? "
                "ORDER BY a.published DESC, a.key DESC",
                (self._source, self._number),
            ).fetchall()
        return [Lost(id, url, place, datetime.fromisoformat(published) if published else None, bool(elsewhere))
                for id, url, place, published, elsewhere in rows]

    def forget(self, ids: Iterable[str]) -> None:
        """These articles come from the source no longer."""
        with self._database.noting() as db:
            db.executemany(
                "DELETE FROM origins WHERE source = ? AND article = (SELECT key FROM articles WHERE id = ?)",
                [(self._source, id) for id in ids],
            )


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)
