"""Words that questions ask by, and those behind which no verb begins."""

ASKS = frozenset("who whom whose what when where which why how".split())
# What asks for somebody or something that took part; behind "how", what asks for how many did.
PARTIES = frozenset("who whom whose what which".split())
COUNTED = frozenset("many much".split())
DO = frozenset("do does did don't doesn't didn't".split())
MODAL = frozenset("will would can could may might must should won't wouldn't can't couldn't shouldn't".split())
HAVE = frozenset("has have had hasn't haven't hadn't".split())
BE = frozenset("is are was were isn't aren't wasn't weren't".split())
NO_VERB = frozenset(
    "the a an of and or in on at for to with from by as its his her their our my your this that these those".split())
OPEN_PHRASES = frozenset("the a an in on at of from by to for with".split())     # behind "was"
RELATIVE = frozenset(("who", "whom", "which", "that"))
LEFT_OUT_OF_WHEN = frozenset("on at after before during without since".split())     # of a question of when
NOT_ASKED = frozenset("be have say tell do".split())     # what was done by these is no news to ask for
# What questions ask by, and verbs that only carry an object.
ASKING = frozenset(
    "who whom whose what when where which why how did does do is are was were has have had can could would will "
    "happen come get make take name say cause many much old long far often people true go give".split()
)
# Words of a question that say nothing of how something happened.
EMPHATIC = frozenset("really actually ever already still also even just indeed now yet not n't all".split())
# Words of a phrase that is asked for, or is of nobody in particular.
OPEN = frozenset("which what who whose following follow people person somebody someone".split())
