"""What looks like a sentence and is none: a heading, a link, a time, a cross-reference, a caption or a table."""

from __future__ import annotations

import re

from bot.languages.en.stop_words import STOP_WORDS
from corpus.text.rows import row_in

HEADING = 10        # words of a heading in capitals at most
POINTER = 12        # words up to which a line with a label in front points elsewhere even where it ends in a full stop
BARE = 2            # words beside a link that say nothing
TABLE = 18          # words from which a run without grammar is a table
GRAMMAR = 0.12      # share of words such as "the" and "was" below which there is none
HARDLY_ANY = 0.05   # the same, where it ends as a sentence does
TEASER = 3          # words in small letters behind a label in capitals that make another article's headline
CREDITED = 8        # words of a line that does nothing but credit a picture
COMMAS = 0.08       # commas a word from which it is a list of names instead

_MONTH = r"(?:Jan(?:\.|uary)|Feb(?:\.|ruary)|March|April|May|June|July|Aug(?:\.|ust)|Sept(?:\.|ember)|Oct(?:\.|ober)|" \
         r"Nov(?:\.|ember)|Dec(?:\.|ember))"
_AGENCY = r"(?:AP|AFP|Reuters|REUTERS|EPA|Getty|Getty Images|Shutterstock|Bloomberg|Zuma|USA TODAY(?: Sports)?)"
_ADDRESS = re.compile(
    r"(?:https?://|www\.|pic\.twitter\.com/)\S+|"
    r"\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.(?:com|org|net|gov|edu|info|tv)\b(?:/\S*)?|"
    r"(?<![\w.])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]+|(?<!\S)\(?@\w{3,}\)?"
)
_OF_ADDRESSES = ("@", "://", "www.", ".com", ".org", ".net", ".gov", ".edu", ".info", ".tv")    # none is without one
_SIGNATURE = re.compile(r"(?<!\S)[—–-]{1,2}\s?[^—–\n]{1,60}\(@\w+\)(?:\s+\w+ \d{1,2}, \d{4})?")
_TIME = re.compile(
    r"[\s(]*(?:\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?|\d{4}-\d\d-\d\dT[\d:.]+Z?)"
    r"(?:\s[A-Z]{2,4})?[\s:).]*|"
    r"\W*(?:first |last |originally )?(?:published|updated|posted|modified)\b(?:\s[\w.,:]+){0,8}\s\d{4}(?:\s\S+){0,4}",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\W*(?:more(?: (?:from|on|coverage|stories|news)(?: [\w’'-]+){0,4})?|related(?: [a-z]+)?|"
    r"(?:also )?read(?: more| also| next)?|see also|watch(?: live| now| more)?|full (?:coverage|story|video)|"
    r"in pictures|go deeper|live updates|gallery|photo gallery|photos|slideshow|video|podcasts?|listen|fact check|"
    r"explainer)\s*[:|►»]",
    re.IGNORECASE,
)
# "Budget row:Mayor asks for a recount"
_RUN_ON_LABEL = re.compile(r"\W{0,2}[^:.\n]{1,80}(?<=[\w?!'’”]):(?=[A-Z‘'“\"])(?![A-Z]{1,4}\b)")
# "LIDO NEWS: Mayor asks for a recount"; not "WINNER: ...", nor who speaks in an interview and what she says.
_TEASER = re.compile(
    r"[\W_]{0,2}"
    r"(?!(?:UPDATE|CLAIM|FACT|VERDICT|WINNER|LOSER|NOTE|PS|RESULT|SCORE|WHEN|WHERE|WHO|WHAT|WHY|HOW|COST|PRICE)\b)"
    r"(?=[^:\n]*[A-Z]{2})[A-Z0-9 .,’'&?!-]{2,60}: ?(?P<headline>[A-Z][^\n]*)"
)
_OF_ANOTHER = re.compile(r"\W{0,2}(?:See|Earlier|Reaction|Ranked|Learn more|Follow every \w+): ?[A-Z‘“'\"]")
# "Ferry race 2022: See who won", and what a page says above its buttons and beside its scores.
_SENT_ON = re.compile(
    r"[^\n]{4,80}: (?:See|Watch|Find out|Here['’]s) (?:who|what|how|why|where|all)\b[^\n]*|"
    r"\W*(?i:(?:share all )?sharing options for:|live (?:leaderboard|scoreboard|scores|blog):)[^\n]*"
)
_SPEAKS = re.compile(r"\b(?:I|me|my|we|us|our|you|your)\b")
_SMALL = re.compile(r"(?<![\w’'-])[a-z][a-z’'-]*")
_DATELINE = re.compile(
    rf"[ (]*(?:[A-Z][\w.'’]*,? ){{0,4}}\(?(?:CNN|BBC|NPR|UPI|{_AGENCY})(?: [A-Z]\w+){{0,2}}\)?\s*[—–-]{{1,2}}\s*"
)
_COURTESY = re.compile(r"\W*(?:(?:photos?|images?|pictures?)\W*)?courtesy(?: of)? (?-i:[A-Z])[^!?]*", re.IGNORECASE)
_VIDEO = re.compile(r"\W*MUST WATCH\b.*|.*\S \d\d:\d\d|.*\bReplay More Videos\b.*", re.DOTALL)
_STOP = re.compile(r"[.!…][\"”’')\]]*\s*\Z")
_CAPTION = re.compile(
    r"\W*(?:hide caption|\d{1,3} of \d{1,3} photos?\b|file(?: photo)?(?:\s?[–—:]|\s-)\s|photograph:|"
    r"image (?:copyright|caption) (?-i:[A-Z]))"
    r"|(?-i:In this [\w., -]{0,40}?(?:photo|photograph|handout|image (?:provided|released|taken|made))\b)"
    r"|[^\n]*\bhide caption \d"
    rf"|[^\n]*\((?-i:{_AGENCY}(?:/| Photo)|Photos?(?: by|:)|Image credit|Credit:)[^()\n]{{0,80}}\)\W*\Z"
    rf"|[^\n]*[\w.)]/(?-i:{_AGENCY})\)?\W*\Z|[^\n]*\bvia (?-i:{_AGENCY})\)?\s*\Z"
    r"|[^\n]*\([^()\n]{1,60}/via (?-i:[A-Z])\w[\w ]{0,30}\)\s*\Z",
    re.IGNORECASE,
)
_CREDIT_FIRST = re.compile(     # but for news behind it, "Ines Vale/Reuters MERROWBY — The ...", and "A CNN/AP Poll"
    r"(?!(?:An?|The|In)\b)(?:[A-Z][\w.'’-]+ ){0,4}[A-Z][\w.'’-]+"
    rf"(?:(?:/[A-Z][\w ]{{1,20}})?/{_AGENCY}| for (?:CNN|NPR|{_AGENCY}))\s+(?=[A-Z“\"])"
    r"(?![A-Z]{3,}[\w .,()]{0,40}[—–-])"
)
_CAPTION_DATE = re.compile(rf"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, {_MONTH} \d{{1,2}}, \d{{4}}\b")
_CAPTION_VERB = re.compile(
    r"\b(?:(?:is|are) (?:seen|shown|pictured)|speaks?|walks|arrives|listens?|waits?|gestures|talks|holds|attends|waves|"
    r"looks|poses?|reacts?|leaves|answers|sits|gathers?|cheers?|smiles|rides|embraces?|salutes|departs|carries|watches|"
    r"addresses)\b"
)
_AFTERWARDS = re.compile(r"(?:[A-Z][\w.'’-]*\s+){2,8}after [a-z]+ing\b")     # "Mayor Ines Vale after voting at ..."
_PAST = re.compile(r"\b(?:said|was|were|had|will|would|did|has been|have been)\b")


def is_no_sentence(text: str, *, english: bool = True) -> bool:
    """Whether a piece between two sentences' borders is none of them; a table is known by its English alone."""
    beside = is_heading(text) or is_dateline(text) or is_link(text) or is_time(text)
    return beside or points_elsewhere(text) or is_caption(text) or (english and is_table(text))


def is_heading(text: str) -> bool:
    """Whether it is a heading in capitals, or the mark of an agency; figures may be a result."""
    bare = text.strip(" —–-()")
    return bare.isupper() and len(bare.split()) <= HEADING and not _STOP.search(bare) and not re.search(r"\d", bare)


def is_dateline(text: str) -> bool:
    """Whether it only says where news comes from, and by which agency."""
    return bool(_DATELINE.fullmatch(text))


def is_link(text: str) -> bool:
    """Whether nothing is left of it without its addresses and the name of who posted it."""
    if not any(map(text.__contains__, _OF_ADDRESSES)):      # most sentences
        return False
    rest = _ADDRESS.sub(" ", _SIGNATURE.sub(" ", text))
    return rest != text and len(re.findall(r"[^\W\d]+", rest)) <= BARE and not re.search(r"\d", rest)


def is_time(text: str) -> bool:
    """Whether it only says at what time something was put online."""
    return bool(_TIME.fullmatch(text))


def points_elsewhere(text: str) -> bool:
    """Whether it is the headline of another article or a recording: "More:Mayor asks for a recount"."""
    if not _STOP.search(text) and (_VIDEO.fullmatch(text) or _SENT_ON.fullmatch(text) or _is_teaser(text)):
        return True
    labelled = _LABEL.match(text) or _RUN_ON_LABEL.match(text)
    return bool(labelled) and (not _STOP.search(text) or len(text.split()) <= POINTER)


def _is_teaser(text: str) -> bool:
    """Whether a label in capitals, or one that sends a reader on, stands in front of a headline."""
    if _OF_ANOTHER.match(text):
        return True
    teaser = _TEASER.fullmatch(text)
    if teaser is None or text.endswith(("?", "—", "–", "-", ":")) or _SPEAKS.search(teaser["headline"]):
        return False
    return len(_SMALL.findall(teaser["headline"])) >= TEASER


def is_caption(text: str) -> bool:
    """Whether it describes a picture: it credits one, or says what is seen on which day, as agencies write."""
    if _COURTESY.fullmatch(text) and len(text.split()) <= CREDITED:
        return True
    if _CAPTION.match(text) or _CREDIT_FIRST.match(text):
        return True
    seen = _AFTERWARDS.match(text) or (_CAPTION_VERB.search(text) and not _PAST.search(text))
    return bool(_CAPTION_DATE.search(text) and seen)


def is_cut_off(text: str) -> bool:
    """Whether it ends in nothing that ends a sentence: a heading, an entry of a list."""
    return not _STOP.search(text)


def leads_in(text: str) -> bool:
    """Whether it only opens what stands behind it: "She wrote:"."""
    return text.rstrip(" \"”’*").endswith(":")


def is_table(text: str) -> bool:
    """Whether it is a table or a menu without its lines: many words, and no grammar between them."""
    words = text.split()
    if len(words) < TABLE or text.count(",") > COMMAS * len(words) or text.count(";") > 1 or row_in(text):
        return False
    share = sum(word.casefold().strip(".,:;()") in STOP_WORDS for word in words) / len(words)
    return share < (HARDLY_ANY if _STOP.search(text) else GRAMMAR)
