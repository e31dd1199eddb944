"""Conversations in signed tokens."""

from __future__ import annotations

import random

import pytest

from bot.answer import Mark, Turn
from bot.web.service.conversation_token import LIFETIME_S, MAX_TOKEN, Conversation, Conversations
from corpus import QuestionError

TURNS = [Turn("Who?", "Amazon. [1]", (Mark(1, "moratorium", "5a", 3, 9),)), Turn("When?", "In June – 10 June. [1]")]


def test_a_conversation_comes_back_as_it_was_said() -> None:
    talks = Conversations("secret")
    talk = Conversations("secret").read(talks.write("id", TURNS))
    assert (talk.id, list(talk.turns)) == ("id", TURNS)
    assert talks.read("").turns == () and talks.read("").id != talks.read("").id


def test_another_secret_or_a_changed_token_is_refused() -> None:
    token = Conversations("secret").write("id", TURNS)
    for talks, given in [
        (Conversations("other"), token),
        (Conversations(), token),
        (Conversations("secret"), token[:-8] + "AAAAAAA="),
        (Conversations("secret"), "no token"),
        (Conversations("secret"), "é"),
    ]:
        with pytest.raises(QuestionError, match="not valid"):
            talks.read(given)


def test_a_token_expires() -> None:
    now = 1_000.0
    token = Conversations("secret", lambda: now).write("id", TURNS)
    assert Conversations("secret", lambda: now + LIFETIME_S - 1).read(token).id == "id"
    with pytest.raises(QuestionError):
        Conversations("secret", lambda: now + LIFETIME_S + 1).read(token)


def test_a_long_conversation_keeps_its_last_turns() -> None:
    letters = random.Random(1)
    said = ["".join(chr(letters.randrange(0x4E00, 0x9F00)) for _ in range(3_000)) for _ in range(30)]
    turns = [Turn(f"{number}?", answer) for number, answer in enumerate(said)]
    talks = Conversations("secret")
    token = talks.write("id", turns)
    kept = talks.read(token).turns
    assert len(token) <= MAX_TOKEN and kept and list(kept) == turns[-len(kept) :] and len(kept) <= 20


def test_what_was_searched_goes_with_an_article_that_is_gone() -> None:
    turns = (
        Turn("Who won?", "“Ines Vale won.” [1]", used="Who won?"),
        Turn("And when?", "“In May.” [2]", used="When did Ines Vale win?"),
    )
    talk = Conversation("id", turns, (("winner",), ("date",)))
    kept = Conversations("secret")
    back = kept.read(kept.write(talk.id, talk.turns, talk.rests))
    assert back.turns == turns
    assert back.public(lambda ids: ids) == back
    first, second = back.public(lambda ids: ids - {"winner"}).turns
    assert (first.answer, first.used, second.answer, second.used) == ("", "", "“In May.” [2]", "")
