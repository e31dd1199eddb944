"""HTML to text."""

from __future__ import annotations

import pytest

from corpus.text.markup import has_tags, html_text, piece_text


def test_blocks_become_paragraphs_and_inline_tags_nothing() -> None:
    html = "<h2>Bridge</h2><p>The <b>bridge</b> is\nshut &amp; <a href=/x>closed</a>.</p><ul><li>One<li>Two</ul>A<br/>B"
    assert piece_text(html) == "Bridge\n\nThe bridge is shut & closed.\n\nOne\n\nTwo\n\nA\n\nB"


def test_scripts_comments_and_figures_say_nothing() -> None:
    html = "<p>One.</p><script>alert(1)</script><!-- no --><style>p{}</style><figure>f</figure> Two.<iframe>x</iframe>"
    assert piece_text(html) == "One.\n\nTwo."


def test_a_whole_page_gives_its_article_only() -> None:
    body = "".join(f"<p>The council met on day {n} and talked about the old bridge for hours.</p>" for n in range(9))
    text = html_text(f"<html><body><nav><a href=/>Home</a></nav><article>{body}</article><footer>About us</footer>")
    assert text.startswith("The council met on day 0")
    assert text.count("\n\n") == 8
    assert "Home" not in text


@pytest.mark.parametrize(
    "html", ["", " ", "<", "<!-- -->", "<p>", "\x00", "<?xml version='1.0' encoding='utf-8'?>", "<html></html>"]
)
def test_empty_or_broken_html_is_an_empty_text(html: str) -> None:
    assert html_text(html).strip("<") == ""


def test_tags_are_told_from_plain_text() -> None:
    assert has_tags("<p>One</p>")
    assert has_tags("One<br>Two")
    assert not has_tags("a < b and b > c")
    assert not has_tags("He wrote <p> and left")
