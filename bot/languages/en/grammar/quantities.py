"""Words that say how many of them: all, some, none."""

PART = "part"        # quantity of what a number is a part of: the posts in "24 of the 60 posts"
PARTS = frozenset(("all", "none", "some", "most", "half", "few", "many", "each", "several"))
SHARES = frozenset(("percent", "%", "majority", "minority", "third", "quarter"))      # of them: a part
QUANTITIES = PARTS | {"every", "no", "whole", "both"}
NOBODY = frozenset(("no", "nobody", "none", "nothing", "neither"))
NEVER = frozenset("never neither hardly scarcely barely".split())
ALL = frozenset(("all", "every", "each", "whole", "both"))
SOME = frozenset(("some", "most", "few", "half", "several", "many", PART))
EVERYBODY = frozenset(("everybody", "everyone", "everything"))
# Behind a number these say that there are some beside them.
FURTHER_ONES = frozenset("other more another additional further extra".split())
REGULAR = {"day": "daily", "week": "weekly", "fortnight": "fortnightly", "month": "monthly", "quarter": "quarterly",
           "year": "yearly", "hour": "hourly", "night": "nightly"}      # what says "every" of a time
