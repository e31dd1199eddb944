"""Addresses: which are one, whose, and which may be opened."""

from __future__ import annotations

import pytest

from corpus.web.address import is_home, is_public, same_site, tidied


@pytest.mark.parametrize("address", [
    "127.0.0.1", "127.8.8.8", "10.1.1.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200",
    "192.0.0.192", "168.63.129.16", "0.0.0.0", "224.0.0.1", "255.255.255.255", "198.18.0.1", "::", "::1",
    "::ffff:127.0.0.1", "::ffff:a00:1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::",
    "fe80::1%eth0", "fec0::1", "fd00:ec2::254", "ff02::1", "no address",
])
def test_addresses_of_this_machine_its_network_and_its_cloud_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_anybodys_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(("written", "kept"), [
    ("HTTPS://News.Example.org:443/a b?utm_source=x&id=3&fbclid=9#top", "https://news.example.org/a%20b?id=3"),
    ("http://example.org", "http://example.org/"),
    ("http://example.org:8080/x/", "http://example.org:8080/x/"),
    ("http://[2001:DB8::1]/x", "http://[2001:db8::1]/x"),
    ("ftp://example.org/x", ""), ("//example.org/x", ""), ("http://[::1", ""), ("javascript:alert(1)", ""),
])
def test_the_same_page_has_one_address(written: str, kept: str) -> None:
    assert tidied(written) == kept


def test_a_site_is_a_host_and_what_lies_below_it() -> None:
    assert same_site("https://m.example.co.uk/a", "https://www.example.co.uk/b")
    assert same_site("https://news.example.org/a", "https://example.org/b")
    assert not same_site("https://other.co.uk/a", "https://example.co.uk/b")
    assert not same_site("https://badexample.org/a", "https://example.org/b")
    assert not same_site("", "")


def test_a_home_page_is_told_from_an_article() -> None:
    assert is_home("https://example.org/") and is_home("https://example.org")
    assert not is_home("https://example.org/?p=3") and not is_home("https://example.org/a")
