"""Courtesies get a courtesy back; every real question passes."""

from __future__ import annotations

import pytest

from bot.understand.small_talk import small_talk


@pytest.mark.parametrize(
    ("message", "reply"),
    [
        ("hi", "Hello."),
        ("  Hello there!  ", "Hello."),
        ("Good morning, how are you today?", "Hello."),
        ("HOW ARE YOU", "Hello."),
        ("Thanks a lot!", "You're welcome."),
        ("ok, thank you very much", "You're welcome."),
        ("Great", "You're welcome."),
        ("thanks, that's helpful :)", "You're welcome."),
        ("Goodbye.", "Goodbye."),
        ("see you later", "Goodbye."),
        ("What can you do?", "I answer questions"),
        ("Are you a robot or a person?", "I answer questions"),
        ("What’s your name?", "I answer questions"),
        ("help", "I answer questions"),
        ("Thanks a lot, bye!", "Goodbye."),
        ("Are you sure?", "Each sentence that I quote"),
        ("That's not what I asked", "I'm sorry."),
        ("You're not very helpful", "I'm sorry."),
        ("How sad!", "Ask me"),
        ("Oh no!", "Ask me"),
        ("Great answer", "Ask me"),
        ("Sorry, my mistake", "Ask me"),
    ],
)
def test_a_courtesy_gets_its_reply(message: str, reply: str) -> None:
    assert (small_talk(message) or "").startswith(reply)


@pytest.mark.parametrize(
    "message",
    [
        "",
        "?!",
        "Hi, who won the cup?",
        "Thanks to whom was the bridge repaired?",
        "What is this bridge made of?",
        "How does it work in Norway?",
        "Who are you and I to judge, the mayor asked: who was it?",
        "What did the bot say?",
        "Who helped the mayor?",
        "How bad was the flood?",
        "Is that true of the bridge?",
        "That's terrible, what did they do?",
        "Hellos",
    ],
)
def test_a_question_about_the_news_is_no_small_talk(message: str) -> None:
    assert small_talk(message) is None


def test_a_long_message_wants_more_than_a_greeting() -> None:
    opening = "are you a robot "
    assert small_talk(opening + "x" * (80 - len(opening))) is not None
    assert small_talk(opening + "x" * (81 - len(opening))) is None
