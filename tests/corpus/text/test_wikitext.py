"""Wiki markup to plain text."""

from __future__ import annotations

import pytest

from corpus.text.wikitext import wiki_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("It cost {{USD|5 million}} to build.", "It cost USD 5 million to build."),
        ("It takes {{convert|5|km|mi}} of road.", "It takes 5 km of road."),
        ("From {{convert|5|to|8|km|mi|abbr=on}} of it.", "From 5 to 8 km of it."),
        ("Some {{cvt|3|m}} and {{nowrap|two dogs}}.", "Some 3 m and two dogs."),
        ("{{frac|1|2}} of it, or {{frac|2|1|3}}.", "1/2 of it, or 2 1/3."),
        ("Ann{{ndash}}Bob {{sic|recieved}} it.", "Ann–Bob recieved it."),
        ("He said.\n{{quote|We stay|Ann Lee}}\nThen he left.", "He said.\n\n“We stay” — Ann Lee\n\nThen he left."),
        ("It {{convert|{{formatnum|5}}|km}} long.", "It 5 km long."),
        ("It ended.{{citation needed|date=May 2024}}{{pullquote|Never}} {{haveyoursay}}", "It ended."),
        ("[[w:Jane Roe|]] and [[w:Bob Ray (writer)|]] left.", "Jane Roe and Bob Ray left."),
        ("{{convert}} {{USD}} {{quote}}{{frac}}", "USD"),
    ],
)
def test_the_words_of_templates_within_a_sentence_are_kept(markup: str, text: str) -> None:
    assert wiki_text(markup) == text
