"""A question that stands alone by its words, and may be about what answered before all the same."""

from __future__ import annotations

from dataclasses import replace

from bot.languages.en.common_words import COMMON
from bot.languages.en.readers.conversation import ADVERBS, NOBODY_ELSE, OFFICES
from bot.understand.standalone import LAST, Standalone, beside_the_refused
from bot.understand.talk.cutting import Cutting
from bot.understand.talk.subjects import Talk, stems
from bot.understand.thread.mentions import PHRASE, mentions
from bot.understand.thread.place import QUESTION_WORD, content, in_brackets

SHORT = 8      # words of a question that may be about what answered before, though it doesn't say so

FEW = 4        # words of a phrase, with its article, that say too little to be meant without what was said before


def standing_alone(question: str, talk: Talk) -> Standalone:
    """The question as it is; a short one that names nobody is first asked of the article that answered last.

    That must say all of it in one paragraph, or at least speak of what the question takes for known: "the elections".
    """
    plain, back = Standalone(question, question), _answered_last(talk)
    words = content(QUESTION_WORD.sub("", question))
    about = " ".join(word for word in words if word.casefold() not in NOBODY_ELSE)      # "people" may be anybody
    cutting = talk.cuttings[-back] if back else None
    if not about or len(question.split()) > SHORT or any(each.kind != PHRASE for each in mentions(question)):
        return plain
    if not cutting:
        return beside_the_refused(plain, talk)
    there = Standalone(in_brackets(question, talk.questions[-back]), question, about=about, article=cutting.id,
                       otherwise=plain)
    if known := _known_there(question, cutting):
        of_article = replace(there, text=in_brackets(question, cutting.headline), about=known)
        there = replace(there, otherwise=of_article)
    return replace(plain, first=there)


def _known_there(question: str, cutting: Cutting) -> str:
    """What the question takes for known, "the elections", where the article speaks of all that it asks; else empty."""
    spoken_of = stems(f"{cutting.headline}\n{cutting.article}")
    asked = content(ADVERBS.sub("", question.rstrip(" ?.!")))
    if any(not stems(word) <= spoken_of for word in asked if word.casefold() not in COMMON):
        return ""
    for each in mentions(question):
        words = ADVERBS.sub("", each.text.casefold()).split()
        known = each.kind == PHRASE and words[0] == "the" and 1 < len(words) < FEW
        if known and not (OFFICES | COMMON).issuperset(words[1:]) and stems(" ".join(words[1:])) <= spoken_of:
            return " ".join(words[1:])
    return ""


def _answered_last(talk: Talk) -> int:
    """How many turns back an article answered, of those that count; 0 for none."""
    return next((back for back, each in enumerate(reversed(talk.cuttings[-LAST:]), 1) if each and each.id), 0)
