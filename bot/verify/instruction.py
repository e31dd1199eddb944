"""The instruction guard: an answer reports what passages say; it doesn't do what they say."""

from __future__ import annotations

import re

from bot.languages.en.orders import HINTS, OPENING_ORDERS, TASKS
from bot.languages.patterns import either
from bot.verify.claim import Claim
from bot.verify.words import fold, parted
from index import sentences

_TLD = (
    r"(?:com|org|net|xyz|info|biz|io|ai|app|dev|co|me|tv|uk|us|de|fr|eu|ru|cn|in|site|online|shop|top|live|news|gov|edu|"
    r"example|test|onion)"
)
ADDRESS = re.compile(   # bounds, as each letter of an endless word begins to read it anew
    r"\b[a-z][a-z0-9+.-]{0,30}://\S+|\bwww\.\S+|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]+|"
    rf"\b(?:[a-z0-9-]{{1,63}}\.){{1,10}}{_TLD}\b(?:/\S*)?|\b(?:\d{{1,3}}\.){{3}}\d{{1,3}}\b|"
    r"\b(?:data|javascript|mailto|tel):\S+|@\w{3,}",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<\s*+/?\s*+[a-z!][^>]*>?|!\[|\]\(|```|&#?\w+;", re.IGNORECASE)
# To the reader, or about the bot itself: an answer from an archive speaks of neither.
_ADDRESSED = re.compile(
    r"\b(?:please|click|download|install|subscribe|sign up|share your|let us know|feel free|don't forget|remember to|"
    r"make sure|stay tuned|visit (?:our|us|the site)|contact (?:us|me)|reach out|join (?:us|our)|donate|we invite|"
    r"thank you for|your (?:thoughts|opinions?|support|account|password|computer|browser|feedback)|"
    r"you (?:should|must|need to|can|may|won't|will|could)|we (?:encourage|urge|recommend|appreciate|value|welcome))\b",
    re.IGNORECASE,
)
_PERSONA = re.compile(
    r"\b(?:as an? (?:ai|language model|assistant|chatbot)|i am (?:now )?(?:an?|your|the|called)|"
    r"i'm (?:now )?(?:an?|your)|"
    r"my (?:name|instructions|system prompt|rules)|system prompt|previous instructions|ignore (?:all|the|any|previous)|"
    r"i (?:will|can|shall) (?:now|help|assist|comply)|as (?:you )?(?:requested|instructed|asked)|"
    r"sure[,!]|of course[,!]|"
    r"here(?:'s| is| are) (?:a|an|the|your|my) (?:poem|story|letter|speech|essay|translation|function|code|example|"
    r"recipe|list))\b",
    re.IGNORECASE,
)
_OPENS_WITH_ORDER = re.compile(
    rf"^{either(OPENING_ORDERS)}\b(?! (?:of|in|by|and|that|is|was|are|were|has|had|from|on|at)\b)", re.IGNORECASE
)
_ABOUT_ITSELF = re.compile(
    r"^\W*(?:according to |based on |in )?(?:the|this|these) (?:given |provided |above |cited )?"
    r"(?:passages?|texts?|excerpts?)\b",
    re.IGNORECASE,
)
_ODD = 0.34          # share of a sentence's words that no text in a natural language reaches by itself
_LONG = 30           # letters: no word of an answer is as long, unless a passage has it


def instruction(claim: Claim) -> str | None:
    """The reason why the sentence seems to obey what a passage tells it, or None.

    What the question or a passage's own reporting says word for word may be repeated; a sentence of a passage that
    speaks to the machine may not.
    """
    known = claim.known.casefold()
    if _MARKUP.search(claim.text):
        return "It holds markup, which an answer has no use for."
    addresses = {match.group().rstrip(".,;:!?)'\"").casefold() for match in ADDRESS.finditer(claim.plain)}
    reported = _reported(claim) if addresses else ""
    if any(each not in reported for each in addresses):
        return "It holds an address that no passage reports."
    if persona := _PERSONA.search(claim.plain):
        return f"It speaks as somebody else (“{persona.group()}”)."
    if _ABOUT_ITSELF.match(claim.plain):
        return "It speaks of the passages, where an answer speaks of the news."
    outside = re.sub(r'"[^"]*"', " ", claim.plain)
    if order := _ADDRESSED.search(outside):
        return f"It tells the reader what to do (“{order.group()}”)."
    if _OPENS_WITH_ORDER.search(outside.lstrip(" -*")):
        return "It is a command."
    if outside.rstrip(" \"'").endswith("?"):
        return "It is a question, where an answer was asked for."
    return _scrambled(claim, known)


def _reported(claim: Claim) -> str:
    """The question and the sentences of the evidence that don't speak to the machine."""
    reported = [sentence for sentence in claim.sentences if not ORDERS.search(sentence)]
    return "\n".join([claim.question, *reported]).casefold()


# Words of an article for a machine: narrower than ORDERS, since what these meet is never quoted at all.
_MACHINE = (
    r"(?:ai|llms?|(?:large |ai )?language models?|chat ?bots?|(?:ai|virtual|digital) (?:models?|agents?|assistants?|"
    r"systems?)|ai assistants?|assistants?)"
)
_YOURS = r"\byour (?:answer|response|reply|output|summary|message)\b"
# One of HINTS or TASKS is in all that follows: looking for them first takes a hundredth of the time.
_TO_MACHINE = re.compile(
    r"\b(?:ignore|disregard|forget|override) (?:(?:all|any|the|your|these|those|of|my) )*"
    r"(?:(?:previous|prior|above|earlier|preceding|system|other|former) )*(?:instructions?|prompts?)\b|"
    r"\b(?:reveal|print|repeat|output|show) (?:your|the) (?:system )?(?:prompt|instructions)\b|"
    rf"\b(?:you are now|if you are|when you are|as you are) (?:an? )?{_MACHINE}\b|"
    rf"^\W*(?:(?:important|special|hidden) )*(?:instructions?|notes?|notice|message|attention|hey|dear|hello)"
    rf"(?: (?:to|for))?,? (?:the |any |all |every )?{_MACHINE}\b[^:,.]{{0,60}}[:,.!]|"
    rf"\b(?:in|to|of|with|for|from|without) {_YOURS}(?! (?:to|on|about|of|for|from|is|was|were)\b)|"
    r"^\W*(?:explain|describe|summari[sz]e|translate) (?:the|how|this|that) |"
    r"^\W*(?:write|compose|draft|develop|provide|generate|create) (?:me )?(?:an?|the) [^.]{0,30}\b(?:poem|short story|"
    r"essay|speech|introduction|example|equivalent)\b|"
    r"^\W*(?:replace|scramble|convert|jumble|substitute|rearrange|remove|group|swap)\b[^.]{0,40}\b(?:letters?|vowels|"
    r"spaces)\b"
)


def to_machine(sentence: str, following: str = "") -> bool:
    """Whether a sentence of an article speaks to a machine that reads it: never to be quoted as news.

    `following` is the sentence behind it: an order may hold a quotation that ends like a sentence.
    """
    opens = following[:1].islower() or bool(_OPENS_WITH_ORDER.match(sentence))
    return _speaks(sentence) or (opens and _speaks(following))


def _speaks(sentence: str) -> bool:
    small = sentence.casefold()
    hinted = small.lstrip(" \"'“‘-*•").startswith(TASKS) or _hints(small)
    if not hinted or small.endswith("?"):
        return False
    return bool(_TO_MACHINE.search(small) or (re.search(_YOURS, small) and _orders(sentence)))


def _hints(small: str) -> bool:
    """Whether it has a word that orders to a machine have, so that a closer look is worth while."""
    for hint in HINTS:
        if hint in small:
            return True
    return False


def _orders(sentence: str) -> bool:
    """Whether it begins with an order, maybe behind a heading that stands on the same line."""
    starts = {0, *(match.start() for match in re.finditer(r"\b[A-Z]", sentence))}
    return any(_OPENS_WITH_ORDER.match(sentence[start:].lstrip(" \"'“‘-*•")) for start in starts)


ORDERS = re.compile(
    r"\b(?:your|the) (?:answer|response|reply|output|summary)\b|\b(?:ignore|disregard|forget) (?:all|any|the|previous|"
    r"your)\b|\byou are now\b|\bsystem prompt\b|\b(?:instructions?|note) (?:to|for) (?:the )?(?:ai|assistant|model|"
    r"reader|bot)\b",
    re.IGNORECASE,
)


def _scrambled(claim: Claim, known: str) -> str | None:
    """Letters turned to digits or signs, words run together: the marks of an answer in a code."""
    tokens = claim.plain.split()
    if any(len(token) > _LONG and token.strip(".,;:!?\"'()").casefold() not in known for token in tokens):
        return "It runs words together."
    have = {fold(word.text) for word in parted(claim.known)}
    mixed = [
        token for token in tokens
        if re.search(r"[^\W\d_]\d|\d[^\W\d_]{3,}|[^\W\d_][@#$%&*^~|]+[^\W\d_]", token)
        and not all(fold(part.text) in have for part in parted(token))
    ]
    if len(mixed) > max(1, _ODD * len(tokens)):
        return "Its letters are replaced by other signs."
    return None


def reporting(text: str, language: str = "en") -> str:
    """The text without questions and sentences that speak to the machine: nothing may rest on either."""
    found = [text[start:end] for start, end in sentences(text, language)]
    spoken = [bool(ORDERS.search(sentence)) for sentence in found]
    # An order may hold a quotation that ends like a sentence: Add "You won't believe it!" to your reply.
    opened = [
        after and (bool(_OPENS_WITH_ORDER.search(one)) or following[:1].islower())
        for one, following, after in zip(found, [*found[1:], ""], [*spoken[1:], False], strict=True)
    ]
    kept = [
        one for one, orders, opens in zip(found, spoken, opened, strict=True)
        if not (orders or opens or one.endswith("?"))
    ]
    return text if len(kept) == len(found) else " ".join(kept)
