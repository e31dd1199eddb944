"""Questions to ask next, each of them tried: only those that the archive answers with something new are suggested."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.answer import Answer, Turn
from bot.found import Asked
from bot.grammar.asking import when_asked
from bot.grammar.parser import trees
from bot.languages.en.titles import TITLES
from bot.languages.replies import replies
from bot.understand.answer_form import content
from bot.understand.thread.mentions import GROUP, PERSON, WORK, mentions
from bot.understand.time_expressions import wants_story
from bot.verify.times import times, weekdays
from corpus import Article
from index import Scope, sentences
from index.model.languages import ENGLISH, asked_in, most_frequent

TRIED = 6            # candidates, of which each costs as much as a quoted answer
PATIENCE_S = 3.0     # no other is tried after so long: on a busy machine readers' own questions come first
SURE = 0.55          # how likely the archive must hold the answer; a question that we suggest may not fail
OPENING = 40         # words of an answer, in which what was asked for must be named and quoted to its end
EVENTS = 3           # dated quotations that are worth a course of events
_NEAREST = 4         # articles whose headlines are asked about
_OPENING = 600       # characters of an article whose sentences are turned into questions
_TELLING = 4         # letters of a word that says what an article is about
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
        found: dict[str, str] = {}
        for question, about in islice(candidates(given), TRIED):
            if len(found) == limit or time.monotonic() > until:
                break
            if about not in found and self._answers(question, about, given):
                found[about] = question
        return list(found.values())

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
    """Questions, and the words that whatever answers them must hold: of when, of names, of headlines in turn."""
    titles = {article.title for article in given.cited}
    near = [each for each in given.near if each.title not in titles and _on_topic(given, each)][:_NEAREST]
    language = asked_in(given.question, most_frequent((each.language, 1) for each in given.cited))
    ask_of = replies(language)
    asked, story = given.question.casefold(), wants_story(given.question)
    fresh = [title for each in near if (title := _quotable(each.title)) and title.casefold() not in asked]
    headlines = [(ask_of("reported", about=title), title) for title in fresh]
    if language != ENGLISH:       # what is asked of events and names is English
        yield from headlines
        return
    names = list(_names(given))
    events = [] if story else [(f"What happened with {name}?", name) for name in names]
    people = [(f"What else was reported about {name}?", name) for name in names if name.casefold() not in asked]
    when = (each for each in _asked_when(near) if each[0].casefold() != asked)
    yield from _in_turn(when, events, headlines, people)


def _on_topic(given: AnswerGiven, article: Article) -> bool:
    """Whether an article's beginning has a longer word of the question, or a name of an article that answers it."""
    words = {word for word in content(given.question) if len(word) >= _TELLING}
    words |= {*_names(replace(given, near=()))}
    opening = f"{article.title} {article.text[:_OPENING]}".casefold()
    return not words or any(word.casefold() in opening for word in words)


def _asked_when(near: Sequence[Article]) -> Iterator[tuple[str, str]]:
    """When what the nearest articles open with came about: the question that a person would ask."""
    for article in near:
        spans = sentences(article.text[:_OPENING], article.language)
        dated = [text for start, end in spans if times(text := article.text[start:end]) or weekdays(text)]
        yield from (found for tree in trees(dated) if (found := when_asked(tree)))


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
