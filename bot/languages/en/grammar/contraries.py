"""Verbs, adjectives and nouns of which one excludes the other, and those that stand for each other in the news.

By lemma; a verb's particle belongs to it ("turn down").
"""

from __future__ import annotations

# Each line: words | words that can't be true of the same event. What is only true at another time, as closed and
# reopened, hired and dismissed, is none of them.
CONTRARIES = """
rise grow increase climb gain surge soar jump go up expand | fall drop decrease decline shrink sink plunge slump go down
rise grow increase climb gain surge soar jump go up | fall drop decline plummet slide dip tumble
improve | worsen deteriorate
raise increase boost lift expand double treble triple | lower cut reduce lower halve slash trim shrink
high higher large larger big bigger more great greater | low lower small smaller little less fewer
above over higher more high | below under lower less fewer low
long longer | short shorter
good better | bad worse
up | down
rise increase growth growth gain climb jump surge | fall drop decrease decline cut reduction slump loss
approve accept pass back adopt endorse agree carry | reject refuse oppose turn down veto throw out scrap block dismiss
approve pass adopt | vote down
for favour favor | against
support favour favor back | oppose criticise criticize
win beat | lose
victory win | defeat loss
build rebuild restore repair mend | demolish knock down pull down destroy tear down raze
promote | relegate demote
survive escape live | die drown perish kill
convict jail imprison | acquit clear exonerate
guilty | innocent
plead guilty | plead not guilty
allow permit let legalise legalize | ban forbid prohibit outlaw bar
confirm admit | deny
keep retain | lose scrap abolish
extend lengthen | shorten curtail
strengthen tighten | weaken loosen relax ease
include | exclude
profit surplus | loss deficit
succeed pass | fail
join | reject
accept | decline
closer nearer | farther further
true | false
federal national | state local
largest biggest highest most | smallest lowest least
cheaper | dearer
attack | defend
suspend scrap | double keep introduce
double | halve
uphold affirm | overturn quash strike down reverse annul
continue go on carry on proceed | drop abandon end stop halt discontinue shelve
win | draw
weekday | sunday saturday weekend
""".strip()

# Each line: words that report the same event.
SYNONYMS = """
close shut shutter
jail imprison sentence send
die kill drown perish lose
die death dead kill fatal
jail prison imprison
sack dismiss fire
marry wedding husband wife
resign quit step down stand down drop out pull out bow out
buy purchase acquire take over
beat defeat overcome
win take
appear stand
cost spend pay
fine order penalise penalize
become be make
name appoint choose pick select confirm
succeed replace follow
approve pass carry adopt vote back
reject turn down
reopen open
rise grow increase climb jump go up raise
fall drop decline decrease shrink go down
cut reduce trim
find discover dig up unearth
say tell state announce
consider think weigh mull contemplate
keep maintain retain preserve
lawyer attorney barrister solicitor counsel
boss chief head chairman executive president director leader
comedian comic
actor actress star
player footballer
expect forecast predict
supplier vendor provider
picture photo photograph image
video clip film
shoe sneaker trainer boot
kill murder assassinate
win victory triumph
lose loss defeat
begin start open launch
end finish stop
steal take embezzle
hit strike
injure hurt wound
arrest detain
charge accuse
build construct put up
demolish knock down pull down tear down
mend repair fix
bear give birth
lead head chair run
set record
flood swamp inundate
suspend halt pause
give provide present hand gift offer release donate
cancel call off scrap
dismiss throw out quash overturn annul void
postpone put off delay defer
establish found set up create
carry out conduct perform
run operate
deal trade
reverse overturn
post upload publish share
mail letter
film movie
person people man woman
home house property
job post position role work
worker employee staff
company firm business
cost bill price charge fee
pupil student child
school primary
car vehicle
hug embrace
chief head leader boss
""".strip()

# Weaker states come first: what was only asked for or charged isn't settled.
STAGES = """
accuse suspect arrest charge | convict plead guilty admit jail imprison sentence
propose plan consider discuss suggest | approve adopt pass agree decide | build complete open finish
nominate shortlist candidate contender | elect appoint win choose name pick
ask urge demand call | order require
bid offer | buy complete
""".strip()

# What several do on either side of one vote: both may stand in one sentence.
VOTING = frozenset("approve back support favour favor endorse oppose reject".split())
# What one party does is the other's doing too: who sells to somebody is bought from.
CONVERSES = {"sell": "buy", "lose": "beat", "give": "receive", "lend": "borrow"}
# Who comes after whom, the later one in front.
SUCCESSIONS = frozenset("succeed replace follow".split())

_LEAVING = frozenset("leave depart departure withdraw withdrawal exit follow".split())
_CLOSED = frozenset("empty dry dark reopen cease fold bankrupt bankruptcy liquidation replace".split())
_DISMISSED = frozenset("dismiss oust axe remove terminate exit leave dismissal ouster".split())
_TRIED = frozenset("charge plead guilty jail prison sentence custody bail convict court".split())
# What may be said in the place of an event, and mostly says something else: no reason to hold that it came about, and
# none to say that the archive doesn't know of it.
IN_PLACE_OF = {
    **dict.fromkeys(("resign", "quit", "retire", "stand down", "step down", "pull out", "drop out"), _LEAVING),
    **dict.fromkeys(("close", "shut", "close down", "shut down"), _CLOSED),
    **dict.fromkeys(("arrest", "convict", "jail"), _TRIED),
    **dict.fromkeys(("fire", "sack", "suspend"), _DISMISSED),
    **dict.fromkeys(("kill", "murder"), frozenset("die dead death shoot murder kill killer victim".split())),
    "sue": frozenset("lawsuit suit complaint plaintiff litigation settlement court".split()),
    "marry": frozenset("wedding wife husband bride spouse marriage".split()),
    "divorce": frozenset("split separate ex-wife ex-husband".split()),
    "ban": frozenset("bar prohibit outlaw forbid suspend block".split()),
    "deport": frozenset("expel remove removal return".split()),
    "acquit": frozenset("clear exonerate innocent".split()),
}

# Events of which it is worth saying that the archive knows nothing, and their past.
EVENTS = {
    "resign": "resigned", "die": "died", "quit": "quit", "arrest": "arrested", "convict": "convicted",
    "sue": "sued", "divorce": "divorced", "marry": "married", "demolish": "demolished", "bankrupt": "bankrupted",
    "burn down": "burned down", "collapse": "collapsed", "retire": "retired", "kill": "killed", "jail": "jailed",
    "sack": "sacked", "fire": "fired", "suspend": "suspended", "ban": "banned", "apologise": "apologised",
    "apologize": "apologized", "relegate": "relegated", "explode": "exploded", "impeach": "impeached",
    "murder": "murdered", "kidnap": "kidnapped", "acquit": "acquitted", "deport": "deported", "evict": "evicted",
    "stand down": "stood down", "step down": "stepped down", "pull out": "pulled out", "drop out": "dropped out",
    "close": "closed", "shut": "shut", "close down": "closed down", "shut down": "shut down",
}
# Of these whoever does it suffers it.
OF_ONESELF = frozenset((
    "resign", "quit", "retire", "stand down", "step down", "pull out", "drop out", "die", "apologise", "apologize",
    "collapse", "explode",
))
# Of these somebody may also do it to something else: "closed its stores" is not "closed".
ALONE_DONE = frozenset(("close", "shut", "close down", "shut down", "pull out", "drop out"))
