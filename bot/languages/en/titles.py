"""What stands before a name: titles and offices."""

from __future__ import annotations

# With what each says of its bearer: "m" a man, "f" a woman, empty where it doesn't tell.
TITLES = {
    "mr": "m", "sir": "m", "lord": "m", "king": "m", "prince": "m", "pope": "m", "mrs": "f", "ms": "f", "miss": "f",
    "lady": "f", "dame": "f", "queen": "f", "princess": "f", "mx": "", "dr": "", "prof": "", "professor": "",
    "president": "", "governor": "", "minister": "", "senator": "", "mayor": "", "councillor": "", "cllr": "",
    "judge": "", "bishop": "", "captain": "", "general": "", "chief": "", "inspector": "", "sergeant": "", "sgt": "",
    "pc": "", "emeritus": "",
}
# Those that neither say who is meant, as "the Pope" does, nor are last names too, as "King" is.
BARE_TITLES = frozenset(TITLES) - frozenset("king queen prince princess pope bishop general".split())
# Written large beside a name, and part of none: what a sentence adds of somebody's rank, work or age.
RANKS = frozenset(
    "archbishop brother capt ceo chancellor coach col colonel correspondent detective director father gen gov jr "
    "junior justice manager officer prime rep reporter representative rev secretary sen senior sister sr st".split()
)
# "New Jersey Gov. Phil Murphy"
ABBREVIATED = frozenset("gov sen rep gen lt col capt maj rev hon".split())
# "AWS CEO Andy Jassy"
OFFICES = frozenset("ceo cfo coo cto mp pm".split())
# In front of a name, these say who somebody is: "Sheriff Paul Dunne".
WORK = OFFICES | frozenset(
    "ambassador analyst archbishop attorney author bishop captain chairman chairwoman chancellor chief coach colonel "
    "columnist commissioner correspondent councillor detective director economist editor general governor inspector "
    "judge justice lawyer leader manager mayor minister officer president professor prosecutor researcher "
    "representative secretary senator sergeant sheriff spokesman spokesperson spokeswoman".split()
)
# Before an office, these make another of it, or say that it is over.
NO_SUCH_OFFICE = frozenset("deputy vice assistant former ex late outgoing then old previous shadow honorary".split())
# What is done to whoever takes an office up, and what whoever leaves it has done.
TAKEN_UP = ("elected", "re-elected", "confirmed", "appointed", "named", "chosen", "picked", "sworn in", "installed")
ENDED = ("resigned", "quit", "retired", "stood down", "stepped down", "been sacked", "been dismissed", "was sacked")
