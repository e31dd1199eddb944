#!/usr/bin/env bash
# Guess:   a phrase query of one word finds that word, or is refused with ValueError, as other wrong arguments are.
# Happens: tantivy-py raises pyo3's PanicException, which is no Exception: `except Exception` lets it through.
# Matters: a reader who puts a single word in quotation marks ends a request that handles every error it knows of; who
#          builds phrases from what people type must take a term query for one word.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check tantivy==0.27.0 2>/dev/null
"$folder/venv/bin/python" - <<'PY' 2>/dev/null
import importlib.metadata

import tantivy

builder = tantivy.SchemaBuilder()
builder.add_text_field("body")
schema = builder.build()
print("tantivy", importlib.metadata.version("tantivy"))
print("two words:", tantivy.Query.phrase_query(schema, "body", ["iron", "bridge"]))
try:
    tantivy.Query.phrase_query(schema, "body", ["bridge"])
except BaseException as error:
    print("one word:", type(error).__mro__[0].__name__, "is an Exception:", isinstance(error, Exception))
    assert not isinstance(error, Exception), "it is an Exception now"
else:
    raise SystemExit("a phrase of one word is taken now")
PY
