"""Events that the archive knows nothing of: somebody it knows did not, as far as it says, resign."""

from __future__ import annotations

from functools import lru_cache

from bot.grammar.clauses import Clause, Phrase
from bot.grammar.memory import forgettable
from bot.languages.en.grammar.contraries import EVENTS, LEAVING, RESIGNING
from bot.languages.en.grammar.irregular_verbs import IRREGULAR
from bot.languages.en.grammar.titles import OFFICES, TITLES
from bot.verify.alike import in_two_words, near_stems, same
from bot.verify.claims.claimed import Claimed, Ruling, known, same_any, telling_words
from bot.verify.claims.statement import Sources, Statement, parse, statement, stems_of
from bot.verify.words import stem
from index import sentences

_READ = 3      # sentences of a passage that are parsed
_LEFT = frozenset(stem(form) for word in LEAVING for form in (word, *IRREGULAR.get(word, ())))


def unheard_event(claimed: Claimed, sources: Sources) -> Ruling | None:
    """That no passage which names somebody has the event that a question is about; None where one has it."""
    for clause in claimed.clauses:
        verb = claimed.tree.nodes[clause.place]
        who = clause.objects[0] if clause.passive and clause.objects else clause.subject
        if verb.dep != "ROOT" or clause.verb not in EVENTS or clause.denied or who is None or not who.named:
            continue
        about = [each for each in sources.passages if _names(who, each.stems)]
        forms = near_stems(clause.verb)
        if any(_in_other_words(clause.verb, who, each) for each in about):
            continue
        if about and not any(known(forms, each.around) and not _of_others(clause, who, each, forms) for each in about):
            return Ruling(_words(clause, who), "not found", kind="event")
    return None


def _in_other_words(verb: str, who: Phrase, passage: Statement) -> bool:
    """Whether a passage may say it by two words, or by one of the many for whoever leaves, beside the name."""
    if in_two_words(verb, passage.text):
        return True
    return verb in RESIGNING and any(
        known(_LEFT, stems_of(each)) and _names(who, stems_of(each)) for each in _sentences(passage.text))


def _of_others(clause: Clause, who: Phrase, passage: Statement, forms: frozenset[str]) -> bool:
    """Whether a passage says it of others only, by name; its pronouns and titles then stand for them."""
    made = [each for each in (statement(text, passage.context) for text in _sentences(passage.text))
            if known(forms, each.stems)]
    parse(made[:_READ])
    parties = [other.objects[:1] if clause.passive or other.passive else (other.subject,)
               for each in made[:_READ] for other in each.clauses if same(other.verb, clause.verb)]
    people = [person for each in parties for person in each if person is not None]
    named = [each for each in people if each.named and not each.words & (OFFICES | TITLES)]
    unclear = not all(parties) or len(people) < len(parties) or any(each.pronoun for each in people)
    return bool(named) and not unclear and not any(same_any(who, each) for each in named)


@forgettable
@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple([text[start:end] for start, end in sentences(text, "en")])


def _names(who: Phrase, stems: frozenset[str]) -> bool:
    return all(known(frozenset((stem(each),)), stems) for each in telling_words(who))


def _words(clause: Clause, who: Phrase) -> str:
    past = EVENTS[clause.verb]
    return f"{who.text} was {past}" if clause.passive else f"{who.text} {past}"
