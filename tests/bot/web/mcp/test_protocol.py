"""The archive over the Model Context Protocol, called by the official package's own client."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp")

import httpx
from mcp import Client, MCPError, StdioServerParameters

from bot.web.access.passwords import hashed
from bot.web.http.limits import Limits
from bot.web.http.prefix import UnderPath
from bot.web.http.problems import UNEXPECTED
from bot.web.mcp.addresses import article_uri, passage_uri
from corpus import InputError, MissingPackage
from index import Archive
from tests.bot.web.fake_bot import FERRY, MORATORIUM, OVERDUE, SECRET, FakeBot
from tests.bot.web.quiet import UNHURRIED, quiet_app
from tests.bot.web.served import served
from tests.fakes import ARTICLES

# The server runs in this process, and what its libraries deprecate would end it under -W error.
pytestmark = pytest.mark.filterwarnings("ignore")

ROOT = Path(__file__).resolve().parents[4]
AMAZON = {"question": "What did Amazon announce?"}


@pytest.fixture(scope="module")
def bot() -> FakeBot:
    return FakeBot()


@pytest.fixture(scope="module")
def server(bot: FakeBot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    feedback = tmp_path_factory.mktemp("mcp") / "feedback.db"
    with served(quiet_app(bot, limits=UNHURRIED, feedback=feedback, interfaces=["mcp"])) as address:
        yield address


def using(server: Any, work: Callable[[Client], Awaitable[Any]], mode: Any = "auto") -> Any:
    """What `work` brings back from a client of that server; raises the MCPError that it met, by itself."""
    async def run() -> Any:
        async with Client(f"{server}/mcp" if isinstance(server, str) else server, mode=mode) as client:
            try:
                return await work(client)
            except MCPError as error:
                return error

    result = asyncio.run(run())
    if isinstance(result, MCPError):
        raise result
    return result


def call(server: Any, tool: str, arguments: dict[str, Any], mode: Any = "auto") -> Any:
    return using(server, lambda client: client.call_tool(tool, arguments), mode)


def refusal(result: Any) -> str:
    assert result.is_error
    return str(result.content[0].text)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_client_is_told_the_tools_and_how_to_call_them(server: str, mode: str) -> None:
    tools = using(server, lambda client: client.list_tools(), mode).tools
    assert [tool.name for tool in tools] == ["ask_archive", "search_archive", "get_article", "get_passage"]
    assert all(tool.annotations.read_only_hint and tool.output_schema for tool in tools)
    assert tools[0].input_schema["required"] == ["question"]


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_an_answer_comes_with_its_citations(server: str, mode: str) -> None:
    answer = call(server, "ask_archive", AMAZON, mode).structured_content
    assert answer["answered"] and [each["number"] for each in answer["citations"]] == [1, 2, 3]
    first = answer["citations"][0]
    assert first["quote"] in answer["text"] and first["quote"] in MORATORIUM.text
    assert first["link"].startswith(f"{MORATORIUM.url}#:~:text=")
    assert first["article"]["published"] == "2020-06-10T14:05:00+00:00"
    assert first["article"]["corrections"] == [
        "12 June 2020: An earlier version gave the wrong year for the first letter to Amazon."]
    assert first["article"]["citation"] == (
        f"Ruth Adeyemi and Jonas Lind: “{MORATORIUM.title}”, {MORATORIUM.source}, 10 June 2020 "
        f"(corrected 12 June 2020). {MORATORIUM.url}")
    assert answer["citations"][2]["link"].startswith(f"{server}/articles/{OVERDUE.id}?")


def test_what_is_structured_is_in_the_text_too(server: str) -> None:
    result = call(server, "ask_archive", AMAZON)
    assert json.loads(result.content[0].text) == result.structured_content


def test_a_refusal_is_an_answer_that_names_what_is_nearest_as_no_evidence(server: str) -> None:
    result = call(server, "ask_archive", {"question": "Who discovered penicillin?"})
    assert not result.is_error and not result.structured_content["answered"]
    assert result.structured_content["citations"] == []
    assert [each["id"] for each in result.structured_content["nearest"]] == [FERRY.id, OVERDUE.id]


def test_a_filter_reaches_the_bot(server: str, bot: FakeBot) -> None:
    call(server, "ask_archive", {**AMAZON, "since": "2020-01-01", "sections": ["Business"]})
    scope = bot.calls[-1]["scope"]
    assert (str(scope.since)[:10], scope.sections) == ("2020-01-01", ("Business",))


def test_passages_are_found_and_read_again_by_their_addresses(server: str) -> None:
    found = call(server, "search_archive", {"query": "night ferry"}).structured_content["passages"]
    assert found[0]["text"] == FERRY.text
    passage = call(server, "get_passage", {"uri": found[0]["uri"]}).structured_content
    assert passage["text"] == FERRY.text and passage["article"]["id"] == FERRY.id
    inner = call(server, "get_passage", {"uri": passage_uri(FERRY, 4, 15)}).structured_content
    assert (inner["before"], inner["text"], inner["after"][:3]) == ("The ", "night ferry", " to")


def test_words_of_another_version_are_not_given_out_as_those_cited(server: str) -> None:
    uri = passage_uri(FERRY, 4, 15).replace(FERRY.content_hash[:16], "0" * 16)
    assert "has changed since" in refusal(call(server, "get_passage", {"uri": uri}))
    beyond = passage_uri(FERRY, 4, len(FERRY.text) + 1)
    assert "has changed since" in refusal(call(server, "get_passage", {"uri": beyond}))


def test_a_long_article_is_read_in_parts(server: str, bot: FakeBot) -> None:
    long = MORATORIUM.__class__("long", "Long", "word " * 9_000)
    bot.archive.articles.append(long)
    try:
        first = call(server, "get_article", {"article": "long"}).structured_content
        parts, part = [first["text"]], first
        while part["next_start"]:
            given = {"article": article_uri(long), "start": part["next_start"]}
            part = call(server, "get_article", given).structured_content
            parts.append(part["text"])
    finally:
        bot.archive.articles.remove(long)
    assert len(parts) == 3 and "".join(parts) == long.text


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_articles_and_passages_are_resources(server: str, mode: str) -> None:
    listed = using(server, lambda client: client.list_resources(), mode).resources
    assert str(listed[0].uri) == article_uri(FERRY) and listed[0].title == FERRY.title
    templates = using(server, lambda client: client.list_resource_templates(), mode).resource_templates
    assert [template.name for template in templates] == ["article", "passage"]
    article = using(server, lambda client: client.read_resource(article_uri(OVERDUE)), mode)
    assert json.loads(article.contents[0].text)["text"] == OVERDUE.text
    words = using(server, lambda client: client.read_resource(passage_uri(FERRY, 4, 15)), mode)
    assert json.loads(words.contents[0].text)["text"] == "night ferry"


def test_what_is_withdrawn_can_neither_be_read_nor_found(server: str) -> None:
    assert "not public" in refusal(call(server, "get_article", {"article": SECRET.id}))
    for uri in (article_uri(SECRET), passage_uri(SECRET, 0, 4)):
        with pytest.raises(MCPError, match="not public"):
            using(server, lambda client, uri=uri: client.read_resource(uri))
    assert SECRET.id not in call(server, "search_archive", {"query": "This must not be shown."}).content[0].text
    assert SECRET.id not in str(using(server, lambda client: client.list_resources()))


@pytest.mark.parametrize(("tool", "arguments", "why"), [
    ("ask_archive", {}, "question: Field required"),
    ("ask_archive", {"question": ""}, "question: "),
    ("ask_archive", {"question": "a" * 2_001}, "question: "),
    ("ask_archive", {"question": "Who?", "sectoins": ["News"]}, "sectoins: "),
    ("ask_archive", {"question": "Who?", "since": "yesterday"}, "write it as 2024-01-31"),
    ("search_archive", {"query": "a", "limit": 1_000}, "limit: "),
    ("get_article", {"article": "nothing"}, "no such article"),
    ("get_article", {"article": "ferry-timetable", "start": -1}, "start: "),
    ("get_passage", {"uri": "cuttings://article/a"}, "no passage's address"),
])
def test_wrong_arguments_are_told_in_one_sentence(server: str, tool: str, arguments: dict[str, Any], why: str) -> None:
    said = refusal(call(server, tool, arguments))
    assert why in said and "\n" not in said


def test_an_unknown_tool_or_resource_is_the_protocol_s_own_error(server: str) -> None:
    with pytest.raises(MCPError, match="There is no tool 'forget'"):
        call(server, "forget", {})
    with pytest.raises(MCPError, match="no passage's address"):
        using(server, lambda client: client.read_resource("https://news.example/a"))


def test_what_breaks_is_told_without_its_detail(server: str) -> None:
    assert refusal(call(server, "ask_archive", {"question": "Does it crash?"})) == UNEXPECTED
    assert "try again in a minute" in refusal(call(server, "ask_archive", {"question": "Is it busy?"}))


def test_pages_of_a_browser_are_kept_out(server: str) -> None:
    ping = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accepts = {"Accept": "application/json, text/event-stream"}
    refused = httpx.post(f"{server}/mcp", json=ping, headers={**accepts, "Origin": "https://evil.example"})
    assert (refused.status_code, refused.json()["code"]) == (403, "elsewhere")
    assert httpx.post(f"{server}/mcp", json=ping, headers=accepts).status_code == 200


def test_questions_are_counted_by_address(tmp_path: Path) -> None:
    limits = Limits(client_rate="2/minute", read_rate="3/minute")
    with served(quiet_app(FakeBot(), limits=limits, feedback=tmp_path / "f.db", interfaces=["mcp"])) as address:
        asked = [call(address, "ask_archive", AMAZON) for _ in range(3)]
        read = [call(address, "get_article", {"article": FERRY.id}) for _ in range(4)]
    assert [each.is_error for each in asked] == [False, False, True]
    assert [each.is_error for each in read] == [False, False, False, True]


def test_only_who_signed_in_is_served(tmp_path: Path) -> None:
    auth = [f"desk:{hashed('a long password')}"]
    app = quiet_app(FakeBot(), limits=UNHURRIED, feedback=tmp_path / "f.db", interfaces=["mcp"], auth=auth)
    ping = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"Accept": "application/json, text/event-stream"}
    with served(app) as address:
        stranger = httpx.post(f"{address}/mcp", json=ping, headers=headers)
        session = app.state.login.sessions.write("desk")
        shown = ({"Cookie": f"cuttings={session}"}, {"Authorization": f"Bearer {session}"},
                 {"Authorization": f"Bearer AAAA{session[4:]}"})
        by_cookie, by_token, forged = (
            httpx.post(f"{address}/mcp", json=ping, headers={**headers, **each}) for each in shown)
    assert (stranger.status_code, stranger.json()["code"]) == (401, "sign-in")
    assert "tools" not in stranger.text
    assert (by_cookie.status_code, by_token.status_code, forged.status_code) == (200, 200, 401)


def test_links_lead_under_the_path_that_it_stands_under(tmp_path: Path) -> None:
    app: Any = quiet_app(FakeBot(), limits=UNHURRIED, feedback=tmp_path / "f.db", interfaces=["mcp"])
    with served(UnderPath.named(app, "/ask", [])) as address:     # type: ignore[arg-type]
        answer = call(f"{address}/ask", "ask_archive", AMAZON).structured_content
    assert answer["citations"][2]["link"].startswith(f"{address}/ask/articles/")


def test_half_a_character_is_a_question_mark(server: str, bot: FakeBot) -> None:
    broken = MORATORIUM.__class__("broken", "Broken", "Half \udc80 of it.")
    bot.archive.articles.append(broken)
    try:
        assert call(server, "get_article", {"article": "broken"}).structured_content["text"] == "Half ? of it."
    finally:
        bot.archive.articles.remove(broken)


def test_an_interface_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'gopher' is no interface; there are mcp, nlweb, openai"):
        quiet_app(FakeBot(), feedback=tmp_path / "f.db", interfaces=["gopher"])


def test_it_is_not_there_unless_it_is_asked_for(tmp_path: Path) -> None:
    with served(quiet_app(FakeBot(), feedback=tmp_path / "f.db")) as address:
        assert httpx.post(f"{address}/mcp", json={}).status_code == 404


def test_without_its_package_the_line_that_installs_it_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delitem(sys.modules, "bot.web.mcp.protocol", raising=False)
    monkeypatch.setitem(sys.modules, "mcp_types", None)
    with pytest.raises(MissingPackage, match=r"pip install 'cuttings\[mcp\]'"):
        quiet_app(FakeBot(), feedback=tmp_path / "f.db", interfaces=["mcp"])


def test_a_client_starts_it_over_a_pipe(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "news") as archive:
        archive.add(ARTICLES)
        archive.embed()
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "bot", "mcp", "--archive", str(tmp_path / "news")], cwd=ROOT)

    async def work(client: Client) -> Any:
        asked = await client.call_tool("ask_archive", {"question": "Who is the captain of the ferry?"})
        return asked, await client.read_resource("cuttings://article/ferry")

    asked, article = using(command, work)
    assert "Ines Vale" in asked.structured_content["text"]
    assert asked.structured_content["citations"][0]["article"]["url"] == "https://www.example.org/ferry"
    assert json.loads(article.contents[0].text)["article"]["title"] == "Ferry to sail all winter"
