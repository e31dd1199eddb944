"""Words that deny, and words of opposite directions."""

from __future__ import annotations

# Each turns what is said round: two of them cancel each other.
PLAIN_NEGATIONS = ("no longer", "not", "no", "never", "none", "neither", "nor", "without", "cannot")
# What denies or leaves undone, plain or not.
NEGATIONS = (
    *PLAIN_NEGATIONS, "nobody", "nothing", "unable", "lack", "lacks", "lacked", "lacking", "fail to", "fails to",
    "failed to", "failing to", "refuse", "refuses", "refused", "refusing", "deny", "denies", "denied", "denying",
    "decline to", "declines to", "declined to", "declining to", "stop", "stops", "stopped", "stopping", "hardly",
    "rarely", "seldom", "barely", "instead of", "rather than", "unlike", "except", "yet to", "no longer", "absence",
    "free of", "prevent", "prevents", "prevented", "preventing", "avoid", "avoids", "avoided", "avoiding", "ban",
    "bans", "banned", "banning", "cease", "ceases", "ceased", "ceasing", "unlikely", "impossible", "unclear",
    "unknown", "incorrect", "incorrectly", "false", "falsely", "few", "little", "first time since", "first time in",
    "first in",
)
# These hold such a word and deny nothing.
NOT_DENYING = (
    "not only", "no doubt", "whether or not", "if not", "not just", "not all", "not every", "not everybody",
    "not everyone", "not both", "at no cost", "no charge", "no matter", "no wonder", "no sooner", "in no time",
)
# Behind a denial of what comes to pass all the same: "did not reopen until March".
POSTPONING = ("until", "till")
# Fixed phrases whose words point nowhere: "at least" is no opposite of "highest", "no longer" none of "all".
POINTING_NOWHERE = (
    "at least", "at most", "at last", "at first", "at all", "after all", "in all", "all but", "no longer", "no doubt",
    "no one", "more or less", "years old", "year old", "not only", "first time", "last time", "first place", "for good",
    "in public", "day and night", "as long as", "as well as", "so long as", "long before", "over time", "to date",
    "because of", "in front of", "as a result", "in the end", "end of", "start of", "a number of", "best known",
    "last year", "last month", "last week", "next year", "next month", "next week", "last night", "last summer",
    "last autumn", "last winter", "last spring", "no more than", "more than", "less than", "fewer than",
    "no fewer than", "against the law", "in favour of", "in favor of", "finally", "firstly", "lastly", "eventually",
)
# Verbs to whose sense "up", "down", "back" and the like belong: nothing goes down that is turned down.
WITH_PARTICLES = (
    "turn", "shut", "close", "step", "stand", "break", "knock", "pull", "tear", "burn", "lay", "put", "set", "wind",
    "take", "make", "end", "pick", "give", "call", "bring", "open", "sign", "build", "clean", "back", "look", "grow",
    "hold", "keep", "let", "play", "run", "show", "speak", "strike", "track", "use", "write", "blow", "catch", "clear",
    "crack", "dig",
)
# Each line: words of one direction | words of the other.
_LINES = """
rise rose risen increase grow grew grown climb gain surge soar jump up higher more above increasingly upward expand
    raise boost improve double dearer costlier |
    fall fell fallen decrease decline drop shrink shrank sink sank plunge down lower less fewer below decreasingly
    cheaper
    downward contract cut reduce worsen halve slump
approve accept pass back support endorse agree favour favor adopt welcome for |
    reject refuse oppose veto disagree block dismiss condemn against
win won victory winner beat defeat triumph | lose lost loss loser
open reopen launch begin began begun start commence | close shut end finish stop halt conclude
earlier | later
first earliest original | last final latest
most majority | least minority
largest biggest highest greatest tallest longest | smallest lowest shortest least
large big high tall long great | small low short little
always | never
all every | none no
hire appoint enter arrive | fire resign quit leave depart sack dismiss exit
import | export
guilty convict | innocent acquit clear
allow permit let legal lawful | ban forbid forbade prohibit illegal unlawful prevent
include add | exclude remove
north northern northeast northwest | south southern southeast southwest
east eastern | west western
male man men husband father son brother boy king | female woman women wife mother daughter sister girl queen
best | worst
better | worse
positive good success succeed successful strong | negative bad failure fail unsuccessful weak
true correct right accurate | false wrong incorrect inaccurate mistake mistaken error
safe | dangerous unsafe
same similar | different opposite
inside indoor internal inner domestic | outside outdoor external outer foreign
public | private
young new newer younger | old older
early | late
hot warm warmer hotter | cold cool cooler colder
widen broaden expand | narrow
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
winter | summer
morning | evening
teacher | student pupil
mother | father
employer | employee
plaintiff | defendant
cause | result effect
"""
# Pairs of tuples: the words of one direction, and those of the other.
OPPOSITES = tuple(
    tuple(tuple(side.split()) for side in line.split("|"))
    for line in _LINES.replace("\n    ", " ").strip().splitlines()
)
# What a thing is until it is the other: a report of either says how it stands since then.
STATES = (
    ("open opened opening opens reopen reopened reopens", "close closed closes closing closure shut shuts shutter"),
    ("running operating resumed reinstated", "suspended halted cancelled canceled axed stopped"),
    ("banned outlawed prohibited", "allowed lifted permitted"),
    ("missing", "found rescued recovered"),
    ("jailed imprisoned detained prison jail custody", "freed released release"),
    ("married", "divorced separated"),
    ("alive", "died dead killed"),
    ("strike", "returned ended settled"),
)
# What ends an office, or says that it has ended.
OUT_OF_OFFICE = "resigned quit retired succeeded replaced left sacked dismissed ousted former died stood stepped"
