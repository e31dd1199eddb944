"""Say of those that a text mentions what the article around it knows: their full names, and whether they are people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.understand.grammar.memory import forgettable
from bot.understand.talk.cutting import Cutting
from bot.understand.thread.mentions import NAME, PERSON, PLACE, Mention, gender, mentions


def in_full(found: Sequence[Mention], cutting: Cutting | None) -> Sequence[Mention]:
    """The mentions with the full names and the titles that the article gives people; as they are without an article."""
    if cutting is None:
        return found
    return [_known_to(cutting, each) if each.kind in (PERSON, NAME) else each for each in found]


def hardly_known(question: str) -> list[str]:
    """The last names of two or more whom a question names, some of whom may be men or women; empty for others."""
    people = [each for each in mentions(question) if each.kind in (PERSON, NAME) and not each.placed]
    unclear = len(people) > 1 and any(not each.gender for each in people)
    return [each.text.split()[-1] for each in people] if unclear else []


@forgettable
@lru_cache(maxsize=512)     # a conversation is gone through again at every question
def _known_to(cutting: Cutting, mention: Mention) -> Mention:
    if mention.text.split()[-1] not in cutting.article and mention.text.split()[-1] not in cutting.lead:
        return mention
    name = cutting.in_full(mention.text)
    given = "" if name == mention.text and mention.kind != PERSON else gender(name.split()[0])
    person = cutting.is_person(name)
    if (mention.placed or mention.beside) and not given and not person and cutting.is_place(name):
        return replace(mention, text=name, kind=PLACE, acts=False)
    a_thing = not person and (mention.the or cutting.names_a_body(name))      # "the Best Actor Oscar. She ..."
    known = given or ("" if a_thing else cutting.gender(name))
    if known or person:
        acts = mention.acts or cutting.speaks(name)
        return replace(mention, text=name, kind=PERSON, gender=known, person=True, acts=acts)
    placed = mention.placed or cutting.has_word(name)      # then "he" is somebody else
    return replace(mention, kind=PLACE if cutting.is_place(name) else NAME, acts=False, placed=placed)
