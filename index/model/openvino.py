"""OpenVINO without what it would tell others of its use."""

from __future__ import annotations

import sys
from typing import Any


def openvino() -> Any:  # noqa: ANN401  (openvino ships without types)
    """The openvino module, kept from reporting its use: importing it would otherwise send events to another host."""
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino as module

    return module
