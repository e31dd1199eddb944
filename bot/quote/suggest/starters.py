"""Questions to begin with: such as a person would ask, each of them answered at once by the archive."""

from __future__ import annotations

import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, zip_longest
from pathlib import Path
from threading import Event, Lock

from bot.answer import Answer
from bot.languages.replies import replies
from bot.quote.suggest.follow_ups import READ, SURE, answers_at_once, is_course, is_person, names_in, tells_time
from bot.retriever.found import Asked
from bot.understand.grammar.asking import how_many_asked, when_asked, where_asked, who_asked
from bot.understand.grammar.parser import trees
from bot.understand.time_expressions import wants_story
from corpus import Article, CuttingsError
from index import Readable, Scope, sentences
from index.model.languages import ENGLISH, base

logger = logging.getLogger(__name__)

_SAMPLE = Path(__file__).resolve().parents[3] / "corpus" / "sample" / "questions.jsonl"
_NEWEST = 120         # articles whose openings are made into questions
_HEADLINES = 40       # looked through: enough to find one from each section
_MOST = 12            # questions that are kept
_LEAST = 3            # of which headlines are asked about besides, or instead
_OPENING = 4          # sentences of an article that are turned into questions
_STORIED = 10         # one in so many of the newest at most tells of it: all that a court did is no story
_TRIED = 60           # candidates, of which each costs as much as a quoted answer
_OF_A_KIND = 3        # "Who is ...?" and the like
_KNOWN = 2            # articles beside its own that may name whom a question asks about: nobody asks who a president is
PATIENCE_S = 8.0      # no other is tried after so long

Starter = tuple[str, str]      # a question, and the id of the article that answers it


class Starters:
    """Keeps questions to begin with, found once for each state of the archive."""

    def __init__(self, archive: Readable, find: Callable[[Event], Sequence[Starter]]) -> None:
        """Have them found by `find`, such as that of StarterTrials, which may end early once its event is set."""
        self._archive, self._find = archive, find
        self._finding = Lock()
        self._state = ""
        self._found: Sequence[Starter] = ()

    def some(self, limit: int, *, wait: bool = True) -> list[str]:
        """Up to `limit` questions about what readers may see; without waiting those that were found last.

        The sample archive has its own. Where few are found, the newest headlines of each section are asked about.
        """
        if limit < 1:
            return []
        newest = [article for article in self._archive.newest(_HEADLINES) if article.title]
        if own := _from_sample(self._archive) if _is_sample(newest) else []:
            return _spread(own, limit)
        if wait:
            self.find()
        seen = self._archive.visible([id for _, id in self._found])
        questions = [question for question, id in self._found if id in seen]
        headlines = [_about(each) for each in _one_a_section(newest)] if len(questions) < _LEAST else []
        return [*questions, *headlines][:limit]

    def find(self, stopped: Event | None = None) -> None:
        """Find them, unless the archive is as it was when they were found or `stopped` is set meanwhile."""
        stopped = stopped or Event()
        with self._finding:
            if self._state != (state := self._archive.state):
                found = self._find(stopped)
                if not stopped.is_set():
                    self._found, self._state = found, state

    def keep_found(self, stopped: Event, every_s: float) -> None:
        """Find them whenever the archive has changed, looking every so many seconds, until `stopped` is set."""
        while True:
            try:
                self.find(stopped)
            except CuttingsError as error:      # an archive that can't be read says so to whoever asks it
                logger.debug("No questions to begin with were found: %s", error)
            if stopped.wait(every_s):
                return


class StarterTrials:
    """Finds questions to begin with by trying them."""

    def __init__(self, archive: Readable, answered: Callable[[Asked], Answer], patience_s: float = PATIENCE_S) -> None:
        """Try the questions by this, which answers by quotation."""
        self._archive, self._answered, self._patience_s = archive, answered, patience_s

    def find(self, stopped: Event) -> list[Starter]:
        """What the archive answers at once of what its newest articles tell; none of the sample, which has its own.

        No other question is tried once `stopped` is set.
        """
        newest = self._archive.newest(_NEWEST)
        return [] if _is_sample(newest) else _mixed(list(self._tried(newest, stopped)))

    def _tried(self, newest: Sequence[Article], stopped: Event) -> Iterator[Starter]:
        """One question an article, of those that the archive answers from it."""
        until = time.monotonic() + self._patience_s
        left, made, asked = _TRIED, Counter[str](), set[str]()
        for article in _one_a_section(newest):
            for question, about in candidates(article, newest):
                if left == 0 or made.total() == _MOST or time.monotonic() > until or stopped.is_set():
                    return
                same = any(name.endswith(about) or about.endswith(name) for name in asked)
                if same or made[_kind(question)] == _OF_A_KIND:
                    continue
                left -= 1
                asked.add(about)
                if self._answers(question, about, article):
                    made[_kind(question)] += 1
                    yield question, article.id
                    break

    def _answers(self, question: str, about: str, article: Article) -> bool:
        answer = self._answered(Asked(question, (), self._archive.at_present(Scope())))
        at_once = answer.answered and answer.support >= SURE and answers_at_once(answer, about)
        if wants_story(question):
            return at_once and is_course(answer)
        return at_once and answer.citations[0].article.id == article.id


def candidates(article: Article, others: Sequence[Article] = ()) -> Iterator[tuple[str, str]]:
    """Questions that the opening of an article may answer, and what whatever answers them must name.

    Only in English, which statements are read in, and about names in full that few of the `others` have.
    """
    if base(article.language) not in ("", ENGLISH):
        return
    opening = [article.text[start:end] for start, end in sentences(article.text[:READ], article.language)][:_OPENING]
    for tree in trees(opening):
        if asked := how_many_asked(tree):
            yield asked
        if (asked := who_asked(tree)) and is_person(asked[1]):
            yield asked
        for asked in (where_asked(tree), when_asked(tree) if tells_time(tree.text) else None):
            if asked and not tells_time(asked[0]) and _in_full(when_asked(tree) or asked):
                yield asked
    for name in names_in(opening):
        known = sum(name.text in each.text for each in others if each.id != article.id)
        if 0 < known <= len(others) // _STORIED and (name.person or name.written != name.text):
            yield f"What happened with {name.written}?", name.text
        if name.person and known <= _KNOWN:
            yield f"Who is {name.text}?", name.text


def _in_full(asked: tuple[str, str]) -> bool:
    """Whether who reads a question of when first knows who is meant, by more than one word, and what was done."""
    question, about = asked
    done = question.split()[1] != "did" or len(question.partition(about)[2].split()) > 1
    return len(about.split()) > 1 and done


def _kind(question: str) -> str:
    return " ".join(question.split()[:2])


def _mixed(found: Sequence[Starter]) -> list[Starter]:
    """Those of one kind after those of another: one of who, one of when, and again."""
    kinds: dict[str, list[Starter]] = {}
    for each in found:
        kinds.setdefault(_kind(each[0]), []).append(each)
    return [each for each in chain.from_iterable(zip_longest(*kinds.values())) if each]


def _is_sample(newest: Sequence[Article]) -> bool:
    return bool(newest) and newest[0].url.startswith("https://www.example.org/")


def _from_sample(archive: Readable) -> list[str]:
    """Questions written for the sample archive, those whose articles are all there."""
    if not _SAMPLE.exists():
        return []
    lines = (json.loads(line) for line in _SAMPLE.read_text(encoding="utf-8").splitlines() if line.strip())
    rows = [row for row in lines if row.get("starter")]       # answered at once: a test holds them to that
    return [row["question"] for row in rows if archive.visible(row["articles"]) == set(row["articles"])]


def _spread(questions: Sequence[str], limit: int) -> list[str]:
    """`limit` of them, evenly from first to last."""
    step = max(1, len(questions) // limit)
    return list(questions[::step][:limit])


def _one_a_section(articles: Sequence[Article]) -> list[Article]:
    """The newest of each section first, then the others."""
    first = {article.section: article for article in reversed(articles)}
    leads = [article for article in articles if first[article.section] is article]
    return leads + [article for article in articles if first[article.section] is not article]


def _about(article: Article) -> str:
    """A question in the article's language, as far as the bot speaks it."""
    return replies(base(article.language))("reported", about=article.title.strip(" ."))
