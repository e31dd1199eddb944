"""Dates with the month names and zones of other places."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from corpus.text.calendar_names import month_of
from corpus.text.dates import AMBIGUOUS, UNSTATED, in_zone_of_both, parse_date

MAY = datetime(2023, 5, 4, tzinfo=UTC)


@pytest.mark.parametrize("written", [
    "4 mai 2023", "4. Mai 2023", "4 de mayo de 2023", "4 maggio 2023", "4 de maio de 2023", "4 mei 2023", "4 maj 2023",
    "jeudi 4 mai 2023", "Donnerstag, 4. Mai 2023", "jueves, 4 de mayo de 2023", "quinta-feira, 4 de maio de 2023",
    "4. toukokuuta 2023", "4 maja 2023", "4 мая 2023", "4 Μαΐου 2023", "2023. május 4.",
    "2023年5月4日", "2023년 5월 4일", "45050", 45050, "Thu 4th of May 2023",
])
def test_a_day_is_read_in_the_language_it_is_written_in(written: object) -> None:
    assert parse_date(written) == MAY


@pytest.mark.parametrize(("written", "hours"), [
    ("Thu, 30 Apr 2015 10:00:00 SAST", 2), ("30 Apr 2015 10:00 WIB", 7), ("30 Apr 2015 10:00 MESZ", 2),
    ("30 Apr 2015 10:00 BRT", -3), ("30 Apr 2015 10:00 ACST", 9.5), ("2015-04-30T10:00:00+05:30[Asia/Kolkata]", 5.5),
    ("2015-04-30T10:00:00[Asia/Kolkata]", 5.5), ("30 Apr 2015 10:00 Europe/Berlin", 2),
    ("30 avril 2015 à 10h00 CEST", 2),
])
def test_a_zone_is_read_by_its_name(written: str, hours: float) -> None:
    moment = parse_date(written)
    assert moment == datetime(2015, 4, 30, 10, tzinfo=timezone(timedelta(hours=hours)))
    assert moment.isoformat().startswith("2015-04-30T10:00")


@pytest.mark.parametrize("zone", ["IST", "AST", "GST", "XXX"])
def test_a_zone_that_means_several_leaves_the_day(zone: str) -> None:
    moment = parse_date(f"Thu, 30 Apr 2015 08:57:00 {zone}")
    assert (moment, moment and moment.tzinfo) == (datetime(2015, 4, 30, 8, 57, tzinfo=UTC), AMBIGUOUS)


@pytest.mark.parametrize(("written", "minutes"), [
    ("4 May 2023, 9.30pm", 1290), ("4 May 2023 | 9:30", 570), ("4 May 2023 9pm", 1260),
    ("4. Mai 2023 um 9.30 Uhr", 570), ("45050.5", 720), ("4 May 2023 – 9:30 am", 570),
])
def test_a_time_is_read_as_it_is_printed(written: str, minutes: int) -> None:
    moment = parse_date(written)
    assert moment == MAY + timedelta(minutes=minutes)
    assert moment.tzinfo is UNSTATED


@pytest.mark.parametrize(("name", "month"), [("mar", 3), ("mars", 3), ("marras", 11), ("jui", 0), ("Março", 3)])
def test_a_month_is_told_from_what_is_only_its_own(name: str, month: int) -> None:
    assert month_of(name) == month


@pytest.mark.parametrize(("local", "gmt", "iso"), [
    ("2023-05-04 21:30:00", "2023-05-05 04:30:00", "2023-05-04T21:30:00-07:00"),
    ("0000-00-00 00:00:00", "2023-05-05 04:30:00", "2023-05-05T04:30:00+00:00"),
    ("2023-05-04 21:30:00", "2023-06-05 04:30:00", "2023-06-05T04:30:00+00:00"),
    ("2023-05-04 21:30:00", "0000-00-00 00:00:00", "2023-05-04 21:30:00"), ("0000-00-00 00:00:00", "", ""),
])
def test_a_sites_clock_and_utc_give_its_zone(local: str, gmt: str, iso: str) -> None:
    assert in_zone_of_both(local, gmt) == iso
