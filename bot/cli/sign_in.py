"""Options of `serve` that say who may ask, and who belongs to the newsroom's desk."""

from __future__ import annotations

import os
from typing import Annotated, Optional

import typer

from bot.web.http.settings import OidcSettings

_Names = Optional[list[str]]  # noqa: UP045  (typer reads this at run time)

AuthOption = Annotated[
    _Names,
    typer.Option(envvar="CUTTINGS_AUTH", help="An account that may sign in, as user:hash from `python -m bot password "
                 "USER` (repeatable); left out, everybody may ask."),
]
SsoHeaderOption = Annotated[
    str,
    typer.Option(envvar="CUTTINGS_SSO_HEADER", help="The header in which a --trusted-proxy names the reader it has "
                 "signed in; nobody else gets in."),
]
DeskOption = Annotated[
    _Names,
    typer.Option(envvar="CUTTINGS_DESK", help="Who of those that sign in belongs to the newsroom's desk, by name "
                 "(repeatable); the desk sees what readers don't."),
]
OidcOption = Annotated[
    str,
    typer.Option(envvar="CUTTINGS_OIDC", help="The identity provider (OpenID Connect) that readers sign in at, such as "
                 "https://id.example.org; nobody else gets in."),
]
OidcClientOption = Annotated[
    str,
    typer.Option(envvar="CUTTINGS_OIDC_CLIENT", help="The client id that the provider knows this server by; its secret "
                 "stands in CUTTINGS_OIDC_SECRET."),
]
OidcClaimOption = Annotated[
    str,
    typer.Option(envvar="CUTTINGS_OIDC_CLAIM", help="The claim with a reader's groups, such as realm_access.roles."),
]
OidcReadersOption = Annotated[
    _Names,
    typer.Option(envvar="CUTTINGS_OIDC_READERS", help="A group that may ask (repeatable); left out, whoever signs in "
                 "there."),
]
OidcDeskOption = Annotated[
    _Names,
    typer.Option(envvar="CUTTINGS_OIDC_DESK", help="A group of the newsroom's desk (repeatable)."),
]


def oidc_settings(
    issuer: str, client: str, claim: str, readers: list[str] | None, desk: list[str] | None
) -> OidcSettings | None:
    """The identity provider, where anything is said of one; None otherwise."""
    if not (issuer or client or readers or desk):
        return None
    secret = os.environ.get("CUTTINGS_OIDC_SECRET", "")     # no flag: flags are seen in the list of processes
    return OidcSettings(issuer, client, secret, claim, readers or (), desk or ())
