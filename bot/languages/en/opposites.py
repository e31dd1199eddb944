"""Words that deny, and words of opposite directions."""

from __future__ import annotations

# Each turns what is said round: two of them cancel each other.
PLAIN_NEGATIONS = ("not", "no", "never", "none", "neither", "nor", "without", "cannot")
# What denies or leaves undone, plain or not.
NEGATIONS = (
    *PLAIN_NEGATIONS, "nobody", "nothing", "unable", "lack", "lacks", "lacked", "lacking", "fail to", "fails to",
    "failed to", "failing to", "refuse", "refuses", "refused", "refusing", "deny", "denies", "denied", "denying",
    "decline to", "declines to", "declined to", "declining to", "stop", "stops", "stopped", "stopping", "hardly",
    "rarely", "seldom", "barely", "instead of", "rather than", "unlike", "except", "yet to", "no longer", "absence",
    "free of", "prevent", "prevents", "prevented", "preventing", "avoid", "avoids", "avoided", "avoiding", "ban",
    "bans", "banned", "banning", "cease", "ceases", "ceased", "ceasing", "unlikely", "impossible", "unclear",
    "unknown", "incorrect", "incorrectly", "false", "falsely", "few", "little",
)
# These hold such a word and deny nothing.
NOT_DENYING = ("not only", "no doubt", "whether or not", "if not", "not just")
# Each line: words of one direction | words of the other.
_LINES = """
rise rose risen increase grow grew grown climb gain surge soar jump up higher more above increasingly upward expand
    raise boost improve double |
    fall fell fallen decrease decline drop shrink shrank sink sank plunge down lower less fewer below decreasingly
    downward contract cut reduce worsen halve slump
approve accept pass back support endorse agree favour favor adopt welcome for |
    reject refuse oppose veto disagree block dismiss turn condemn against
win won victory winner beat defeat triumph | lose lost loss loser
open reopen launch begin began begun start commence | close shut end finish stop halt conclude
before | after
earlier | later
first earliest original | last final latest
most majority | least minority
largest biggest highest greatest tallest longest | smallest lowest shortest least
large big high tall long great | small low short little
always | never
all every | none no
hire appoint enter arrive | fire resign quit leave depart sack dismiss exit
buy bought purchase acquire import | sell sold sale export
guilty convict | innocent acquit clear
allow permit let legal lawful | ban forbid forbade prohibit illegal unlawful prevent
include add | exclude remove
north northern northeast northwest | south southern southeast southwest
east eastern | west western
male man men husband father son brother boy king | female woman women wife mother daughter sister girl queen
he his him | she her
best | worst
better | worse
positive good success succeed successful strong | negative bad failure fail unsuccessful weak
true correct right accurate | false wrong incorrect inaccurate
safe | dangerous unsafe
same similar | different opposite
inside indoor internal inner domestic | outside outdoor external outer foreign
public | private
young new newer younger | old older
early | late
hot warm warmer hotter | cold cool cooler colder
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
day | night
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
