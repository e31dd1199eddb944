"""Serves an archive to readers: flags and environment -> archive -> bot -> web app."""

from __future__ import annotations

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.stderr.write(f"Cuttings needs Python 3.11 or newer; this is {sys.version.split()[0]}.\n")
    sys.exit(2)

import asyncio
import logging
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Annotated, Any

HERE = Path(__file__).resolve().parent

# Looked for before anything slow is imported: the reader of this line has waited long enough for pip.
_NEEDED = ("typer", "uvicorn", "fastapi", "gradio", "langchain_core", "faiss", "tantivy", "sentence_transformers")
_missing = [name for name in _NEEDED if find_spec(name) is None]
if _missing:
    sys.stderr.write(f"Not installed: {', '.join(_missing)}. Run: pip install -r {HERE / 'requirements.txt'}\n")
    sys.exit(2)

import typer  # noqa: E402
import uvicorn  # noqa: E402

from bot.cli.sign_in import (  # noqa: E402
    AuthOption,
    DeskOption,
    OidcClaimOption,
    OidcClientOption,
    OidcDeskOption,
    OidcOption,
    OidcReadersOption,
    SsoHeaderOption,
    oidc_settings,
)
from bot.records.ledger import DAYS  # noqa: E402
from bot.web.http.limits import MOST_WORKERS, Limits  # noqa: E402
from bot.web.http.request_id import log_to_standard_error  # noqa: E402
from bot.web.http.settings import GROUPS_CLAIM, Settings  # noqa: E402
from bot.web.workers.opening import BotOpening  # noqa: E402
from corpus.types.errors import ArchiveMissing, CuttingsError, InputError  # noqa: E402

if TYPE_CHECKING:
    from fastapi import FastAPI

    from bot.bot import Answering
    from bot.records.ledger import Ledger
    from bot.web.service.desk import Desk

SAMPLE = HERE / "corpus" / "sample" / "articles"
SAMPLE_FOLDER = Path("sample", "The Merrowby Bell")      # readers see the folder's name as the archive's
IDLE_S = 75                # a connection is kept for another question: longer than by proxies, which would lose it
_SHUTDOWN_S = 2            # an open page holds its connection; nobody waits longer than this for it
_FINISH_S = 6              # for answers that are being written when the server is told to stop
_DEFAULT = Settings()

cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@cli.command()
def serve(
    archive: Annotated[
        Path | None,
        typer.Option(envvar="CUTTINGS_ARCHIVE", help="The archive to serve; left out, the sample archive."),
    ] = None,
    store: Annotated[
        str | None,
        typer.Option(envvar="CUTTINGS_STORE", help="Instead of a folder: milvus://HOST:PORT/COLLECTION or "
                     "milvus-lite:///PATH.db"),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(envvar="CUTTINGS_MODEL", help="A chat model to answer in prose: provider:name or gguf:PATH."),
    ] = None,
    host: Annotated[
        str, typer.Option(envvar="CUTTINGS_HOST", help="The address to listen at; 0.0.0.0 for every one there is.")
    ] = _DEFAULT.host,
    port: Annotated[
        int, typer.Option(envvar="CUTTINGS_PORT", min=0, max=65535, help="The port to listen at; 0 for a free one.")
    ] = _DEFAULT.port,
    reranker: Annotated[
        str | None,
        typer.Option(envvar="CUTTINGS_RERANKER", help="Name or folder of a CrossEncoder that reorders hits."),
    ] = None,
    reader: Annotated[
        str | None,
        typer.Option(envvar="CUTTINGS_READER", help="Name or folder of an extractive model that picks short answers."),
    ] = None,
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(envvar="CUTTINGS_ALLOW_ORIGIN", help="A site that may show the widget and call the API "
                     "(repeatable), such as https://www.example.com or https://*.example.com."),
    ] = None,
    trusted_host: Annotated[
        list[str] | None,
        typer.Option(envvar="CUTTINGS_TRUSTED_HOST", help="A host name to answer to; left out, any (repeatable)."),
    ] = None,
    trusted_proxy: Annotated[
        list[str] | None,
        typer.Option(envvar="CUTTINGS_TRUSTED_PROXY", help="An address or network whose X-Forwarded-For is believed, "
                     "beside this machine (repeatable)."),
    ] = None,
    root_path: Annotated[
        str,
        typer.Option(envvar="CUTTINGS_ROOT_PATH", help="The path that a proxy puts before the server's own, such as "
                     "/ask; left out, what a --trusted-proxy says in X-Forwarded-Prefix."),
    ] = "",
    auth: AuthOption = None,
    sso_header: SsoHeaderOption = "",
    oidc: OidcOption = "",
    oidc_client: OidcClientOption = "",
    oidc_claim: OidcClaimOption = GROUPS_CLAIM,
    oidc_readers: OidcReadersOption = None,
    oidc_desk: OidcDeskOption = None,
    desk: DeskOption = None,
    client_rate: Annotated[
        str, typer.Option(envvar="CUTTINGS_CLIENT_RATE", help="Questions from one address; empty for any number.")
    ] = _DEFAULT.limits.client_rate,
    conversation_rate: Annotated[
        str, typer.Option(envvar="CUTTINGS_CONVERSATION_RATE", help="Questions of one conversation.")
    ] = _DEFAULT.limits.conversation_rate,
    rates_in: Annotated[
        str, typer.Option(envvar="CUTTINGS_RATES_IN", help="Where rates are counted: memory:// or redis://host:6379.")
    ] = _DEFAULT.limits.rates_in,
    at_once: Annotated[
        int, typer.Option(envvar="CUTTINGS_AT_ONCE", min=1, help="Answers being written at once; others wait.")
    ] = _DEFAULT.limits.at_once,
    waiting: Annotated[
        int, typer.Option(envvar="CUTTINGS_WAITING", min=0, help="Questions that may wait; beyond it, 503.")
    ] = _DEFAULT.limits.waiting,
    answer_seconds: Annotated[
        float, typer.Option(envvar="CUTTINGS_ANSWER_SECONDS", min=1, help="How long an answer may take.")
    ] = _DEFAULT.limits.answer_s,
    feedback: Annotated[
        Path | None,
        typer.Option(envvar="CUTTINGS_FEEDBACK", help="The file of readers' verdicts; left out, in the archive."),
    ] = None,
    ledger: Annotated[
        Path | None,
        typer.Option(envvar="CUTTINGS_LEDGER", help="Record in this file which answers cited which versions."),
    ] = None,
    ledger_days: Annotated[
        int, typer.Option(envvar="CUTTINGS_LEDGER_DAYS", min=1, help="Days that the ledger keeps an answer.")
    ] = DAYS,
    gaps: Annotated[
        Path | None,
        typer.Option(envvar="CUTTINGS_GAPS", help="Keep here what five readers or more asked in vain; see /gaps."),
    ] = None,
    stale_after: Annotated[
        float, typer.Option(envvar="CUTTINGS_STALE_AFTER", min=0, help="Days, such as 0.5, since `index watch` last "
                            "succeeded, or else since the newest article, before the page warns and /readyz says no; "
                            "0 for any.")
    ] = _DEFAULT.stale_after_days,
    interface: Annotated[
        list[str] | None,
        typer.Option(envvar="CUTTINGS_INTERFACE", help="Serve this too (repeatable): mcp (Model Context Protocol, at "
                     "/mcp), nlweb (NLWeb, at /ask), openai (chat completions, at /v1)."),
    ] = None,
    log: Annotated[
        bool, typer.Option("--log", envvar="CUTTINGS_LOG", help="Write a line of JSON a request to standard error.")
    ] = False,
    workers: Annotated[
        int, typer.Option(envvar="CUTTINGS_WORKERS", help=f"Processes that work answers out, 1 to {MOST_WORKERS}, each "
                          "with models of its own; 1 is the server itself.")
    ] = _DEFAULT.workers,
    log_questions: Annotated[
        bool, typer.Option("--log-questions", envvar="CUTTINGS_LOG_QUESTIONS", help="With the questions in it.")
    ] = False,
) -> None:
    """Serve an archive: the page, the widget, the reading view and the HTTP API."""
    settings = Settings(
        host, port,
        allow_origins=allow_origin or (), trusted_hosts=trusted_host or (), trusted_proxies=trusted_proxy or (),
        auth=auth or (), sso_header=sso_header, desk=desk or (),
        oidc=oidc_settings(oidc, oidc_client, oidc_claim, oidc_readers, oidc_desk),
        secret=os.environ.get("CUTTINGS_SECRET", ""),     # not a flag: flags are seen in the list of processes
        limits=Limits(
            at_once=at_once, waiting=waiting, answer_s=answer_seconds,
            client_rate=client_rate, conversation_rate=conversation_rate, rates_in=rates_in,
        ),
        feedback=feedback, stale_after_days=stale_after, log_questions=log_questions,
        root_path=root_path, interfaces=interface or (), gaps=gaps, workers=workers,
        receipt_key=Path(key) if (key := os.environ.get("CUTTINGS_RECEIPT_KEY")) else None,
    )
    with _plainly(), _listen(host, port) as listener:
        settings.check()
        opening = BotOpening(store or (_found(archive) if archive else _sample()), model, reranker, reader)
        bot = _answering(opening, workers, at_once)
        recorded = _ledger(bot, ledger, ledger_days)
        from bot.web.server import create_app
        from bot.web.service.tracing import traces

        app = create_app(bot, settings, ledger=recorded)
        app.state.desk.traces = sent = traces(with_questions=log_questions)
        if log or log_questions:
            log_to_standard_error()
        config = uvicorn.Config(
            _behind(app, ["127.0.0.1", "::1", *settings.trusted_proxies], settings.root_path),
            log_level="warning", proxy_headers=False,
            ws="none",       # nothing here speaks WebSocket, and the library writes malformed headers into the log
            timeout_graceful_shutdown=_SHUTDOWN_S, timeout_keep_alive=IDLE_S,
        )
        try:
            _Server(config, bot, app.state.desk).run([listener])
        finally:
            for closing in (recorded, sent):
                if closing is not None:
                    closing.close()


def _listen(host: str, port: int) -> socket.socket:
    """Take the address before anything slow happens: it may be in use."""
    listener: socket.socket | None = None
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except (OSError, UnicodeError) as error:
        if listener is not None:
            listener.close()
        why = "no host has such a name" if isinstance(error, UnicodeError) else error.strerror or error
        raise InputError(f"Can't listen at {host}:{port} ({why}); choose another --port or --host.") from None
    return listener


def _found(archive: Path) -> Path:
    """Notice a missing archive before the slow imports."""
    if not (archive / "archive.db").is_file():
        raise ArchiveMissing(
            f"There is no archive in {archive}; build one: python -m index build --archive {archive} SOURCE"
        )
    return archive


def _sample() -> Path:
    """Build the sample archive, or bring it up to date, and say where it is."""
    from index import build

    folder = _cache() / SAMPLE_FOLDER
    if not folder.exists():
        typer.echo("Building the sample archive, this first time only.", err=True)
    build(folder, [SAMPLE], progress=_progress)
    _line("")
    return folder


def _progress(step: str, done: int, total: int | None) -> None:
    _line(f"{step}: {done:,}" + (f" of {total:,}" if total else ""))


def _line(text: str) -> None:
    """One line that changes in place; nothing where nobody watches."""
    if sys.stderr.isatty():
        typer.echo(f"\r\033[K{text}", nl=False, err=True)


def _cache() -> Path:
    """A folder of this project's own to write in: beside the code, else in the user's cache."""
    beside = HERE / ".cuttings"
    if os.access(beside if beside.exists() else HERE, os.W_OK):
        return beside
    cache = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "cuttings"


def _answering(opening: BotOpening, workers: int, at_once: int) -> Answering:
    """The bot, with the models that were named; before them the web app comes in, because it turns telemetry off.

    Gradio's import takes seconds of one core: the archive is opened and its model made ready on another. Of several
    workers each opens the archive once more, which is brought up to date by then.
    """
    from index import open_archive
    from index.model.memory import keep_together

    if workers > 1:
        opening.check()
    keep_together()
    with ThreadPoolExecutor(1) as beside:
        archive = beside.submit(open_archive, opening.place)
        import bot.web.server  # noqa: F401
    if workers == 1:
        return opening.over(archive.result())
    from bot.web.workers.pool import AnswerProcesses

    processes = AnswerProcesses(archive.result(), opening, workers, at_once)
    processes.start()
    return processes


def _ledger(bot: Answering, file: Path | None, days: int) -> Ledger | None:
    """The ledger, if one is asked for; an archive in a folder notes where it is, so that withdrawals reach it."""
    from bot.records.ledger import Ledger
    from index import Archive

    if file is None:
        return None
    ledger = Ledger(file, bot.archive, days=days)
    if isinstance(bot.archive, Archive) and bot.archive.writable:
        bot.archive.note_answers(file)
    else:
        typer.echo(f"A withdrawal reaches {file} only where it is named: index withdraw --ledger {file}", err=True)
    return ledger


def _behind(app: FastAPI, proxies: list[str], root_path: str = "") -> Any:  # noqa: ANN401
    """The app with readers' addresses as these proxies tell them, and the address that really connected beside.

    It answers under `root_path`, or under the path that one of the proxies names.
    """
    from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

    from bot.web.access.sign_in import remember_peer
    from bot.web.http.prefix import UnderPath

    inner: Any = app           # uvicorn and Starlette spell the same protocol in types of their own
    believing: Any = ProxyHeadersMiddleware(inner, trusted_hosts=proxies)
    return UnderPath.named(remember_peer(believing), root_path, proxies)


class _Server(uvicorn.Server):
    """Says where it is as soon as it answers there, and ends without a word when the answers under way are told."""

    def __init__(self, config: uvicorn.Config, bot: Answering, desk: Desk) -> None:
        """Get this bot ready for questions once readers can come in; watch this desk's answers."""
        super().__init__(config)
        self._desk = desk
        self._leaving = Event()
        self._preparing = Thread(target=bot.stay_ready, args=(self._leaving,), daemon=True)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the address."""
        await super().startup(sockets)
        for each in sockets or []:
            host, port = each.getsockname()[:2]
            typer.echo(f"Cuttings is at http://{f'[{host}]' if ':' in host else host}:{port}/ (Ctrl-C ends it)")
        self._preparing.start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take nobody new, let answers under way finish, then stop; that open pages are cut off is no error."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        for each in self.servers:
            each.close()
        until = time.monotonic() + _FINISH_S
        while self._desk.busy and time.monotonic() < until:
            await asyncio.sleep(0.1)
        await super().shutdown(sockets)
        self._leaving.set()
        await asyncio.to_thread(self._preparing.join)      # an interpreter that ends while a model runs aborts


@contextmanager
def _plainly() -> Iterator[None]:
    """End our own errors as one sentence and status 2, and an interruption or a wish to end without a word."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))      # what is left at the exit is closed and cleared away
    try:
        yield
    except CuttingsError as error:
        typer.echo(str(error), err=True)
        sys.exit(2)
    except OSError as error:
        if error.filename is None:
            raise
        from index.cli.errors import unusable

        typer.echo(unusable(error), err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


def command_line() -> None:
    """The `cuttings` command: what `python -m index` and `python -m bot` do, and `serve`, under one name."""
    from bot.cli.commands import COMMANDS, command, joined
    from index.cli.commands import cli as commands

    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name in COMMANDS:
        command(name)(sys.argv[2:], prog_name=f"cuttings {name}")
    elif name == "serve":
        cli(sys.argv[2:], prog_name="cuttings serve")
    else:
        joined(commands, serve, name)(prog_name="cuttings")


if __name__ == "__main__":
    cli()
