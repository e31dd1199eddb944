"""Words that proper names are made of, and what else their bearers are called."""

from __future__ import annotations

# Written small within a name.
PARTICLES = ("de", "da", "del", "der", "du", "la", "le", "van", "van der", "von", "bin", "al", "y")
# Of companies, clubs and offices.
GROUPS = frozenset(
    "academy agency airlines army association athletic band bank board boys brothers bureau cabinet church city "
    "club college commission committee company congress corp council court department ensemble fc force foundation "
    "girls government group inc industries institute league llc ltd ministry motors museum navy news orchestra "
    "parliament party pictures plc police press quartet records rovers senate services sisters society studios team "
    "times trio trust union united university".split()
)
# Of places.
PLACES = frozenset(
    "africa alabama alaska america angeles arizona asia australia avenue beijing berlin boston brazil bridge "
    "britain brooklyn california canada carolina chicago china colorado connecticut county denmark detroit dublin "
    "edinburgh egypt england europe florida france francisco georgia germany greece hill hollywood illinois india "
    "indiana iowa iran iraq ireland island islands israel italy japan jersey kansas kentucky kingdom lake lane "
    "london louisiana manhattan maryland massachusetts mexico michigan minnesota mississippi missouri montana "
    "moscow mountain mountains nebraska nevada norway ohio oklahoma oregon paris park pennsylvania philadelphia "
    "poland river road rome russia scotland spain square state states street sweden sydney syria tennessee texas "
    "tokyo toronto turkey u.k u.s uk ukraine us usa utah valley vegas vermont virginia wales washington wisconsin "
    "york".split()
)
# That people are called by as well, behind a given name: "Ron Washington".
SURNAMES = frozenset(
    "america berlin boston dublin england france hill houston ireland israel jackson jersey jordan kentucky lake lane "
    "london paris park rome sydney wales washington york".split()
)
# Of what is neither: cups, buildings, periodicals, events.
THINGS = frozenset(
    "act airport album award awards baseball basketball best bible bill billboard bowl bridge campaign castle "
    "cathedral center centre championship championships chart charts church clinic coast comics corporation country "
    "crisis cup day days east election festival football game games greatest guard hall hospice hospital hotel hour "
    "house infirmary inquiry jazz journal language languages law library magazine medal movement music nation "
    "nations night north olympics palace pop prison prize program programme project race report review revolution "
    "rock school season series show song songs south stadium station stories story system tale theater theatre "
    "theory title tonight tour treaty vision visions war wars west world year".split()
)
# The country of each people.
COUNTRIES = {
    "french": "france", "dutch": "netherlands", "british": "britain", "english": "england", "welsh": "wales",
    "scottish": "scotland", "irish": "ireland", "spanish": "spain", "swiss": "switzerland", "danish": "denmark",
    "german": "germany", "greek": "greece", "turkish": "turkey", "polish": "poland", "finnish": "finland",
    "swedish": "sweden", "thai": "thailand", "filipino": "philippines", "american": "us", "americans": "us",
    "britain": "uk", "european": "eu", "chinese": "china", "portuguese": "portugal", "belgian": "belgium",
    "norwegian": "norway", "peruvian": "peru", "ukrainian": "ukraine", "hungarian": "hungary", "italian": "italy",
}
PEOPLES = frozenset((
    *(people for people in COUNTRIES if people != "britain"),
    "african", "asian", "australian", "canadian", "catholic", "christian", "democratic", "indian", "islamic",
    "israeli", "japanese", "jewish", "korean", "latin", "mexican", "muslim", "republican", "roman", "russian",
    "soviet",
))
# Written large of people, and last names too: "the first Black woman".
COLOURS = frozenset(("black", "white", "brown"))
OTHER_NAMES = {
    "us": ("united states", "america", "american", "u.s"), "usa": ("united states", "america"),
    "america": ("united states", "u.s", "us"), "uk": ("united kingdom", "britain", "british", "u.k"),
    "tv": ("television",), "nyc": ("new york",), "washington": ("district of columbia", "d.c", "white house"),
    "un": ("united nations",), "eu": ("european union",),
}
# Of countries and towns of which papers write another name too.
SECOND_NAMES = frozenset(
    "bombay burma byzantium calcutta ceylon constantinople czechia england formosa holland kiev leningrad madras "
    "persia rangoon rhodesia saigon siam swaziland turkiye ussr".split()
)
PARTIES = frozenset(("party", "parties"))
# By which letters members of a party are known: "(R-Ohio)".
PARTY_LETTERS = {"republican": "R", "republicans": "R", "gop": "R", "democrat": "D", "democrats": "D",
                 "democratic": "D"}
