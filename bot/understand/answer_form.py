"""In which form a question wants its answer, where one fact is not enough, and about what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.languages.en.stop_words import STOP_WORDS
from bot.understand.time_expressions import Period, wants_story

FormKind = Literal["count", "change", "critics", "supporters", "sides", "timeline", "summary"]

_NEWS = r"(?:articles?|stor(?:y|ies)|reports?|cuttings|headlines)"
_IN_NEWS = r"(?:mentioned|named|reported(?: on)?|written about|in the (?:news|paper|archive))"
_NAMING = r"(?:that )?(?:mention(?:s|ed)?|names?|named|refer(?:red)? to|talk about|cover(?:ed)?)"
_VIEWS = r"(?:arguments|views?|opinions?|reactions?)"
_START = (
    r"^\W*(?:(?:what|which)(?:'s|’s| are| were| is| was| do| did)?|give me|show me|tell me)?\s*"
    r"(?:the |some |main |public )*"
)
_CRITICS = r"(?:critics|opponents|objectors|sceptics|skeptics)"
_BACKERS = r"(?:supporters|backers|advocates|proponents)"
_SAY = r"(?: (?:say|said|think|thought|argue|want|object to))?(?: (?:of|about|to|against|on|for))?"
_WHAT_DO = r"\bwhat (?:do|did|have|are)? ?(?:the |its |their |his |her )?"
_OF = r"(?: (?:of|on|about|for(?! me| us)))?"
_SHORTENED = r"summari[sz](?:e|ing)|sum(?: \w+){0,3} up|recap|rundown|run-down|overview|synopsis|gist|summary"

# Alternatives by kind; the first kind that fits counts, so the narrower stand first.
_ASKS: dict[FormKind, tuple[str, ...]] = {
    "count": (
        rf"^\W*how many {_NEWS}(?: in (?:the|this|your) archive)?(?: are there)?(?: do you have)? {_NAMING}\b",
        rf"^\W*how many {_NEWS}(?: are there| do you have)? (?:about|on)\b(?!.*\b(?:did|does|has|have|were|was|is)\b)",
        rf"^\W*how (?:often|many times) (?:was|is|were|are|has|have)\b(?=.*\b{_IN_NEWS}"
        r"(?:\W*$| (?:in|on|since|during|between|last|this|over)\b))",
    ),
    "change": (
        r"\bwhat(?:'s|’s| has| have| had| is| was)?(?: been)? (?:changed|different)"
        r"(?: (?:about|with|in|at|for|to|between))?\b",
        r"\bhow (?:has|have|had)\b(?=.{2,80}\b(?:changed?|evolved|shifted|gone (?:up|down)|risen|grown|slipped|fallen|"
        r"dropped|increased|decreased)\b)",
        r"\bhow (?:did|does|do)\b(?=.{2,80}\b(?:change|evolve|shift|differ|go (?:up|down))\b)",
        r"\bhow did\b(?=.{2,60}\b(?:get|grow|rise|fall|drop|move)\b.{0,20}\bbetween\b)",
        r"\bwhat did\b(?=.{2,60}\bchange\W*$)",
        r"\bdifferences? between\b",
    ),
    "critics": (
        rf"{_WHAT_DO}{_CRITICS}\b{_SAY}",
        rf"\b{_VIEWS} against\b",
        r"\bwho (?:is|was|are|were) (?:against|opposed to)\b",
        r"\b(?:criticism of|objections to)\b",
    ),
    "supporters": (
        rf"{_WHAT_DO}{_BACKERS}\b{_SAY}",
        rf"\b{_VIEWS} (?:for|in favou?r of)\b(?! and against)",
        r"\bwho (?:is|was|are|were) in favou?r of\b",
    ),
    "sides": (
        rf"{_START}(?:both|two|different|all) (?:sides|views)\b{_SAY}",
        r"(?<!voted )(?<!votes )\b(?:for|pro) (?:and|or|&) (?:against|con)\b",
        r"\bpros and cons\b(?: of)?",
        r"\bwho (?:likes?|liked|is pleased|was pleased|is for|was for|supports?|wants?|wanted|welcom\w+)\b"
        r"(?=.*\band who\b)",
        rf"{_START}{_VIEWS} (?:on|about|of|to|over|regarding)\b",
        r"[?.,;]\s*(?:opinions|views|reactions)\W*$",
        r"\bwhat (?:do|did) (?:people|everybody|everyone|residents|politicians)\b.{0,30}\b(?:say|think)\b"
        r"(?: (?:of|about|on))?",
        r"\bwhats? each say\b",
    ),
    "timeline": (r"\b(?:timeline|time line|chronology|history|course of events)\s+(?:of|for|about|on|in|behind)\b",),
    "summary": (
        rf"\b(?:{_SHORTENED})\b{_OF}",
        r"\bt[l1];?\s?dr\b(?: (?:of|on|about|for))?",
        rf"\b(?:(?:short|quick|brief|condensed) )+(?:version|summary|account|outline|overview|rundown|recap)\b{_OF}",
        rf"\bpotted (?:life|history|biography)\b{_OF}",
        r"^\W*what (?:was|has been|is|have you|did you) (?:report(?:ed)?|print(?:ed)?|publish(?:ed)?|writ(?:e|ten)) "
        r"(?:on|about|of)\b",
        r"^\W*in (?:short|brief|a nutshell)\b",
        r"\b(?:in (?:short|brief|a nutshell)|(?:in )?a (?:couple of|few) sentences|"
        r"in (?:two|three|four|five) sentences)\W*$",
        r"\b(?:brief|update) me (?:on|about)\b",
        r"\b(?:catch me up|bring me up to (?:speed|date)|get me up to speed)(?: (?:on|with))?",
        rf"\b(?:just )?the main points\b{_OF}|\bkey points (?:of|on|about|in)\b",
        r"\bthe whole (?:saga|story)\b(?: (?:of|about))?",
    ),
}
_FORMS = {kind: re.compile("|".join(words), re.IGNORECASE) for kind, words in _ASKS.items()}
_SHORT = re.compile(rf"\b(?:{_SHORTENED})\b", re.IGNORECASE)
_FACT = re.compile(r"^\W*(?:who|when|where|why|which|how|what (?:did|does|is in))\b", re.IGNORECASE)

# Beside the words that ask, what says nothing of the topic.
_POLITE = re.compile(
    r"\b(?:please|(?:can|could|would|will) you|"
    r"(?:give|tell|show|write) (?:me|us)|for (?:me|us)|write|make|draw up|i want|i['’]d (?:like|love)|"
    r"i would like|from beginning to end|from start to finish|an?|quick|short|brief)(?= |\W*$)",
    re.IGNORECASE,
)
_BESIDE: dict[FormKind, re.Pattern[str]] = {
    "count": re.compile(rf"\b(?:been )?{_IN_NEWS}(?: in (?:the|this|your) (?:news|paper|archive))?\W*$", re.IGNORECASE),
    "sides": re.compile(
        r"^.+?\s(?:v|vs|versus)\.?\s.+?\s(?:on|over|about)\s+|\baccording to .*|\bwho (?:doesn['’]?t|does not|grumbled|"
        r"isn['’]?t|is not|hates?|against)\b|\b(?:say|said|think|argue|and why|what (?:do|did|was|were)|people)\b",
        re.IGNORECASE,
    ),
    "summary": re.compile(
        r"^\W*what(?:'s|’s| has| had)?\s+(?:happened|been happening|happening)(?:\s+(?:with|in the (?:case|matter) of|"
        r"around))?\b|\b(?:unfold|come about|so far)\b",
        re.IGNORECASE,
    ),
    "timeline": re.compile(
        r"^\W*how did\b|\b(?:unfold|develop|come about|so far)\b|^.*?\b(?:timeline|time line|chronology|history|"
        r"course of events)\s+(?:of|for|about|on|in|behind)\b",
        re.IGNORECASE,
    ),
}
_UNFOLD = re.compile(r"^\W*how did\b", re.IGNORECASE)
_GENERIC = re.compile(r"\s+(?:story|saga|affair|scandal|case|thing|issue|situation|news|coverage)\W*$", re.IGNORECASE)
_GENERIC_OF = re.compile(
    r"^(?:the )?(?:whole |full )?(?:story|saga|affair|case|situation|news|coverage) "
    r"(?:of|about|around|behind|with|on) ",
    re.IGNORECASE,
)
_EDGE = r"(?:\W|\b(?:in|on|of|to|and|during|since|over|about|the case of|with|for|how|who|what|was|is|were)\b)+"
_LOOSE = re.compile(f"^{_EDGE}|{_EDGE}$", re.IGNORECASE)
_CHAT = re.compile(r"(?:i|i['’]\w+|we|my|our|everybody|everyone|people)\b.*\babout\s+(?P<topic>.+)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class Form:
    """What kind of answer is wanted, and about what; the topic is empty where only a time is named."""

    kind: FormKind
    topic: str


def answer_form(question: str, focus: str, period: Period | None = None) -> Form | None:
    """The form a question asks for by its `focus`, the part that says what is asked now; None where it asks a fact."""
    question, focus = " ".join(question.split()), " ".join(focus.split())     # patterns count on single spaces
    kind = form_kind(focus)
    return Form(kind, topic_of(question, kind, period)) if kind else None


def form_kind(focus: str) -> FormKind | None:
    """The kind alone."""
    asked = next((kind for kind, words in _FORMS.items() if kind != "timeline" and words.search(focus)), None)
    if asked == "summary" and _FACT.match(focus) and _SHORT.search(focus):      # "Who wrote the summary?"
        return None
    if asked or not wants_story(focus):
        return asked
    return "timeline" if _FORMS["timeline"].search(focus) or _UNFOLD.match(focus) else "summary"


def topic_of(question: str, kind: FormKind, period: Period | None = None) -> str:
    """What is asked about, without the words that ask and those for a time; empty where no word of content is left."""
    for words in period.words.split(" … ") if period else ():
        question = question.replace(words, " ")
    beside = "sides" if kind in ("critics", "supporters") else kind
    topic = _FORMS[kind].sub(" ", question)
    topic = _POLITE.sub(" ", _BESIDE[beside].sub(" ", topic)) if beside in _BESIDE else topic
    for _ in range(3):
        topic = _LOOSE.sub("", topic)
    if chat := _CHAT.match(topic):
        topic = chat["topic"]
    bare = _GENERIC.sub("", _GENERIC_OF.sub("", topic))
    topic = " ".join((bare if content(bare) else topic).split())
    return topic if content(topic) else ""


def content(text: str) -> list[str]:
    """The words of a text that are no stop words, in order."""
    return [word for word in _WORD.findall(text) if word.casefold() not in STOP_WORDS]
