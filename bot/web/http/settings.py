"""How a site is served: each default stands here, or in Limits, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.web.http.limits import MOST_WORKERS, Limits
from corpus.types.errors import InputError

GROUPS_CLAIM = "groups"


@dataclass(frozen=True, slots=True)
class OidcSettings:
    """At which identity provider readers sign in, and what its groups mean here."""

    issuer: str                             # its address, under which its metadata lie
    client: str                             # the id that it knows this server by
    secret: str = field(default="", repr=False)    # of that client; empty for one without
    claim: str = GROUPS_CLAIM                # which says the groups; dots lead into it: realm_access.roles
    readers: Sequence[str] = ()             # groups that may ask; empty: whoever signs in there
    desk: Sequence[str] = ()                # groups of the newsroom's desk, which may ask too


@dataclass(frozen=True, slots=True)
class Settings:
    """What whoever runs a site may choose; `app.py` has a flag for each."""

    host: str = "127.0.0.1"                 # the address that is listened at
    port: int = 7860
    allow_origins: Sequence[str] = ()       # sites that may frame the page and call /api
    trusted_hosts: Sequence[str] = ()       # the only Host names answered to; all of them when empty
    trusted_proxies: Sequence[str] = ()     # addresses and networks that are believed whom they bring
    auth: Sequence[str] = ()                # accounts as user:hash; with any of them nobody else gets in
    sso_header: str = ""                    # in which a trusted proxy names the reader; nobody else gets in
    oidc: OidcSettings | None = None        # the identity provider that readers sign in at; nobody else gets in
    desk: Sequence[str] = ()                # names of those who sign in and belong to the newsroom's desk
    secret: str = field(default="", repr=False)    # signs conversations and logins; empty: one for this process alone
    limits: Limits = Limits()
    feedback: Path | None = None            # the file of verdicts; None: in the archive's folder
    stale_after_days: float = 0             # since the last run of `watch`, or the newest article; 0: any age
    log_questions: bool = False             # in the log's lines
    root_path: str = ""                     # that a proxy puts before the server's own; empty: what a proxy says
    interfaces: Sequence[str] = ()          # served beside the API: "mcp", "nlweb", "openai"
    receipt_key: Path | None = None         # the file of the key that signs receipts; None: there are none
    workers: int = 1                        # processes that answer; 1: the server's own
    gaps: Path | None = None                # the file of what several readers asked in vain; None: none is kept

    def check(self) -> None:
        """Raise InputError for a number that can't be; the rest is looked at where it is used."""
        if not 1 <= self.workers <= MOST_WORKERS:
            raise InputError(f"--workers is {self.workers}; give a whole number from 1 to {MOST_WORKERS}.")
