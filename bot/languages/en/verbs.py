"""Verbs by what they do in a sentence."""

from __future__ import annotations

# Where a phrase ends: "the bridge will reopen".
VERBS = frozenset(
    "affect appear approve are be became become been began begin begun being born bought build built buy call came "
    "can change close come contain cost could did die do does done employ end fall feel find found gave get give "
    "given go gone got had happen has have held hold include involve is keep kept knew know known last lead leave "
    "led left live look lose lost made make may mean meet met might must open perform play ran reach receive "
    "release released reopen replace return rise run said sang saw say see seen sell shall should sing sold start "
    "take taken tell think told took use vote was went were will win won work would write written wrote".split()
)
# Before what didn't, or won't, or may not happen.
UNREAL = frozenset(
    "will would could may might should shall not never cannot without unless if plans plan planned expected due hopes "
    "hoped hope wants wanted want aims aimed promised promise vowed likely unlikely scheduled refused failed yet "
    "proposed proposals bid wo push pushes pushed delay delays postpone postpones".split()
)
# Behind the word for what is put off: "reopening slips to next March".
PUT_OFF = frozenset("slips slip slipped delayed postponed deferred shelved".split())
# What somebody did, where no "-ed" says so.
IRREGULAR_PAST = (
    "beat", "became", "began", "bought", "broke", "brought", "built", "burst", "came", "caught", "chose", "cut",
    "dealt", "did", "drew", "drove", "fed", "fell", "felt", "fled", "flew", "fought", "found", "gave", "got", "grew",
    "had", "heard", "held", "hit", "kept", "knew", "laid", "lay", "led", "left", "lost", "made", "met", "paid", "put",
    "ran", "rode", "rose", "said", "sank", "sat", "saw", "sent", "shot", "shut", "slept", "sold", "spent", "spoke",
    "stole", "stood", "struck", "swept", "thought", "threw", "told", "took", "was", "went", "were", "won", "wrote",
)
# Behind several of a kind: "Which states are ..."; not each past, since "Which man was found" asks for one.
OF_SEVERAL = (
    "are", "were", "do", "did", "have", "had", "has", "will", "would", "can", "could", "should", "sit", "got", "get",
    "came", "took", "went", "lost", "won", "made", "gave", "left", "met", "ran", "held", "paid", "sold", "built",
    "bought", "led", "fell", "rose", "began", "put", "said", "is", "was",
)
# Of what is to come, or happens again and again.
AHEAD_OR_HABIT = (
    "will", "won’t", "won't", "would", "shall", "due", "to be", "next", "plan", "plans", "planned", "expected",
    "scheduled", "forecast", "forecasts", "set to", "is to", "are to", "going to", "can", "may", "might", "must",
    "should", "open", "opens",
    "closes", "start", "starts", "begins", "deadline", "tomorrow", "every", "each", "usually", "weekly", "always",
    "often", "tickets", "poised", "slated", "coming", "upcoming", "looming", "ahead of",
)
# Beside somebody's own words.
REPORTING = (
    "said", "says", "say", "told", "added", "adds", "wrote", "writes", "called", "calls", "described", "describes",
    "warned", "warns", "argued", "argues", "insisted", "insists", "claimed", "claims", "replied", "explained",
    "explains", "stated", "states", "noted", "notes", "according to", "tweeted", "declared", "announced", "admitted",
    "recalled", "asked",
)
# Before a sentence of its own: "it says it will sail".
SAYING_THAT = (
    "said", "says", "say", "announced", "announces", "claimed", "claims", "believe", "believes", "think", "thinks",
    "concerns",
)
# With which somebody takes a position; "call" stands apart, for what is called off or in.
POSITION = (
    "said", "says", "say", "argue", "argued", "argues", "warned", "warns", "oppose", "opposed", "opposes", "wanted",
    "wants", "objected", "objects", "complained", "complains", "welcomed", "welcomes", "praised", "praises",
    "criticised", "criticises", "criticized", "criticizes", "condemned", "condemns", "defended", "defends", "insisted",
    "insists", "believe", "believed", "believes", "think", "thinks", "thought", "replied", "replies", "denied",
    "denies", "claimed", "claims", "added", "adds", "backed", "backs", "supported", "supports", "accused", "accuses",
    "disagree", "disagreed", "disagrees", "feared", "fears", "hoped", "hopes", "told", "wrote", "rejected",
    "rejects", "dismissed", "dismisses", "urge", "urged", "urges",
)
# With which a newspaper gives somebody's words, verbatim, to whoever said them.
SAYING = (
    "said", "says", "added", "adds", "wrote", "writes", "argued", "argues", "warned", "warns", "insisted", "insists",
    "explained", "explains", "replied", "recalled", "recalls", "tweeted", "declared", "told", "noted", "continued",
)
# Between such a verb and a name, these make it somebody else's: "said a spokesman for", "said the widow of".
SOMEBODY_ELSE = (
    "for", "of", "with", "about", "to", "by", "from", "at", "in", "on", "after", "before", "when", "as", "and", "that",
    "than", "he", "she", "it", "they", "we", "his", "her", "their", "is", "was", "were", "are", "had", "has", "would",
)
# What may stand behind the name of a speaker; any other small word goes on to say whose spokesman it is.
BEHIND_A_SPEAKER = (
    "in", "at", "of", "on", "during", "after", "before", "to", "when", "while", "who", "as", "from", "with", "by",
    "about", "this", "last", "earlier", "later", "yesterday", "today", "himself", "herself", "if", "because", "for",
    "told", "said", "and", "has", "had",
)
# Behind a bare "this" or "that", which stands for a sentence.
MEANING = (
    "means", "meant", "came", "comes", "follows", "followed", "happened", "happens", "includes", "included", "made",
    "makes", "gave", "gives", "led", "leads", "left", "leaves", "brought", "brings", "cost", "costs",
)
# Before a term in quotation marks: nobody says it.
NAMING = ("called", "dubbed", "known", "titled", "entitled", "named", "termed", "nicknamed", "labeled", "labelled")
# What is said of whoever wins, and beginnings of such words.
WINNING = (
    "win", "wins", "winning", "winner", "winners", "won", "beat", "beats", "beaten", "beating", "elected", "re-elected",
    "crowned", "overcame", "overcome", "swept", "sweeps", "edged", "ousted", "lost", "title", "gold", "landslide",
    "awarded", "honoured", "honored", "took the", "takes the", "took home", "takes home", "took gold", "came first",
    "finished first", "first place", "the next", "record", "fastest",
)
WINNING_BEGINNINGS = ("defeat", "victor", "triumph", "champion", "clinch", "conquer", "prevail")
