"""Signing in, here or at a proxy, and what nobody gets to see."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from bot.web.access.login import CLIENT_TRIES, USER_TRIES, WRONG, safe
from bot.web.access.passwords import hashed
from bot.web.access.sign_in import PEER, ProxyLogin, remember_peer
from corpus import InputError
from tests.bot.web.fake_bot import FakeBot
from tests.bot.web.quiet import UNHURRIED, quiet_app

RIGHT = "correct horse battery"
FORM = "application/x-www-form-urlencoded"
PAGE = {"Accept": "text/html,application/xhtml+xml"}
BEHIND = ("/", "/chat/", "/chat/config", "/chat/gradio_api/info", "/articles/ferry-timetable", "/demo", "/openapi.json",
          "/api/suggest", "/api/search?q=ferry", "/manifest.json", "/nowhere")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> object:
    feedback = tmp_path_factory.mktemp("feedback") / "feedback.db"
    return quiet_app(
        FakeBot(), limits=UNHURRIED, feedback=feedback, secret="secret", auth=[f"desk:{hashed(RIGHT)}"],
        allow_origins=["https://news.example"],
    )


@pytest.fixture
def stranger(app: object) -> Iterator[TestClient]:
    """Nobody, from outside, at a server that has counted nothing yet."""
    login = app.state.login  # type: ignore[attr-defined]
    for attempts in (login._clients, login._users, login._strangers):
        for counted in attempts._counted:
            counted.storage.reset()
    with TestClient(app, follow_redirects=False, client=("93.184.216.34", 50_000)) as client:  # type: ignore[arg-type]
        yield client


def sign_in(client: TestClient, password: str = RIGHT, user: str = "desk", next: str = "/", **headers: str) -> object:
    data = {"user": user, "password": password, "next": next}
    return client.post("/login", data=data, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize("path", BEHIND)
def test_nobody_sees_anything_of_the_archive(stranger: TestClient, path: str) -> None:
    refused = stranger.get(path)
    assert refused.status_code == 401 and refused.json()["code"] == "sign-in"
    assert "x-content-type-options" in refused.headers and refused.headers["www-authenticate"].startswith("Session")


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream", "/api/feedback", "/chat/gradio_api/queue/join"])
def test_nobody_asks_anything(stranger: TestClient, path: str) -> None:
    assert stranger.post(path, json={"question": "When does the ferry sail?"}).status_code == 401


def test_a_reader_is_led_to_the_login_and_on_to_where_they_wanted(stranger: TestClient) -> None:
    wanted = "/articles/ferry-timetable?start=0&end=9"
    led = stranger.get(wanted, headers=PAGE)
    assert led.status_code == 303 and led.headers["location"] == f"/login?next={quote(wanted, safe='')}"
    form = stranger.get(led.headers["location"])
    assert form.status_code == 200 and 'name="next" value="/articles/ferry-timetable?start=0&amp;end=9"' in form.text
    inside = sign_in(stranger, next=wanted)
    assert inside.status_code == 303 and inside.headers["location"] == wanted  # type: ignore[attr-defined]
    assert stranger.get(wanted).status_code == 200


def test_who_signed_in_uses_all_of_it(stranger: TestClient) -> None:
    cookie = sign_in(stranger).headers["set-cookie"]  # type: ignore[attr-defined]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/" in cookie and "Max-Age=43200" in cookie
    for path in ("/chat/", "/chat/theme.css", "/api/suggest", "/openapi.json"):
        shown = stranger.get(path)
        assert shown.status_code == 200 and "Cookie" in shown.headers["vary"]
        assert "public" not in shown.headers["cache-control"]
    assert stranger.post("/api/ask", json={"question": "When does the ferry sail?"}).json()["answered"]


def test_over_https_the_cookie_is_secure_and_of_this_host_alone(app: object) -> None:
    with TestClient(app, base_url="https://testserver", follow_redirects=False) as client:  # type: ignore[arg-type]
        cookie = sign_in(client).headers["set-cookie"]  # type: ignore[attr-defined]
        assert cookie.startswith("__Host-cuttings=") and "Secure" in cookie
        assert client.get("/api/suggest").status_code == 200


def test_signing_out_takes_the_cookie_back(stranger: TestClient) -> None:
    sign_in(stranger)
    assert "You are signed in" in stranger.get("/login").text
    assert stranger.post("/logout").headers["location"] == "/login"
    assert stranger.get("/api/suggest").status_code == 401


def test_a_wrong_password_and_an_unknown_name_are_told_alike(stranger: TestClient) -> None:
    answers = [sign_in(stranger, "wrong"), sign_in(stranger, RIGHT, "nobody")]
    for answer in answers:
        assert answer.status_code == 401 and WRONG in answer.text  # type: ignore[attr-defined]
        assert "set-cookie" not in answer.headers  # type: ignore[attr-defined]


@pytest.mark.parametrize("user", ["desk", "nobody"])
def test_an_account_is_closed_after_so_many_tries_from_wherever(app: object, stranger: TestClient, user: str) -> None:
    login = app.state.login  # type: ignore[attr-defined]
    for _ in range(USER_TRIES):
        (login._users if user == "desk" else login._strangers).add(user)
    locked = sign_in(stranger, RIGHT, user)
    assert locked.status_code == 429 and int(locked.headers["retry-after"]) > 600  # type: ignore[attr-defined]
    assert "set-cookie" not in locked.headers  # type: ignore[attr-defined]


def test_an_address_is_stopped_after_so_many_tries_whatever_the_name(stranger: TestClient, app: object) -> None:
    for _ in range(CLIENT_TRIES - 1):
        app.state.login._clients.add("93.184.216.34")  # type: ignore[attr-defined]
    assert sign_in(stranger, "wrong", "one").status_code == 401  # type: ignore[attr-defined]
    assert sign_in(stranger, "wrong", "two").status_code == 429  # type: ignore[attr-defined]


def test_the_right_password_clears_what_was_mistyped(stranger: TestClient, app: object) -> None:
    for _ in range(USER_TRIES - 1):
        app.state.login._users.add("desk")  # type: ignore[attr-defined]
    assert sign_in(stranger).status_code == 303  # type: ignore[attr-defined]
    assert app.state.login._users.wait_s("desk") == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "next",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
     "javascript:x", "/login?next=/login", "/logout", "", "evil", "/%0d%0a\r\nX: y", "/" + "x" * 3_000],
)
def test_nobody_is_led_elsewhere_after_signing_in(stranger: TestClient, next: str) -> None:
    assert safe(next) == "/"
    assert stranger.get("/login", params={"next": next}).text.count('name="next" value="/"') == 1
    assert sign_in(stranger, next=next).headers["location"] == "/"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "headers",
    [{"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"}, {"Origin": "https://evil.example"},
     {"Origin": "null"}],
)
def test_another_site_signs_nobody_in_or_out_and_acts_for_nobody(
    stranger: TestClient, headers: dict[str, str]
) -> None:
    refused = sign_in(stranger, **headers)
    assert refused.status_code == 403 and "set-cookie" not in refused.headers  # type: ignore[attr-defined]
    sign_in(stranger)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    assert stranger.post("/logout", headers=sent).status_code == 403
    assert stranger.post("/api/ask", json={"question": "ferry"}, headers=sent).json()["code"] == "elsewhere"
    assert stranger.get("/api/suggest", headers=sent).status_code == 200
    assert sign_in(stranger, Sec_Fetch_Site="same-origin").status_code == 303  # type: ignore[attr-defined]
    assert sign_in(stranger, Origin="http://testserver").status_code == 303  # type: ignore[attr-defined]


def test_the_form_runs_nothing_and_stands_in_no_frame(stranger: TestClient) -> None:
    page = sign_in(stranger, "<script>", '"><script>x', "/<script>x</script>")
    policy = page.headers["content-security-policy"]  # type: ignore[attr-defined]
    assert "script-src" not in policy and "default-src 'none'" in policy and "form-action 'self'" in policy
    assert policy.endswith("frame-ancestors 'none'")
    assert "<script>" not in page.text and page.headers["cache-control"] == "no-store"  # type: ignore[attr-defined]
    assert re.search(r'type="password"[^>]*value=', page.text) is None  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"\xff\xfe", FORM), (b"&".join([b"a=1"] * 50), FORM), (b'{"user": "desk"}', "application/json"),
     (b"user=" + b"x" * 5_000, FORM), (b"", "")],
)
def test_what_is_no_form_signs_nobody_in(stranger: TestClient, body: bytes, kind: str) -> None:
    response = stranger.post("/login", content=body, headers={"Content-Type": kind})
    assert response.status_code == 401 and "set-cookie" not in response.headers


def test_what_says_nothing_of_the_archive_stays_open(stranger: TestClient) -> None:
    for path in ("/healthz", "/login", "/widget.js", "/favicon.ico"):
        assert stranger.get(path).status_code == 200, path
    for path in ("/readyz", "/metrics"):
        assert stranger.get(path).status_code == 401, path


def test_probes_of_this_machine_need_no_account(app: object) -> None:
    with TestClient(app, client=("127.0.0.1", 50_000)) as probe:  # type: ignore[arg-type]
        assert probe.get("/readyz").status_code == probe.get("/metrics").status_code == 200
        assert probe.get("/api/suggest").status_code == 401


FOREIGN = ('prefs={"theme":"dark","size":2}', "user[name]=x", "a b=c d", "nothing", "=", "", "é=1", 'q="a;b', "x=1,y=2",
           "cuttings2=x", "Cuttings=x", "cuttings=of-another-site", "cuttings=")


@pytest.mark.parametrize("foreign", FOREIGN)
def test_cookies_of_other_sites_lock_nobody_out(stranger: TestClient, foreign: str) -> None:
    sign_in(stranger)
    ours = f"cuttings={stranger.cookies['cuttings']}"
    stranger.cookies.clear()
    for line in (f"{foreign}; {ours}", f"{ours}; {foreign}", f"{foreign};{ours} ;"):
        assert stranger.get("/api/suggest", headers={"Cookie": line.encode("latin-1")}).status_code == 200, line
    apart = [("Cookie", foreign.encode("latin-1")), ("Cookie", ours)]
    assert stranger.get("/api/suggest", headers=apart).status_code == 200  # type: ignore[arg-type]
    assert stranger.get("/api/suggest", headers={"Cookie": foreign.encode("latin-1")}).status_code == 401


def test_a_cookie_with_an_absurd_date_is_nobodys(stranger: TestClient) -> None:
    made_up = base64.urlsafe_b64encode(bytes(32) + b'{"user": "desk", "until": %s}' % (b"9" * 400)).decode()
    assert stranger.get("/api/suggest", headers={"Cookie": f"cuttings={made_up}"}).status_code == 401
    assert stranger.get("/login", headers={"Cookie": f"cuttings={made_up}"}).status_code == 200


def test_without_accounts_there_is_no_login_and_everybody_asks(client: TestClient) -> None:
    assert client.get("/login").status_code == 404
    assert client.get("/api/suggest").status_code == 200


def through(*proxies: str, headers: list[tuple[bytes, bytes]], peer: str, client: str = "") -> str:
    """Whom the server takes a request for."""
    scope = {"type": "http", "path": "/", "headers": headers, "client": (client or peer, 1), PEER: peer}
    return ProxyLogin.named("X-Remote-User", proxies).reader(scope)


def test_a_proxy_is_believed_from_its_address_and_refused_from_any_other() -> None:
    named = [(b"x-remote-user", b"ruth")]
    assert through("10.0.0.5", headers=named, peer="10.0.0.5") == "ruth"
    assert through("10.0.0.0/24", headers=named, peer="10.0.0.77") == "ruth"
    assert through("10.0.0.5", headers=named, peer="::ffff:10.0.0.5") == "ruth"
    assert through("10.0.0.5", headers=named, peer="10.0.0.6") == ""
    assert through("10.0.0.5", headers=named, peer="93.184.216.34", client="10.0.0.5") == ""    # claimed by a header
    assert through("10.0.0.5", headers=named, peer="testclient") == ""


@pytest.mark.parametrize(
    "headers",
    [[], [(b"x-remote-user", b"")], [(b"x-remote-user", b"  ")], [(b"x-remote-user", b"x" * 300)],
     [(b"x-remote-user", b"ruth"), (b"X-Remote-User", b"admin")], [(b"x_remote_user", b"ruth")],
     [(b"x-remote-user", b"ruth, admin")], [(b"x-remote-user", b"ruth,admin")], [(b"x-remote-user", b"ruth,")]],
)
def test_a_proxy_that_names_nobody_or_two_lets_nobody_in(headers: list[tuple[bytes, bytes]]) -> None:
    assert through("10.0.0.5", headers=headers, peer="10.0.0.5") == ""


def test_readers_of_a_trusted_proxy_get_in_and_all_others_do_not(tmp_path: Path) -> None:
    app = quiet_app(FakeBot(), limits=UNHURRIED, feedback=tmp_path / "f.db", sso_header="X-Remote-User",
                    trusted_proxies=["192.0.2.1"])
    served = remember_peer(ProxyHeadersMiddleware(app, trusted_hosts=["192.0.2.1"]))  # type: ignore[arg-type]
    named = {"X-Remote-User": "ruth", "X-Forwarded-For": "93.184.216.34"}
    with TestClient(served, client=("192.0.2.1", 1)) as proxy:  # type: ignore[arg-type]
        assert proxy.get("/chat/", headers=named).status_code == 200
        assert proxy.get("/api/suggest", headers={"X-Forwarded-For": "93.184.216.34"}).status_code == 403
        assert proxy.get("/login", headers=named).status_code == 404
    with TestClient(served, client=("93.184.216.34", 1)) as liar:  # type: ignore[arg-type]
        claimed = {**named, "X-Forwarded-For": "192.0.2.1"}
        for path in ("/chat/", "/api/suggest", "/readyz"):
            assert liar.get(path, headers=claimed).status_code == 403
        assert liar.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"sso_header": "X-Remote-User"}, "--trusted-proxy"),
        ({"sso_header": "X Remote", "trusted_proxies": ["10.0.0.5"]}, "no header"),
        ({"sso_header": "Cookie", "trusted_proxies": ["10.0.0.5"]}, "no header"),
        ({"sso_header": "X-Remote-User", "trusted_proxies": ["*"]}, "no address or network"),
        ({"sso_header": "X-Remote-User", "trusted_proxies": ["proxy.example"]}, "no address or network"),
    ],
)
def test_a_proxy_that_can_not_be_told_is_refused_at_the_start(options: dict[str, object], why: str) -> None:
    with pytest.raises(InputError, match=why):
        ProxyLogin.named(str(options["sso_header"]), options.get("trusted_proxies", []))  # type: ignore[arg-type]
