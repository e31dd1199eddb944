"""Words that say whether and where something happened."""

# Whose object, or whose subject in the passive, came about by them and not before: "a fire was started on Monday".
BROUGHT_ABOUT = frozenset(
    """
    start begin cause spark trigger ignite suffer see experience have stage hold launch carry commit make mount fight
    tackle extinguish survive unleash bring get record perform conduct stag
    """.split()
)
# What an event does later, or what is done about it.
AFTERWARDS = frozenset(
    """
    lead prompt end continue remain mark follow become raise highlight show enter resume go change help need mean
    come
    """.split()
)
IN_THE_COURSE_OF = frozenset(("in", "during", "by"))      # "killed in a flood", "hit by a flood"
PLACING = frozenset("in at near on outside off along across inside beside around throughout".split())
BESIDE_A_NAME = frozenset(("in", "near", "outside", "at", "off", "across", "throughout", "around"))
AGAIN_AND_AGAIN = frozenset(
    "every each usually often always sometimes regularly weekly daily monthly annually frequently rarely typically "
    "routinely".split()
)
WITHIN = frozenset(("in", "at", "on"))          # others stand before the place: "near Harnchester"
NEITHER = frozenset("neither nor nearly almost barely narrowly".split())      # it did not happen
WHEN = frozenset(("on", "in", "at", "during", "over", "around", "early", "late", "of", "without"))      # lead to a day
WHO_OR_WHAT_KIND = ("er", "or", "ist", "ee", "ive", "ant")     # ends of who does it, or what is like it
