"""The words of the page, by language: a language is a table here and nothing anywhere else.

A text may hold fields in braces; whatever fills them is escaped where it is shown. What is left out of a table is said
in English.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

Words = Mapping[str, str]

ENGLISH: Words = {
    # tabs and filters
    "tabs": "Ways to read the archive",
    "answers": "Answers",
    "results": "Search results",
    "where": "Where to look",
    "filters": "Filters",
    "filters_chosen": "Filters chosen",
    "filters_failed": "The filters could not be read; please try again.",
    "published": "Published",
    "from": "From",
    "until": "To",
    "sections": "Section",
    "sources": "Source",
    "authors": "Author",
    "kinds": "Kind",
    "kind_news": "News",
    "more": "Another name",
    "add": "Add",
    "no_such": "The archive has no such name.",
    "clear": "Clear all filters",
    "nothing_to_filter": "This archive has no dates or names to filter by.",
    "remove": "Remove the filter {name}",
    "since_chip": "From {day}",
    "until_chip": "To {day}",
    "range_chip": "{since} to {until}",
    "histogram_month": "Articles by month",
    "histogram_year": "Articles by year",
    "histogram_told": "{title}: {count} from {first} to {last}, most in {most} ({number}).",
    "bar": "{period}: {count}",
    "article_one": "1 article",
    "article_many": "{number} articles",
    # under an answer
    "searched": "Searched {passages}{dates}.",
    "dates_range": " from {since} to {until}",
    "dates_day": " of {day}",
    "today": "today",
    "passage_one": "1 passage",
    "passage_many": "{number} passages",
    "inferred": "Because of your question, only",
    "inferred_chip": "published {range}",
    "inferred_range": "{since} to {until}",
    "inferred_since": "since {day}",
    "inferred_until": "until {day}",
    "inferred_remove": "Ask again without the filter {name}",
    "next": "Ask next",
    "course": "In order of time",
    "course_hint": "Choose a number to go to its quotation.",
    "course_entry": "{number}, {day}: {title}",
    # search results
    "search": "Search",
    "search_label": "Search the archive",
    "search_hint": "Type what to look for; the passages that fit best come first, without an answer.",
    "searching": "Searching…",
    "search_failed": "That search failed; please try again.",
    "found": "{articles}, the nearest to “{query}” first.",
    "found_none": "Nothing fits “{query}” here. Try other words, or fewer filters.",
    "found_all": "These are the articles of the best {number} passages; other words or filters bring others.",
    "show_more": "Show more",
    # under an answer: what it was worth
    "about_answer": "About this answer",
    "helpful": "Helpful",
    "not helpful": "Not helpful",
    "wrong source": "Wrong source",
    "comment": "Comment for the newsroom (optional)",
    "comment_hint": "What should the newsroom know? (optional)",
    "comment_send": "Send comment",
    "thanks": "Thank you, that is kept.",
    "not_sent": "That could not be sent.",
    "link": "Link to this question",
    "keep": "Keep this conversation:",
    "ask": "Ask",
    "stop": "Stop",
    "examples": "Questions to begin with",
}

TEXTS: Mapping[str, Words] = {"en": ENGLISH}


def words(languages: str = "") -> Words:
    """The texts for an Accept-Language header: the first language in it that has a table, else English."""
    wanted = (part.split(";")[0].strip().split("-")[0].casefold() for part in languages[:200].split(","))
    return {**ENGLISH, **next((TEXTS[language] for language in wanted if language in TEXTS), {})}


def number(words: Words, noun: str, count: int) -> str:
    """A number with its noun, "1 passage" or "1,204 passages"."""
    return words[f"{noun}_one"] if count == 1 else words[f"{noun}_many"].format(number=f"{count:,}")


def script() -> str:
    """The texts for page.js, as JSON that may stand in a script element."""
    return json.dumps(TEXTS, ensure_ascii=True).replace("<", "\\u003c")
