"""The one form of an article's address, however a feed or a reader writes it."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "cmpid", "ns_")


def canonical(url: str) -> str:
    """The address without what doesn't name the article; empty for what is no web address.

    Articles are known again by it; it need not lead to a page, as what `corpus.web.tidied` gives does.
    Scheme, "www." and a slash at the end don't count, nor do the fragment, a usual port and what only tracks readers;
    what is left of the query counts in any order.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    place = host.removeprefix("www.") + (f":{port}" if port not in (None, 80, 443) else "")
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    asked = [pair for pair in pairs if not pair[0].lower().startswith(_TRACKING)]
    path = quote(unquote(parts.path), safe="/:@!$&'()*+,;=~", errors="surrogatepass")
    return urlunsplit(("https", place, path.rstrip("/"), urlencode(sorted(asked), errors="surrogatepass"), ""))
