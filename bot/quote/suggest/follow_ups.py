"""Questions to ask next, each of them tried: only those that the archive answers with something new are suggested."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, islice

from bot.answer import Answer, Turn
from bot.languages.en.given_names import FEMALE, MALE
from bot.languages.en.titles import TITLES
from bot.retriever.found import Asked
from bot.understand.answer_form import content
from bot.understand.definition import asks_for_definition
from bot.understand.grammar.asking import when_asked, who_asked
from bot.understand.grammar.parser import trees
from bot.understand.grammar.tree import Tree
from bot.understand.thread.mentions import NAMES, Mention, mentions
from bot.understand.time_expressions import wants_story
from bot.verify.times import times, weekdays
from corpus import Article
from index import Scope, sentences
from index.model.languages import ENGLISH, asked_in, most_frequent

TRIED = 10           # candidates, of which each costs as much as a quoted answer
PATIENCE_S = 3.0     # no other is tried after so long: on a busy machine readers' own questions come first
SURE = 0.55          # how likely the archive must hold the answer; a question that we suggest may not fail
OPENING = 40         # words of an answer, in which what was asked for must be named and quoted to its end
EVENTS = 3           # dated quotations that are worth a course of events
_NEAREST = 4         # articles that are read for questions beside those cited
READ = 600           # characters of an article whose sentences are turned into questions
_TELLING = 4         # letters of a word that says what an article is about
_NAME_WORDS = 6
_REASON = re.compile(r"\b(?:because|since|due to|owing to|after|so that|in order to|amid|over)\b")
_ATTRIBUTIVE = ("compound", "poss", "amod", "nmod")


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """An answer as far as the next question follows from it."""

    question: str                       # the standalone one
    text: str
    scope: Scope = Scope()              # the reader's own filters
    cited: Sequence[Article] = ()
    near: Sequence[Article] = ()        # others that were found, the nearest first
    quotes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SeenName:
    """A name that the reader has seen."""

    text: str
    written: str         # with "the" where it has it
    person: bool


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
            same = any(name.endswith(about) or about.endswith(name) for name in found)      # with a title or without
            if not same and self._answers(question, about, given):
                found[about] = question
        return list(found.values())

    def _answers(self, question: str, about: str, given: AnswerGiven) -> bool:
        """Whether the archive answers it, asked in this conversation, about what it is meant to, with something new."""
        history = (Turn(given.question, given.text),)
        answer = self._answered(Asked(question, history, given.scope))
        if not answer.answered or answer.support < SURE:
            return False
        if wants_story(question) and not is_course(answer):
            return False
        if question.startswith("Why") and not _REASON.search(answer.citations[0].quote):
            return False
        if not answers_at_once(answer, about):
            return False
        first = answer.citations[0]
        names_it = about.casefold() in f"{first.article.title} {first.article.text}".casefold()
        return names_it and first.quote not in given.quotes and _on_topic(given, first.article)


def is_course(answer: Answer) -> bool:
    """Whether it is a course of events rather than one report of them."""
    return len(answer.citations) >= EVENTS and len({each.article.id for each in answer.citations}) > 1


def answers_at_once(answer: Answer, about: str) -> bool:
    """Whether the first words of an answer hold its first quotation, and what a name asked for ends in.

    Who somebody is must be said there.
    """
    opening = " ".join(answer.text.split()[:OPENING])
    quote = answer.citations[0].quote if answer.citations else ""
    asked = answer.question_used or answer.question
    says = asks_for_definition(asked) if asked.startswith("Who is ") else None
    if not quote or (says and not says.search(quote)):
        return False
    return " ".join(quote.split()) in opening and about.split()[-1].casefold() in opening.casefold()


def candidates(given: AnswerGiven) -> Iterator[tuple[str, str]]:
    """Questions, and the name that whatever answers them must hold: of when, of who, of what happened in turn.

    Only in English, which statements are read in; in other languages there are none.
    """
    if asked_in(given.question, most_frequent((each.language, 1) for each in given.cited)) != ENGLISH:
        return
    asked, cited = given.question.casefold(), {article.title for article in given.cited}
    near = [each for each in given.near if each.title not in cited and _on_topic(given, each)][:_NEAREST]
    when, why, who = _read_out(given, [*near, *given.cited])
    names = list(_names(given, near))
    people = [(f"Who is {each.text}?", each.text) for each in names
              if each.person and each.text.casefold() not in asked]
    stories = [(f"What happened with {each.written}?", each.text) for each in names
               if each.person or each.text.casefold() not in asked]
    ways = (when, why, who, people, [] if wants_story(given.question) else stories)
    yield from (each for each in _in_turn(*ways) if each[0].casefold() != asked)


def _on_topic(given: AnswerGiven, article: Article) -> bool:
    """Whether an article's beginning has two of the question's longer words and of the names that were quoted."""
    words = {word.casefold() for word in content(given.question) if len(word) >= _TELLING}
    words |= {each.text.casefold() for each in _names(given, ())}
    opening = f"{article.title} {article.text[:READ]}".casefold()
    return sum(word in opening for word in words) >= min(2, len(words))


def _read_out(given: AnswerGiven, articles: Sequence[Article]) -> tuple[list[tuple[str, str]], ...]:
    """When what the articles open with came about, why, and who did it; nothing that was just answered."""
    when, why, who = [], [], []
    for article in articles:
        spans = sentences(article.text[:READ], article.language)
        for tree in trees([article.text[start:end] for start, end in spans]):
            quoted = any(tree.text in quote for quote in given.quotes)
            if asked := when_asked(tree):
                why.append((asked[0].replace("When", "Why", 1), asked[1]))
                when += [asked] * (not quoted and tells_time(tree.text) and not tells_time(asked[0]))
            if not quoted and (asked := who_asked(tree)) and is_person(asked[1]) and asked[1] not in given.text:
                who.append(asked)
    return when, why, who


def tells_time(text: str) -> bool:
    """Whether a text names a day, a month or a weekday."""
    return bool(times(text) or weekdays(text))


def _names(given: AnswerGiven, near: Sequence[Article]) -> Iterator[SeenName]:
    """The names that a reader has just seen: quoted, then in headlines of what is cited, each once.

    Where nothing is cited, those of the nearest headline.
    """
    return names_in([*given.quotes, *(each.title for each in given.cited or near[:1])])


def names_in(texts: Sequence[str]) -> Iterator[SeenName]:
    """The names of texts, each once; what only tells which one is meant, "the Ferry Lane school", is no subject."""
    seen: set[str] = set()
    for tree in trees(texts):
        for mention in mentions(tree.text):
            named = _named(mention, tree)
            if named and (last := named.text.split()[-1].casefold()) not in seen:
                seen.add(last)
                yield named


def _named(mention: Mention, tree: Tree) -> SeenName | None:
    name = _bare(mention.text)
    if mention.kind not in NAMES or not 2 <= len(name) <= _NAME_WORDS:
        return None
    last = next((each for each in tree.nodes if each.end == mention.end), None)
    if last is None or last.pos != "PROPN" or last.dep in _ATTRIBUTIVE:
        return None
    article = any(each.text.casefold() == "the" for each in tree.under(last, "det"))
    return SeenName(" ".join(name), "the " * article + " ".join(name), is_person(mention.text))


def _bare(name: str) -> list[str]:
    """The words of a name without its titles."""
    return list(dropwhile(lambda word: word.casefold().strip(".") in TITLES, name.split()))


def is_person(name: str) -> bool:
    """Whether a title or a given name says so."""
    bare = _bare(name)
    return len(bare) > 1 and (len(bare) < len(name.split()) or bare[0].casefold() in (MALE | FEMALE))


def _in_turn(*ways: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """One of each way, then the next of each."""
    waiting = [iter(way) for way in ways]
    while waiting:
        for way in list(waiting):
            if (each := next(way, None)) is None:
                waiting.remove(way)
            else:
                yield each
