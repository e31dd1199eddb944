"""Sentences are parsed once, as far as they are remembered; a parser is no reason to load torch."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.understand.grammar import parser


def test_trees_come_in_the_order_of_their_sentences() -> None:
    found = parser.trees(["Ships sail.", "", "Ships sail.", "Gulls cry."])
    assert [each.text for each in found] == ["Ships sail.", "", "Ships sail.", "Gulls cry."]
    assert found[0] == found[2] and not found[1].nodes


def test_only_so_many_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "REMEMBERED", 3)
    parser.trees([f"Boat {number} sails." for number in range(9)])
    assert len(parser._trees) == 3
    again = ["Boat 0 sails.", "Boat 8 sails."]
    assert [each.text for each in parser.trees(again)] == again


def test_a_sentence_that_is_a_table_is_not_parsed() -> None:
    assert parser.tree("1 " * 2_000).nodes == ()


def test_a_name_is_told_by_its_kind() -> None:
    assert ("Angela Merkel", "PERSON") in [
        ("Angela Merkel resigned in Berlin."[start:end], kind)
        for start, end, kind in parser.kinds("Angela Merkel resigned in Berlin.")
    ]


def test_the_parser_is_loaded_by_the_first_sentence_and_without_torch() -> None:
    code = ("import sys, bot.bot; from bot.understand.grammar import parser; assert 'spacy' not in sys.modules; "
            "parser.tree('Ships sail.'); assert 'spacy' in sys.modules; assert 'torch' not in sys.modules; "
            "import torch")
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
