"""Asks an identity provider who a reader is: OpenID Connect, by authorization code with PKCE."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.web.access.passwords import LONGEST_USER
from bot.web.http.limits import TryLater
from bot.web.http.settings import OidcSettings
from corpus import InputError, MissingPackage

AWAY = "The newsroom's sign-in can't be reached at the moment. Please try again in a minute."
REFUSED = "The newsroom's sign-in did not confirm who you are. Please sign in again."
NO_GROUP = "You are signed in, but your account is not among those that may ask this archive."

_METADATA = "/.well-known/openid-configuration"
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_SCOPE = "openid profile email"
_METADATA_S = 60 * 60        # that metadata and keys are kept
_TIMEOUT_S = 10.0
_LEEWAY_S = 60               # that its clock may differ from ours
_NAMES = ("preferred_username", "email", "name", "sub")
_LOCAL = ("localhost", "127.0.0.1", "::1")


class NotConfirmed(InputError):
    """The provider, or what it sent, doesn't say who the reader is."""


class NotAmongReaders(InputError):
    """The provider knows the reader, who may not come in."""


class Away(TryLater):
    """The provider can't be reached, or answers nothing that can be used."""

    status, code = 503, "sign-in-away"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody who has signed in."""

    name: str
    desk: bool           # whether they belong to the newsroom's desk


@dataclass(frozen=True, slots=True)
class Begun:
    """What is remembered of a sign-in that has begun, in the reader's own browser."""

    state: str
    nonce: str
    verifier: str        # of PKCE
    next: str            # where the reader wanted to go


class Provider:
    """One identity provider; nothing is asked of it before somebody signs in."""

    def __init__(self, settings: OidcSettings) -> None:
        """Raises MissingPackage without Authlib, InputError for an issuer that is none."""
        try:
            import authlib.integrations.httpx_client  # noqa: F401
            import httpx2  # noqa: F401
        except ModuleNotFoundError as missing:
            if (missing.name or "").split(".")[0] not in ("authlib", "httpx2", "joserfc"):
                raise
            raise MissingPackage.of_extra("This needs the package Authlib", "oidc") from None
        _check(settings)
        self.settings = settings
        self._metadata: tuple[float, Mapping[str, Any]] = (float("-inf"), {})
        self._keys: tuple[float, Any] = (float("-inf"), {})
        self._looking = asyncio.Lock()

    async def way(self, begun: Begun, back: str) -> str:
        """The address that a reader's browser is sent to, and comes `back` from; raises Away."""
        metadata = await self._known()
        async with self._client(back) as client:
            address, _ = client.create_authorization_url(
                metadata["authorization_endpoint"], state=begun.state, nonce=begun.nonce, code_verifier=begun.verifier
            )
        return str(address)

    async def member(self, begun: Begun, code: str, back: str) -> SignedIn:
        """Who came back with that code; raises NotConfirmed, NotAmongReaders or Away."""
        from authlib.common.errors import AuthlibBaseError
        from httpx2 import HTTPError

        metadata = await self._known()
        async with self._client(back) as client:
            try:
                token = await client.fetch_token(
                    metadata["token_endpoint"], grant_type="authorization_code", code=code, code_verifier=begun.verifier
                )
                claims = await self._claims(token, begun.nonce)
                more = await self._more(client, claims)
            except AuthlibBaseError as error:
                raise NotConfirmed(REFUSED) from error
            except (HTTPError, ValueError) as error:
                raise Away(AWAY, 60) from error
        return self._allowed({**more, **claims})

    async def _claims(self, token: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        """What the provider signed of the reader, for this server and this sign-in."""
        from authlib.oidc.core import CodeIDToken
        from joserfc.errors import InvalidKeyIdError, JoseError

        if not isinstance(token.get("id_token"), str):
            raise NotConfirmed(REFUSED)
        try:
            try:
                read = await self._decoded(token["id_token"])
            except InvalidKeyIdError:        # it signs with another key by now
                self._keys = (float("-inf"), {})
                read = await self._decoded(token["id_token"])
            options = {"iss": {"essential": True, "value": self.settings.issuer},
                       "aud": {"essential": True, "value": self.settings.client}}
            given = {"nonce": nonce, "client_id": self.settings.client, "access_token": token.get("access_token")}
            claims = CodeIDToken(read.claims, read.header, options, given)
            claims.validate(leeway=_LEEWAY_S)
        except JoseError as error:
            raise NotConfirmed(REFUSED) from error
        return dict(claims)

    async def _decoded(self, token: str) -> Any:  # noqa: ANN401
        from joserfc import jwt
        from joserfc.jwk import KeySet
        from joserfc.jws import JWSRegistry

        known = (await self._known()).get("id_token_signing_alg_values_supported") or ["RS256"]
        registry = JWSRegistry(algorithms=[each for each in _SIGNED_BY if each in known], strict_check_header=False)
        if self._keys[0] < time.monotonic() - _METADATA_S:
            self._keys = (time.monotonic(), await self._get((await self._known())["jwks_uri"]))
        return jwt.decode(token, key=KeySet.import_key_set(self._keys[1]), registry=registry)

    async def _more(self, client: Any, claims: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ANN401
        """What the provider says of the same reader where it is asked, if the token doesn't say the groups."""
        asked = (await self._known()).get("userinfo_endpoint")
        if not asked or _within(claims, self.settings.claim) is not None:
            return {}
        response = await client.get(asked)
        response.raise_for_status()
        more = response.json()
        if not isinstance(more, dict) or more.get("sub") != claims["sub"]:
            raise NotConfirmed(REFUSED)
        return more

    def _allowed(self, claims: Mapping[str, Any]) -> SignedIn:
        """The reader in their role; raises NotAmongReaders for one of none of the groups."""
        named = _within(claims, self.settings.claim)
        groups = {named} if isinstance(named, str) else {each for each in named or () if isinstance(each, str)}
        desk = bool(groups & set(self.settings.desk))
        if self.settings.readers and not desk and not groups & set(self.settings.readers):
            raise NotAmongReaders(NO_GROUP)
        names = (claims[each] for each in _NAMES if isinstance(claims.get(each), str))
        name = next((each for each in names if each and len(each) <= LONGEST_USER and each.isprintable()), "")
        if not name:
            raise NotConfirmed(REFUSED)
        return SignedIn(name, desk)

    async def _known(self) -> Mapping[str, Any]:
        """The provider's metadata; raises Away where they can't be read, or are another one's."""
        from httpx2 import HTTPError

        async with self._looking:
            if self._metadata[0] < time.monotonic() - _METADATA_S:
                try:
                    found = await self._get(f"{self.settings.issuer.rstrip('/')}{_METADATA}")
                except (HTTPError, ValueError) as error:
                    raise Away(AWAY, 60) from error
                if not isinstance(found, dict) or found.get("issuer") != self.settings.issuer or not _complete(found):
                    raise Away(AWAY, 60)
                self._metadata = (time.monotonic(), found)
            return self._metadata[1]

    async def _get(self, address: str) -> Any:  # noqa: ANN401
        from httpx2 import AsyncClient

        async with AsyncClient(timeout=_TIMEOUT_S, trust_env=False) as client:
            response = await client.get(address)
            response.raise_for_status()
            return response.json()

    def _client(self, back: str) -> Any:  # noqa: ANN401
        from authlib.integrations.httpx_client import AsyncOAuth2Client

        known = self.settings
        return AsyncOAuth2Client(
            known.client, known.secret or None, redirect_uri=back, scope=_SCOPE, code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic" if known.secret else "none",
            timeout=_TIMEOUT_S, trust_env=False,
        )


def _check(settings: OidcSettings) -> None:
    """Raises InputError for what can't be a provider."""
    if not settings.issuer:
        raise InputError("At which identity provider do readers sign in? Give --oidc.")
    try:
        parts = urlsplit(settings.issuer)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in _LOCAL)
    if not host or not safe or parts.query or parts.fragment:
        raise InputError(f"{settings.issuer!r} is no identity provider; write its address like https://id.example.org.")
    if not settings.client:
        raise InputError("By which id does the provider know this server? Give --oidc-client.")
    if not settings.claim:
        raise InputError("Which claim says a reader's groups? Give --oidc-claim, or leave it out for groups.")


def _complete(metadata: Mapping[str, Any]) -> bool:
    return all(isinstance(metadata.get(name), str) and metadata[name].startswith(("https://", "http://"))
               for name in _ENDPOINTS)


def _within(claims: Mapping[str, Any], path: str) -> str | Sequence[Any] | None:
    """What a claim says, by its name or by the way into it; None where it is neither a text nor a list."""
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for name in path.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, str | list) else None
