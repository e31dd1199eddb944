"""Keep the weights of a converted model as whole numbers of eight bits: less memory, and not quite the same vectors.

On processors that multiply such numbers (AVX512-VNNI, AVX-VNNI, AMX), OpenVINO then rounds the other factor too, and
is quicker; elsewhere it turns the weights back as it loads them, and is as quick as ever.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np

from index.model.hub import complete_folder
from index.model.openvino import openvino

LARGEST = 127      # of the numbers kept: symmetric, so that nothing has to be taken off again


def write_int8(converted: Path, target: Path) -> None:
    """Write the converted model in `converted` with such weights into the folder `target`, whole or not at all."""
    model = openvino().Core().read_model(converted / "model.xml")
    for node in model.get_ordered_ops():
        if node.get_type_name() == "MatMul":
            _round_weights(node)
    with complete_folder(target) as made:
        openvino().save_model(model, made / "model.xml", compress_to_fp16=False)
        for name in ("tokenizer.json", "facts.json"):
            shutil.copyfile(converted / name, made / name)


def _round_weights(product: Any) -> None:  # noqa: ANN401  (openvino ships without types)
    """Put whole numbers and a scale for each row or column that is summed up in place of a product's second factor."""
    operations, weights = openvino().opset13, product.input_value(1).get_node()
    if weights.get_type_name() != "Constant" or len(weights.shape) != 2:
        return
    summed = 1 if product.get_attributes()["transpose_b"] else 0
    exact = np.asarray(weights.data, dtype=np.float32)
    scales = np.maximum(np.abs(exact).max(axis=summed, keepdims=True) / LARGEST, np.finfo(np.float32).tiny)
    rounded = operations.constant(np.rint(exact / scales).astype(np.int8))
    back = operations.multiply(operations.convert(rounded, "f32"), operations.constant(scales.astype(np.float32)))
    product.input(1).replace_source_output(back.output(0))
