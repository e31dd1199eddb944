"""Signing in at an identity provider on this machine, the roles that its groups give, and what goes wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import RSAKey
from markupsafe import escape

from bot.web.access.login import CLIENT_TRIES
from bot.web.access.oidc import AWAY, NO_GROUP, REFUSED
from bot.web.access.oidc_login import NOT_BEGUN, TURNED_DOWN, OidcLogin
from bot.web.access.passwords import hashed
from bot.web.http.prefix import UnderPath
from bot.web.http.settings import OidcSettings
from corpus import InputError, MissingPackage
from tests.bot.web.access.identity_provider import CLIENT, SECRET, IdentityProvider, provider
from tests.bot.web.fake_bot import FakeBot
from tests.bot.web.quiet import UNHURRIED, quiet_app, with_doors_by_role

PAGE = {"Accept": "text/html"}
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[IdentityProvider, Any]]:
    """A provider, and a site whose readers sign in there."""
    with provider() as made:
        yield made, app_of(made, tmp_path_factory.mktemp("oidc"))


@pytest.fixture
def idp(shared: tuple[IdentityProvider, Any]) -> IdentityProvider:
    """The provider, as it was at first."""
    made = shared[0]
    vars(made).update(vars(IdentityProvider(address=made.address)))
    return made


@pytest.fixture
def site(shared: tuple[IdentityProvider, Any], idp: IdentityProvider) -> Iterator[TestClient]:
    """Nobody, at a site that has asked its provider nothing yet."""
    app = shared[1]
    app.state.login = OidcLogin(settings_of(idp), "secret")
    with TestClient(app, base_url="http://ask.example.org", follow_redirects=False) as client:
        yield client


def settings_of(idp: IdentityProvider, **more: Any) -> OidcSettings:
    return OidcSettings(idp.address, CLIENT, SECRET, **{"readers": ["readers"], "desk": ["news-desk"], **more})


def app_of(idp: IdentityProvider, tmp_path: Path, **more: Any) -> Any:
    settings, feedback = settings_of(idp, **more), tmp_path / "feedback.db"
    app = quiet_app(FakeBot(), limits=UNHURRIED, feedback=feedback, secret="secret", oidc=settings)
    return with_doors_by_role(app)


def begun(site: TestClient, next: str = "/articles/ferry-timetable") -> str:
    """The provider's address that a reader's browser is sent to."""
    away = site.get(next, headers=PAGE)
    assert away.status_code == 303 and away.headers["location"].startswith("/login?next=")
    sent = site.get(away.headers["location"], headers=PAGE)
    assert sent.status_code == 303, sent.text
    return sent.headers["location"]


def signed_in(site: TestClient, groups: list[str] | None = None, idp: IdentityProvider | None = None) -> httpx.Response:
    """What comes of signing in."""
    if idp and groups is not None:
        idp.person["groups"] = groups
    return came_back(site, begun(site))


def came_back(site: TestClient, way: str) -> httpx.Response:
    there = httpx.get(way)
    return site.get(there.headers["location"].removeprefix("http://ask.example.org"), headers=PAGE)


def test_a_reader_signs_in_and_goes_where_they_wanted_to(site: TestClient, idp: IdentityProvider) -> None:
    back = signed_in(site, ["readers"], idp)
    assert (back.status_code, back.headers["location"]) == (303, "/articles/ferry-timetable")
    cookie = back.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "amina" not in cookie
    assert site.get("/articles/ferry-timetable").status_code == 200
    assert "amina" in site.get("/login").text
    assert site.get("/api/role").json() is False and site.get("/api/unanswered").status_code == 403


def test_the_desk_is_known_by_its_group(site: TestClient, idp: IdentityProvider) -> None:
    signed_in(site, ["news-desk"], idp)
    assert site.get("/api/role").json() is True and site.get("/api/unanswered").json() == "for the desk"


def test_the_code_is_asked_for_with_pkce_and_comes_to_no_other_address(site: TestClient) -> None:
    asked = {name: values[0] for name, values in parse_qs(urlsplit(begun(site)).query).items()}
    assert asked["redirect_uri"] == "http://ask.example.org/login/back"
    assert asked["code_challenge_method"] == "S256" and len(asked["code_challenge"]) == 43
    assert len(asked["state"]) > 40 and len(asked["nonce"]) > 40 and SECRET not in begun(site)


def test_a_program_brings_the_cookies_value_as_a_token(site: TestClient, idp: IdentityProvider) -> None:
    signed_in(site, ["readers"], idp)
    token = site.cookies["cuttings"]
    site.cookies.clear()
    assert site.get("/api/suggest").status_code == 401
    assert site.get("/api/suggest", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    assert site.get("/api/suggest", headers={"Authorization": f"Bearer {token[:-2]}xx"}).status_code == 401


def test_signing_out_takes_the_cookie_back(site: TestClient, idp: IdentityProvider) -> None:
    signed_in(site, ["readers"], idp)
    assert site.post("/logout", headers={"Origin": "https://evil.example"}).status_code == 403
    assert site.get("/api/suggest").status_code == 200
    assert site.post("/logout").headers["location"] == "/login"
    assert site.get("/api/suggest").status_code == 401
    assert "/login?next=/" in site.get("/login").text.replace('href="./login', 'href="/login')


def test_who_is_in_no_group_of_ours_does_not_come_in(site: TestClient, idp: IdentityProvider) -> None:
    refused = signed_in(site, ["sports"], idp)
    assert refused.status_code == 403 and NO_GROUP in refused.text
    assert site.get("/api/suggest").status_code == 401


def test_without_groups_of_readers_whoever_signs_in_may_ask(idp: IdentityProvider, tmp_path: Path) -> None:
    with TestClient(app_of(idp, tmp_path, readers=[]), base_url="http://ask.example.org",
                    follow_redirects=False) as site:
        assert signed_in(site, [], idp).status_code == 303
        assert site.get("/api/role").json() is False


@pytest.mark.parametrize("claim, said", [
    ("realm_access.roles", {"realm_access": {"roles": ["readers"]}}), ("role", {"role": "readers"}),
    ("https://example.org/groups", {"https://example.org/groups": ["readers", 7, None]}),
])
def test_groups_stand_where_the_provider_puts_them(
    idp: IdentityProvider, tmp_path: Path, claim: str, said: dict[str, Any]
) -> None:
    idp.person = {"sub": "u1", "email": "amina@example.org", **said}
    with TestClient(app_of(idp, tmp_path, claim=claim), base_url="http://ask.example.org",
                    follow_redirects=False) as site:
        assert signed_in(site).status_code == 303 and "amina@example.org" in site.get("/login").text


@pytest.mark.parametrize("sub, status", [("u1", 303), ("somebody else", 403)])
def test_groups_that_the_token_lacks_are_asked_for(
    site: TestClient, idp: IdentityProvider, sub: str, status: int
) -> None:
    idp.person, idp.userinfo = {"sub": "u1", "name": "Amina"}, {"sub": sub, "groups": ["news-desk"]}
    assert came_back(site, begun(site)).status_code == status
    assert site.get("/api/role").status_code == (200 if status == 303 else 401)


@pytest.mark.parametrize("spoilt", [
    {"iss": "https://other.example"}, {"aud": "another-client"}, {"aud": ["another-client"], "azp": CLIENT},
    {"nonce": "another"}, {"nonce": None}, {"exp": 1_000_000_000}, {"iat": None}, {"sub": None},
    {"preferred_username": None, "sub": "\n"},
])
def test_a_token_that_is_not_of_this_sign_in_is_refused(
    site: TestClient, idp: IdentityProvider, spoilt: dict[str, Any]
) -> None:
    idp.spoilt = spoilt
    refused = signed_in(site, ["readers"], idp)
    assert refused.status_code == 403 and escape(REFUSED) in refused.text
    assert site.get("/api/suggest").status_code == 401


def test_a_token_with_another_signature_is_refused(site: TestClient, idp: IdentityProvider) -> None:
    idp.signed_with = RSAKey.generate_key(2048, {"kid": idp.key.kid})
    assert signed_in(site, ["readers"], idp).status_code == 403


def test_a_provider_may_change_its_key(site: TestClient, idp: IdentityProvider) -> None:
    assert signed_in(site, ["readers"], idp).status_code == 303
    site.cookies.clear()
    idp.key = RSAKey.generate_key(2048, {"kid": "two"})
    assert signed_in(site, ["readers"], idp).status_code == 303
    site.cookies.clear()
    idp.signed_with = RSAKey.generate_key(2048, {"kid": "three"})
    assert signed_in(site, ["readers"], idp).status_code == 403


@pytest.mark.parametrize("token", [{}, {"id_token": 7}, {"id_token": "no token"}, {"id_token": "e30.e30."}])
def test_what_is_no_token_is_refused(site: TestClient, idp: IdentityProvider, token: dict[str, Any]) -> None:
    idp.token = {"access_token": "x", "token_type": "Bearer", **token}
    assert signed_in(site, ["readers"], idp).status_code == 403


def test_a_code_is_good_once_and_a_state_for_its_own_browser(site: TestClient, idp: IdentityProvider) -> None:
    idp.person["groups"] = ["readers"]
    there = httpx.get(begun(site)).headers["location"].removeprefix("http://ask.example.org")
    with TestClient(site.app, base_url="http://ask.example.org") as other:
        assert other.get(there).status_code == 400
    assert site.get(there).status_code == 303
    again = site.get(there)
    assert again.status_code == 400 and NOT_BEGUN in again.text


@pytest.mark.parametrize("query, status, sentence", [
    ("", 400, NOT_BEGUN), ("code=x&state=y", 400, NOT_BEGUN), ("state={state}", 403, TURNED_DOWN),
    ("error=access_denied&state={state}", 403, TURNED_DOWN), ("code=made-up&state={state}", 403, REFUSED),
    ("code=x&state=%C3%A9", 400, NOT_BEGUN),
])
def test_a_way_back_that_is_none_is_refused_in_a_sentence(
    site: TestClient, query: str, status: int, sentence: str
) -> None:
    state = parse_qs(urlsplit(begun(site)).query)["state"][0]
    refused = site.get(f"/login/back?{query.format(state=state)}", headers=PAGE)
    assert refused.status_code == status and escape(sentence) in refused.text
    assert site.get("/api/suggest").status_code == 401


@pytest.mark.parametrize("next", ["https://evil.example/", "//evil.example", "/\\evil.example", "/login?next=/x"])
def test_nobody_is_sent_elsewhere_afterwards(site: TestClient, idp: IdentityProvider, next: str) -> None:
    idp.person["groups"] = ["readers"]
    way = site.get("/login", params={"next": next}).headers["location"]
    assert came_back(site, way).headers["location"] == "/"


@pytest.mark.parametrize("spoil", [
    lambda idp: idp.broken.add("/.well-known/openid-configuration"),
    lambda idp: idp.metadata.update(issuer="https://other.example"),
    lambda idp: idp.metadata.update(token_endpoint=None),
    lambda idp: idp.metadata.update(authorization_endpoint="javascript:alert(1)"),
])
def test_a_provider_that_is_away_or_another_is_said(
    site: TestClient, idp: IdentityProvider, spoil: Callable[[IdentityProvider], None]
) -> None:
    spoil(idp)
    away = site.get("/login?next=/", headers=PAGE)
    assert away.status_code == 503 and away.headers["retry-after"] == "60"
    assert escape(AWAY) in away.text


@pytest.mark.parametrize("path", ["/token", "/keys"])
def test_a_provider_that_goes_away_in_between_is_said(site: TestClient, idp: IdentityProvider, path: str) -> None:
    idp.broken.add(path)
    assert signed_in(site, ["readers"], idp).status_code == 503


def test_under_a_path_the_way_back_has_it(site: TestClient, idp: IdentityProvider) -> None:
    idp.person["groups"] = ["readers"]
    under = UnderPath.named(site.app, "/ask", [])
    with TestClient(under, base_url="http://www.example.org", follow_redirects=False) as reader:  # type: ignore[arg-type]
        way = reader.get("/ask/login?next=/articles/ferry-timetable", headers=PAGE).headers["location"]
        assert parse_qs(urlsplit(way).query)["redirect_uri"] == ["http://www.example.org/ask/login/back"]
        back = httpx.get(way).headers["location"].removeprefix("http://www.example.org")
        there = reader.get(back, headers=PAGE).headers["location"]
        assert there.removeprefix("http://www.example.org") == "/ask/articles/ferry-timetable"
        assert reader.get("/ask/articles/ferry-timetable").status_code == 200


def test_tries_are_counted(site: TestClient) -> None:
    for _ in range(CLIENT_TRIES):
        state = parse_qs(urlsplit(begun(site)).query)["state"][0]
        assert site.get(f"/login/back?code=x&state={state}").status_code == 403
    state = parse_qs(urlsplit(begun(site)).query)["state"][0]
    assert site.get(f"/login/back?code=x&state={state}").status_code == 429


def test_a_session_ends_with_the_groups_that_it_was_given_by(idp: IdentityProvider, tmp_path: Path) -> None:
    known = OidcSettings(idp.address, CLIENT, SECRET, readers=["readers"])
    members = OidcLogin(known, "secret").members
    from bot.web.access.oidc import SignedIn

    cookie = members.write(SignedIn("amina", False))
    assert members.read(cookie) == SignedIn("amina", False)
    other = OidcLogin(OidcSettings(idp.address, CLIENT, SECRET, readers=["editors"]), "secret").members
    assert other.read(cookie) is None
    assert members.read(members.pack({"state": "x", "until": 9e9})) is None
    for wrong in ("", "x", "é", "%%%", "A" * 10_000):
        assert members.read(wrong) is None


def test_nothing_is_asked_of_the_provider_before_somebody_signs_in(site: TestClient, idp: IdentityProvider) -> None:
    site.get("/", headers=PAGE)
    site.get("/login")
    assert idp.requests == []


@pytest.mark.parametrize("settings, sentence", [
    (OidcSettings("http://id.example.org", CLIENT), "no identity provider"),
    (OidcSettings("id.example.org", CLIENT), "no identity provider"),
    (OidcSettings("", CLIENT), "Give --oidc"),
    (OidcSettings("https://[", CLIENT), "no identity provider"),
    (OidcSettings("https://id.example.org?x=1", CLIENT), "no identity provider"),
    (OidcSettings("https://id.example.org", ""), "--oidc-client"),
    (OidcSettings("https://id.example.org", CLIENT, claim=""), "--oidc-claim"),
])
def test_settings_that_can_t_be_are_refused(settings: OidcSettings, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        OidcLogin(settings)


@pytest.mark.parametrize("more", [{"auth": [f"desk:{hashed('a long password')}"]}, {"desk": ["amina"]},
                                  {"sso_header": "X-Remote-User", "trusted_proxies": ["10.0.0.5"]}])
def test_there_is_one_way_of_signing_in(more: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        quiet_app(FakeBot(), limits=UNHURRIED, oidc=OidcSettings("https://id.example.org", CLIENT), **more)


def test_without_the_package_the_line_for_pip_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "authlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "authlib", None)
    with pytest.raises(MissingPackage, match="pip install 'cuttings\\[oidc\\]'"):
        OidcLogin(OidcSettings("https://id.example.org", CLIENT))
