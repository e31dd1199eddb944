"""Keeps readers' words out of the log: errors are written with their kind and place, never with their text."""

from __future__ import annotations

import logging

from bot.web.http.gradio_alone import gr
from bot.web.http.limits import Limits
from bot.web.http.page_guard import Kind
from bot.web.http.places import trace
from bot.web.http.problems import UNEXPECTED

logger = logging.getLogger(__name__)

_LOGGERS = ("uvicorn.error", "asyncio", "concurrent.futures", "bot.web.http.problems", "bot.web.refusals", __name__)
_PASSING = 64              # events of the page that wait for nothing, beside the questions


class WithoutWords(logging.Filter):
    """Writes where an error came from and of what kind it is: its text may repeat what a reader sent."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Pass every record, its traceback without messages; asyncio's first line alone, for the rest shows values."""
        error = record.exc_info[1] if record.exc_info else None
        if error:
            record.exc_info, record.exc_text = None, trace(error)
        if record.name == "asyncio":
            record.msg, record.args = record.getMessage().partition("\n")[0], ()
        return True


def log_without_words() -> None:
    """Have what logs the errors of requests leave out what they say; any number of times."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(each, WithoutWords) for each in logger.filters):
            logger.addFilter(WithoutWords())


class QuietBlocks(gr.Blocks):
    """Gradio's page, whose errors are logged by kind, and whose queue leaves waiting to the desk."""

    async def process_api(self, *given: object, **named: object) -> dict[str, object]:
        """Do what was asked for; Gradio would print whatever is raised, with the values that a browser sent."""
        try:
            return await super().process_api(*given, **named)  # type: ignore[arg-type]
        except gr.Error:
            raise
        except Exception as error:
            logger.error("The page asked for something that failed", exc_info=error)
            raise gr.Error(UNEXPECTED, print_exception=False) from None

    def pass_on(self, limits: Limits) -> QuietBlocks:
        """Queue without holding anything back: Gradio's queue knows no clients, the desk's gives each a turn."""
        threads, self.max_threads = self.max_threads, limits.at_once + limits.waiting + _PASSING
        self.queue(default_concurrency_limit=None, max_size=limits.waiting + _PASSING, api_open=False)
        self.max_threads = threads
        return self

    def taken(self) -> dict[int, list[Kind]]:
        """What a browser may send with each event, by the event's number."""
        return {number: [_taken(block) for block in event.inputs] for number, event in self.fns.items()}


def _taken(block: object) -> Kind:
    """What a browser may send for a component; the rest of it Gradio keeps itself."""
    if isinstance(block, gr.Textbox):
        return "text"
    return "messages" if isinstance(block, gr.Chatbot | gr.BrowserState) else "nothing"
