"""Negation and direction: whether a sentence says that something rose where its evidence says that it fell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from bot.verify.words import Word, fold, parted, stem
from index.model.words import STOP_WORDS

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|unable|lack(?:s|ed|ing)?|fail(?:s|ed|ing)? to|"
    r"refus(?:e|es|ed|ing)|den(?:y|ies|ied|ying)|declin(?:e|es|ed|ing) to|stopp?(?:s|ed|ing)?|hardly|rarely|seldom|"
    r"barely|instead of|rather than|unlike|except|yet to|no longer|absence|free of|prevent(?:s|ed|ing)?|"
    r"avoid(?:s|ed|ing)?|ban(?:s|ned|ning)?|ceas(?:e|es|ed|ing)|unlikely|impossible|unclear|unknown|incorrect\w*|false(?:ly)?|few|"
    r"little)\b|n't\b",
    re.IGNORECASE,
)
_PLAIN_NEGATION = re.compile(r"\b(?:not|no|never|none|neither|nor|without|cannot)\b|n't\b", re.IGNORECASE)
_NO_NEGATION = re.compile(
    r"\bnot only\b|\bno doubt\b|\bno\. ?\d|\bwhether or not\b|\bif not\b|\bnot just\b", re.IGNORECASE
)
# Each line: words of one direction | words of the other.
_OPPOSITES = """
rise rose risen increase grow grew grown climb gain surge soar jump up higher more above increasingly upward expand
    raise boost improve double |
    fall fell fallen decrease decline drop shrink shrank sink sank plunge down lower less fewer below decreasingly
    downward contract cut reduce worsen halve slump
approve accept pass back support endorse agree favour favor adopt welcome for |
    reject refuse oppose veto disagree block dismiss turn condemn against
win won victory winner beat defeat triumph | lose lost loss loser
open reopen launch begin began begun start commence | close shut end finish stop halt conclude
before | after
earlier | later
first earliest original | last final latest
most majority | least minority
largest biggest highest greatest tallest longest | smallest lowest shortest least
large big high tall long great | small low short little
always | never
all every | none no
hire appoint enter arrive | fire resign quit leave depart sack dismiss exit
buy bought purchase acquire import | sell sold sale export
guilty convict | innocent acquit clear
allow permit let legal lawful | ban forbid forbade prohibit illegal unlawful prevent
include add | exclude remove
north northern northeast northwest | south southern southeast southwest
east eastern | west western
male man men husband father son brother boy king | female woman women wife mother daughter sister girl queen
he his him | she her
best | worst
better | worse
positive good success succeed successful strong | negative bad failure fail unsuccessful weak
true correct right accurate | false wrong incorrect inaccurate
safe | dangerous unsafe
same similar | different opposite
inside indoor internal inner domestic | outside outdoor external outer foreign
public | private
young new newer younger | old older
early | late
hot warm warmer hotter | cold cool cooler colder
fast quick faster quicker | slow slower
rich wealthy | poor
major | minor
born birth | die died death dead killed
survive alive living | die died killed dead
create build built found establish | destroy demolish abolish dissolve
deny | confirm admit
maximum | minimum
upper top | bottom
ancient | modern
temporary | permanent
voluntary | compulsory mandatory
common frequent often | rare rarely seldom
attack | defend
tighten strict strengthen | loosen ease relax weaken
ahead | behind
profit surplus | loss deficit
hero protagonist | villain antagonist
active | inactive passive
visible | invisible
possible likely | impossible unlikely
able | unable
married | divorced
hidden | revealed
push | pull
front | back rear
day | night
winter | summer
morning | evening
teacher | student pupil
mother | father
employer | employee
plaintiff | defendant
cause | result effect
"""
_STOP = re.compile(r"[,;:.!?]")
_SHARED = 0.6       # of the sentence's words in the evidence that denies the only word they have in common there
_SCOPE = 4          # words behind a negation that it may negate


@lru_cache(maxsize=1)
def _directions() -> dict[str, set[tuple[int, int]]]:
    """Stem -> the lines and sides it stands on."""
    found: dict[str, set[tuple[int, int]]] = {}
    for line, pair in enumerate(_OPPOSITES.replace("\n    ", " ").strip().splitlines()):
        for side, part in enumerate(pair.split("|")):
            for word in part.split():
                found.setdefault(stem(word), set()).add((line, side))
                found.setdefault(fold(word), set()).add((line, side))
    return found


def opposed(claim: str, evidence: Sequence[str]) -> str | None:
    """A word of the sentence whose opposite its evidence has instead; None when there is none."""
    have = {form for each in evidence for word in parted(each) for form in (word.stem, fold(word.text))}
    sides = {side for form in have for side in _directions().get(form, ())}
    for word in parted(claim):
        own = _directions().get(fold(word.text)) or _directions().get(word.stem) or set()
        if not own or word.stem in have or fold(word.text) in have:
            continue
        if not own & sides and any((line, 1 - side) in sides for line, side in own):
            return word.text
    return None


def denies(text: str) -> bool:
    """Whether a text holds an odd number of plain negations: "not", "no", "never"."""
    return len(_PLAIN_NEGATION.findall(_NO_NEGATION.sub(" ", text))) % 2 == 1


def negated(claim: str, evidence: Sequence[str]) -> str | None:
    """What the sentence denies and its evidence doesn't, or the other way round; None when they agree."""
    together = " ".join(evidence)
    for words in _scopes(claim, _PLAIN_NEGATION):
        denies = bool(_NEGATION.search(_NO_NEGATION.sub(" ", together)))
        if words and denies and _said_plainly(words[0], evidence) and not _denied(words[0], evidence):
            return f"not {words[0].text}"
        if not denies and not _opposite_in(words, together):
            return f"not {' '.join(word.text for word in words[:2])}"
    return None if _NEGATION.search(claim) else _denied_alone(claim, evidence)


def _denied_alone(claim: str, evidence: Sequence[str]) -> str | None:
    """A word of the sentence, itself without negation, that its evidence only ever denies."""
    said = {word.stem for word in _content(claim)}
    plainly: dict[str, bool] = {}   # by stem: each is looked for once
    for each in evidence:
        near = len(said & {word.stem for word in _content(each)}) >= _SHARED * len(said)
        for words in _scopes(each, _PLAIN_NEGATION):
            shared = [word for word in words[:2] if word.stem in said]
            if not shared or len(shared) < len(words[:2]) or not (near or len(words) > 1):
                continue
            first = words[0].stem
            if first not in plainly:
                plainly[first] = _said_plainly(words[0], evidence)
            if not plainly[first]:
                return shared[0].text
    return None


def _scopes(text: str, negation: re.Pattern[str]) -> list[list[Word]]:
    """The content words that each negation of a text may negate, up to the next comma."""
    text = _NO_NEGATION.sub(lambda match: "_" * len(match[0]), text)
    content, stops = _content(text), [match.start() for match in _STOP.finditer(text)]
    starts = [word.start for word in content]
    found = []
    for match in negation.finditer(text):
        first, stop = bisect_left(starts, match.end()), bisect_left(stops, match.end())
        end = stops[stop] if stop < len(stops) else len(text)
        found.append([word for word in content[first : first + _SCOPE] if word.start < end])
    return found


def _content(text: str) -> list[Word]:
    return [word for word in parted(text) if fold(word.text) not in STOP_WORDS]


def _denied(word: Word, evidence: Sequence[str]) -> bool:
    """Whether a negation of any kind reaches the word somewhere in the evidence."""
    return any(one.stem == word.stem for each in evidence for words in _scopes(each, _NEGATION) for one in words)


def _said_plainly(word: Word, evidence: Sequence[str]) -> bool:
    """Whether the evidence has the word somewhere outside every negation's reach."""
    for each in evidence:
        denied = {one.start for words in _scopes(each, _PLAIN_NEGATION) for one in words}
        if any(one.stem == word.stem and one.start not in denied for one in _content(each)):
            return True
    return False


def _opposite_in(words: Sequence[Word], text: str) -> bool:
    """Whether the text has the opposite of what is denied: "did not rise" where it fell."""
    have = {form for word in parted(text) for form in (word.stem, fold(word.text))}
    sides = {side for form in have for side in _directions().get(form, ())}
    own = {side for word in words for form in (word.stem, fold(word.text)) for side in _directions().get(form, ())}
    return any((line, 1 - side) in sides for line, side in own)
