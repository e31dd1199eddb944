"""What English readers say between questions, and the words by which they mean somebody or something again."""

from __future__ import annotations

import re

# Said between two questions, and asking nothing.
_COURTESIES = (
    "ok|okay|k|right|fine|sure|yes|yep|yeah|no|nope|great|good|nice|cool|perfect|lovely|excellent|brilliant|super|wow|"
    "oh|ah|aha|hm|hmm|interesting|very interesting|how interesting|that's interesting|fascinating|amazing|impressive|"
    "wonderful|awesome|i see|got it|understood|makes sense|that makes sense|good to know|nice to know|fair enough|"
    "thanks|thank you|many thanks|thanks a lot|cheers|ta|really|is that so|that is great|that's great|good point|"
    "all right|alright|never mind|sorry|oops|please|hi|hello|hey"
)
_COURTESY = re.compile(rf"(?:(?:{_COURTESIES})\b(?:[\s,.!;:)…]|and\b)*)+")
_LONGEST = 60          # characters of a message that says nothing else

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
ANY_BODY = frozenset(("firm", "company", "business", "operator", "owner", "group"))     # that may have any name
OFFICES = frozenset("president king queen pope government prime chancellor".split())     # meant without a name
TITLED = {
    "doctor": "Dr", "judge": "Judge", "nurse": "Sister", "sister": "Sister", "mayor": "Mayor",
    "councillor": "Councillor", "professor": "Professor", "captain": "Captain", "superintendent": "Superintendent",
    "inspector": "Inspector", "minister": "Minister", "bishop": "Bishop", "sergeant": "Sergeant",
    "senator": "Senator",
}
HER, HIS = "Ms|Mrs|Miss|Dame|Lady|Sister|Madam", "Mr|Sir|Lord|Father|Brother"


def courtesy(message: str) -> bool:
    """Whether a message is nothing but courtesies: "great, thanks"."""
    plain = message.casefold().replace("’", "'").strip(" .!?,;:)(…")
    return len(plain) <= _LONGEST and _COURTESY.fullmatch(plain) is not None
