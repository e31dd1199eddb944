"""The configurations in docs/serving.md, run as they stand there by each proxy that this machine has."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from bot.web.access.sign_in import remember_peer
from bot.web.http.prefix import UnderPath
from tests.bot.web.fake_bot import OVERDUE, FakeBot, about_amazon
from tests.bot.web.quiet import UNHURRIED, quiet_app
from tests.bot.web.served import served

# The server runs in this process, and what its libraries deprecate would end it under -W error.
pytestmark = pytest.mark.filterwarnings("ignore")

SERVING = Path(__file__).resolve().parents[4] / "docs" / "serving.md"
STARTS_S = 20
ADDRESS = "https://www.example.org/a//b?c=d/../e"      # as many feeds name their articles
NGINX = """daemon off; worker_processes 1; pid {folder}/pid; error_log stderr;
events {{ worker_connections 64; }}
http {{ access_log off; client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
server {{ listen 127.0.0.1:{port};
{snippet}
}} }}"""
CADDY = """{{
admin off
auto_https off
}}
http://127.0.0.1:{port} {{
{snippet}
}}"""
APACHE = """ServerRoot {folder}
{modules}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/error.log
<VirtualHost 127.0.0.1:{port}>
{snippet}
</VirtualHost>"""
MODULES = ("mpm_event", "authz_core", "alias", "headers", "proxy", "proxy_http")


@dataclass(frozen=True)
class Proxy:
    """A proxy as it is started here."""

    name: str          # of its program
    language: str      # of its snippet
    around: str        # the snippet
    command: Callable[[str, Path], list[str]]

    def configured(self, folder: Path, server: str, port: int, modules: str = "") -> Path:
        """The snippet in a whole configuration, with the addresses of this test."""
        (snippet,) = re.findall(rf"```{self.language}\n(.*?)```", SERVING.read_text("utf-8"), re.DOTALL)
        ours = str(snippet).replace("127.0.0.1:7860", server.removeprefix("http://"))
        file = folder / "configuration"
        file.write_text(self.around.format(folder=folder, port=port, snippet=ours, modules=modules))
        return file


PROXIES = (
    Proxy("nginx", "nginx", NGINX, lambda program, file: [program, "-p", str(file.parent), "-c", str(file)]),
    Proxy("caddy", "caddy", CADDY,
          lambda program, file: [program, "run", "--adapter", "caddyfile", "--config", str(file)]),
    Proxy("apache2", "apache", APACHE, lambda program, file: [program, "-DFOREGROUND", "-f", str(file)]),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server as app.py puts it behind proxies of this machine, with nothing set but what they say."""
    feedback = tmp_path_factory.mktemp("proxies") / "feedback.db"
    bot = FakeBot()
    bot.archive.articles.append(replace(OVERDUE, id=ADDRESS))
    app: Any = quiet_app(bot, limits=UNHURRIED, feedback=feedback, interfaces=["openai"])
    with served(UnderPath.named(remember_peer(app), "", ["127.0.0.1"])) as address:     # type: ignore[arg-type]
        yield address


@pytest.fixture(scope="module", params=PROXIES, ids=lambda proxy: proxy.name)
def proxied(request: pytest.FixtureRequest, server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server's address behind the proxy, with the path."""
    proxy: Proxy = request.param
    program = shutil.which(proxy.name)
    if program is None:
        pytest.skip(f"no {proxy.name} on this machine")
    folder, port = tmp_path_factory.mktemp(proxy.name), free_port()
    file = proxy.configured(folder, server, port, modules_of(program) if proxy.name == "apache2" else "")
    with (folder / "log").open("w") as log:
        running = subprocess.Popen(proxy.command(program, file), stdout=log, stderr=log, cwd=folder)
        try:
            wait_for(port, running, folder / "log")
            yield f"http://127.0.0.1:{port}/ask"
        finally:
            running.terminate()
            running.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def modules_of(program: str) -> str:
    """Lines that load what Apache has apart, where its package put it."""
    found = Path(program).resolve().parents[1] / "lib" / "apache2" / "modules"
    folder = found if found.is_dir() else Path("/usr/lib/apache2/modules")
    return "\n".join(f"LoadModule {name}_module {folder}/mod_{name}.so" for name in MODULES)


def wait_for(port: int, running: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTS_S
    while time.monotonic() < until and running.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"The proxy did not start: {log.read_text()}")


def test_the_front_page_leads_to_the_chat_under_the_path(proxied: str) -> None:
    page = httpx.get(proxied, follow_redirects=True)
    assert page.status_code == 200 and page.url.copy_with(query=None) == f"{proxied}/chat/"


def test_a_link_with_a_question_keeps_it(proxied: str) -> None:
    page = httpx.get(f"{proxied}?q=Who+won%3F", follow_redirects=True)
    assert str(page.url) == f"{proxied}/chat/?q=Who+won%3F"


@pytest.mark.parametrize("id", [OVERDUE.id, ADDRESS])
def test_an_article_is_read_there_and_leads_back(proxied: str, id: str) -> None:
    page = httpx.get(f"{proxied}/articles/{quote(id, safe='')}")
    assert page.status_code == 200 and OVERDUE.title in page.text
    assert 'href="/ask/"' in page.text and 'href="/"' not in page.text


def test_the_widget_and_the_api_answer(proxied: str) -> None:
    assert httpx.get(f"{proxied}/widget.js").status_code == 200
    asked = httpx.post(f"{proxied}/api/ask", json={"question": "What did Amazon announce?"}).json()
    assert asked["text"] == about_amazon("").text
    assert httpx.get(f"{proxied}/openapi.json").json()["servers"] == [{"url": "/ask"}]


def test_addresses_for_programs_are_those_of_the_proxy(proxied: str) -> None:
    asked = httpx.post(f"{proxied}/v1/chat/completions", json={
        "messages": [{"role": "user", "content": "What did Amazon announce?"}]}).json()
    last = asked["choices"][0]["message"]["annotations"][-1]["url_citation"]["url"]
    assert last.startswith(f"{proxied}/articles/")
    assert httpx.get(last).status_code == 200


def test_a_stream_comes_as_it_is_written(proxied: str) -> None:
    with httpx.stream("POST", f"{proxied}/api/ask/stream", json={"question": "When does the ferry sail?"}) as response:
        events = [line for line in response.iter_lines() if line.startswith("event: ")]
    assert events[0] == "event: status" and events[-1] == "event: done"
