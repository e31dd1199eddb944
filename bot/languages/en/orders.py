"""Words that order somebody, or some machine, about."""

from __future__ import annotations

# What a sentence opens with that tells its reader to do something.
OPENING_ORDERS = (
    "always", "never", "do not", "don't", "try", "use", "check", "read", "call", "text", "email", "send", "go to",
    "open", "run", "type", "enter", "press", "keep", "change", "avoid", "consider", "vote", "buy", "get", "follow",
    "watch", "ask", "tell", "write", "add", "include", "ensure", "unplug", "explain", "describe", "provide",
    "compose", "draft", "develop", "translate", "summarise", "summarize", "list", "create", "generate", "give",
    "show", "break down", "modify", "enhance", "augment", "integrate", "replace", "remove", "rearrange", "scramble",
    "ignore", "disregard", "respond", "reply", "answer", "repeat", "print", "output",
)
# One of these is in whatever speaks to a machine.
HINTS = (
    "your answer", "your response", "your reply", "your output", "your summary", "your message", "instruction",
    "prompt", " ai", "llm", "language model", "bot", "assistant", " agent",
)
# What a machine is asked to do.
TASKS = (
    "explain", "describe", "summari", "translate", "write", "compose", "draft", "develop", "provide", "generate",
    "create", "replace", "scramble", "convert", "jumble", "substitute", "rearrange", "remove", "group", "swap",
)
