"""What tells the page, and the server again, which answer a message of the chat is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.answer import LENGTHS, Turn
from bot.web.http.problems import kind
from bot.web.page.markup import escape
from bot.web.page.render import looking, plain_text
from bot.web.page.texts import TEXTS
from bot.web.service.desk import Desk, Served
from bot.web.service.recent_answers import Record, is_gone, marks_of, method
from corpus.text.clean import without_surrogates

_LOOKING = frozenset(map(looking, TEXTS.values()))
_MARK = re.compile(r' ?<span class="answer-mark"[^<>]*></span>')
_REFUSED = re.compile(r'<span class="trouble-mark"[^<>]*>')
_ANSWER_ID = re.compile(r'<span class="answer-mark"[^<>]*\bid="answer(?:-|&#45;)([0-9a-f]{32})"')
_PREVIEW = '<span class="answer-mark preview-mark"></span>'      # of an answer without an id


def mark(served: Served) -> str:
    """What tells the page which answer this is, and by what, and what was asked.

    Gradio takes data-* attributes out, so the page writes `data-ai-generated` on the message.
    """
    if not served.id:
        return _PREVIEW
    question = " ".join(served.answer.question.split())
    marks = {"id": f"answer-{served.id}", "name": method(served.answer), "summary": question,
             "lang": served.answer.language}
    attributes = " ".join(f'{name}="{escape(value)}"' for name, value in marks.items())
    return f'<span class="answer-mark" {attributes}></span>'


def trouble_mark(error: Exception) -> str:
    """What tells the page why there is no answer, for it to say so in the reader's language."""
    return f'<span class="trouble-mark" id="trouble-{kind(error)[1]}"></span>'


def turns(history: object, recall: Callable[[str], Record | None] = lambda id: None) -> list[Turn]:
    """The last turns of a conversation, out of messages that a browser may have made up.

    Of an answer that `recall` still knows by its id, what it cited is looked up; one that tells of an article which is
    no longer public is left out, and so is what was no answer but a refusal, or was an answer in a preview.
    """
    found: list[Turn] = []
    for message in history if isinstance(history, list) else []:
        role, text = _message(message)
        known = recall(named[1]) if (named := _ANSWER_ID.search(text)) else None
        text = _MARK.sub("", text)
        if role == "user":
            found.append(Turn(plain_text(text)[: LENGTHS.question], ""))
        elif role == "assistant" and found and text not in _LOOKING and not _passed_over(text, known):
            used = known["question_used"] if known else ""
            found[-1] = Turn(found[-1].question, plain_text(text)[: LENGTHS.answer], marks_of(known), used)
    return [turn for turn in found if turn.question and turn.answer][-LENGTHS.turns :]


def _passed_over(text: str, known: Record | None) -> bool:
    return _PREVIEW in text or is_gone(known) or bool(_REFUSED.search(text))


def past_turns(desk: Desk, history: object) -> tuple[list[Turn], tuple[str, ...]]:
    """The last turns, and ids of the articles that they tell of; reads the archive."""
    named: dict[str, None] = {}

    def recall(id: str) -> Record | None:
        found = desk.recall(id)
        named.update(dict.fromkeys((found or {}).get("named", ())))
        return found

    return turns(history, recall), tuple(named)


def _message(message: object) -> tuple[str, str]:
    """The role and the text of a chat message; anything but text is left behind."""
    if not isinstance(message, dict):
        return "", ""
    content = message.get("content")
    parts: Sequence[object] = content if isinstance(content, list) else [content]
    texts = (part.get("text") if isinstance(part, dict) else part for part in parts)
    return str(message.get("role")), without_surrogates("\n".join(text for text in texts if isinstance(text, str)))
