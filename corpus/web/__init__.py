"""Fetch articles from the web: pages, feeds and sitemaps.

In: addresses.
Out: articles, and what became of each address.
May import: every other room of corpus.
"""

from corpus.web.address import is_address, is_public, same_site, tidied
from corpus.web.bucket import is_bucket, survey_bucket
from corpus.web.fetch import Fetched, Fetcher, FetchError, Gone, Manners, Refused
from corpus.web.survey import is_there, survey_address
from corpus.web.wire import Wire

__all__ = [
    "FetchError",
    "Fetched",
    "Fetcher",
    "Gone",
    "Manners",
    "Refused",
    "Wire",
    "tidied",
    "is_address",
    "is_bucket",
    "is_public",
    "is_there",
    "same_site",
    "survey_address",
    "survey_bucket",
]
