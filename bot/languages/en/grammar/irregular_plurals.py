"""Plurals that no rule makes."""

from __future__ import annotations

IRREGULAR_PLURALS = {
    "child": ("children",), "man": ("men",), "woman": ("women",), "person": ("people",), "foot": ("feet",),
    "tooth": ("teeth",), "goose": ("geese",), "mouse": ("mice",), "ox": ("oxen",), "life": ("lives",),
    "wife": ("wives",), "knife": ("knives",), "leaf": ("leaves",), "half": ("halves",), "thief": ("thieves",),
    "shelf": ("shelves",), "wolf": ("wolves",), "loaf": ("loaves",), "crisis": ("crises",), "analysis": ("analyses",),
    "policeman": ("policemen",), "policewoman": ("policewomen",), "fireman": ("firemen",),
}
