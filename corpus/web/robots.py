"""Read robots.txt as RFC 9309 says, and what it says about uses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from protego import Protego

_RULES = frozenset(("user-agent", "allow", "disallow"))
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")
MAX_SIGNALS = 20   # sentences that are kept of one site


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site for one agent, and what it says about how its pages may be used."""

    rules: Protego                   # of agents, Allow and Disallow alone: nothing else ends a group
    pace: Protego                    # with the delays that sites ask for
    signals: tuple[str, ...] = ()    # "Content-Signal: ai-train=no", "License: https://..."

    @classmethod
    def parse(cls, text: str, agent: str) -> Robots:
        """From a robots.txt. Lines that RFC 9309 doesn't know never end a list of agents, as parsers let them."""
        lines = [(match[1].lower(), line) for line in text.splitlines() if (match := _LINE.match(line))]
        known = "\n".join(line for name, line in lines if name in _RULES)
        return cls(Protego.parse(known), Protego.parse(text), tuple(_signals(text, agent))[:MAX_SIGNALS])

    def allows(self, url: str, agent: str) -> bool:
        """Whether the agent may ask for that address."""
        return bool(self.rules.can_fetch(url, agent))

    def pause_s(self, agent: str) -> float:
        """The seconds between two requests that the site asks for; 0 where it doesn't."""
        rate = self.pace.request_rate(agent)
        asked = self.pace.crawl_delay(agent) or 0.0
        return float(max(asked, rate.seconds / rate.requests if rate and rate.requests else 0.0))


def _signals(text: str, agent: str) -> list[str]:
    """The Content-Signal of the agent's own group, else of everybody's, and the licences of RSL."""
    signals: dict[str, list[str]] = {}
    licences: list[str] = []
    agents: list[str] = []
    listing = False
    for line in text.splitlines():
        if not (match := _LINE.match(line)):
            continue
        name, value = match[1].lower(), match[2].strip()[:200]
        if name == "user-agent":
            agents = [*agents, value.lower()] if listing else [value.lower()]
        elif name == "content-signal":
            for each in agents or ["*"]:
                signals.setdefault(each, []).append(f"Content-Signal: {value}")
        elif name == "license":
            licences.append(f"License: {value}")
        listing = name not in ("allow", "disallow") and (listing or name == "user-agent")
    return [*(signals.get(agent.lower()) or signals.get("*", [])), *dict.fromkeys(licences)]
