"""Prepositions by what they join: places, causes, the ends of a change."""

PLACES = frozenset("in at on near from to into beneath under beside over outside off through along across by".split())
CAUSES = frozenset(("because of", "due to", "owing to", "of", "over", "from"))
CHANGES = frozenset(("by", "to", "from"))      # the step, the end and the beginning of a change
AGAINST = frozenset(("against", "over", "to", "by", "from"))     # whom something is won against, or lost to
UNTIL = frozenset(("until", "till"))     # what was not done until then was done
ORDER = {"before": -1, "after": 1, "once": 1, "following": 1, "follow": 1}
SUBJECT_MATTER = frozenset(("about", "on", "against", "than"))     # before what is only spoken of
PARTICLES = frozenset("up down out off in over on".split())     # of a verb: "shut down"
REASONS = frozenset(("because of", "due to", "owing to", "thanks to", "out of"))
GROUNDS = REASONS | frozenset("for of from over with".split())      # what may give a cause, by the verb
BETWEEN = ("and", "but", "while", "whereas", "although", "compared with", "compared to")     # one figure and another
BESIDE_OTHERS = ("than", "compared", "against", "versus", "unlike", "including")     # what is named for others
WITHIN = frozenset(("in", "at", "near"))      # where something is, and not where it goes
