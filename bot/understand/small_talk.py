"""Greetings, thanks and "what can you do": short replies that cite nothing."""

from __future__ import annotations

import re

from bot.languages.en.readers.conversation import courtesy

_ASK_ON = "Ask me what you want to know next."
_REPLIES = (
    (
        r"(?:(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|greetings)(?: there| all| everyone)?)"
        r"(?:,? how are you(?: today)?)?|how are you(?: today)?",
        "Hello. Ask me about anything in this archive; I answer with quotations and show where they stand.",
    ),
    (
        r"(?:ok(?:ay)?,? )?(?:(?:many )?thanks?(?: you)?(?: very much| so much| a lot)?|cheers|ta)"
        r"(?:,? (?:that(?:'s| is| was)|very) (?:great|helpful|useful|all))?|(?:great|perfect|cool|nice|ok|okay|got it)"
        r"(?:,? thanks?(?: you)?)?",
        "You're welcome.",
    ),
    (
        r"(?:(?:many )?thanks?(?: you)?(?: a lot)?,? )?(?:(?:good)?bye(?: for now)?|see you(?: later| soon)?|"
        r"good night)",
        "Goodbye.",
    ),
    (
        r"(?:(?:are|r) (?:you|u) (?:really |quite |absolutely )?(?:sure|certain)(?: (?:about|of) (?:that|this|it))?|"
        r"is (?:that|this) (?:really )?(?:true|right|correct)|how do you know(?: that| this)?)",
        "Each sentence that I quote stands word for word in the article beside it; whether it is so, the article has "
        "to answer for. Open the cutting to read around it, and look whether a later one says something else.",
    ),
    (
        r"(?:no,? |sorry,? |but )?(?:that(?:'s| is| was)|this is|it(?:'s| is)) (?:not (?:what i (?:asked|meant|wanted)"
        r"(?: for)?|(?:an|the|my|a good|very) ?(?:answer|helpful|good|question)|right|true|correct|helpful)|wrong|"
        r"nonsense|rubbish|useless)|wrong(?: answer)?|you(?:'re| are) (?:not (?:very |at all )?(?:helpful|useful|good)|"
        r"wrong|useless|no help)|"
        r"(?:that|this|it) (?:doesn't|does not|didn't) (?:answer (?:my question|it|that)|help(?: me)?)",
        "I'm sorry. I find what the articles say, word for word: ask it again in other words, or with a name, a place "
        "or a year.",
    ),
    (
        r"(?:(?:oh|aw|ah),? )?(?:no|dear|my god|my|wow|well|lol|haha+|omg|great answer|good answer|nice one|"
        r"(?:that(?:'s| is)|how|so|very|what a) (?:\w+ly )?(?:sad|awful|terrible|horrible|funny|shocking|crazy|strange|"
        r"weird|surprising|amazing|bad|shame|pity)|(?:sorry,? )?my (?:mistake|bad|fault))",
        _ASK_ON,
    ),
    (
        r"(?:so )?(?:what (?:can|do) you do|what can i ask(?: you)?|who are you|what are you|what is this|help(?: me)?|"
        r"how (?:do|does) (?:you|this|it) work|are you (?:a |an )?(?:human|bot|robot|ai|real|person|machine).*|"
        r"what(?:'s| is) your name)",
        "I answer questions from this news archive by quoting the sentences that answer them, each with its article, "
        "date and a link to the passage. When the archive doesn't hold the answer, I say so. I am a program, not a "
        "person: check the cutting before you rely on it. You can ask who, when, where, how many or why, ask on with "
        "“And when?”, and ask how far back the archive goes.",
    ),
)
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), reply) for pattern, reply in _REPLIES)
_LONGEST = 80   # a longer message wants more than a greeting back


def small_talk(message: str) -> str | None:
    """The reply to a message that is nothing but a courtesy or a question about the bot; None for everything else."""
    plain = message.strip().strip("!.?,:;) ").replace("’", "'")
    if len(plain) > _LONGEST:
        return None
    known = (reply for pattern, reply in _COMPILED if pattern.fullmatch(plain))
    return next(known, _ASK_ON if courtesy(message) else None)
