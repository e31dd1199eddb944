"""Words and names as people type them, put as the archive prints them: "gorge tuxly" is George Tuxley.

Only a word that the archive doesn't know is looked into, and only one that no dictionary has is taken for misspelt. A
name is another matter: somebody of whom the archive knows nothing must not become somebody else. It has to sound the
same, and to stand with the names beside it in the archive.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from bot.languages.en.given_names import FEMALE, MALE
from bot.languages.en.question_words import AUXILIARIES, QUESTION_WORDS
from bot.languages.en.readers.spelling import american
from bot.languages.en.stop_words import STOP_WORDS
from bot.languages.en.titles import TITLES
from bot.languages.lexicon import compound, well_spelt
from bot.understand.grammar.memory import forgettable
from index import Near, Printed, Vocabulary

LOOKED_INTO = 8        # words of a question that the archive doesn't know; one with more is in another language
TRIED = 4              # candidates for a word that are looked up in the archive
SHORTEST = 3           # letters of a word that may be misspelt
LETTERS = 4            # of what is written in capitals, such as NASA, in which any letter makes another name
LONE = 5               # letters of a misspelt name that stands alone
FAR = 7                # letters from which a word that isn't a name may have two faults
OFTEN = 3              # passages with a name, from which on another first letter is a slip

_SMALL_WORDS = frozenset((*STOP_WORDS, *QUESTION_WORDS, *AUXILIARIES))
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]*[\"”»]")
_PARTS = re.compile(r"[^\W_]+([ '’-])([^\W_]+)")
_BESIDE = re.compile(r"[\s'’-]*")
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))
_ALIKE = (
    (re.compile(r"ph"), "f"), (re.compile(r"c(?=[eiy])|z"), "s"), (re.compile(r"ch(?=[lr]|$)|ck|[kq]"), "c"),
    (re.compile(r"ch"), "C"),
    (re.compile(r"x"), "cs"), (re.compile(r"dg|g(?=[eiy])"), "j"), (re.compile(r"wr"), "r"), (re.compile(r"kn"), "n"),
    (re.compile(r"[eo]r$"), "a"), (re.compile(r"[aeiouyhw]"), ""), (re.compile(r"(.)\1+"), r"\1"),
)
_VOWEL = re.compile(r"(?!^)[aeiou]")
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Respelt:
    """A question as it is searched, and what was changed in it."""

    text: str
    changes: tuple[tuple[str, str], ...] = ()      # (as typed, as the archive prints it), in order


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int
    large: bool        # written as a name is, where the question tells names from words
    opens: bool        # written large, as its sentence begins with it

    @cached_property
    def plain(self) -> str:
        return self.text.casefold()

    @cached_property
    def given(self) -> bool:
        """Whether it opens a person's name."""
        return self.plain in FEMALE or self.plain in MALE or self.plain in TITLES


class _Question:
    """A question while its words are gone through."""

    def __init__(self, text: str, vocabulary: Vocabulary, now: datetime | None) -> None:
        self.text, self.vocabulary, self.now = text, vocabulary, now
        self.tokens = _tokens(text)
        self.unknown = [at for at, token in enumerate(self.tokens) if self._unknown(token)]
        self.spelt: dict[int, Printed] = {}
        self.joined: set[int] = set()      # what the word before was written into
        self.looked_up: dict[str, Printed | None] = {}

    def respelt(self) -> Respelt:
        """Go through the unknown words, from the surest way to the least."""
        if len(self.unknown) > LOOKED_INTO:
            return Respelt(self.text)
        for choose in (self._marked, self._across_the_sea, self._in_one, *self._guesses()):
            for at in self.unknown:
                if at not in self.spelt and (found := choose(at)):
                    self.spelt[at] = found
        for at in [at for at in self.spelt if not self.spelt[at].name and self._beside_stranger(at)]:
            del self.spelt[at]
        return self._written()

    def _guesses(self) -> Sequence[Callable[[int], Printed | None]]:
        """The ways that only English allows; names are gone through twice, for the second time knows more of them."""
        known = [token.plain for at, token in enumerate(self.tokens) if at not in self.unknown and not token.large]
        english = sum(word in STOP_WORDS or well_spelt(word) for word in known) * 2 >= len(known)
        many = len(self.unknown) > len(known) + 2
        return (self._small, self._plain, self._name, self._name, self._initial) if english and not many else ()

    def _beside_stranger(self, at: int) -> bool:
        """Whether a word that nobody knows stands beside this one: the two are a name, and neither is misspelt."""
        sides = [other for other in (at - 1, at + 1) if other in self.unknown and self._touch(min(at, other))]
        return any(other not in self.spelt and not well_spelt(self.tokens[other].plain) for other in sides)

    def _unknown(self, token: _Token) -> bool:
        if len(token.plain) < SHORTEST or any(map(str.isdigit, token.plain)) or token.plain in STOP_WORDS:
            return False
        short_name = token.text.isupper() and len(token.text) <= LETTERS and not self.text.isupper()
        return not short_name and not self.vocabulary.knows(token.plain)

    def _marked(self, at: int) -> Printed | None:
        """The same letters with the marks, the apostrophe or the hyphen that were left out: O’Connor, Müller."""
        word = self.tokens[at].plain
        for umlaut, letter in _UMLAUTS:
            if umlaut in word:
                printed = self._printed(word.replace(umlaut, letter))
                if printed and not printed.text.isascii():
                    return printed
        for cut in range(1, len(word)):
            known = self.vocabulary.knows(word[:cut]) and self.vocabulary.knows(word[cut:])
            printed = self._printed(f"{word[:cut]} {word[cut:]}") if known else None
            if printed and self._same_letters(at, printed):
                return printed
        return None

    def _across_the_sea(self, at: int) -> Printed | None:
        """The same word as it is spelt in America, or in Britain: "favorite" for "favourite"."""
        token = self.tokens[at]
        if token.large:
            return None
        british = (each.term for each in self.vocabulary.near(token.plain) if token.plain in american(each.term))
        other = next((each for each in (*american(token.plain), *british) if self.vocabulary.knows(each)), None)
        return self._printed(other) if other else None

    def _same_letters(self, at: int, printed: Printed) -> bool:
        """Whether what is printed in two parts is what was typed in one: a name falls apart into names alone."""
        parts = _PARTS.fullmatch(printed.text)
        if not parts or len(parts[2]) < 2:
            return False
        if parts[1] != " ":
            return True
        short = min(len(printed.text.split()[0]), len(parts[2])) < SHORTEST
        small = self.tokens[at].large and not printed.text.istitle()
        return not (short or small or well_spelt(self.tokens[at].plain))

    def _in_one(self, at: int) -> Printed | None:
        """The name that was typed as two words: Sengupta."""
        if not at or not self._touch(at - 1) or (len(self.tokens[at - 1].plain) > SHORTEST and at - 1 in self.unknown):
            return None
        printed = self._printed(self.tokens[at - 1].plain + self.tokens[at].plain)
        if printed:
            self.joined.add(at)
        return printed

    def _small(self, at: int) -> Printed | None:
        """The small word whose letters were typed in another order: "teh" is "the", "waht" is "what"."""
        word = self.tokens[at].plain
        if self.tokens[at].large or well_spelt(word):
            return None
        meant = [each for each in _SMALL_WORDS if len(each) == len(word) and sorted(each) == sorted(word)]
        return Printed(meant[0], name=False, opens=False, language="en") if len(meant) == 1 else None

    def _plain(self, at: int) -> Printed | None:
        """The word that is no name, where what was typed can't be one."""
        token = self.tokens[at]
        if token.large or well_spelt(token.plain):
            return None
        behind_name = at > 0 and self._touch(at - 1) and self._opens_name(at - 1)
        near = [
            each for each in self.vocabulary.near(token.plain) if each.distance <= _faults(token.plain, each)
            and not (token.opens and (len(each.term) < len(token.plain) or sounds(each.term) != sounds(token.plain)))
        ]
        for each in sorted(near, key=lambda each: _cost(token.plain, each))[:TRIED]:
            printed = self._printed(each.term)
            if printed and printed.name and _same_name(token.plain, each, None):
                return None
            if printed is None or printed.name or (behind_name and not self._confirmed(at - 1, at, each.term)):
                continue
            return printed if _english(printed) else None
        return None

    def _name(self, at: int) -> Printed | None:
        """The name that sounds like what was typed, and stands in the archive with the names beside it."""
        token = self.tokens[at]
        near = [each for each in self.vocabulary.near(token.plain) if each.distance]
        for each in sorted(near, key=lambda each: _cost(token.plain, each)):
            beside = self._beside(at, each.term)
            if beside is False or not (_same_name(token.plain, each, beside) or self._firm(at, each)):
                continue
            printed = self._printed(each.term)
            sure = (beside and each.distance == 1) or not well_spelt(token.plain)
            if printed and printed.name and sure and _english(printed):
                return printed
        return None

    def _initial(self, at: int) -> Printed | None:
        """The one long word of the archive that has another first letter: "Kerrowby" is Merrowby.

        A name that stands beside others has to stand beside them in the archive, and a person's stays, or it would
        become somebody else.
        """
        token = self.tokens[at]
        person = token.given or (at > 0 and self._touch(at - 1) and self.tokens[at - 1].given)
        if len(token.plain) < FAR - 1 or person or well_spelt(token.plain):
            return None
        found = self.vocabulary.with_another_initial(token.plain)
        beside = self._beside(at, found[0].term) if len(found) == 1 else False
        printed = self._printed(found[0].term) if len(found) == 1 else None
        a_word = printed is not None and not printed.name and well_spelt(found[0].term)
        common = len(token.plain) >= FAR and (a_word or (found[:1] and found[0].passages >= OFTEN))
        if beside is False or not (beside or common):
            return None
        return printed if printed and _english(printed) and printed.name >= token.large else None

    def _firm(self, at: int, near: Near) -> bool:
        """Whether another sound may pass: of a firm typed small, since "nothway trains" can be nobody else."""
        if self.tokens[at].large or near.distance > 1 or len(near.term) <= FAR or at + 1 == len(self.tokens):
            return False
        behind = self.spelt.get(at + 1)
        pair = self._printed(f"{near.term} {behind.text if behind else self.tokens[at + 1].plain}")
        return pair is not None and pair.text.istitle() and not self.tokens[at + 1].given

    def _beside(self, at: int, term: str) -> bool | None:
        """Whether it stands in the archive beside the names that it is typed beside; None where there are none."""
        sides = {
            other: self._confirmed(other, at, term) for other in (at - 1, at + 1)
            if 0 <= other < len(self.tokens) and self._touch(min(at, other)) and self._names(other)
        }
        counted = [confirmed for other, confirmed in sides.items()
                   if confirmed or self.tokens[other].plain not in TITLES]     # "Mr" may stand before anybody
        return all(counted) if counted else None

    def _confirmed(self, other: int, at: int, term: str) -> bool:
        """Whether the archive has the term beside the other word, as that is typed or may have been meant."""
        if other in self.unknown and other not in self.spelt:
            typed = self.tokens[other].plain
            others = [each.term for each in self.vocabulary.near(typed) if _same_name(typed, each, True)][:TRIED]
        else:
            others = [self.spelt[other].text if other in self.spelt else self.tokens[other].text]
        return any(self._printed(f"{each} {term}" if other < at else f"{term} {each}") for each in others)

    def _touch(self, left: int) -> bool:
        """Whether nothing but a space or a hyphen stands between a word and the next."""
        return bool(_BESIDE.fullmatch(self.text, self.tokens[left].end, self.tokens[left + 1].start))

    def _names(self, at: int) -> bool:
        """Whether a word of the question is a name: as it is typed, or as the archive prints it."""
        token = self.tokens[at]
        if token.large or token.given:
            return True
        printed = self._known(at)
        return printed is not None and printed.name

    def _opens_name(self, at: int) -> bool:
        """Whether a word is a given name or a title, or the archive prints it before another name."""
        printed = self._known(at)
        return self.tokens[at].given or (printed is not None and printed.name and printed.opens)

    def _known(self, at: int) -> Printed | None:
        """How the archive prints a word of the question; None for a small one."""
        token = self.tokens[at]
        if token.plain in STOP_WORDS or len(token.plain) < SHORTEST:
            return None
        return self.spelt.get(at) or self._printed(token.plain)

    def _printed(self, words: str) -> Printed | None:
        if words not in self.looked_up:
            self.looked_up[words] = self.vocabulary.printed(words, self.now)
        return self.looked_up[words]

    def _written(self) -> Respelt:
        text, changes = self.text, []
        for at in sorted(self.spelt, reverse=True):
            token, printed = self.tokens[at], self.spelt[at].text
            start = self.tokens[at - 1].start if at in self.joined else token.start
            changes.append((self.text[start : token.end], printed))
            text = text[:start] + printed + text[token.end :]
        return Respelt(text, tuple(reversed(changes)))


def respelt(question: str, vocabulary: Vocabulary | None, now: datetime | None = None) -> Respelt:
    """The question with its misspelt words and names as the archive prints them; what stands in quotation marks stays.

    `now` is when readers look: what they may not see then is no model for any spelling. Without a vocabulary it stays.
    """
    if vocabulary is None:
        return Respelt(question)
    return _Question(question, vocabulary, now).respelt()


@forgettable
@lru_cache(maxsize=4_096)
def sounds(word: str) -> str:
    """What a word sounds like to who has only been told it: its consonants."""
    first, rest = word[:1], word
    for pattern, instead in _ALIKE:
        rest = pattern.sub(instead, rest)
    return rest or first


def _tokens(text: str) -> Sequence[_Token]:
    """The words outside of quotation marks."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    words = [word for word in _TOKEN.finditer(text) if not any(a <= word.start() < b for a, b in quoted)]
    tells = not all(word.group()[0].isupper() for word in words)
    return [
        _Token(plain, word.start(), word.start() + len(plain), tells and _large(word), tells and plain[0].isupper())
        for word in words if (plain := _without_s(word.group()))
    ]


def _english(printed: Printed) -> bool:
    """Whether an article that prints it is English, as far as that is known; of other languages there is no list."""
    return not printed.language or printed.language.casefold().startswith("en")


def _without_s(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


def _large(word: re.Match[str]) -> bool:
    """Whether a word is written large for itself, and not because it opens a sentence."""
    before = word.string[: word.start()].rstrip()
    within = bool(before) and before[-1] not in ".?!"
    return (within and word.group()[0].isupper()) or any(map(str.isupper, word.group()[1:]))


def _faults(word: str, near: Near) -> int:
    """How many letters may be wrong in a word that is no name."""
    alike = sounds(word) == sounds(near.term)
    if len(word) <= SHORTEST or not (alike or word[0] == near.term[0] or sorted(word) == sorted(near.term)):
        return 0
    if compound(word):
        return int(alike)
    one_of_many = near.term.endswith("s") and sounds(f"{word}s") == sounds(near.term)
    slipped = sorted(sounds(word)) == sorted(sounds(near.term))
    ends = len(word) > FAR and (word[0], word[-1]) == (near.term[0], near.term[-1])
    return 2 if len(word) >= FAR and (slipped or one_of_many or ends or len(word) > FAR + 2) else 1


def _cost(word: str, near: Near) -> tuple[float, int]:
    """How far a candidate is: by letters, the first of them most, by sound, and by whether a letter was left out.

    Of two that are as far the more frequent comes first.
    """
    other = 0.5 * (near.term[:1] != word[:1]) - 0.5 * (sounds(near.term) == sounds(word))
    other -= 0.2 * (_DOUBLED.sub(r"\1", word) == _DOUBLED.sub(r"\1", near.term))
    return near.distance + other - 0.1 * (len(near.term) > len(word)), -near.passages


def _same_name(word: str, near: Near, beside: bool | None) -> bool:
    """Whether a name typed so may be that one: the same sound, or letters that only changed places.

    What stands with no names `beside` it has one letter more or less, or two that changed places: another vowel makes
    another name. A given name is no misspelling of one of the other sex.
    """
    swapped = near.distance == 1 and sorted(word) == sorted(near.term)
    vowel = _skeleton(word) == _skeleton(near.term)
    often = len(word) >= FAR and near.passages >= OFTEN
    slipped = near.distance > 1 and often and _one_letter_more(word, near.term)
    near_enough = slipped or (near.distance == 1 and (swapped or _left_out(word, near.term)))
    if not beside and (len(word) < LONE or not near_enough):
        return False
    given = word in FEMALE or word in MALE
    if (given and not beside) or (near.distance > 1 and len(word) < 5) or _other_sex(word, near.term):
        return False
    return swapped or vowel or slipped or sounds(word) == sounds(near.term)


def _skeleton(word: str) -> str:
    """The word without its vowels and doubled letters."""
    return _DOUBLED.sub(r"\1", _VOWEL.sub("", word))


def _one_letter_more(word: str, term: str) -> bool:
    """Whether they have the same letters in another order, but for one at most."""
    typed, printed = Counter(word), Counter(term)
    return word[0] == term[0] and (typed - printed).total() + (printed - typed).total() <= 1


def _left_out(word: str, term: str) -> bool:
    """Whether a letter was left out or put in that nobody hears."""
    return len(word) != len(term) and (word[-1] == "r") == (term[-1] == "r")


def _other_sex(one: str, other: str) -> bool:
    return (one in FEMALE and other not in FEMALE) or (one in MALE and other not in MALE)
