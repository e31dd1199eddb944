"""Nouns for people and parties: titles, offices, and what an article calls somebody at the second time."""

# Offices that stand before a name and that one alone has: "Mayor Ann Lee".
TITLES = frozenset("mayor president governor chancellor king queen pope premier captain coach".split())
ADDRESSES = frozenset("mr mrs ms miss dr sir dame lord lady prof professor judge justice mayor president sen senator "
                      "rep gov governor king queen prince princess pope minister secretary captain chief".split())
# What one alone is at a time; a judge or a councillor is one of many.
OFFICES = frozenset(
    "mayor president chancellor premier executive ceo chairman chairwoman chair chairperson manager coach captain head "
    "director editor leader minister secretary governor king queen pope prime founder owner winner champion husband "
    "wife treasurer author commissioner coroner curator deputy".split()
)
# Before an office these don't say which one it is.
WHICHEVER = frozenset("new next former first last current old sole only elected acting longest-serving".split())
# What an article calls somebody, or a firm, at the second time.
ANAPHORS = frozenset(
    "company firm operator club team side charity council party group agency department government ministry hospital "
    "school university bank airline retailer band actor singer star player striker president mayor minister senator "
    "man woman couple officer suspect defendant duo pair brand carmaker maker giant regulator union court state".split()
)
# The same of a place.
PLACES = frozenset("building place site branch shop store cinema cafe pool factory plant works door".split())
# Names of kinds: two courts share the word and are two.
KINDS = frozenset(
    "court road street lane square bridge river park hall house school academy college university hospital county city "
    "town village station airport church club united rovers party council bank group company inc corp ltd trust north "
    "south east west crown supreme magistrates district central new old upper lower great san los la el st saint lake "
    "mount fort port island islands".split()
)
STANDING_IN = frozenset(("place", "job", "post", "role"))      # "his place will be taken by Ann Lee"
# What an article seldom leaves out of somebody who is it, with its other forms, as patterns: a claim may be held to it.
CALLINGS = {
    "deputy mayor": "deputy", "head teacher": "head|headteacher|principal", "mayor": "mayor(?:al)?",
    "president": "pres(?:ident)?", "governor": "gov(?:ernor)?", "chancellor": "chancellor", "senator": "sen(?:ator)?",
    "judge": "judge|justice|magistrate|bench", "justice": "justice|judge", "minister": "minister|premier|pm",
    "premier": "premier|prime minister", "councillor": r"council\w*|cllr|ward", "curator": "curator|keeper",
    "coroner": "coroner", "auditor": "auditor|audit", "inspector": "inspector|insp",
    "superintendent": "superintendent|supt", "treasurer": "treasurer|treasury", "skipper": "skipper|captain",
    "goalkeeper": "goalkeeper|keeper|goalie", "captain": "captain|capt|skipper", "coach": "coach|manager|boss",
    "bishop": "bishop", "commissioner": "commissioner|police chief", "editor": "editor|edit(?:s|ed)",
    "ceo": "ceo|executive|boss|chief", "executive": "ceo|executive|boss|chief",
    "representative": r"rep(?:resentative)?|congress\w*|lawmaker|spokes\w+|union",
}
