"""Tell somebody that a question is answered otherwise: a feed, an address that takes it, a command of their own."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from corpus import CuttingsError, InputError

WAIT_S = 30                # for whoever is told
MOST_ENTRIES = 100         # of a feed
_ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Undelivered(CuttingsError):
    """Nobody took what was to be told; it is tried again with the next check."""


def check_webhook(address: str) -> None:
    """Raise InputError for what is no address on the web."""
    try:
        parts = urlsplit(address)
        fit = parts.scheme in ("http", "https") and parts.hostname and not parts.username and parts.port != 0
    except ValueError:      # a port beyond 65535, half an IPv6 address
        fit = False
    if not fit:
        raise InputError(f"{address[:200]!r} is no address to post to; write it like https://desk.example.org/changed.")


def check_command(command: str) -> None:
    """Raise InputError for what is no command of this machine."""
    try:
        name, *_ = shlex.split(command)
    except ValueError as error:      # a quotation mark without its other half; nothing at all
        why = str(error).lower() if command.strip() else "it is empty"
        raise InputError(f"{command[:200]!r} is no command ({why}).") from None
    if shutil.which(name) is None:
        raise InputError(f"There is no command {name[:200]!r} here; write its whole path.")


def check_feed(file: Path) -> None:
    """Raise InputError where the feed would have no folder, or would take the place of something else."""
    if not file.parent.is_dir():
        raise InputError(f"There is no folder {file.parent} for {file.name}; make it first.")
    if file.is_dir() or file.exists() and file.stat().st_size and f'<feed xmlns="{_ATOM}"' not in _start(file):
        raise InputError(f"{file.name} is there already and is no feed; name another file, or take it away.")


def _start(file: Path) -> str:
    with file.open("rb") as opened:
        return opened.read(200).decode("utf-8", "replace")


def post(address: str, message: Mapping[str, Any]) -> None:
    """Post a message as JSON; raises Undelivered unless the answer is a 2xx. No redirect is followed."""
    import httpx

    try:
        answer = httpx.post(address, json=message, timeout=WAIT_S, follow_redirects=False)
    except httpx.HTTPError as error:
        raise Undelivered(f"{address} can't be reached ({type(error).__name__}).") from None
    if not answer.is_success:
        raise Undelivered(f"{address} answered {answer.status_code}.")


def run(command: str, message: Mapping[str, Any]) -> None:
    """Run a command, without a shell, with the message as JSON on its standard input; raises Undelivered as `post`."""
    written = json.dumps(message, ensure_ascii=False)
    try:
        done = subprocess.run(  # noqa: S603  (the newsroom's own command)
            shlex.split(command), input=written.encode("utf-8", "replace"), timeout=WAIT_S, check=False
        )
    except (OSError, ValueError, IndexError, subprocess.TimeoutExpired) as error:
        raise Undelivered(f"The command {command!r} could not be run to its end ({_why(error)}).") from None
    if done.returncode:
        raise Undelivered(f"The command {command!r} ended with status {done.returncode}.")


def _why(error: Exception) -> str:
    if isinstance(error, subprocess.TimeoutExpired):
        return f"it took longer than {WAIT_S} seconds"
    return str(getattr(error, "strerror", None) or error)


def write_feed(file: Path, archive: str, messages: Sequence[Mapping[str, Any]]) -> None:
    """Put an Atom feed of the newest messages, newest first, in place of the one before."""
    new = file.with_name(f"{file.name}.new")
    new.write_bytes(feed(archive, messages[:MOST_ENTRIES]))
    os.replace(new, file)


def feed(archive: str, messages: Sequence[Mapping[str, Any]]) -> bytes:
    """The messages as an Atom feed."""
    from lxml import etree

    root = etree.Element("feed", nsmap={None: _ATOM})
    latest = messages[0]["after"]["at"] if messages else "1970-01-01T00:00:00+00:00"
    for name, text in (("title", f"Standing questions to {archive}"), ("id", _id(archive)), ("updated", latest)):
        etree.SubElement(root, name).text = _xml(text)
    etree.SubElement(etree.SubElement(root, "author"), "name").text = _xml(archive)
    for message in messages:
        entry = etree.SubElement(root, "entry")
        at = message["after"]["at"]
        title = f"{message['question']} ({message['kind']})"
        for name, text in (("title", title), ("id", _id(archive, message["question"], at)), ("updated", at)):
            etree.SubElement(entry, name).text = _xml(text)
        etree.SubElement(entry, "content", type="text").text = _xml(in_words(message))
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")  # type: ignore[no-any-return]


def in_words(message: Mapping[str, Any]) -> str:
    """A message for a person: what stood there before, and what does now."""
    return "\n".join(f"{label}: {_answer(message[key])}" for label, key in (("Before", "before"), ("Now", "after")))


def _answer(answer: Mapping[str, Any]) -> str:
    if not answer["answered"]:
        return "the archive held no answer."
    return " ".join(_quotation(each) for each in answer["quotations"])


def _quotation(quotation: Mapping[str, Any]) -> str:
    if quotation.get("gone"):
        return "(an article that is no longer public, or no longer kept in that version)"
    article = quotation["article"]
    where = ", ".join(filter(None, (article["title"], article["source"], (article["published"] or "")[:10])))
    return f"“{' '.join(quotation['quote'].split())}” ({where})"


def _id(*parts: str) -> str:
    """A name that stays the same for the same thing, and tells nothing of it."""
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
    return f"urn:cuttings:standing:{digest[:32]}"


def _xml(text: str) -> str:
    return _NO_XML.sub(" ", text)
