"""Months, weekdays and the other words for times."""

from __future__ import annotations

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12,
}
SHORT_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12, "sept": 9,
}
# Monday is 0.
WEEKDAYS = {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}
DAYS_AND_MONTHS = frozenset((*WEEKDAYS, *MONTHS, *SHORT_MONTHS))
FEASTS = frozenset(("christmas", "easter"))
# Months that are words or names as well.
MONTHS_AND_WORDS = frozenset(("may", "march", *SHORT_MONTHS))
# The month that each begins with.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
# The first and the last month of each part of a year.
PARTS_OF_YEAR = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
# The last month of each quarter.
QUARTERS = {"first": 3, "second": 6, "third": 9, "fourth": 12, "last": 12, "final": 12}
# In days.
SPANS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "decade": 3652}
# What news counts time in.
UNITS = ("second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "century", "centurie")
# In days from today.
DAYS_FROM_TODAY = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
# That say when, without a number; "fall" is left out, for what falls.
SAYING_WHEN = (
    *DAYS_FROM_TODAY, "midnight", "noon", *(season for season in SEASONS if season != "fall"), *FEASTS,
)
# What stands before a weekday that is not the last one of its name: a feast, a habit, a day to come.
OF_ANOTHER_DAY = frozenset(
    "every each black good super ash easter cyber the a an next this coming most bloody palm holy maundy shrove fat "
    "any and to or through our until by from before after for".split()
)
MONTHS_FROM_TODAY = {"last month": -1, "previous month": -1, "this month": 0, "next month": 1}
# Years from that of the report.
YEARS_FROM_TODAY = {"last year": -1, "a year ago": -1, "a year earlier": -1, "next year": 1, "two years ago": -2}
