"""A change is delivered to a feed, an address and a command; what nobody took is known."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import feedparser
import pytest

from bot.newsroom.deliver import Undelivered, check_command, check_feed, check_webhook, feed, post, run, write_feed
from corpus import InputError

CARD = {"title": "Otters <seen>", "source": "The Quay", "published": "2023-11-01T09:00:00+00:00"}
MESSAGE: dict[str, Any] = {
    "question": "Where were otters seen & when?", "kind": "answered now",
    "before": {"at": "2023-10-01T00:00:00+00:00", "answered": False, "quotations": []},
    "after": {"at": "2023-11-02T08:00:00+00:00", "answered": True, "quotations": [
        {"number": 1, "quote": "Two otters\x0b were seen.", "article": CARD}, {"number": 2, "gone": True}]},
}


@pytest.fixture
def desk() -> Iterator[tuple[str, list[Any]]]:
    """Somebody who takes what is posted, with what was: the path's last number is how they answer."""
    taken: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(int(self.path[1:]))
            self.send_header("Location", "/200")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quietly."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", taken
    server.shutdown()
    server.server_close()


def test_a_feed_is_read_by_a_feed_reader(tmp_path: Path) -> None:
    write_feed(tmp_path / "changes.atom", "news", [MESSAGE])
    read = feedparser.parse((tmp_path / "changes.atom").read_bytes())
    assert not read.bozo and read.feed.title == "Standing questions to news"
    (entry,) = read.entries
    assert entry.title == "Where were otters seen & when? (answered now)"
    assert entry.updated == "2023-11-02T08:00:00+00:00"
    content = entry.content[0].value
    assert content.startswith("Before: the archive held no answer.\nNow: “Two otters were seen.” (Otters <seen>, The")
    assert "no longer public" in content


def test_an_entry_keeps_its_name_and_another_has_another() -> None:
    first, again = (feedparser.parse(feed("news", [MESSAGE])).entries[0].id for _ in range(2))
    other = feedparser.parse(feed("news", [{**MESSAGE, "question": "Who?"}])).entries[0].id
    assert first == again != other
    assert feedparser.parse(feed("news", [])).entries == []


def test_an_address_gets_the_message_as_json(desk: tuple[str, list[Any]]) -> None:
    post(f"{desk[0]}/204", MESSAGE)
    assert desk[1] == [MESSAGE]


@pytest.mark.parametrize("status", [302, 404, 500])
def test_who_doesn_t_take_it_has_not_been_told(desk: tuple[str, list[Any]], status: int) -> None:
    with pytest.raises(Undelivered, match=f"answered {status}"):
        post(f"{desk[0]}/{status}", MESSAGE)
    assert len(desk[1]) == 1      # no redirect was followed


def test_an_address_where_nobody_is_can_t_be_reached() -> None:
    with pytest.raises(Undelivered, match="can't be reached"):
        post("http://127.0.0.1:9/", MESSAGE)


@pytest.mark.parametrize("address", ["", "desk", "ftp://desk.example/a", "https://", "https://me:secret@desk.example/",
                                     "http://desk.example:99999/", "http://[::1", "https://me@desk.example/"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="no address to post to"):
        check_webhook(address)


@pytest.mark.parametrize(("command", "why"), [
    ("no-such-command now", "There is no command 'no-such-command' here"), ("", "it is empty"),
    ("' unclosed", "no closing"),
])
def test_what_is_no_command_is_refused(command: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        check_command(command)
    check_command(f"{sys.executable} take.py")


def test_a_feed_takes_the_place_of_nothing_but_a_feed(tmp_path: Path) -> None:
    file = tmp_path / "changes.atom"
    for _ in range(2):
        check_feed(file)
        write_feed(file, "news", [])
    (tmp_path / "questions.csv").write_text("question\nWhen does the ferry sail?\n")
    for other in (tmp_path / "questions.csv", tmp_path):
        with pytest.raises(InputError, match="is there already and is no feed"):
            check_feed(other)


def test_a_command_gets_it_on_its_standard_input_and_no_shell_sees_it(tmp_path: Path) -> None:
    script = tmp_path / "take.py"
    script.write_text("import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.stdin.read())")
    run(f"{sys.executable} {script} '{tmp_path}/a b;c'", MESSAGE)
    assert json.loads((tmp_path / "a b;c").read_text()) == MESSAGE


@pytest.mark.parametrize("command", [f"{sys.executable} -c 'raise SystemExit(3)'", "no-such-command", "'unclosed", ""])
def test_a_command_that_fails_has_told_nobody(command: str) -> None:
    with pytest.raises(Undelivered):
        run(command, MESSAGE)
