"""Nouns that measure, and nouns by which something is passed or won."""

# There are many of months in any story: they count no things.
MEASURES = frozenset("year month week day hour minute second mile metre meter kilometre kilometer foot inch ton tonne "
                     "pound kilo acre hectare degree cent point time".split())
# What does nothing itself where it stands behind "by": "by 14 votes".
MARGINS = MEASURES | frozenset("vote goal length run seat percent % dollar euro majority margin stroke wicket try "
                               "place step".split())
# Words beside a figure that say on which side of another it lies.
RELATING = frozenset("above below over under more less fewer".split())
TALLIES = frozenset("number total tally count figure".split())      # "the number of boats"
# Words that compare, and which way: 1 for more.
FURTHER = {
    **dict.fromkeys("more above higher older dearer longer larger bigger greater taller".split(), 1),
    **dict.fromkeys("less fewer below lower younger cheaper shorter smaller".split(), -1),
}
