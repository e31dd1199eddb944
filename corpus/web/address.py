"""Tell which addresses are one, whose they are, and which of them may be opened."""

from __future__ import annotations

import re
import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit, urlunsplit

# What newsletters and social networks hang on a link to count clicks; the page is the same without it.
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|cmpid|xtor)=.*")
_SAME_SITE = ("www.", "m.", "mobile.", "amp.")
_PORTS = {"http": 80, "https": 443}
_CLOUDS = (IPv4Network("192.0.0.0/24"), IPv4Network("168.63.129.16/32"))   # where Oracle's and Azure's machines ask
_NAT64 = IPv6Network("64:ff9b::/96")   # an IPv4 address in its last four bytes


def is_address(source: str) -> bool:
    """Whether a source is something to fetch, not a file."""
    return source.lower().startswith(("http://", "https://"))


def tidied(url: str) -> str:
    """The address as it is kept: host in small letters, without fragment, usual port and what counts clicks.

    It still leads to the page. Empty for what is no http(s) address.
    """
    parts = _split(url)
    if parts is None or parts.scheme not in _PORTS or not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = "" if parts.port in (None, _PORTS[parts.scheme]) else f":{parts.port}"
    query = "&".join(each for each in parts.query.split("&") if each and not _TRACKING.match(each))
    return urlunsplit((parts.scheme, host.rstrip(".") + port, parts.path.replace(" ", "%20") or "/", query, ""))


def same_site(url: str, other: str) -> bool:
    """Whether two addresses are of one site: the same host, or one below the other, "www." and "m." aside."""
    one, two = _site(url), _site(other)
    return bool(one) and bool(two) and (one == two or one.endswith("." + two) or two.endswith("." + one))


def is_home(url: str) -> bool:
    """Whether it is a site's first page, to which many sites send those who ask for a page that has gone."""
    parts = _split(url)
    return parts is not None and not parts.path.strip("/") and not parts.query


def is_public(address: str) -> bool:
    """Whether an IP address is anybody's on the internet: not private, not this machine's, not a cloud's own.

    IPv6 addresses that stand for an IPv4 address are judged by that one.
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and (within := _within(ip)) is not None:
        ip = within
    if isinstance(ip, IPv4Address) and any(ip in cloud for cloud in _CLOUDS):
        return False
    special = ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback or ip.is_link_local
    return ip.is_global and not special and not (isinstance(ip, IPv6Address) and ip.is_site_local)


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, as the machine's resolver gives them; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _within(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to."""
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


def _site(url: str) -> str:
    parts = _split(url)
    host = (parts.hostname or "").rstrip(".") if parts else ""
    return next((host.removeprefix(each) for each in _SAME_SITE if host.startswith(each)), host)


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        return parts if parts.port is None or parts.port else None
    except ValueError:
        return None
