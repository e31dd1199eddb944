#!/usr/bin/env bash
# Guess:   a BERT saved without its pooler, which mean pooling never asks, and saved again as a sentence-transformers folder
#          gives the same weights' file each time: what is not there is left out.
# Happens: the pooler is made up at random on loading and saved with the rest, so the same model has another file, and
#          another hash of it, each time that it is written; its vectors are the same to the last bit.
# Matters: who tells models apart by a hash of their weights, as an archive does that must be read by the model it was built
#          with, takes one and the same for two; write the pooler as zeros before the folder is made.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.13.0 transformers==5.24.0 \
    sentence-transformers==6.2.0 tokenizers==0.23.3 2>/dev/null
cd "$folder"
cat > save.py <<'PY'
import sys
import warnings

warnings.simplefilter("ignore")
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast
from transformers.utils import logging

logging.set_verbosity_error()
logging.disable_progress_bar()
plain, target = sys.argv[1:]
torch.manual_seed(7)
network = BertModel(BertConfig(vocab_size=8, hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
                               intermediate_size=16), add_pooling_layer=False)
words = Tokenizer(models.WordLevel({"[PAD]": 0, "[UNK]": 1, "rain": 2, "snow": 3}, unk_token="[UNK]"))
words.pre_tokenizer = pre_tokenizers.Whitespace()
network.save_pretrained(plain)
PreTrainedTokenizerFast(tokenizer_object=words, pad_token="[PAD]", unk_token="[UNK]").save_pretrained(plain)
torch.seed()      # as in a program that sets no seed
SentenceTransformer(modules=[Transformer(plain), Pooling(16)], device="cpu").save(target)
PY
for number in 1 2; do "$folder/venv/bin/python" save.py "plain$number" "model$number" 2>/dev/null; done
"$folder/venv/bin/python" - <<'PY' 2>/dev/null
import hashlib
from importlib.metadata import version
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from sentence_transformers import SentenceTransformer

print("sentence-transformers", version("sentence-transformers"), "transformers", version("transformers"))
first, second = (f"model{number}" for number in (1, 2))
files = [Path(each) / "model.safetensors" for each in (first, second)]
print("weights saved twice:", *(hashlib.sha256(each.read_bytes()).hexdigest()[:12] for each in files))
one, other = map(load_file, files)
differ = sorted(name for name in one if not np.array_equal(one[name], other[name]))
print("that differ:", differ)
vectors = [SentenceTransformer(each, device="cpu").encode("rain snow") for each in (first, second)]
print("same vectors:", bool(np.array_equal(*vectors)))
assert differ == ["pooler.dense.weight"], "a pooler that nobody saved is no longer made up"
PY
