"""Dates as news sources write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.text.dates import first_readable, parse_date

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEN = datetime(2020, 11, 24, 10, tzinfo=UTC)
DAY = datetime(2020, 6, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        "2020-11-24T10:00:00Z", "2020-11-24T10:00Z", "2020-11-24t10:00:00z", "2020-11-24 10:00:00", "2020-11-24T10",
        "20201124T100000Z", "20201124100000", "2020-11-24T12:00:00+02:00", "2020-11-24T12:00:00+0200",
        "2020-11-24 12:00:00 +0200", "2020-11-24 10:00:00 UTC", " 2020-11-24T10:00:00Z\n",
        "Tue, 24 Nov 2020 10:00:00 GMT", "Tue, 24 Nov 2020 05:00:00 EST", "24 Nov 20 10:00 GMT",
        "Tue, 24 Nov 2020 11:00:00 +0100 (CET)", "Tue Nov 24 10:00:00 2020", "Tue Nov 24 10:00:00 +0000 2020",
        "Tue Nov 24 2020 11:00:00 GMT+0100 (Central European Standard Time)", "November 24, 2020 at 5:00 a.m. ET",
        "Nov. 24, 2020, 10:00", "11/24/2020 10:00 AM", "24.11.2020 10:00",
        1606212000, 1606212000.0, "1606212000", 1606212000000, "1606212000000",
    ],
)
def test_every_way_to_write_a_moment_is_the_same_moment(raw: object) -> None:
    assert parse_date(raw, now=NOW) == TEN


@pytest.mark.parametrize(
    "raw",
    [
        "2020-06-10", "20200610", 20200610, "2020/06/10", "2020/6/10", "2020.06.10", "6/10/20", "6/10/2020",
        "10.6.2020", "June 10, 2020", "Jun 10, 2020", "Jun. 10 2020", "June 10th, 2020", "Wednesday, June 10, 2020",
        "10 June 2020", "10th June 2020", "10 of June 2020", "10-Jun-2020", "10 JUN 20", date(2020, 6, 10),
        datetime(2020, 6, 10),
    ],
)
def test_a_day_is_its_midnight_in_utc(raw: object) -> None:
    assert parse_date(raw, now=NOW) == DAY


@pytest.mark.parametrize("raw", ["2020-06-10+02:00", "2020-06-10+0200", "20200610+02:00", "20200610+02"])
def test_a_day_with_a_zone_is_its_midnight_there(raw: str) -> None:
    moment = parse_date(raw, now=NOW)
    assert moment is not None
    assert (moment, moment.utcoffset()) == (DAY - timedelta(hours=2), timedelta(hours=2))
    assert parse_date("2020-06-10Z", now=NOW) == DAY


@pytest.mark.parametrize(
    "raw",
    [
        "2020-06-09T24:00:00Z", "2020-06-09T24:00Z", "2020-06-09T24:00:00.000Z", "20200609T240000Z", "20200609T2400Z",
        "2020-06-09 24:00", "2020-06-09t24:00:00z", "June 9, 2020, 24:00", "Tue, 09 Jun 2020 24:00:00 GMT",
        "2020-06-09T24:00:00-00:00",
    ],
)
def test_the_end_of_a_day_is_the_midnight_after_it(raw: str) -> None:
    assert parse_date(raw, now=NOW) == DAY


@pytest.mark.parametrize(
    "raw", ["2020-06-09T24:01Z", "2020-06-09T24:00:01Z", "2020-06-09 24:00 PM", "9999-12-31T24:00Z"]
)
def test_no_day_goes_on_after_its_end(raw: str) -> None:
    assert parse_date(raw, now=NOW, future=True) is None


def test_a_day_24_is_no_hour_24() -> None:
    assert parse_date("Tue Nov 24 00:00:00 2020", now=NOW) == datetime(2020, 11, 24, tzinfo=UTC)
    assert parse_date("June 10 2400", now=NOW, future=True) == datetime(2400, 6, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "first"),
    [
        (("", "2026", "2026-05-02T10:00:00Z"), "2026-05-02T10:00:00Z"), (("2026-05+02:00", ""), "2026-05+02:00"),
        (("2026-05-01", "2026-05-02"), "2026-05-01"), ((), ""), (("", ""), ""),
    ],
)
def test_of_several_dates_the_first_that_states_a_day_counts(written: tuple[str, ...], first: str) -> None:
    assert first_readable(*written) == first


@pytest.mark.parametrize(
    "raw",
    [
        None, "", "  ", "2020", "2020-06+02:00", 2020, "2020-06",
        "June 2020", "2020-W24", "yesterday", "last week", "10:00", "Tuesday",
        "0001-11-30", "1599-12-31", "2020-02-30", "2/30/2020", "13/13/2020", "June 31, 2020", "Quux 10, 2020",
        "2020-11-24T25:00:00Z", "November 24, 2020 at 13:00 p.m.", "published June 10, 2020", "2020-06-10 or so",
        "05-06-2020", True, float("nan"), float("inf"), 10**400, 123, [2020], {"day": 10},
        "9999-12-31T23:59:59-05:00", "٢٠٢٠-٠٦-١٠", "x" * 10_000,
    ],
)
def test_what_states_no_day_for_certain_is_none(raw: object) -> None:
    assert parse_date(raw, now=NOW, future=True) is None


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("7/23/17", (2017, 7, 23)), ("12/22/16", (2016, 12, 22)), ("4/4/17", (2017, 4, 4)), ("4/5/17", (2017, 4, 5)),
        ("23/7/17", (2017, 7, 23)), ("4.5.17", (2017, 5, 4)), ("12.22.16", (2016, 12, 22)),
        ("25-06-2020", (2020, 6, 25)), ("06-25-2020", (2020, 6, 25)), ("06-06-2020", (2020, 6, 6)),
        ("1/2/69", (1969, 1, 2)),
    ],
)
def test_month_comes_first_after_a_slash_and_day_before_a_dot(raw: str, day: tuple[int, int, int]) -> None:
    assert parse_date(raw, now=NOW) == datetime(*day, tzinfo=UTC)


def test_a_zone_is_kept_as_it_was_written() -> None:
    moment = parse_date("2020-06-10T22:30:00-05:00", now=NOW)
    assert moment is not None
    assert moment.utcoffset() == timedelta(hours=-5)
    assert moment.day == 10


def test_dates_up_to_two_days_ahead_are_believed_and_later_ones_only_when_asked() -> None:
    assert parse_date("2026-11-26T12:00:00Z", now=NOW) == NOW + timedelta(days=2)
    assert parse_date("2026-11-26T12:00:01Z", now=NOW) is None
    assert parse_date("2050-09-30", now=NOW) is None
    assert parse_date("2050-09-30", now=NOW, future=True) == datetime(2050, 9, 30, tzinfo=UTC)


def test_without_now_the_clock_decides() -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert parse_date(tomorrow) == tomorrow
    assert parse_date(tomorrow + timedelta(days=2)) is None


@given(st.datetimes(min_value=datetime(1600, 1, 2), max_value=datetime(2026, 1, 1)), st.integers(-12, 14))
def test_every_iso_date_is_read_as_python_reads_it(moment: datetime, hours: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(hours=hours)))
    assert parse_date(aware.isoformat(), now=NOW) == aware


@settings(max_examples=60)
@given(st.one_of(st.text(), st.integers(), st.floats(), st.text("0123456789/.-: ", max_size=25)))
def test_whatever_comes_the_answer_is_an_aware_date_or_none(raw: object) -> None:
    moment = parse_date(raw, now=NOW)
    assert moment is None or (moment.tzinfo is not None and 1600 <= moment.year <= 2026)
