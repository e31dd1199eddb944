"""Words by which questions ask for a kind of answer: a sum, a number, a day, a person, a place."""

from __future__ import annotations

# Behind "how", where a number is asked for.
HOW = (
    "many", "few", "much", "far", "high", "tall", "big", "large", "deep", "often", "wide", "fast", "heavy", "hot",
    "cold",
)
# Behind "how much", where a sum of money is asked for; longer words may begin so.
PAYING = (
    "cost", "pay", "paid", "worth", "money", "spend", "spent", "raise", "fine", "charge", "price", "sold", "buy",
    "bought", "gave", "give", "award", "fund", "owe", "earn", "sell",
)
# Behind "what" or "which", by kind of answer.
WHICH = {
    "money": ("price", "cost", "salary", "wage", "pay", "fee", "fine", "budget", "bill"),
    "number": (
        "number", "percentage", "proportion", "share", "score", "majority", "margin", "vote", "temperature",
    ),
    "date": ("day", "date", "year", "month", "time"),
    "person": (
        "man", "woman", "person", "player", "actor", "actress", "singer", "minister", "president", "executive",
        "judge", "author", "councillor", "senator", "artist", "director", "leader",
    ),
    "place": ("city", "country", "town", "state", "place", "street", "venue", "village", "island"),
}
# What is asked for by naming it, by those who don't ask in a sentence; the first that is named decides.
NAMED = {
    "number": (
        "toll", "number of", "population", "attendance", "turnout", "majority", "margin", "score", "level",
        "percentage", "share", "speed", "depth", "height", "length", "size", "temperature", "count", "total", "odds",
        "rate",
    ),
    "money": (
        "price", "prices", "cost", "costs", "takings", "salary", "wage", "wages", "fee", "fees", "fine", "fines",
        "budget", "bill", "worth", "value", "raised", "paid", "spend", "spending", "earnings", "profit", "revenue",
        "compensation", "bail", "prize", "grant", "donation", "rent", "fare",
    ),
    "date": ("date", "day", "deadline", "anniversary"),
    "person": (
        "name of", "winner", "who's", "who’s", "whos", "champion", "scorer", "candidate", "candidates", "killer",
        "victim", "suspect", "successor", "boss", "owner",
    ),
    "place": ("location", "venue", "whereabouts"),
}
