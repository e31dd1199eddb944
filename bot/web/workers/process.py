"""What an answer process does: opens its bot, then answers whatever comes through its pipes until the server ends."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import parent_process
from threading import Thread
from typing import Any

from bot.bot import Bot
from bot.web.http.places import trace
from bot.web.service.pacing import paced
from corpus import CuttingsError
from index.model.memory import keep_together

TAKEN, PIECE, ENDED, REFUSED, FAILED = "taken", "piece", "ended", "refused", "failed"     # what a reply is
STOP = None                        # a call that asks for no more of the one before
Call = tuple[str, tuple[Any, ...], dict[str, Any]]      # a name in `_DOES`, and what is handed over
Reply = tuple[str, Any]


def work(opening: Callable[[], Bot], control: Connection, *seats: Connection) -> None:
    """Open the bot, say that it is ready or why not, and serve every seat until the server says so or is gone."""
    keep_together()
    try:
        bot = opening()
        bot.prepare()
    except Exception as error:
        control.send(_what_went_wrong(error))
        return
    control.send((ENDED, None))
    for seat in seats:
        Thread(target=_serve, args=(bot, seat), daemon=True).start()
    server = parent_process()
    wait([control, *([server.sentinel] if server else [])])


def _serve(bot: Bot, seat: Connection) -> None:
    """Answer one call after another."""
    with suppress(EOFError, OSError):      # the server has gone
        while True:
            if (call := seat.recv()) != STOP:
                seat.send((TAKEN, None))
                _answer(bot, call, seat)


def _answer(bot: Bot, call: Call, seat: Connection) -> None:
    """Send the pieces of one call's answer as long as nothing else comes, then how it ended."""
    name, given, named = call
    reply: Reply = (ENDED, None)
    try:
        with closing(_DOES[name](bot, *given, **named)) as pieces:
            for piece in pieces:
                seat.send((PIECE, piece))
                if seat.poll():
                    break
    except Exception as error:
        reply = _what_went_wrong(error)
    seat.send(reply)


def _what_went_wrong(error: Exception) -> Reply:
    """One of ours by its class and sentence; of any other its kind and place."""
    return (REFUSED, (type(error), str(error))) if isinstance(error, CuttingsError) else (FAILED, trace(error))


def _stream(bot: Bot, *given: Any, **named: Any) -> Generator[Any, None, None]:  # noqa: ANN401
    yield from paced(bot.stream(*given, **named))      # a word at a time would cost more than what it is about


def _follow_ups(bot: Bot, *given: Any) -> Generator[Any, None, None]:  # noqa: ANN401
    yield bot.follow_ups(*given)


def _starters(bot: Bot) -> Generator[Any, None, None]:
    yield bot.starters()


def _reach(bot: Bot) -> Generator[Any, None, None]:
    yield bot.reach.look() if bot.reach else None


_DOES: dict[str, Callable[..., Generator[Any, None, None]]] = {
    "stream": _stream, "follow_ups": _follow_ups, "starters": _starters, "reach": _reach,
}
