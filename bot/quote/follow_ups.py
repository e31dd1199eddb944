"""Questions to ask next, each of them tried: only those that the archive answers with something new are suggested."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.answer import Answer, Turn
from bot.found import Asked
from bot.languages.en.titles import TITLES
from bot.languages.replies import replies
from bot.understand.thread.mentions import GROUP, PERSON, WORK, mentions
from bot.understand.time_expressions import wants_story
from corpus import Article
from index import Scope
from index.model.languages import ENGLISH, asked_in, most_frequent

TRIED = 6            # candidates, of which each costs as much as a quoted answer
PATIENCE_S = 3.0     # no other is tried after so long: on a busy machine readers' own questions come first
SURE = 0.55          # how likely the archive must hold the answer; a question that we suggest may not fail
OPENING = 40         # words of an answer, in which what was asked for must be named and quoted to its end
EVENTS = 3           # dated quotations that are worth a course of events
_NEAREST = 4         # articles whose headlines are asked about
_READ = 1_500        # characters of an article in which names are looked for
_NAME_WORDS = 6
_LONGEST = 100       # characters of a headline
_KINDS = (PERSON, GROUP, WORK)


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """An answer as far as the next question follows from it."""

    question: str                       # the standalone one
    text: str
    scope: Scope = Scope()              # the reader's own filters
    cited: Sequence[Article] = ()
    near: Sequence[Article] = ()        # others that were found, the nearest first
    quotes: Sequence[str] = ()


class FollowUps:
    """Suggests what to ask after an answer."""

    def __init__(self, answered: Callable[[Asked], Answer], patience_s: float = PATIENCE_S) -> None:
        """Try the questions by this, which answers by quotation."""
        self._patience_s = patience_s
        self._answered = answered

    def after(self, given: AnswerGiven, limit: int = 3) -> list[str]:
        """Up to `limit` questions; fewer, or none, where the archive holds no more."""
        until = time.monotonic() + self._patience_s
        found: list[str] = []
        for question, about in islice(candidates(given), TRIED):
            if len(found) == limit or time.monotonic() > until:
                break
            if self._answers(question, about, given):
                found.append(question)
        return found

    def _answers(self, question: str, about: str, given: AnswerGiven) -> bool:
        """Whether the archive answers it, asked in this conversation, about what it is meant to, with a new article."""
        history = (Turn(given.question, given.text),)
        answer = self._answered(Asked(question, history, given.scope))
        if not answer.answered or answer.support < SURE:
            return False
        if wants_story(question) and len(answer.citations) < EVENTS:
            return False
        if not answers_at_once(answer, about):
            return False
        known = {article.id for article in given.cited}
        texts = (f"{each.article.title} {each.article.text}".casefold() for each in answer.citations[:1])
        return any(each.article.id not in known for each in answer.quoted) and about.casefold() in next(texts, "")


def answers_at_once(answer: Answer, about: str) -> bool:
    """Whether the first words of an answer hold its first quotation, and what a name asked for ends in."""
    opening = " ".join(answer.text.split()[:OPENING])
    quoted = bool(answer.citations) and " ".join(answer.citations[0].quote.split()) in opening
    titles = {each.article.title for each in answer.citations[:1]}
    return quoted and (about in titles or about.split()[-1].casefold() in opening.casefold())


def candidates(given: AnswerGiven) -> Iterator[tuple[str, str]]:
    """Questions, and the words that whatever answers them must hold: of people, of events, of headlines in turn."""
    titles = {article.title for article in given.cited}
    fresh = [each.title for each in given.near[:_NEAREST] if each.title not in titles]
    headlines = [title for title in map(_quotable, fresh) if title]
    language = asked_in(given.question, most_frequent((each.language, 1) for each in given.cited))
    about = [(replies(language)("reported", about=title), title) for title in headlines]
    names = list(_names(given)) if language == ENGLISH else []      # what is asked of them is English
    people = [(f"What else was reported about {name}?", name) for name in names]
    events = [] if wants_story(given.question) else [(f"What happened with {name}?", name) for name in names]
    asked = given.question.casefold()
    yield from (each for each in _in_turn(people, about, events) if each[1].casefold() not in asked or each in events)


def _names(given: AnswerGiven) -> Iterator[str]:
    """People, groups and works that the quotations name, then those of the articles; whole names only."""
    texts = (*given.quotes, *(f"{each.title}. {each.text[:_READ]}" for each in (*given.cited, *given.near[:2])))
    seen: set[str] = set()
    for text in texts:
        for mention in mentions(text):
            name = mention.text.split()
            while name and name[0].casefold().strip(".") in TITLES:
                name = name[1:]
            if mention.kind in _KINDS and 2 <= len(name) <= _NAME_WORDS and name[-1].casefold() not in seen:
                seen.add(name[-1].casefold())
                yield " ".join(name)


def _quotable(title: str) -> str:
    """A headline that can stand in a question's quotation marks; else empty."""
    plain = " ".join(title.split()).strip(" .")
    return plain if len(plain) <= _LONGEST and not set(plain) & set("\"“”«»„") else ""


def _in_turn(*ways: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """One of each way, then the next of each."""
    waiting = [iter(way) for way in ways]
    while waiting:
        for way in list(waiting):
            if (each := next(way, None)) is None:
                waiting.remove(way)
            else:
                yield each
