"""Words for numbers, and what they are worth."""

from __future__ import annotations

import re

NUMBER_SIGN = re.compile(r"\b[Nn]o\.\s?(?=\d)")      # before the digits of "No. 5"

ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
}
POWERS = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
LARGE = {"hundred": 1e2, **POWERS, "dozen": 12.0}
SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
# How many a question means that counts days or years loosely.
COUNTS = {
    "a": 1, "an": 1, "one": 1, "couple": 2, "two": 2, "three": 3, "few": 4, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "dozen": 12, "twelve": 12, "several": 6,
}
FRACTIONS = {
    "half": 0.5, "halves": 0.5, "quarter": 0.25, "quarters": 0.25, "double": 2.0, "triple": 3.0, "twice": 2.0,
}
# What stands in a sentence that says how many; each may have an "s" behind it.
AMOUNTS = frozenset((
    *(word for word in ONES if word != "zero"), *TENS, *LARGE, "half", "quarter", "both", "none", "once", "twice",
))
_LENGTHS = ("metres", "meters", "metre", "meter", "feet", "foot", "ft", "inches", "inch", "yards", "m", "cm")
_WAYS = ("miles", "mile", "kilometres", "kilometers", "km", "light-years", "stops", "streets", "doors", *_LENGTHS)
_DEGREES = ("degrees", "degree", "C", "F")
# In what is measured what a question asks for by one word.
UNITS_OF = {
    "far": _WAYS, "high": _LENGTHS, "tall": _LENGTHS, "deep": _LENGTHS, "wide": _LENGTHS, "depth": _LENGTHS,
    "height": _LENGTHS, "hot": _DEGREES, "cold": _DEGREES, "temperature": _DEGREES,
    "fast": ("mph", "miles", "km/h", "kilometres", "kilometers", "knots"),
    "heavy": ("tonnes", "tons", "kilograms", "kilos", "kg", "pounds", "stone", "grams"),
}
_EXCEEDS = ("exceed", "exceeds", "exceeded", "exceeding")
AT_LEAST = ("over", "more than", "at least", "above", *_EXCEEDS)
AT_MOST = ("nearly", "almost", "under", "less than", "fewer than", "below", "up to", "close to")
ROUGHLY = (
    *AT_LEAST, *AT_MOST, "about", "around", "roughly", "approximately", "some", "just", "estimated", "circa", "c.",
)
CURRENCIES = {"dollar": "$", "pound": "£", "euro": "€", "yen": "¥", "cent": "¢"}
# Words beside a number that was worked out as a difference, and as a sum.
DIFFERING = (
    "more", "less", "fewer", "than", "difference", "gap", "margin", "majority", "ahead", "behind", "remaining",
    "rest", "all but", "higher", "lower", "earlier", "later", "above", "below", "older", "younger", "cheaper", "dearer",
)
TOGETHER = ("total", "totalled", "altogether", "combined", "together", "in all", "both", "between them", "overall")
SPANS = {"year": "year", "month": "month", "week": "week", "day": "day"}
