"""Direction and outcome by their words: a sentence that has all the rest of a claim says that it fell."""

from __future__ import annotations

from collections.abc import Iterator

from bot.languages.en.grammar.contraries import VOTING
from bot.languages.en.grammar.light_verbs import LIGHT
from bot.languages.en.grammar.measures import RELATING
from bot.understand.grammar.clauses import Clause, Phrase
from bot.understand.grammar.tree import Node
from bot.verify.alike import contrary, contrary_stems, near_stems, same
from bot.verify.claims.by_contrary import has_all_of
from bot.verify.claims.claimed import Claimed, Ruling, best, known, may_be_one_match, same_any
from bot.verify.claims.statement import Sources, Statement
from bot.verify.polarity import denies
from bot.verify.words import stem

NEAR = 0.75        # share of the claim's other words that a statement must have which says the contrary
AS_NEAR = 0.85     # of that share: what has the word itself and nearly as much of the rest bears it out


def by_direction(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Verbs and comparatives of a claim whose contrary stands in the place of them."""
    if denies(claimed.tree.text):
        return
    for clause in claimed.clauses:
        node = claimed.tree.nodes[clause.place]
        if not claimed.asserts(clause) or not clause.passive and clause.subject is None:
            continue
        if clause.intended and node.dep != "ROOT":      # "an amendment that would have outlawed it"
            continue
        if clause.verb in VOTING and any(other.verb in VOTING and contrary(clause.verb, other.verb)
                                         for other in claimed.clauses):      # "backed by 15, opposed by 11"
            continue
        for word in (node, *_comparatives(claimed, node)):
            wrong = _contradicting(claimed, clause, word, sources)
            if wrong:
                chosen = best(claimed, wrong, (word.place,))
                yield Ruling(claimed.tree.words(node), "contradicted", chosen, "direction",
                             claimed.covered(chosen.around, (word.place,)))


def _comparatives(claimed: Claimed, verb: Node) -> list[Node]:
    """Words such as "higher" that say how it is, beside "than" or by themselves."""
    return [each for each in claimed.tree.below(verb) if each.tag in ("JJR", "RBR") or each.lemma in RELATING]


def _contradicting(claimed: Claimed, clause: Clause, word: Node, sources: Sources) -> list[Statement]:
    own = near_stems(word.lemma.casefold()) | {stem(word.text)}
    others = contrary_stems(word.lemma.casefold()) | contrary_stems(word.text.casefold())
    if word.lemma in LIGHT or not others:
        return []
    about = (word.place,)
    wrong = [each for each in sources.statements
             if known(others, each.stems) and claimed.concerns(each, about, NEAR) and not denies(each.text)
             and any(_says_contrary(clause, word, other, each) for other in each.clauses)]
    least = AS_NEAR * max((claimed.covered(each.around, about) for each in wrong), default=0.0)
    borne = any(known(own, each.stems) and claimed.touches(each, about, least) for each in sources.statements)
    return [] if borne else wrong


def _says_contrary(clause: Clause, word: Node, other: Clause, statement: Statement) -> bool:
    """Whether a clause has the contrary word, and somebody or something that the claim's clause has too."""
    verb = statement.tree.nodes[other.place]
    words = {form for each in (verb, *statement.tree.under(verb)) for form in (each.lemma, each.text.casefold())}
    words |= {form for noun in statement.tree.under(verb, "dobj", "attr", "prep")
              for each in statement.tree.below(noun) for form in (each.lemma, each.text.casefold())}
    opposite = any(contrary(one, two) for one in {word.lemma, word.text.casefold()} for two in words)
    nouns = {each.lemma.casefold() for each in statement.tree.nodes if each.pos in ("NOUN", "PROPN")}
    themes = all(any(same(each.head, noun) for noun in nouns) for each in clause.objects if not each.pronoun)
    themes = themes and has_all_of(clause.subject, statement)
    stated = not (other.unreal or other.intended or other.denied) and may_be_one_match(clause, other)
    return opposite and themes and stated and any(_alike(one, two) for one in clause.phrases for two in other.phrases)


def _alike(one: Phrase, two: Phrase) -> bool:
    return not one.pronoun and not two.pronoun and same_any(one, two)
