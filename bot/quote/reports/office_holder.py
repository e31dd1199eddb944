"""Tells who holds an office now: the newest article that speaks of a mayor may be about one who has died."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.languages.en.titles import ENDED, NO_SUCH_OFFICE, TAKEN_UP, WORK
from bot.languages.patterns import either
from bot.quote.candidate import Candidate
from bot.quote.question import ParsedQuestion
from bot.quote.reports.change import day_of
from bot.quote.superseded import NEARLY

_ASKED = re.compile(
    r"\W*(?:(?:so|and|but)\W+)?who(?:['’]s| is| are)(?: (?:now|currently|at present))? (?P<the>the |our )?"
    r"(?:(?:current|present|new) )?(?P<office>[a-z][\w’'-]*(?: [a-z][\w’'-]*){0,2}?)"
    r"(?= (?:of|at|for|in|now|currently|these)\b|\W*$)",
    re.IGNORECASE,
)
_AHEAD, _PART = re.compile(r"[\w’'-]+"), re.compile(r"[,;:.“”\"()]")
_DIED = re.compile(r"\bdied\b")
_REACH = 3          # words before an office that may make it another, or say that it is over
ABOUT_IT = 0.75     # of the best sentence's share of the question's words, at least, with what is around it
_NAME = r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3})"
_BESIDE = r"(?:, [^,;.]{1,80},)?"        # "Ann Lee, 40, ", "Ann Lee, who ran the school, "
_WHICH = r"(?:(?:the|a|its|their|his|her|our|[\w-]+[’']s|[a-z]+ly|[Nn]ew|next|first|only|elected|[A-Z][a-z]+) ){0,3}"


def present_holder(question: ParsedQuestion, best: Candidate, ranked: Sequence[Candidate]) -> Candidate | None:
    """The sentence that names the holder of the office that is asked for, the newer of those as likely; None without.

    Several may be named by sentences that are nearly as likely as `best`: the holder is whom the newest sentence of
    all names so. Who has left the office by then is told to have left it.
    """
    asked = _ASKED.match(question.text) if question.period is None else None
    if asked is None or not (asked["the"] or asked["office"].rpartition(" ")[2].casefold() in WORK):
        return None
    which = question.text[asked.end() :]      # "of Florida"
    near = [each for each in ranked if each.hit.article.published and each.named >= best.named
            and each.context >= ABOUT_IT * best.context]
    naming = [(each, holder) for each in near if (holder := holder_named(asked["office"], each.text, which))]
    likely = {holder for each, holder in naming if each.score >= best.score - NEARLY}
    newest = max((each for each in naming if each[1] in likely), key=lambda pair: day_of(pair[0]), default=None)
    theirs = [each for each, holder in naming if newest and holder == newest[1]]
    return max((each for each in theirs if each.score >= theirs[0].score - NEARLY), key=day_of, default=None)


def full_name(office: str, sentence: str) -> str | None:
    """The name of whom a sentence says that they hold an office, in full where it gives that; None without one."""
    holder = holder_named(office, sentence)
    if holder is None or holder[1]:
        return None
    full = re.search(rf"(?:[A-Z][\w’'-]+ ){{1,2}}{re.escape(holder[0])}\b", sentence)
    words = full.group().split() if full else [holder[0]]
    return " ".join(words[1:] if words[0].casefold() in WORK and len(words) > 1 else words)


def holder_named(office: str, sentence: str, which: str = "") -> tuple[str, bool] | None:
    """The last name of whom a sentence says that they hold an office, and whether they left it; None without one.

    `which` is what the question says of the office: with "of Florida", Ohio's governor holds another.
    """
    for pattern in _patterns(office.casefold()):
        for match in pattern.finditer(sentence):
            before = _AHEAD.findall(_PART.split(sentence[: match.start("office")])[-1])[-_REACH:]
            others = [word for word in before[-1:] if which.strip(" ?.!") and word[:1].isupper() and word not in which]
            others += before if "first" in before and _DIED.search(sentence) else []      # others followed
            if not others and NO_SUCH_OFFICE.isdisjoint([word.casefold() for word in before]):
                return match["name"].split()[-1].removesuffix("’s").removesuffix("'s"), "ended" in match.groupdict()
    return None


@lru_cache(maxsize=64)
def _patterns(office: str) -> tuple[re.Pattern[str], ...]:
    """Sentences that name the holder: "Mayor Ann Lee", "the mayor, Ann Lee", "... became mayor"."""
    post = rf"(?<![\w-])(?P<office>(?i:{re.escape(office)}))(?![\w’'-])"
    made = rf"(?:was|were|is|has been|will be) {either(TAKEN_UP)}(?:[^,;.]{{0,40}}? as)?"
    taken = rf"(?:will be|is|becomes|became|(?:takes|took) over as|{made})"
    return tuple(map(re.compile, (
        rf"{_NAME}{_BESIDE} (?:has |had )?(?P<ended>{either(ENDED)})(?: [^,;.]{{1,40}})? as {_WHICH}{post}",
        rf"{post} {_NAME}",
        rf"\b(?:[Tt]he|[Oo]ur) {post}, {_NAME}",
        rf"{_NAME}, (?:\d+, )?{_WHICH}{post}",
        rf"{_NAME}{_BESIDE} {taken} {_WHICH}{post}",
    )))
