#!/usr/bin/env bash
# Guess:   a library that knows some 300 languages reads the tag "de-AT" as German, or says that it knows none such.
# Happens: sentencex takes every tag but the bare two small letters for a language that it doesn't know, and cuts by its
#          English rules without a word: "de-AT", "de_CH", "DE" and "deu" each cut the date "4. März" in two, "de" doesn't.
# Matters: articles are tagged with their region ("de-AT", "fr-CA"); a quotation of one ended "ab 4.". Hand over the language.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check sentencex==1.0.32 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
import importlib.metadata

from sentencex import segment

print("sentencex", importlib.metadata.version("sentencex"))
text = "Der Markt schließt ab 4. März. Dann wird gebaut."
pieces = {tag: len(list(segment(tag, text))) for tag in ("de", "de-AT", "de_CH", "DE", "deu", "en")}
for tag, count in pieces.items():
    print(f"{tag:6} {count} sentences")
assert pieces["de"] == 2, "German is cut otherwise now"
assert all(pieces[tag] == pieces["en"] == 3 for tag in ("de-AT", "de_CH", "DE", "deu")), "regional tags are read now"
PY
