"""Tell what a site or a page reserves: Content-Signal, TDMRep, ai.txt, noai."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

MAX_HEAD = 200_000   # bytes of a page in which its meta elements are looked for

_META = re.compile(rb"<meta\b[^<>]{0,1000}>", re.IGNORECASE)
_NAME = re.compile(rb"""\bname\s*=\s*["']?([\w-]{1,40})""", re.IGNORECASE)
_CONTENT = re.compile(rb"""\bcontent\s*=\s*(?:"([^"]{0,400})"|'([^']{0,400})'|([^\s>]{1,400}))""", re.IGNORECASE)
_RESERVED_SIGNAL = re.compile(r"\b(?:ai-input|search)\s*=\s*no\b", re.IGNORECASE)
_NO_AI = re.compile(r"\bnoai\b", re.IGNORECASE)


def in_page(data: bytes, headers: Mapping[str, str]) -> list[str]:
    """What a page and its server reserve, in the words that it is said in: "tdm-reservation: 1", "robots: noai"."""
    stated = [("tdm-reservation", headers.get("tdm-reservation", "")), ("robots", headers.get("x-robots-tag", ""))]
    for meta in _META.findall(data[:MAX_HEAD]):
        name, content = _NAME.search(meta), _CONTENT.search(meta)
        if name and content:
            words = next(filter(None, content.groups()), b"").decode("utf-8", "replace")
            stated.append((name[1].decode().lower(), words))
    return list(dict.fromkeys(f"{name}: {value.strip()}" for name, value in stated if _reserves(name, value)))


def in_signals(signals: Iterable[str]) -> list[str]:
    """Those of a site's signals that reserve searching, or putting its text before a model."""
    return [each for each in signals if _RESERVED_SIGNAL.search(each)]


def in_tdmrep(content: str, url: str) -> list[str]:
    """What /.well-known/tdmrep.json reserves of an address, as the TDM Reservation Protocol has it."""
    try:
        entries = json.loads(content)
    except (ValueError, RecursionError):
        return []
    path = urlsplit(url).path or "/"
    listed = [each for each in entries if isinstance(each, Mapping)] if isinstance(entries, list) else []
    matching = [each for each in listed if _covers(str(each.get("location", "")), path)]
    return [_sentence(each) for each in matching[:1] if str(each.get("tdm-reservation")) == "1"]


def in_ai_txt(content: str, url: str) -> list[str]:
    """What ai.txt disallows of an address for every agent."""
    path, everybody, found = urlsplit(url).path or "/", False, ""
    for line in content.splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "user-agent":
            everybody = value == "*"
        elif everybody and name in ("allow", "disallow") and value and _covers(value, path):
            found = f"ai.txt: Disallow: {value}" if name == "disallow" else ""
    return [found] if found else []


def _reserves(name: str, value: str) -> bool:
    if name == "tdm-reservation":
        return value.strip() == "1"
    return name in ("robots", "cuttings") and _NO_AI.search(value) is not None


def _covers(pattern: str, path: str) -> bool:
    """Whether a pattern with * and $, as robots.txt has them, begins like that path."""
    if not pattern:
        return False
    parts = pattern.removesuffix("$").split("*")[:20]
    at = len(parts[0]) if path.startswith(parts[0]) or not parts[0] else -1
    for part in parts[1:]:
        found = path.find(part, at) if at >= 0 else -1
        at = found + len(part) if found >= 0 else -1
    return at >= 0 and (not pattern.endswith("$") or at == len(path) or pattern.endswith("*$"))


def _sentence(entry: Mapping[str, Any]) -> str:
    policy = entry.get("tdm-policy")
    return "tdm-reservation: 1" + (f" (policy {policy[:200]})" if isinstance(policy, str) else "")
