"""Whatever is asked, said before, filtered by or typed on a command line: an answer, or a sentence saying why not."""

from __future__ import annotations

import asyncio
import gc
import io
import os
import socket
import sys
import time
import warnings
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import typer
from hypothesis import HealthCheck, given
from hypothesis import strategies as some
from typer.testing import CliRunner

import app
from benchmarks.machine import resident_bytes
from bot import Bot, Scope, Turn
from bot.answer import Mark
from bot.cli.ask import cli as ask_cli
from bot.cli.commands import main as bot_main
from bot.cli.feedback import cli as feedback_cli
from bot.cli.ledger import affected_cli, forget_cli
from bot.cli.password import cli as password_cli
from corpus import CuttingsError
from index import Archive
from index.cli.commands import cli as index_cli
from tests.fakes import ARTICLES, WordEmbedder
from tests.faults.conftest import ALL

HANGS_S = 60               # far beyond what any of it takes on a machine that is busy with other things
ROUND = 150                # questions that are asked again and again
MOST_GROWN = 64_000_000    # bytes of memory, over all rounds but the first two
SETTINGS = hypothesis.settings(
    deadline=None, database=None, derandomize=not ALL, report_multiple_bugs=False, suppress_health_check=[*HealthCheck]
)
WORDS = (
    "Who", "What", "when", "ferry", "swans", "harbour", "bridge", "cost", "last week", "in June 2020", "before 1931",
    "the council", "Ines Vale", "latest", "as of 2023-05-01", "between", "and", "not", "how many", "compare", "why?",
    "yesterday", "since", "1000000000000", "31 February 2023", "5/6/07", '"quoted', "“", "[1]", "(((",
    "\\", "AND OR", "*", "title:x", "^2", "~", "\x00", "\ud800", "\u202e", "e\u0301", "İ", "ß", "😀", "🏳️‍🌈", "漢字",
    "العربية", "﷽", "\n\n",
)
words = some.lists(some.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
questions = some.one_of(words, some.text(max_size=300), some.tuples(words, some.text(max_size=80)).map(" ".join))
odd = some.one_of(
    some.none(), some.booleans(), some.integers(), some.floats(), some.text(max_size=30), some.binary(max_size=9)
)
numbers = some.integers(-2, 2**70)
marks = some.builds(
    Mark, numbers, some.sampled_from(["ferry", "swans", "withdrawn", "", "\ud800"]), questions, numbers, numbers
)
turns = some.one_of(
    some.builds(Turn, questions, questions),
    some.builds(Turn, questions, questions, some.lists(marks, max_size=4).map(tuple)),
    some.tuples(questions, questions),
)
histories = some.one_of(
    some.just(()), some.lists(turns, max_size=4), some.lists(some.one_of(turns, odd), max_size=3), odd
)
moments = some.one_of(
    some.none(), some.dates(), some.datetimes(), some.datetimes(timezones=some.timezones()),
    some.sampled_from(
        [
            "2023-01-01", "0001-01-01", "9999-12-31", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "2023-W05",
            "20230102", "2023-01-01T00:00:00.123456789Z", datetime.min, datetime.max,
        ]
    ),
    some.text(max_size=20),
    odd,
)
names = some.one_of(
    some.just(()),
    some.lists(some.sampled_from(["Transport", "council", "THE QUAY", "news", "ß", "\x00", "\ud800"]), max_size=3),
    some.text(max_size=20), odd,
)
limits = some.one_of(some.integers(1, 50), some.sampled_from([0, -1, 1_000, 1_001, 10**30, True, 2.5, "7", None]))
likely = some.fixed_dictionaries(
    {},
    optional={
        "since": some.dates(),
        "sections": some.lists(some.sampled_from(["Transport", "council", "\x00", "\ud800"]), max_size=3),
        "authors": some.text(max_size=20), "limit": some.integers(1, 50),
    },
)
scopes = some.one_of(
    likely,
    some.fixed_dictionaries(
        {},
        optional={
            "since": moments, "until": moments, "now": moments, "sections": names, "sources": names, "authors": names,
            "kinds": names, "languages": names, "limit": limits,
        },
    ),
)


anything = {"question": some.one_of(questions, odd), "history": histories, "scope": scopes}


@pytest.mark.trials(500, 30_000)
def test_any_question_is_answered_or_refused_in_a_sentence(bot: Bot, trials: int) -> None:
    @hypothesis.settings(SETTINGS, max_examples=trials)
    @given(**anything)
    def asked(question: Any, history: Any, scope: dict[str, Any]) -> None:
        _asked(bot, question, history, scope)

    asked()


@pytest.mark.trials(2, 100)
def test_memory_stays_flat_whatever_is_asked(bot: Bot, trials: int) -> None:
    made: list[tuple[Any, Any, dict[str, Any]]] = []

    @hypothesis.settings(SETTINGS, max_examples=ROUND)
    @given(**anything)
    def collected(question: Any, history: Any, scope: dict[str, Any]) -> None:
        made.append((question, history, scope))      # asked later: hypothesis itself keeps what it has tried

    collected()
    settled = 0
    for number in range(2 + trials):
        for each in made:
            _asked(bot, *each)
        gc.collect()
        if number == 1:
            settled = resident_bytes()
    assert resident_bytes() - settled < MOST_GROWN


def _asked(bot: Bot, question: Any, history: Any, scope: dict[str, Any]) -> None:
    right = {each.id: each for each in ARTICLES}
    try:
        answer = _in_time(lambda: bot.ask(question, history=history, scope=Scope(**scope)))
    except CuttingsError as error:
        assert len(str(error)) > 10
        return
    for citation in answer.citations:
        assert citation.article == right[citation.article.id]
        assert citation.article.text[citation.start : citation.end] == citation.quote
    if not scope.get("now"):
        assert not {"embargoed", "withdrawn", "expired"} & {hit.article.id for hit in answer.hits}


@pytest.mark.trials(500, 30_000)
def test_any_search_finds_or_is_refused_in_a_sentence(bot: Bot, trials: int) -> None:
    archive = bot.archive

    @hypothesis.settings(SETTINGS, max_examples=trials)
    @given(query=questions, scope=scopes)
    def searched(query: str, scope: dict[str, Any]) -> None:
        try:
            where = Scope(**scope)
        except CuttingsError as error:
            assert len(str(error)) > 10
            return
        hits = _in_time(lambda: archive.search(query, where))
        assert len(hits) <= where.limit
        for hit in hits:
            assert not where.sections or hit.article.section.casefold() in {each.casefold() for each in where.sections}
            assert not where.since or hit.article.published and hit.article.published >= where.since
            assert not where.until or hit.article.published and hit.article.published <= where.until

    searched()


def _in_time(work: Callable[[], Any]) -> Any:
    began = time.monotonic()
    result = work()
    assert time.monotonic() - began < HANGS_S
    return result


# -- command lines


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to type commands in: an archive, sources, rubbish, the model made of words, and no network."""
    monkeypatch.setattr("index.model.reader.load_embedder", lambda name: WordEmbedder())
    monkeypatch.setattr(socket, "getaddrinfo", _nowhere(socket.getaddrinfo))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    for name in [each for each in os.environ if each.startswith("CUTTINGS_")]:
        monkeypatch.delenv(name)
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as archive:
        archive.add(ARTICLES)
        archive.embed()
    (tmp_path / "empty").mkdir()
    (tmp_path / "story.txt").write_text("Ferry laid up\n\nThe ferry was laid up in the harbour on Monday.\n", "utf-8")
    (tmp_path / "rubbish.json").write_bytes(b"\x00\xff{")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _nowhere(asked: Callable[..., Any]) -> Callable[..., Any]:
    def looked_up(host: Any, *more: Any, **named: Any) -> Any:
        if host in ("127.0.0.1", "localhost", "::1", None):
            return asked(host, *more, **named)
        "".join(host or "").encode("idna")  # as the real one: it may raise UnicodeError
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    return looked_up


VALUES = (
    "news", "empty", "nowhere", "story.txt", "rubbish.json", "news/archive.db", "news/lexical", "ferry", "swans", "",
    " ", "-1", "0", "1", "2", "1e9", "nan", "inf", "5%", "200%", "2023-01-01", "0001-01-01", "yesterday",
    "http://x.invalid/feed", "http://",
    "http://[",
    "ftp://x", "file:///etc/passwd", "milvus://", "milvus://x:y/z", "milvus-lite:///", "title=Headline", "=", "a=b=c",
    "wxr", "csv", "openai:", "gguf:nowhere", "gguf:rubbish.json", ":", "x:y", "memory://", "redis://", "60/minute",
    "0/minute", "1/fortnight", "*", "a" * 5_000, "\ud800", "\x00", "a\nb", "😀", "../x", "https://a.example", "[::1]",
    "10.0.0.0/8", "a..b", "256.256.256.256", "ann:", "ann:scrypt.1.1.1.a.b", "ann:scrypt.99999999999.8.1.AAAA.AAAA",
    "X-User", "15m", "0s", "-3d",
)
GIVEN = {"--archive": "news", "--store": "milvus-lite:///", "--reason": "An error.", "--ledger": "news/ledger.db"}
values = some.one_of(some.sampled_from(VALUES), some.text(max_size=12).filter(lambda text: "/" not in text))


def commands(cli: typer.Typer, without: tuple[str, ...] = ()) -> some.SearchStrategy[list[str]]:
    """Command lines of an application: its own commands and options, with any values in any number."""
    command: Any = typer.main.get_command(cli)
    known = getattr(command, "commands", {"": command})
    return some.one_of([_lines(name, each) for name, each in known.items() if name not in without])


def _lines(name: str, command: Any) -> some.SearchStrategy[list[str]]:
    """Command lines of one command: mostly with as many arguments as it wants, and with the options that it needs."""
    options = [each for each in command.params if each.param_type_name == "option" and "--ray" not in each.opts]
    wanted = sum(each.param_type_name == "argument" for each in command.params)
    right = [
        part
        for each in options
        for part in (each.opts[0], GIVEN.get(each.opts[0], "1"))
        if each.required or each.opts[0] == "--archive"
    ]
    optional = [each for each in options if each.opts[0] not in right] or options
    chosen = some.sampled_from(optional or [None]).flatmap(
        lambda each: (
            some.just([each.opts[0]] if each else [])
            if not each or each.is_flag
            else values.map(lambda value: [each.opts[0], value])
        )
    )
    return some.builds(
        lambda first, in_order, given: [
            *([name] if name else []), *first, *in_order, *(part for each in given for part in each),
        ],
        some.one_of(some.lists(values, min_size=wanted, max_size=wanted), some.lists(values, max_size=wanted + 1)),
        some.sampled_from([right, right, right, []]),
        some.lists(chosen, max_size=3),
    )


def _tried(cli: typer.Typer, arguments: list[str]) -> None:
    ended = _in_time(lambda: CliRunner().invoke(cli, arguments))
    error = ended.exception
    if error is not None and not isinstance(error, SystemExit):
        raise AssertionError(f"{arguments!r} ended in a traceback") from error
    assert ended.exit_code in (0, 1, 2), arguments
    assert ended.exit_code == 0 or ended.output.strip(), f"{arguments!r} ended with {ended.exit_code} and no word"
    assert "Traceback" not in ended.output


@pytest.mark.trials(200, 6_000)
@pytest.mark.parametrize("name", ["index", "bot"])
def test_any_command_line_is_done_or_refused_in_a_sentence(desk: Path, name: str, trials: int) -> None:
    cli, without = {"index": (index_cli, ("watch",)), "bot": (ask_cli, ())}[name]

    @hypothesis.settings(SETTINGS, max_examples=trials)
    @given(arguments=commands(cli, without))
    def typed(arguments: list[str]) -> None:
        _tried(cli, arguments)

    typed()


@pytest.mark.trials(200, 6_000)
def test_any_command_about_readers_is_done_or_refused_in_a_sentence(
    desk: Path, trials: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a long enough password\n" * trials))
    sys.stderr.reconfigure(errors="backslashreplace")      # type: ignore[union-attr]    # as Python's own is
    cut = {"feedback": feedback_cli, "affected": affected_cli, "forget": forget_cli, "password": password_cli}

    @hypothesis.settings(SETTINGS, max_examples=trials)
    @given(data=some.data())
    def typed(data: some.DataObject) -> None:
        name = data.draw(some.sampled_from(sorted(cut)))
        arguments = [name, *data.draw(commands(cut[name]))]
        with pytest.raises(SystemExit) as ended:
            _in_time(lambda: bot_main(arguments))
        assert ended.value.code in (0, 1, 2, None), arguments
        assert ended.value.code in (0, None) or "".join(capsys.readouterr()).strip(), arguments

    typed()


@pytest.mark.trials(50, 200)
def test_any_option_of_the_server_is_used_or_refused_in_a_sentence(
    desk: Path, trials: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[Any] = []
    monkeypatch.setattr(app._Server, "run", lambda server, sockets: served.append([each.close() for each in sockets]))
    monkeypatch.setattr(app, "_sample", lambda: desk / "news")

    @hypothesis.settings(SETTINGS, max_examples=trials)
    @given(arguments=commands(app.cli))
    def started(arguments: list[str]) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # event loops that Gradio opens and forgets
            _tried(app.cli, ["--port", "0", *arguments])
            asyncio.set_event_loop(None)
            gc.collect()

    started()
    assert served or trials < 50
