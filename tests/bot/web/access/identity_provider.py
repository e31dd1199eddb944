"""An identity provider on this machine: OpenID Connect, as far as signing in by authorization code goes."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "cuttings-desk", "a secret of the client"


@dataclass
class IdentityProvider:
    """What it says of who signs in, and how it goes wrong, is for a test to set."""

    address: str = ""
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "u1", "preferred_username": "amina", "groups": []})
    userinfo: dict[str, Any] | None = None                        # what is said there instead of in the token
    spoilt: dict[str, Any] = field(default_factory=dict)          # claims that are put in place of the right ones
    metadata: dict[str, Any] = field(default_factory=dict)        # the same of its metadata
    token: dict[str, Any] | None = None                           # what the token's address gives instead
    broken: set[str] = field(default_factory=set)                 # paths that answer 500
    requests: list[str] = field(default_factory=list)
    key: RSAKey = field(default_factory=lambda: _key("one"))
    signed_with: RSAKey | None = None                             # another key than the one it publishes
    codes: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def known(self) -> dict[str, Any]:
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        addresses = {name: f"{self.address}/{path}" for name, path in names.items()}
        more = {"userinfo_endpoint": f"{self.address}/userinfo"} if self.userinfo is not None else {}
        return {"issuer": self.address, **addresses, **more,
                "id_token_signing_alg_values_supported": ["RS256"], **self.metadata}

    def authorize(self, asked: Mapping[str, str]) -> str:
        """Sign the person in at once; the address that the browser is sent back to."""
        assert asked["response_type"] == "code" and asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT and "openid" in asked["scope"].split()
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, given: Mapping[str, str], authorization: str) -> dict[str, Any]:
        asked = self.codes.pop(given.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(given.get("code_verifier", "").encode()).digest())
        client = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if asked is None or challenge.rstrip(b"=").decode() != asked["code_challenge"]:
            return {"error": "invalid_grant"}
        if authorization != f"Basic {client}" or given["redirect_uri"] != asked["redirect_uri"]:
            return {"error": "invalid_client"}
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"],
                  **self.person, **self.spoilt}
        claims = {name: value for name, value in claims.items() if value is not None}
        key = self.signed_with or self.key
        token = jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)
        return {"access_token": "an access token", "token_type": "Bearer", "expires_in": 300, "id_token": token}


@contextmanager
def provider() -> Iterator[IdentityProvider]:
    """One that is up."""
    made = IdentityProvider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(made))
    made.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _key(name: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": name})


def _handler(made: IdentityProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, asked = urlsplit(self.path).path, _fields(urlsplit(self.path).query)
            made.requests.append(path)
            if path in made.broken:
                self._json({}, 500)
            elif path == "/authorize":
                self.send_response(302)
                self.send_header("Location", made.authorize(asked))
                self.end_headers()
            elif path == "/userinfo":
                assert self.headers["Authorization"] == "Bearer an access token"
                self._json(made.userinfo)
            else:
                keys = KeySet([made.key]).as_dict(private=False)
                self._json({"/keys": keys}.get(path, made.known()))

        def do_POST(self) -> None:
            made.requests.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if self.path in made.broken:
                self._json({}, 500)
                return
            said = made.exchange(_fields(body), self.headers.get("Authorization", ""))
            said = made.token if made.token is not None else said
            self._json(said, 400 if "error" in said else 200)

        def log_message(self, *_: object) -> None:
            pass

        def _json(self, content: object, status: int = 200) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


def _fields(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
