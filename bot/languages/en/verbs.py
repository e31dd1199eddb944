"""Verbs by what they do in a sentence."""

from __future__ import annotations

# Where a phrase ends: "the bridge will reopen".
VERBS = frozenset(
    "affect appear approve are be became become been began begin begun being born bought build built buy call came "
    "can change close come contain cost could did die do does done employ end fall feel find found gave get give "
    "given go gone got had happen has have held hold include involve is keep kept knew know known last lead leave "
    "led left live look lose lost made make may mean meet met might must open perform play ran reach receive "
    "release released reopen replace return rise run said sang saw say see seen sell shall should sing sold start "
    "take taken tell think told took use vote was went were will win won work would write written wrote".split()
)
# Before what didn't, or won't, or may not happen.
UNREAL = frozenset(
    "will would could may might should shall not never cannot without unless if plans plan planned expected due hopes "
    "hoped hope wants wanted want aims aimed promised promise vowed likely unlikely scheduled refused failed yet "
    "proposed proposals bid wo".split()
)
