"""Verbs that say of another verb whether it happened: "refused to sell", "plans to sell"."""

DENYING = frozenset(
    """
    refuse decline fail deny avoid forget neglect cease stop prevent forbid reject
    """.split()
)
INTENDING = frozenset(          # "hop" is what the parser makes of "hoped"
    """
    plan hop hope want wish propose agree promise expect threaten try attempt ask offer intend vow pledge consider seek
    set decide mean aim demand urge call go likely due insist suggest
    """.split()
)
SCHEDULING = frozenset("schedule slate plan expect set due timetable".split())      # for a day to come
# What stands under these is said to be so.
ADMITTING = frozenset("admit acknowledge concede confess confirm learn discover know realise realize".split())
# What stands under these somebody holds, and nobody reports.
DOUBTING = frozenset(
    "ask wonder doubt question dispute claim allege argue believe think suspect fear accuse speculate imagine".split())
DOUBTFUL = frozenset(       # "the claim that he won"
    "accusation allegation assertion belief claim fear hope idea notion rumor rumour speculation suggestion suspicion "
    "theory".split())
WEIGHING = frozenset("consider mull weigh discuss contemplate suggest propose risk".split())      # doing something
