"""Tell the addresses of one story from those of another."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

# What newsletters and social networks hang on a link to count clicks; the page is the same without it.
TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|cmpid|xtor|amp|"
                      r"outputtype|__twitter_impression|ocid|smid|ref_src)(?:=.*)?", re.IGNORECASE)
_HOSTS = ("www.", "amp.", "m.", "mobile.")
_AMP = re.compile(r"(?:/amp|\.amp|\.amp\.html|/amp\.html)/?$|^/amp(?=/)", re.IGNORECASE)


def story_address(url: str) -> str:
    """One address for a story, by http or https, with and without "www.", tracking, AMP and a slash at the end.

    It tells stories apart and need not lead anywhere. What is no address is given back as it is.
    """
    parts = _split(url)
    if parts is None or not parts.hostname:
        return url
    host = next((parts.hostname.removeprefix(each) for each in _HOSTS
                 if parts.hostname.startswith(each) and "." in parts.hostname.removeprefix(each)), parts.hostname)
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = "&".join(each for each in parts.query.split("&") if each and not TRACKING.fullmatch(each))
    path = _AMP.sub("", parts.path)
    return urlunsplit(("https", host.rstrip(".") + port, path.rstrip("/"), query, ""))


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        return parts if parts.scheme in ("http", "https") and (parts.port is None or parts.port) else None
    except ValueError:
        return None
