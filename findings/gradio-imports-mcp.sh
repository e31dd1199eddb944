#!/usr/bin/env bash
# Guess:   a chat page that offers no MCP server doesn't load the package for one, even where that is installed.
# Happens: `import gradio` 6.31.0 imports all of `mcp`, over a hundred modules, wherever it finds it; without the package it
#          imports none of them and works as well.
# Matters: whoever installs the extra for agents pays for it in every process that shows a page, at each start: here some
#          0.4 s of processor time and 23 MB. Hide the package from that import, or install it where agents are served.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check gradio==6.31.0 2>/dev/null
count='import sys, gradio; print(sum(name.split(".")[0] == "mcp" for name in sys.modules))'
before=$("$folder/venv/bin/python" -c "$count")
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check mcp==2.3.0 2>/dev/null
after=$("$folder/venv/bin/python" -c "$count")
echo "gradio 6.31.0: modules of mcp in a process that only imports gradio: $before without mcp 2.3.0 installed, $after with it"
[ "$before" -eq 0 ] && [ "$after" -gt 50 ] || { echo "no longer so"; exit 1; }
