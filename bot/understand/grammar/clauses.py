"""Clauses of a sentence: who does what to whom, whether it is denied, meant or done, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.languages.en.grammar.asking import RELATIVE
from bot.languages.en.grammar.governing_verbs import DENYING, DOUBTFUL, DOUBTING, INTENDING, WEIGHING
from bot.languages.en.grammar.joints import AGAINST, SUBJECT_MATTER, UNTIL
from bot.languages.en.grammar.light_verbs import LOSSES, MAKING_SOMEBODY, WINS
from bot.languages.en.grammar.measures import MARGINS
from bot.languages.en.grammar.quantities import NEVER, NOBODY, PART, PARTS, QUANTITIES, SHARES
from bot.languages.en.grammar.titles import TITLES
from bot.understand.grammar.tree import Node, Tree

# What hangs on a noun and yet says something of its own.
OWN = frozenset(("relcl", "acl", "appos", "advcl", "punct", "cc", "conj"))
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_OBJECTS = ("dobj", "dative", "attr", "acomp", "oprd")
_NO_NAMES = frozenset(("'s", "’s"))


@dataclass(frozen=True)
class Phrase:
    """A noun or name with what belongs to it."""

    head: str                    # lemma, small
    text: str                    # as it stands
    place: int                   # of the head in its sentence
    words: frozenset[str]        # lemmas of its content words, small
    names: tuple[str, ...]       # words of it that are names, small
    quantity: str = ""           # all, no, some, ... where it says how many
    called: frozenset[str] = frozenset()     # names and nouns of its appositions, small
    also: tuple[Phrase, ...] = ()     # what it is joined to by "and"

    @property
    def named(self) -> bool:
        """Whether its head is a name."""
        return self.head in self.names

    @property
    def pronoun(self) -> bool:
        """Whether it only points at something."""
        return not self.words


@dataclass(frozen=True)
class Clause:
    """One predicate; active and passive read alike."""

    verb: str                                  # lemma with its particle: "burn down"
    place: int                                 # of the verb in its sentence
    subject: Phrase | None = None              # who does it
    objects: tuple[Phrase, ...] = ()           # to whom or what; what somebody is
    joined: tuple[tuple[str, Phrase], ...] = ()     # by prepositions: ("in", the place)
    denied: bool = False
    intended: bool = False                     # planned, wished or possible, not said to have happened
    passive: bool = False
    unreal: bool = False                       # under an "if" or "whether"
    adverbs: frozenset[str] = frozenset()

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """All that belongs to it."""
        own = (self.subject, *self.objects, *(phrase for _, phrase in self.joined))
        return tuple(each for each in own if each)


def clauses(tree: Tree) -> tuple[Clause, ...]:
    """The clauses of a sentence in order, with one for each title and apposition: "Mayor Ann Lee" is the mayor."""
    made = [_clause(tree, node) for node in tree.nodes if is_predicate(tree, node)]
    return tuple(sorted([*made, *_titles(tree), *_outcomes(tree)], key=lambda each: each.place))


def is_predicate(tree: Tree, node: Node) -> bool:
    """Whether a word is the verb of a clause; a question's verb is often taken for a noun ("did Ann Lee resign")."""
    if node.dep in ("aux", "auxpass"):
        return False
    if node.pos in ("VERB", "AUX"):
        return node.dep not in ("amod", "compound")
    noun = node.pos in ("NOUN", "PROPN", "ADJ")
    return noun and any(each.lemma in ("do", "will") for each in tree.under(node, "aux"))


def phrase(tree: Tree, node: Node) -> Phrase:
    """The phrase of a noun, without the clauses that hang on it."""
    nodes = tree.below(node, OWN)
    names = tuple([each.text.casefold() for each in nodes if _is_name(tree, each)])
    words = frozenset([each.lemma.casefold() for each in nodes if each.pos in ("NOUN", "PROPN", "VERB", "ADJ", "NUM")])
    joined = [phrase(tree, each) for each in tree.under(node, "conj") if each.pos in ("NOUN", "PROPN", "NUM")]
    also = tuple([each for one in joined for each in (one, *one.also)])
    return Phrase(
        node.text.casefold() if _is_name(tree, node) else node.lemma, tree.text[nodes[0].start : nodes[-1].end],
        node.place, words, names, _quantity(tree, node), _called(tree, node), also,
    )


def _is_name(tree: Tree, node: Node) -> bool:
    """Whether a word is a name or part of one: "Trains" of "Northway Trains" too."""
    small = node.text[:1].isdigit() and node.text.endswith("ers")      # "the San Francisco 49ers"
    if small or (node.pos in ("NOUN", "ADJ") and node.text[:1].isupper()):
        over = tree.above(node)
        beside = [*tree.under(node, "compound", "amod"), *([over] if node.dep in ("compound", "amod") and over else [])]
        return any(each.text[:1].isupper() and each.pos in ("NOUN", "PROPN") for each in beside)
    return node.pos == "PROPN" and node.text not in _NO_NAMES


def _called(tree: Tree, node: Node) -> frozenset[str]:
    others = [other for near in tree.below(node, OWN) for other in tree.under(near, "appos")]
    others += [name for verb in tree.under(node, "acl") if verb.lemma == "name" for name in tree.under(verb, "oprd")]
    nodes = [each for other in others for each in tree.below(other, OWN)]
    over = tree.above(node)
    if node.dep == "appos" and over is not None:
        nodes += tree.below(over, OWN)
    return frozenset([each.text.casefold() if each.pos == "PROPN" else each.lemma for each in nodes
                      if each.pos in ("NOUN", "PROPN")])


def _quantity(tree: Tree, node: Node) -> str:
    """What says how many of them; of "all of the posts" it is what "posts" hangs on."""
    for each in tree.under(node, "det", "predet", "amod", "quantmod"):
        if each.lemma in QUANTITIES:
            return PART if each.place and tree.nodes[each.place - 1].lemma == "not" else each.lemma
    over = tree.above(node)
    of = tree.above(over) if over is not None and over.lemma == "of" else None
    if of is not None and (of.lemma in PARTS or of.lemma in SHARES or of.pos == "NUM"):
        limited = any(each.lemma == "not" for each in tree.nodes[max(0, of.place - 1) : of.place])      # "not all of"
        return of.lemma if of.lemma in PARTS and not limited else PART
    return node.lemma if node.lemma in NOBODY else ""


def _clause(tree: Tree, verb: Node) -> Clause:
    surface = _subject(tree, verb)
    below = tree.under(verb)
    passive = is_passive(tree, verb)
    agent = next((pobj for by in below if by.dep in ("agent", "prep") and by.lemma == "by" and passive
                  for pobj in tree.under(by, "pobj") if _acts(tree, by, pobj)), None)
    subject, objects = surface, [_of(tree, each) for each in below if each.dep in _OBJECTS and not _asks(each)]
    if passive:
        subject, objects = agent, [*([surface] if surface else []), *objects]
    if verb.dep == "relcl" and (antecedent := tree.above(verb)) and any(
            each.dep == "dobj" and each.lemma in RELATIVE for each in below):
        objects = [_of(tree, antecedent)]
    particle = next((each.lemma for each in tree.under(verb, "prt")), "")
    people = [phrase(tree, each) for each in objects if each.lemma not in RELATIVE]
    return Clause(
        verb=f"{verb.lemma.casefold()} {particle}".strip(),
        place=verb.place,
        subject=phrase(tree, subject) if subject and not _asks(subject) else None,
        objects=tuple(people),
        joined=tuple(_joined(tree, verb)),
        denied=_denied(tree, verb, [each for each in (subject, *objects) if each]),
        intended=_intended(tree, verb),
        passive=passive,
        unreal=_unreal(tree, verb),
        adverbs=frozenset(each.lemma for each in tree.under(verb, "advmod", "acomp", "neg")),
    )


def _acts(tree: Tree, by: Node, noun: Node) -> bool:
    """Whether what stands behind "by" does it: "by 14 votes" nobody does."""
    counted = noun.lemma in MARGINS and any(each.pos == "NUM" for each in tree.under(noun, "nummod"))
    return not counted and (by.dep == "agent" or noun.pos == "PROPN")


def _of(tree: Tree, node: Node) -> Node:
    """What is counted or meant: the posts in "all of the posts" and in "24 of the posts"."""
    if node.lemma in PARTS or node.lemma in SHARES or node.pos == "NUM":
        of = next((each for each in tree.under(node, "prep") if each.lemma == "of"), None)
        return next(iter(tree.under(of, "pobj")), node) if of is not None else node
    return node


def _asks(node: Node) -> bool:
    """Whether a word asks: "what", "who"."""
    return node.tag in ("WP", "WDT", "WRB", "WP$")


def is_passive(tree: Tree, verb: Node) -> bool:
    """Whether the verb's subject suffers what it says."""
    if verb.tag != "VBN":
        return False
    return bool(tree.under(verb, "auxpass", "nsubjpass")) or (verb.dep == "acl") or (
        verb.dep == "conj" and (over := tree.above(verb)) is not None and is_passive(tree, over)
        and not tree.under(verb, "nsubj", "aux"))


def _subject(tree: Tree, verb: Node) -> Node | None:
    """The verb's subject, borrowed from the verb above it where it has none of its own."""
    subjects = tree.under(verb, *_SUBJECTS)
    before = [each for each in subjects if each.place < verb.place]
    own = next(iter([*before[-1:], *subjects]), None)      # "Paris: Ann Lee resigned": the nearer one
    over = tree.above(verb)
    if own is not None and own.lemma in RELATIVE and verb.dep == "relcl":
        return over
    if own is not None:
        return _of(tree, own)
    if verb.pos in ("NOUN", "PROPN", "ADJ"):
        names = [each for each in tree.under(verb, "compound", "nmod", "amod", "poss") if each.pos in ("PROPN", "NOUN")]
        return names[-1] if names else None
    if over is None:
        return None
    if verb.dep == "acl":
        return over
    if verb.dep in ("xcomp", "ccomp") and (dobj := next(iter(tree.under(over, "dobj")), None)) and over.dep != verb.dep:
        return dobj if over.lemma in MAKING_SOMEBODY else _subject(tree, over)
    if verb.dep in ("conj", "xcomp", "advcl", "pcomp", "ccomp"):
        if verb.dep == "pcomp" and over.lemma in SUBJECT_MATTER:     # "tweeted about impeaching": another may
            return None
        over = tree.above(over) if over.dep == "prep" and tree.above(over) else over
        return _subject(tree, over) if over and is_predicate(tree, over) else None
    return None


def _joined(tree: Tree, verb: Node) -> Iterator[tuple[str, Phrase]]:
    """What hangs on the verb, and on its objects, by a preposition."""
    own = tree.under(verb, "prep", "agent", "dative")
    over = tree.above(verb)
    if verb.dep == "relcl" and over is not None and any(each.lemma == "where" for each in tree.under(verb, "advmod")):
        yield from ((each, phrase(tree, over)) for each in ("at", "in"))
    of_objects = [each for noun in tree.under(verb, "dobj", "attr") for each in tree.under(noun, "prep")]
    chained = [far for each in own for near in tree.under(each, "pobj") for far in tree.under(near, "prep")]
    for each in (*own, *of_objects, *chained):
        with_it = "".join(f" {of.lemma}" for of in tree.under(each, "pcomp") if of.pos == "ADP")      # "because of"
        for noun in tree.under(each, "pobj"):
            yield f"{each.lemma}{with_it}", phrase(tree, _of(tree, noun))
        for further in tree.under(each, "prep", "pcomp"):      # "because of", "out of"
            yield from ((f"{each.lemma} {further.lemma}", phrase(tree, noun)) for noun in tree.under(further, "pobj"))


def _denied(tree: Tree, verb: Node, about: list[Node]) -> bool:
    """Whether it is said not to be so: by "not", "nobody", or the verb above it ("refused to", "has yet to")."""
    below = tree.under(verb)
    turns = sum((each.dep == "neg" and _before(each, verb)) or each.lemma in NEVER for each in below)
    described = [*about, *(each for each in below if each.dep in ("acomp", "oprd", "attr"))]
    denials = {far.place for each in described for far in tree.under(each) if far.lemma == "not"}     # "not guilty"
    turns += len(denials)
    turns += any(each.lemma == "long" and any(no.lemma == "no" for no in tree.under(each)) for each in below)
    turns += any(each.lemma in NOBODY or any(
        det.text in ("no", "No")[: 1 + (det.place == 0)] for det in tree.under(each, "det")) for each in about)
    turns += bool(turns) and any(each.lemma in UNTIL for each in below)      # "didn't sign until May"
    over = tree.above(verb)
    if over is not None and verb.dep in ("xcomp", "ccomp", "pcomp"):
        over = tree.above(over) if over.dep == "prep" else over
        yet = over is not None and over.lemma == "have" and any(
            each.lemma == "yet" for each in (*tree.under(over), *below))
        turns += over is not None and (over.lemma in DENYING or yet)
        turns += verb.dep == "xcomp" and over is not None and any(each.dep == "neg" for each in tree.under(over))
    return turns % 2 == 1


def _before(denial: Node, verb: Node) -> bool:
    """Whether "not" denies the verb: it stands before it, or behind "is"; not so in "quit, though not the force"."""
    return denial.place < verb.place or verb.pos == "AUX"


def _intended(tree: Tree, verb: Node) -> bool:
    """Whether it is only planned, wished or possible."""
    modal = any(each.tag == "MD" for each in tree.under(verb, "aux"))
    over = tree.above(verb)
    if modal or over is None:
        return modal
    if verb.dep == "conj":
        return not [each for each in tree.under(verb, "aux", "nsubj") if each.lemma != "to"] and _intended(tree, over)
    infinitive = any(each.lemma == "to" for each in tree.under(verb, "aux"))
    if verb.dep == "xcomp" and verb.tag == "VBG" and over.lemma in WEIGHING:      # "is considering closing it"
        return True
    wished = verb.dep in ("xcomp", "ccomp") and infinitive and over.lemma in (*INTENDING, "be", "go")
    return wished or (verb.dep == "xcomp" and _intended(tree, over)) or (verb.dep == "acl" and infinitive)


def _unreal(tree: Tree, verb: Node) -> bool:
    """Whether it is only asked, or said not to be known or promised."""
    if any(each.lemma in ("if", "whether", "unless") for each in tree.under(verb, "mark")):
        return True
    over = tree.above(verb)
    if verb.dep == "acl" and over is not None and over.lemma in DOUBTFUL:      # "the claim that he won"
        return True
    sought = over is not None and any(each.lemma == "to" for each in tree.under(over, "aux"))
    if sought and any(each.lemma == "why" for each in tree.under(verb, "advmod")):      # "to find out why it didn't"
        return True
    while over is not None and verb.dep in ("ccomp", "xcomp", "pcomp", "prep"):
        if verb.dep == "ccomp" and any(each.dep == "neg" for each in tree.under(over)) or over.lemma in DOUBTING:
            return True
        if verb.dep == "xcomp" and any(each.lemma in ("if", "whether", "unless") for each in tree.under(over, "mark")):
            return True
        verb, over = over, tree.above(over)
    return False


def _outcomes(tree: Tree) -> Iterator[Clause]:
    """Who beat whom by nouns: "Harchester's 2-0 win over Northmouth", "Northmouth's defeat by Harchester"."""
    for noun in tree.nodes:
        owner = next(iter(tree.under(noun, "poss")), None)
        others = [each for by in tree.under(noun, "prep") if by.lemma in AGAINST for each in governed(tree, by)]
        if owner is not None and others and noun.pos == "NOUN" and noun.lemma in WINS | LOSSES:
            winner, loser = (owner, others[0]) if noun.lemma in WINS else (others[0], owner)
            yield Clause("beat", noun.place, phrase(tree, winner), (phrase(tree, loser),), tuple(_hanging(tree, noun)))


def governed(tree: Tree, preposition: Node) -> tuple[Node, ...]:
    """What stands behind a preposition; of "over defending champion France" a parser takes "defending" for a verb."""
    verbs = tree.under(preposition, "pcomp")
    return (*tree.under(preposition, "pobj"), *(noun for verb in verbs for noun in tree.under(verb, "dobj")))


def _titles(tree: Tree) -> Iterator[Clause]:
    """What appositions and titles say that somebody is."""
    explained = {node.head for node in tree.nodes if node.dep == "appos"}
    for node in tree.nodes:
        for other in tree.under(node, "appos") if node.place in explained else ():
            one, two = phrase(tree, node), phrase(tree, other)
            if one.named != two.named:
                name, role = (one, two) if one.named else (two, one)
                yield Clause("be", node.place, name, (role,), tuple(_hanging(tree, tree.nodes[role.place])))
        if node.pos == "PROPN" and node.dep != "compound":
            yield from _title(tree, node)


def _title(tree: Tree, node: Node) -> Iterator[Clause]:
    """The clause of "Judge Ann Lee" and of "deputy mayor Ann Lee"."""
    before = [each for each in tree.under(node, "compound", "amod", "nmod")]
    titles = [each for each in before if each.text.casefold() in TITLES]
    names = [each for each in (*before, node) if each.pos == "PROPN" and each not in titles]
    if titles and names:
        words = frozenset(each.text.casefold() for each in titles)
        head = titles[-1]
        yield Clause(
            "be", node.place,
            Phrase(node.text.casefold(), tree.text[names[0].start : node.end], node.place,
                   frozenset(each.text.casefold() for each in names), tuple(each.text.casefold() for each in names)),
            (Phrase(head.text.casefold(), head.text, head.place, words, ()),),
        )


def _hanging(tree: Tree, noun: Node) -> Iterator[tuple[str, Phrase]]:
    for each in tree.under(noun, "prep"):
        for further in tree.under(each, "pobj"):
            yield each.lemma, phrase(tree, further)
