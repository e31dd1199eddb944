"""Gradio without its reports to its makers, and without the package `mcp`.

All of that it would import wherever it is installed: 0.4 s and 23 MB.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

__all__ = ["gr"]

_UNASKED = "mcp"      # bot.web.mcp imports it where somebody asks for it


def _gradio() -> Any:  # noqa: ANN401  (gradio ships without types)
    """The module; what is imported already stays."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"     # both are read when it is imported
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    hidden = _UNASKED not in sys.modules
    if hidden:
        sys.modules[_UNASKED] = None  # type: ignore[assignment]
    try:
        return import_module("gradio")
    finally:
        if hidden:
            del sys.modules[_UNASKED]


if TYPE_CHECKING:
    import gradio as gr
else:
    gr = _gradio()
