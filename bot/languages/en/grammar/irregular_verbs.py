"""Verbs whose past can't be told from their stem: "won" is of "win", and "sued" has another stem than "sue"."""

IRREGULAR = {
    line.split()[0]: tuple(line.split()[1:]) for line in """
arise arose arisen
bear bore born borne
beat beaten
become became
begin began begun
bend bent
bite bit bitten
blow blew blown
break broke broken
bring brought
build built
buy bought
catch caught
choose chose chosen
come came
dig dug
draw drew drawn
drink drank drunk
drive drove driven
eat ate eaten
fall fell fallen
feed fed
feel felt
fight fought
find found
flee fled
fly flew flown
forbid forbade forbidden
forget forgot forgotten
freeze froze frozen
get got gotten
give gave given
go went gone
grow grew grown
hear heard
hide hid hidden
hold held
keep kept
know knew known
lay laid
lead led
leave left
lend lent
lose lost
make made
meet met
overtake overtook overtaken
pay paid
ride rode ridden
ring rang rung
rise rose risen
run ran
say said
see saw seen
seek sought
sell sold
send sent
shake shook shaken
shoot shot
shrink shrank shrunk
sing sang sung
sink sank sunk
speak spoke spoken
spend spent
stand stood
steal stole stolen
strike struck
sue sued
swear swore sworn
swim swam swum
take took taken
teach taught
tear tore torn
tell told
think thought
throw threw thrown
uphold upheld
wear wore worn
win won
withdraw withdrew withdrawn
write wrote written
""".strip().splitlines()
}
