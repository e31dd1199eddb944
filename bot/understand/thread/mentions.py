"""Find who and what a text mentions: names, titles of works, and phrases such as "the iron bridge"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile, pairwise

from bot.languages.en.calendar import DAYS_AND_MONTHS, FEASTS, WEEKDAYS
from bot.languages.en.given_names import FEMALE, MALE
from bot.languages.en.numbers import ONES
from bot.languages.en.openers import OPENERS
from bot.languages.en.proper_names import COLOURS, GROUPS, PARTICLES, PEOPLES, PLACES, SURNAMES, THINGS
from bot.languages.en.readers.conversation import BEINGS, CAUSES, GROUPS_OF_PEOPLE, ONE_IN_S
from bot.languages.en.stop_words import STOP_WORDS
from bot.languages.en.titles import ABBREVIATED, BARE_TITLES, OFFICES, TITLES
from bot.languages.en.verbs import IRREGULAR_PAST, VERBS
from bot.languages.patterns import capitalised, either
from bot.understand.grammar.memory import forgettable

PERSON, GROUP, PLACE, WORK, NAME, PAIR, PHRASE = "person", "group", "place", "work", "name", "pair", "phrase"
NAMES = (PERSON, GROUP, PLACE, WORK, NAME)      # the kinds that are names

_TITLED = rf"{either(capitalised(ABBREVIATED))}\.(?=\s[A-Z])"
_INITIALS = r"(?:[A-Z]\.){2,4}(?=\s[A-Z][a-z])(?<!U\.S\.)(?<!U\.K\.)(?<!U\.N\.)(?<!D\.C\.)"      # J.K. Rowling
_PIECE = rf"(?:{_TITLED}|{_INITIALS}|" + r"[A-Z][\w'’.-]*[\w]|[A-Z]\.?|\d+(?!st\b|nd\b|rd\b|th\b|s\b)[A-Za-z][\w-]*)"
_NAME = re.compile(
    rf"(?<![\w$£€’'.-]){_PIECE}(?:(?:\s+|\s+&\s+|\s+{either(['of', 'of the', 'the', *PARTICLES])}\s+)"
    rf"{_PIECE}|\s+\d+(?![\w.,]))*"
)
# "Ines Vale's Lido deal", but not "Vale's Law".
_OWNER = re.compile(rf"{_PIECE}\s+(?:{_PIECE}\s+)?[\w-]+['’]s(?=\s)")
# "the Food and Drug Administration".
_BODY = re.compile(
    rf"(?<=\b[Tt]he\s){_PIECE}(?:,?\s+(?:and\s+)?{_PIECE}){{0,3}}\s+and\s+(?:{_PIECE}\s+){{1,3}}?"
    r"(?:Administration|Agency|Association|Board|Bureau|Commission|Committee|Corporation|Council|Department|Institute|"
    r"Ministry|Office|Service|Society|Trust|Union)\b"
)
_NICKNAME = re.compile(rf"(?<![\w$£€’'.-])({_PIECE}\s+)[\"“‘']({_PIECE})[\"”’'](?=\s+[A-Z])")  # Ann “Peg” Orr
# "Aldery 3, Harnchester 2".
_SCORE = re.compile(
    r"(?<![^\s\"“(\[])[A-Z][^\s\"“(\[]* \d{1,3},? (?:[A-Z][\w'’&.-]*\s+){1,4}(\d{1,3})(?![\w.,])"
)
_QUOTED = re.compile(r"(?<![\w.,?!'’])[\"“](?=\S)([^\"“”]{2,60})(?<=\S)[\"”]")
_PHRASE = re.compile(
    r"\b(?:the|a|an|his|her|their|its|this|that|these|those|any|some)\s+(?=((?:[\w'’-]+\s+){0,4}[\w'’-]+))",
    re.IGNORECASE,
)
_OWNS = re.compile(r"['’]s?\s+((?:[\w'’-]+\s+){0,3}[\w'’-]+)")
_THEIRS = re.compile(r"(?:his|her|their|its)\s", re.IGNORECASE)
_AN = re.compile(r"\ban?\s+$", re.IGNORECASE)
_OWNED = re.compile(r"['’]s\s+$")
_OWNS_NAMED = re.compile(rf"['’]s?\s+(?:[a-z][\w-]*\s+)?{either(BEINGS)},?\s+(?=[A-Z])")
_CAUSE = re.compile(rf"\b(?:{CAUSES})\s+(?:the\s+)?$", re.IGNORECASE)
_FOR_WHAT = re.compile(rf"\s+(?:for|on|of|to|against|with)\s+(?:the\s+)?{_PIECE}(?:\s+{_PIECE})*")
_LONG_TITLE = 60   # characters of what is quoted; a longer quotation is speech, and names within it count
_SAY_WHICH = ("of", "in", "at", "on", "for", "from", "with", "to")      # what follows only says which
_QUOTATION = "\"'“‘”’)]"
_WORD = re.compile(r"[^\W_][\w'’-]*")

_OF_A_PERSON = re.compile(r"[A-Z][\w'’-]+|(?:[A-Z]\.)+|[A-Z]|[a-z]{1,3}")
_CALENDAR = DAYS_AND_MONTHS | FEASTS
_PEOPLES = re.compile(rf"{either(PEOPLES)}s?", re.IGNORECASE)
_PLACED = re.compile(r"\b(in|at|near|from|outside|inside|to|across|on)\s+(?:the\s+)?$", re.IGNORECASE)
_KIND_OF_WORK = re.compile(
    r"\b(?:albums?|songs?|singles?|films?|movies?|books?|novels?|(?<!who )(?<!to )plays?|shows?|series|ep|track|record)"
    r"(?:\s+(?:called|titled|entitled|named))?[\s,:\"“]*$|\b(?:released|published|recorded|titled|entitled)\s+$",
    re.IGNORECASE,
)
_PLAYED_IN = re.compile(      # "Who plays the Queen in the new Lido Days?"
    r"\b(?:[Pp]lay(?:s|ed|ing)?\s+(?:the\s+)?[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*)*|[Ss]tar(?:s|red|ring)?|[Cc]ast)\s+in\s+"
    r"(?:the\s+)?(?:new\s+|first\s+|original\s+)?$"
)
_WORKS_BEHIND = re.compile(r"\s+(?:album|song|single|film|movie|novel|book|ep|tour|soundtrack)\b")
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_DETERMINED = re.compile(r"\b(?:the|a|an|his|her|their|its|this|that)\s+$", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:do|does|did|will|would|can|could|should)\s+$", re.IGNORECASE)
_ADVERB = re.compile(r"afterwards?|later|again|instead|\w+(?<!fami)(?<!suppl)(?<!al)ly", re.IGNORECASE)
_GOES_ON = re.compile(rf"(?:{either(STOP_WORDS)}|first|{_ADVERB.pattern})\b", re.IGNORECASE)      # what follows a verb
_NOUN_BEHIND = re.compile(
    r"\s+(?!(?:in|at|on|of|for|from|by|with|to|and|or|but|who|which|that|as|after|before|when|while|was|is|were|are|"
    r"had|has|have|did|does|do|will|would|could|can|won|said|\w+ed|\w+es)\b)(?P<noun>[a-z][\w'’-]*)"
)
_DID = re.compile(r"\b(?:do|does|did|will|would|can|could|should)\s+(?:the\s+)?$", re.IGNORECASE)
_SOURCE = re.compile(
    r"\s+(?:said|says|announced|announces|reported|reports|confirmed|found|told|wrote|according)\b"
    r"(?!\s+(?:it|he|she|they)\b)"
)
_ACCORDING = re.compile(r"\b(?:according to|reported by)\s+(?:the\s+)?$", re.IGNORECASE)
_DOES = re.compile(
    r"(?:'s|’s)?\s+(?:(?:then|later|also|never|still|often|first|routinely|soon|eventually) )?(?:"
    rf"{either(IRREGULAR_PAST)}|is|has|does|would|could|will|then|and [A-Z]|[a-z]+ed|[a-z]+es)\b"
    r"|['’]s\s+[a-z]|, (?:who|whose|aged|then|like|unlike|meanwhile)\b|, \d\d,",
)
_AND = re.compile(r"\s+and\s+(?:the\s+|his wife |her husband )?")
_INITIAL = re.compile(r"\b(?:Jr|Sr|[A-Z])\.$")
_TAIL = re.compile(r"(?:'s|’s|['’.,])$")
_EMPTY = STOP_WORDS | OPENERS
_SAYS_WHENCE = re.compile(r"-(?:old|born|\w+ed)$")      # "Oskel-raised Ines Vale"
_ASIDE = re.compile(r"\([^()]*$|\s[–—]\s[^–—.!?]*$|,\s+(?:like|unlike|along with)\s+$")
_ASIDE_ENDS = re.compile(r"[^()]*\)|[^–—.!?]*\s[–—]\s|,")
_NEAR = 160              # characters before a name in which an aside begins


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing named in a text."""

    text: str
    start: int        # character offsets into the text, end exclusive
    end: int
    kind: str         # PERSON, GROUP, PLACE, WORK, NAME (any of these) or PHRASE
    gender: str       # "m", "f", or "" when nothing tells
    placed: bool = False   # stands behind "in", "at", "from" and the like
    acts: bool = False     # opens a sentence, and a verb follows
    person: bool = False   # an article shows that it is one
    owner: bool = False    # whose somebody is that is named behind: "Vale" in "Vale's dog Bo"
    beside: bool = False   # only says which, or who says so: "his Instagram account", "the Kennel Club announced"
    the: bool = False      # "the" stands before it and belongs to it: "the Oskel Cup", not "the Amazon boss"


@forgettable
@lru_cache(maxsize=512)    # a conversation is gone through again at every question
def mentions(text: str) -> tuple[Mention, ...]:
    """Everything mentioned, in order; names win over phrases that overlap them."""
    named = list(_names(text))
    found = [*named, *_pairs(text, named), *_phrases(text, named)]
    return tuple(sorted(found, key=lambda mention: mention.start))


def owned(text: str) -> str | None:
    """The first thing that is called somebody's: "Trump's plan for Syria", "Ines Vale's new book"; None without any."""
    for name in _names(text):
        if behind := _OWNS.match(text, name.end):
            kept = _kept(text, behind.start(1), behind.end(1))
            if kept:
                rest = _FOR_WHAT.match(text, kept[-1].end())
                return text[name.start : rest.end() if rest else kept[-1].end()]
    return None


def theirs(text: str) -> tuple[str, str] | None:
    """What is called his, hers or theirs whom the text names before that, as it stands there and by the name.

    ("her shows", "Ines Vale's shows") of "Why did Ines Vale put off her shows?"; None without, and for several names.
    """
    found = mentions(text)
    for phrase in found:
        if phrase.kind == PHRASE and _THEIRS.match(phrase.text):
            names = [each for each in found if each.kind in (PERSON, NAME, GROUP) and not each.placed]
            if len(names) == 1 and names[0].end < phrase.start:
                return phrase.text, f"{names[0].text}'s {phrase.text.split(maxsplit=1)[1]}"
    return None


def extended(text: str) -> Iterator[str]:
    """Each phrase that a name is only a part of: "the DART mission", "the Rio Grande buoys"."""
    for name in _names(text):
        start = _DETERMINED.search(text, 0, name.start)
        noun = _NOUN_BEHIND.match(text, name.end)
        if start and noun and name.beside and (kept := _kept(text, noun.start("noun"), len(text))):
            yield text[start.start() : kept[-1].end()]


def is_verb(words: str) -> bool:
    """Whether one of these words is a verb, as far as their letters tell."""
    plain = [_plain(word) for word in words.split()]
    return any(word in VERBS or word.endswith("ed") or word in ("is", "are", "was", "were") for word in plain)


def is_plural(name: str) -> bool:
    """Whether a phrase's last word is a plural, going by its letters."""
    words = name.casefold().split() or [""]
    last = next((one for one, other in pairwise(words[:-1]) if other in _SAY_WHICH), words[-1])
    if last in ("people", "men", "women", "children", "police"):
        return True
    return last.endswith("s") and last not in ONE_IN_S and not last.endswith(("ss", "us", "is", "'s", "’s"))


def gender(name: str) -> str:
    """"m" or "f" by title and given name, "" when they don't tell."""
    first = [word.casefold().rstrip(".") for word in name.split()]
    for word in first[:2]:
        if titled := TITLES.get(word):
            return titled
        if word in FEMALE or word in MALE:
            return "" if word in FEMALE and word in MALE else "f" if word in FEMALE else "m"
    return ""


def words_of(name: str) -> list[str]:
    """A name's words in small letters, without an article in front."""
    plain = [word.strip(".,'’").casefold() for word in name.removesuffix("'s").removesuffix("’s").split()]
    return plain[1:] if len(plain) > 1 and plain[0] in ("the", "a", "an") else plain


def given_to_a_person(words: Sequence[str]) -> bool:
    """Whether a name, in small letters, is a given one before a place's that people bear too: "ron washington"."""
    given = words[0] in MALE or words[0] in FEMALE
    return len(words) == 2 and given and words[0] not in PLACES and words[1] in SURNAMES


def kind_of(name: str, before: str = "") -> str:
    """What a name is a name of, by its words and by what stands in front of it."""
    words = [word.casefold().strip(".'’") for word in name.split()]
    if _KIND_OF_WORK.search(before):
        return WORK
    titled = words[0] in TITLES and (len(words) > 1 or TITLES[words[0]])
    if titled and words[-1] not in THINGS and words[-1] not in GROUPS and words[-1] not in PLACES:
        return PERSON
    if "&" in words or any(word in GROUPS for word in words[1:]) or (len(words) == 1 and words[0] in GROUPS):
        return GROUP
    if given_to_a_person(words):
        return PERSON
    if words[-1] in PLACES or words[0] in PLACES:
        return PLACE
    if _PLAYED_IN.search(before):
        return WORK
    if _THE.search(before):
        return GROUP if is_plural(name) else NAME
    if any(word in THINGS for word in words[len(words) > 1 and (words[0] in MALE or words[0] in FEMALE) :]):
        return NAME
    if "of" in words or any(any(map(str.isdigit, word)) for word in words):
        return NAME
    if words[0] in MALE or words[0] in FEMALE:
        return PERSON
    if 2 <= len(words) <= 4 and all(map(_OF_A_PERSON.fullmatch, name.split())) and not _called_by_letters(name):
        return PERSON
    return NAME


def _called_by_letters(name: str) -> bool:
    """Whether one of its words is an abbreviation of three letters and more, as firms have: "LCG Auctions"."""
    words = name.split()
    return any(word.isupper() and len(word) > 2 and word.isalpha() for word in words) and not name.isupper()


def _names(text: str) -> Iterator[Mention]:
    text = _NICKNAME.sub(lambda nickname: f"{nickname[1]} {nickname[2]} ", text)      # of the same length
    quoted = list(_QUOTED.finditer(text))
    for match in quoted:
        inside = match[1].strip(" ,.?!")
        if inside and len(inside.split()) <= 6 and (inside[0].isupper() or inside[0].isdigit()):
            yield Mention(inside, match.start(), match.end(), WORK, "")
    for score in _SCORE.finditer(text):      # of the same length
        text = f"{text[: score.start(1)]}{' ' * len(score[1])}{text[score.end(1) :]}"
    taken = bytearray(len(text))
    for match in quoted:
        if match.end() - match.start() < _LONG_TITLE:
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    for match in _BODY.finditer(text):
        yield Mention(match.group(), match.start(), match.end(), GROUP, "", the=True)
        taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    for match in _NAME.finditer(text):
        start, end = match.span()
        if any(taken[start:end]):
            continue
        owner = _OWNER.match(text, start, end)
        if owner:
            yield from _trimmed(text, start, owner.end())
        yield from _trimmed(text, owner.end() if owner else start, end)


def _words_of_name(text: str, start: int, end: int) -> tuple[list[re.Match[str]], bool]:
    """The words that are left of a name, by their places behind `start`, and whether it opens a sentence."""
    ahead = start
    while ahead and text[ahead - 1] in _QUOTATION + " \t\r\n":
        ahead -= 1
    opens = not ahead or text[ahead - 1] in ".?!:" or "\n" in text[ahead:start]
    every = list(re.finditer(r"\S+", text[start:end]))
    words = list(dropwhile(lambda word: _says_nothing(word.group()), every))
    opens = opens and len(words) == len(every)
    while words and (_plain(words[-1].group()) in STOP_WORDS):
        words.pop()
    if len(words) > (1 if _PLACED.search(text[max(0, start - 30) : start]) else 2):
        words = words[: -1 if _plain(words[-1].group()) in WEEKDAYS else None]      # "in Nassau Tuesday"
    roles = [number for number, word in enumerate(words[:-1]) if _plain(word.group()) in OFFICES | ABBREVIATED]
    words = words[roles[-1] + 1 :] if roles else words
    titles = [number for number, word in enumerate(words[:-1]) if _plain(word.group()) in BARE_TITLES]
    words = words[titles[-1] :] if titles else words      # "Circuit Court Judge Ines Vale"
    return words, opens


def _trimmed(text: str, start: int, end: int) -> Iterator[Mention]:
    """The name without the word that only opens its sentence, and without dates."""
    words, opens = _words_of_name(text, start, end)
    if not words:
        return
    name = text[start + words[0].start() : start + words[-1].end()]
    left = start + words[0].start()
    if not _INITIAL.search(name):
        name = _TAIL.sub("", name)
    plain = [_plain(word) for word in name.split()]
    if all(word in _CALENDAR or word.isdigit() for word in plain) or _PEOPLES.fullmatch(name):
        return
    behind = left + len(name)
    acts = opens and bool(_DOES.match(text, behind))
    known = plain[0] in MALE or plain[0] in FEMALE
    if opens and plain[0] in ONES and len(plain) == 1:
        return
    if opens and len(plain) == 1 and not known and not acts and not any(map(str.isupper, name[1:])):
        return
    before = text[max(0, left - 30) : left]
    kind = kind_of(name, before)
    owned_by = _OWNED.search(before) and plain[-1] not in GROUPS_OF_PEOPLE      # "Van Gogh's Sunflowers"
    if kind == NAME and (owned_by or _WORKS_BEHIND.match(text, behind)):
        kind = WORK
    noun = _NOUN_BEHIND.match(text, behind)
    if noun and name.casefold() in COLOURS:
        return
    one_of_them = len(plain) == 1 and bool(_AN.search(before))      # "an Oscar", who is nobody
    the = bool(one_of_them or _THE.search(before)) and not noun and text[behind : behind + 1] not in ("'", "’")
    kind = NAME if one_of_them and kind == PERSON else kind
    beside = _is_beside(text, left, behind, noun)
    plain_name, placed = " ".join(name.split()), bool(_PLACED.search(before))
    known_as = "" if one_of_them else gender(plain_name)
    owner = bool(_OWNS_NAMED.match(text, behind))
    acts &= not owner
    yield Mention(plain_name, left, behind, kind, known_as, placed, acts, owner=owner, beside=beside, the=the)


def _is_beside(text: str, start: int, end: int, noun: re.Match[str] | None) -> bool:
    """Whether a name only says which or whose, or why, or stands behind what is said, as who says so."""
    if _is_aside(text, start, end):
        return True
    if noun:
        if _DID.search(text[max(0, start - 12) : start]):
            return False
        word = noun["noun"]
        acts = word in VERBS or word.removesuffix("s") in VERBS or word in IRREGULAR_PAST
        return not acts and not word.endswith("ly")
    if _OWNS_NAMED.match(text, end) or _CAUSE.search(text[max(0, start - 30) : start]):
        return True
    opens = not text[:start].strip(" “\"'‘")
    return not opens and bool(_SOURCE.match(text, end) or _ACCORDING.search(text[max(0, start - 30) : start]))


def _is_aside(text: str, start: int, end: int) -> bool:
    """Whether a name stands in brackets or between dashes, or is only compared with: "Vale, like Reed, ..."."""
    return bool(_ASIDE.search(text[max(0, start - _NEAR) : start]) and _ASIDE_ENDS.match(text, end))


def _says_nothing(word: str) -> bool:
    """Whether a name can't begin with it."""
    return _plain(word) in _EMPTY or word == "&" or word.isdigit() or _SAYS_WHENCE.search(word) is not None


def _pairs(text: str, named: list[Mention]) -> Iterator[Mention]:
    for one, other in zip(named, named[1:], strict=False):
        between = text[one.end : other.start]
        if _AND.fullmatch(between) and {one.kind, other.kind} <= {PERSON, NAME, GROUP}:
            yield Mention(text[one.start : other.end], one.start, other.end, PAIR, "")


def _phrases(text: str, named: list[Mention]) -> Iterator[Mention]:
    taken = bytearray(len(text))
    for each in named:
        taken[each.start : each.end] = b"\1" * (each.end - each.start)
    for match in _PHRASE.finditer(text):
        kept = _kept(text, match.start(1), match.end(1))
        if not kept:
            continue
        start, end = match.start(), kept[-1].end()
        if any(taken[start:end]):
            continue
        before, rest = text[max(0, start - 30) : start], text[end:].strip(" ?.!")
        does = _MODAL.search(before) and (not rest or (_GOES_ON.match(rest) and not is_verb(rest)))
        if len(kept) > 1 and (rest.startswith("than ") or does):
            end = kept[-2].end()        # "did the ferry carry?", "is the ferry quicker than": what is said of it
        yield Mention(text[start:end], start, end, PHRASE, "", bool(_PLACED.search(before)))


def _kept(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The words of a phrase, up to its verb."""
    kept: list[re.Match[str]] = []
    for word in _WORD.finditer(text, start, end):
        plain = _plain(word.group())
        gap = text[kept[-1].end() if kept else start : word.start()]
        if plain in STOP_WORDS or plain in VERBS or gap.strip() or (kept and plain.endswith(("ed", "ing"))):
            break
        if kept and _ADVERB.fullmatch(plain):
            break
        kept.append(word)
    return kept


def _plain(word: str) -> str:
    return word.casefold().strip(".,'’\"").removesuffix("'s").removesuffix("’s")
