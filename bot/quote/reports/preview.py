"""Says of an answer in a preview which of its quotations are under embargo."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.answer import Answer
from bot.languages.replies import replies


def in_preview(answer: Answer, moment: datetime) -> Answer:
    """The answer with a sentence for each quotation that readers may not see at `moment`."""
    says = replies(answer.language)
    sealed = [(each.number, until) for each in answer.quoted
              if (until := each.article.embargoed_until) and until > moment]
    lines = [says("embargoed", mark=f"[{number}]", day=says.day(until), time=f"{until:%H:%M %Z}")
             for number, until in sealed]
    return replace(answer, text="\n\n".join([answer.text, *lines])) if lines else answer
