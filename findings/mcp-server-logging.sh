#!/usr/bin/env bash
# Guess:   making a server object of the official MCP package leaves the process's logging as it was; only its own loggers,
#          or running it, would say anything.
# Happens: MCPServer("name") configures the root logger: a handler is added and its level becomes INFO, as by
#          logging.basicConfig; the low-level Server does nothing of the kind.
# Matters: a program that offers MCP beside other things suddenly logs what its other libraries say at INFO, which may be
#          readers' words; who cares takes the low-level Server, or configures logging first.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check mcp==2.3.0 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
import importlib.metadata
import logging

from mcp.server import MCPServer, Server

print("mcp", importlib.metadata.version("mcp"))
root = logging.getLogger()
Server("quiet")
print("after Server:   ", len(root.handlers), "handlers,", logging.getLevelName(root.level))
assert not root.handlers
MCPServer("loud")
print("after MCPServer:", len(root.handlers), "handlers,", logging.getLevelName(root.level))
assert root.handlers, "it leaves the root logger alone now"
PY
