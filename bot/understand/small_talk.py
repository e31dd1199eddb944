"""Greetings, thanks and "what can you do": short replies that cite nothing."""

from __future__ import annotations

import re

from bot.languages.en.readers.conversation import courtesy

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
    (r"(?:good)?bye(?: for now)?|see you(?: later| soon)?|good night", "Goodbye."),
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
_ASK_ON = "Ask me what you want to know next."
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), reply) for pattern, reply in _REPLIES)
_LONGEST = 80   # a longer message wants more than a greeting back


def small_talk(message: str) -> str | None:
    """The reply to a message that is nothing but a courtesy or a question about the bot; None for everything else."""
    plain = message.strip().strip("!.?,:;) ").replace("’", "'")
    if len(plain) > _LONGEST:
        return None
    known = (reply for pattern, reply in _COMPILED if pattern.fullmatch(plain))
    return next(known, _ASK_ON if courtesy(message) else None)
