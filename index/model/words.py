"""Words that say nothing about what a text is about."""

STOP_WORDS = frozenset(
    """
    a about after again against all also am an and any are aren't as at be because been before being below between
    both but by can can't could couldn't did didn't do does doesn't doing don't down during each few for from
    further get had hadn't has hasn't have haven't having he her here hers herself him himself his how i i'm if in
    into is isn't it it's its itself just let's me more most much must my myself no nor not of off on once only or
    other our ours ourselves out over own please same shall she should so some such tell than that that's the their
    theirs them themselves then there there's these they this those through to too under until up upon us very was
    wasn't we were weren't what what's when when's where where's which while who who's whom whose why why's will
    with won't would wouldn't you your yours yourself yourselves
    """.split()
)
