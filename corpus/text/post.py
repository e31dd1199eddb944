"""Turn the content of a WordPress post into plain text."""

from __future__ import annotations

import re

from corpus.text.markup import piece_text

_CAPTION = re.compile(r"\[(caption|gallery|embed|video|audio|playlist)\b[^\[\]]*\](?:(?:(?!\[\1\b).){0,5000}?\[/\1\])?",
                      re.DOTALL)
_SHORTCODE = re.compile(r"\[/?[a-z][a-z0-9_-]{1,40}(?:\s+[\w-]+\s*=[^\]]{0,2000})?\s*/?\](?!\()")
_ADDRESS_ALONE = re.compile(r"^[ \t]*https?://\S+[ \t]*$", re.MULTILINE)   # WordPress embeds what lies there
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def post_text(content: str) -> str:
    """The running text of a post: blocks or classic, without captions, galleries and shortcodes.

    A classic post has no paragraphs of its own; WordPress makes them from blank lines, as is done here.
    """
    html = _SHORTCODE.sub(" ", _CAPTION.sub(" ", content.replace("\r\n", "\n")))
    html = _ADDRESS_ALONE.sub("", html)
    if "<!-- wp:" not in html:
        html = _BLANK_LINE.sub("\n<p>\n", html)
    return piece_text(html)
