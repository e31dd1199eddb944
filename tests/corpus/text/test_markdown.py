"""Markdown to plain text."""

from __future__ import annotations

import time

import pytest

from corpus.text.markdown import plain_text, take_title


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("One\nline.\n\nTwo\\\nlines.", "One line.\n\nTwo lines."),
        ("# Heading #\nText.\n## On C#\nMore.", "Heading\n\nText.\n\nOn C#\n\nMore."),
        ("Heading\n===\nText.\n\nLower\n---\nMore.", "Heading\n\nText.\n\nLower\n\nMore."),
        ("A [link](https://x.example/a_(b) \"t\") and [ref][1].\n\n[1]: https://x.example", "A link and ref."),
        ("![alt](a.jpg)\n\nText. [![alt](a.jpg)](b)", "Text."),
        ("*one* **two** ***three*** _four_ __five__ ~~six~~ `seven`", "one two three four five six seven"),
        ("**bold *and* more**", "bold and more"),
        ("f*** you, 5 * 3 * 2, snake_case_name, \\*kept\\*", "f*** you, 5 * 3 * 2, snake_case_name, *kept*"),
        ("Text:\n- one\n  goes on\n* two\n1. three", "Text:\n\n- one goes on\n\n- two\n\n1. three"),
        ("> Quoted\n> words.\n\n---\n\nText.", "Quoted words.\n\nText."),
        ("```py\nx = *y*\n```\nText.", "x = y\n\nText."),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "1, 2 (a, b)"),
        ("Text<!-- a\ncomment --> here <b>bold</b> <https://x.example>", "Text here bold https://x.example"),
        ("Text.[^1]\n\n[^1]: A note.", "Text.\n\nA note."),
        ("He said [sic] a < b > c.", "He said [sic] a < b > c."),
        ("", ""),
    ],
)
def test_marks_are_taken_out_and_words_are_kept(markdown: str, text: str) -> None:
    assert plain_text(markdown) == text


def test_only_a_heading_of_the_first_level_at_the_top_is_a_title() -> None:
    assert take_title("# One\nTwo") == ("One", "Two")
    assert take_title("One\n===\nTwo") == ("One", "Two")
    assert take_title("## One\nTwo") == ("", "## One\nTwo")
    assert take_title("Two\n# One") == ("", "Two\n# One")


@pytest.mark.parametrize(
    "piece", ["[", "[a](", "*", "**a ", "_a", "<!--", "`", "> ", "- ", "![", "<a ", "~~", "|", "\n", "[^"]
)
def test_unclosed_marks_cost_no_more_than_text(piece: str) -> None:
    start = time.process_time()
    plain_text(piece * (200_000 // len(piece)))
    assert time.process_time() - start < 3   # at most 0.4 s alone; a quadratic step takes minutes
