"""What English readers say between questions, and the words by which they mean somebody or something again."""

from __future__ import annotations

import re

# Said between two questions, and asking nothing.
_COURTESIES = (
    "ok|okay|k|right|fine|sure|yes|yep|yeah|no|nope|great|good|nice|cool|perfect|lovely|excellent|brilliant|super|wow|"
    "oh|ah|aha|hm|hmm|interesting|very interesting|how interesting|that's interesting|fascinating|amazing|impressive|"
    "wonderful|awesome|i see|got it|understood|makes sense|that makes sense|good to know|nice to know|fair enough|"
    "thanks|thx|tx|ty|thank u|thank you|many thanks|thanks a lot|cheers|ta|really|is that so|"
    "that is great|that's great|good point|all right|alright|never mind|sorry|oops|please|hi|hello|hey|"
    "one more(?: (?:thing|question))?|quick question|"
    "one last (?:thing|question)|last (?:one|question)"
)
_COURTESY = re.compile(rf"(?:(?:{_COURTESIES})\b(?:[\s,.!;:)…]|and\b)*)+")
_LONGEST = 60          # characters of a message that says nothing else
# That may open a question, too.
OPENING_COURTESIES = _COURTESIES
# By which a reader says that what comes has nothing to do with what was asked.
NEW_SUBJECT = (
    "(?:(?:and )?now,? )?(?:for )?something else|"
    "(?:something )?(?:completely |totally |entirely |quite )?(?:unrelated|different)(?: question| topic| subject)?|"
    "(?:on )?(?:another|a new|a different|a separate|new|next|other) (?:question|topic|subject|note|matter|story)|"
    "(?:to )?chang(?:e|ing) (?:the )?(?:subject|topic)|change of (?:subject|topic)|(?:on to )?something else|"
    "off topic"
)
# By which a reader only goes on, on the same or on something else.
ASIDES = (
    "(?:(?:and|but|oh|so),? )?(?:by the way|btw|incidentally|before i forget|"
    "(?:one|two|a few) more(?: (?:things?|questions?))?|another thing|next(?: one)?|"
    "while (?:i|we)(?:['’]m|['’]re| am| are) at it)"
)
# How words for people end when there are several, which words end so and are none, and others that do act together.
PEOPLE_END = ("ers", "ors", "ists", "ians", "ees", "men", "women", "people", "children", "police")
NO_PEOPLE = frozenset(
    "numbers papers newspapers letters orders others powers waters towers offers matters centers borders quarters "
    "corners shoulders flowers computers printers covers dinners rivers trailers posters chapters layers servers "
    "errors floors doors colors factors motors sensors sectors mirrors indoors outdoors fees trees degrees knees "
    "bees specimen years fees weathers summers winters chairs suppers dinners butters".split()
)
GROUPS_OF_PEOPLE = frozenset(
    "conservatives liberals republicans democrats relatives natives officials troops fans families nurses crews clubs "
    "teams firms companies parties countries students residents parents patients tenants migrants immigrants agents "
    "victims suspects accountants applicants consultants protestants infants cops vets crowds couples brothers sisters "
    "boys girls locals villagers chiefs judges guards guests hosts heirs monks priests clerks thieves twins pupils "
    "neighbours neighbors friends councils unions charities airlines banks shops schools".split()
)
# Who is one person, by ending or by word.
ONE_PERSON_ENDS = ("er", "or", "ist", "ian", "ee", "man", "woman")
ROLES = frozenset(
    "agent analyst boss boy bride captain chairman chancellor chief clerk coach cop coroner defendant detective girl "
    "governor groom guard guest head host judge king lawyer mayor medic mp nominee nurse patient person pilot pm pope "
    "postman premier president priest prince princess pupil queen resident sheriff spokesman spokeswoman star student "
    "surgeon suspect teen thief tenant victim vicar".split()
)
# Who is somebody's, and may have a name of their own: "Vale's dog Bo".
BEINGS = (
    *ROLES, *"wife husband widow widower son daughter brother sister mother father grandson granddaughter grandmother "
    "grandfather uncle aunt nephew niece cousin girlfriend boyfriend partner fiancé fiancée attorney aide adviser "
    "advisor secretary deputy rival teammate predecessor successor friend dog puppy cat kitten horse pony "
    "parrot".split(),
)
# Who is one of somebody's, and whether a man ("m") or a woman ("f").
KIN = {
    "husband": "m", "son": "m", "brother": "m", "father": "m", "dad": "m", "grandson": "m", "grandfather": "m",
    "uncle": "m", "nephew": "m", "boyfriend": "m", "stepson": "m", "stepfather": "m", "fiancé": "m", "widower": "m",
    "wife": "f", "daughter": "f", "sister": "f", "mother": "f", "mum": "f", "mom": "f", "granddaughter": "f",
    "grandmother": "f", "aunt": "f", "niece": "f", "girlfriend": "f", "stepdaughter": "f", "stepmother": "f",
    "fiancée": "f", "widow": "f",
}
# Whom only a person has.
KIN_OR_STAFF = (
    *KIN, *"wives husbands sons daughters brothers sisters parents children lawyer lawyers attorney attorneys "
    "girlfriends friends fiancee doctor doctors bodyguard bodyguards".split(),
)
# Behind which stands why something happened, and not what.
CAUSES = "because of|due to|owing to|on account of|thanks to|as a result of|amid"
ANYBODY = "anyone|anybody|any one|someone|somebody|everyone|everybody|no one|nobody"
NOBODY_ELSE = frozenset(("people", "persons"))      # who are asked for by "who" alone
# When something is asked of again: "And at first?".
MOMENTS = (
    "at first|originally|initially|in the beginning|at the start|to begin with|in the end|at the end|ultimately|"
    "before|before that|beforehand|previously|now|today|these days|nowadays|currently|at the moment"
)
# That somebody or something has whatever happens: "How old is she?".
SIZES = "old|tall|big|high|large|heavy|wide|deep|rich|wealthy"
# What is done in answer to something, which may be left unsaid.
REACTING = (
    "react|respond|reply|answer|say|think|comment|object|argue|feel|take it|said|reacted|responded|replied|commented"
)
# What nobody does but to something that was just spoken of.
IN_ANSWER = re.compile(r"\b(?:react|respond|reply|answer|comment|object|take it)(?:ed|s)?\W*$", re.IGNORECASE)
# Who stands on some side of what was just spoken of, whatever they are called.
SOMEBODY = re.compile(
    r"(?:the |their |his |her |its )?(?:(?:other|opposite|opposing) (?:side|party|camp|team|people)|others|opposition|"
    r"critics|opponents|supporters|defen[cs]e|prosecution|prosecutors?|authorities|officials|experts|plaintiffs?|"
    r"defendants?)",
    re.IGNORECASE,
)
# Of which "it" is one where a question asks which: "What year was it?".
PERIODS = ("year", "month", "week", "day", "date", "time", "season", "century", "decade")
# What is counted to say how long, how far or how much: nobody is called so.
MEASURED = frozenset(
    "seconds minutes hours days weeks months years decades centuries times miles metres meters kilometres kilometers "
    "feet inches yards tonnes tons pounds dollars euros pence cents degrees points votes goals lengths percent "
    "news politics series species sports gas lens chaos bias crisis thanks does has was is its his this us less "
    "always perhaps chances odds names details terms".split()
)

# "To come back to the bridge: when did it close?", with what is come back to and what is asked of it.
_ONE = r"(?: (?:one|question|topic|point|thing|subject|answer|story))?"
_COME = r"(?:com(?:e|ing)|go(?:ing)?|get(?:ting)?|return(?:ing)?|turn(?:ing)?)"
RETURN = re.compile(
    r"^(?:(?:ok|okay|so|now|well|and|but|thanks|right)\b[\s,]*)*"
    rf"(?:(?:to\s+|let(?:'s|’s| us)\s+|can we\s+|i(?:'d|’d) like to\s+)?{_COME}\s+back\s+|(?:to\s+)?return(?:ing)?\s+|"
    r"back\s+)"
    r"to\s+(?P<what>[^,:;?]+?)(?:\s*[,:;–—-]\s*(?P<ask>.+))?[\s?.!]*$",
    re.IGNORECASE,
)
FIRST = re.compile(rf"(?:the|my|your) (?:very )?first{_ONE}", re.IGNORECASE)
BEFORE = re.compile(rf"(?:the|my|your) (?:previous|last|earlier){_ONE}|the one before", re.IGNORECASE)

# What "it" is said of when an event is meant: "did it help?", "why was it turned down?".
EVENTS = re.compile(
    r"\b(?:did|does|has|have|will|would|is) (?:it|that|this) (?:\w+ly )?(?:help|helped|work|worked|succeed|succeeded|"
    r"matter|change|happen|happened|make any difference|make a difference|pay off|come about|go ahead)\b|"
    r"\b(?:was|were|is|has) (?:it|that|this) (?:been )?(?:done|decided|allowed|approved|rejected|refused|turned down|"
    r"called off|put off|postponed|delayed|cancelled|canceled|scrapped|dropped|brought in|ended|lifted|overturned|"
    r"agreed|necessary|needed|reversed)\b",
    re.IGNORECASE,
)

# "Who did it?", which asks for no thing, and "any charges?", which has no verb.
DID_IT = re.compile(
    r"^(?:who|(?:what|which)(?: \w+)?) (?:did|does|has done|had done|caused|started|triggered|sparked|prompted|led to) "
    r"(?:it|that|this)\b(?! \w)",
    re.IGNORECASE,
)
DO_THAT = re.compile(
    r"\b(?:do|does|did|done|doing) (?:that|this|so|the same|likewise)"
    r"(?=\W*$|\s+(?:too|as well|before|again|first|last)\b)",
    re.IGNORECASE,
)
ANY = re.compile(r"any(?:thing)?(?:\s+[\w'’-]+){1,3}\W*", re.IGNORECASE)
# What only says in which order: of whom is left out.
_ORDINALS = "second|third|fourth|fifth|sixth|last|next|runner-up"
ORDINAL = re.compile(rf"(?:the )?(?:{_ORDINALS})", re.IGNORECASE)
WHO_WAS = re.compile(rf"who (?:was|came|finished|is|were) ({ORDINAL.pattern})\W*", re.IGNORECASE)
# Behind a subject that is asked about now, and no part of it.
ADVERBS = re.compile(r"\s+(?:overall|then|though|now|instead|too|in total|altogether|as well)$", re.IGNORECASE)

# Kinds of bodies that are meant by one word, with what else an article may call them.
BODIES = {
    "firm": "firm company business group chain operator maker manufacturer",
    "company": "company firm business group chain operator",
    "business": "business firm company", "operator": "operator company", "owner": "owner company",
    "club": "club team side", "team": "team club side", "charity": "charity trust foundation",
    "trust": "trust charity", "group": "group party organisation campaign", "party": "party group",
    "agency": "agency body", "band": "band group", "school": "school academy college",
    "hospital": "hospital infirmary clinic", "university": "university college", "bank": "bank", "union": "union",
    "campaign": "campaign group",
}
ANY_BODY = frozenset(
    "firm company business operator group chain retailer carmaker automaker maker manufacturer airline "
    "platform publisher startup".split()
)     # that may have any name
# Who report, and stand before a report: "New York CNN Business —".
AGENCIES = frozenset("AFP AP Bloomberg CNN NPR Reuters UPI".split())
# Who act as one, so that "they" do something.
ACT_TOGETHER = frozenset((
    *BODIES, *"board cabinet commission committee congress council court government inquiry jury ministry panel "
    "parliament police senate tribunal".split(),
))
# What somebody is, as it is typed short: "the pm".
SHORT_ROLES = {
    "pm": "prime minister", "vp": "vice president", "ag": "attorney general", "da": "district attorney",
    "ceo": "chief executive", "cfo": "chief financial officer", "gov": "governor", "prez": "president",
}
# What everybody has, and "it" never means; and whom.
ATTRIBUTES = frozenset(
    "age name surname height weight birthday nationality gender mother father wife husband son daughter brother "
    "sister girlfriend boyfriend partner lawyer boss".split()
)
# Before what somebody is, so that it is somebody else: "the deputy mayor" is no mayor.
RANKS = frozenset("acting assistant deputy ex former next old previous shadow vice".split())
# What is always something's, so that "and the fare?" asks on about the bus.
EVERY_THING_HAS = ATTRIBUTES | frozenset(
    "aim answer bill budget capacity cause contract cost deadline design distance duration effect fare fee fine height "
    "length majority motive outcome owner pay penalty price purpose reason result route salary score sentence size "
    "speed start time total turnout verdict wage weight width".split()
)
# What ends as if there were several, and is one.
ONE_IN_S = frozenset(
    "barracks chaos crossroads headquarters lens means news politics premises series species works".split()
)
# Meant without a name.
OFFICES = frozenset("council president king queen pope government prime chancellor chief police".split())
# As patterns of what stands before the name.
TITLED = {
    "doctor": "Dr", "judge": "Judge", "nurse": "Sister", "sister": "Sister", "mayor": "Mayor",
    "councillor": "Councillor", "professor": "Prof(?:essor)?", "captain": "Capt(?:ain)?",
    "superintendent": "Superintendent", "inspector": "Inspector", "minister": "Minister", "bishop": "Bishop",
    "sergeant": "(?:Sgt|Sergeant)", "senator": "Sen(?:ator)?", "governor": "Gov(?:ernor)?", "general": "Gen(?:eral)?",
    "lieutenant": "(?:Lt|Lieutenant)", "colonel": "Col(?:onel)?", "pastor": "(?:Rev|Reverend|Pastor)",
    "congressman": "Rep", "congresswoman": "Rep", "detective": "Det(?:ective)?", "sheriff": "Sheriff",
}
# What is asked of whoever holds an office now, "*" in the stead of the office.
OF_HOLDERS = re.compile(
    r"\W*(?:(?:and|so|but|then)\W+)?(?:how (?:old|tall|rich) is \*|where does \* (?:live|come from)|where is \* from|"
    r"(?:where|when|in what year|in which year) was \* born|where did \* (?:grow up|go to school|study)|"
    r"is \* (?:a (?:man|woman)|married|single)|does \* have (?:a family|children|kids|a husband|a wife)|"
    r"who is \* married to|what (?:is|was) \*['’]s (?:name|age|job|profession)|"
    r"(?:to )?(?:which|what) party (?:does|is) \* (?:belong to|belong|in|from)|"
    r"what did \* do before)(?: (?:now|today))?\W*",
    re.IGNORECASE,
)
# Behind a name, these are a firm's or a body's: "Oskel CEO Ines Vale", "Oskel's co-founder".
OF_BODIES = (
    "CEO CFO COO chairman chairwoman chair co-founder cofounder founder shareholders shares stock customers "
    "headquarters factory factories plant plants".split()
)
# Behind which stands what something is called.
CALLED = "called|named|nicknamed|known as|dubbed|christened"
# What is asked without a verb of whoever was named: "Ines Vale's age?".
HIS_AGE = re.compile(r"^([A-Z][\w.'’ -]*?)['’]s? age\W*$")
# Whom something is given: "Who gave her money?".
GIVING = "gave gives give paid pays lent sent offered showed taught handed brought told cost left owes".split()
SPEAKS = "said|says|told|added|adds|tweeted|wrote|argued"
ANY_TITLE = "Ms|Mrs|Miss|Dame|Lady|Sister|Madam|Mr|Sir|Lord|Dr|Judge|Mayor|Councillor|Cllr|Professor|Gov|Sen|Rep"
POINTS_OF_PLACES = "north south east west upper lower new old great".split()
HER, HIS = "Ms|Mrs|Miss|Dame|Lady|Sister|Madam", "Mr|Sir|Lord|Father|Brother"


def courtesy(message: str) -> bool:
    """Whether a message is nothing but courtesies: "great, thanks"."""
    plain = message.casefold().replace("’", "'").strip(" .!?,;:)(…")
    return len(plain) <= _LONGEST and _COURTESY.fullmatch(plain) is not None
