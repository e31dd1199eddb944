"""An answer as schema.org knows it: what put it together, from which state of the archive and which articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.web.api.export import NOTICE
from bot.web.api.links import SCHEMA_TYPES, safe_link
from bot.web.service.recent_answers import Record

TYPE = "application/ld+json"
QUOTED = "https://schema.org/AlgorithmicMediaDigitalSource"             # IPTC's words for where a text comes from
WRITTEN = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
_NO_ANSWER = "The archive does not hold the answer."


def answer_ld(record: Record, base: str) -> dict[str, Any]:
    """The mark of one answer; `base` is this server's address, for links that begin with a slash."""
    model, archive = record["model"], record["archive"]
    facts = {
        "@id": f"{base}/api/answers/{record['id']}.jsonld",
        "identifier": record["id"],
        "text": record["text"],
        "abstract": "" if record["answered"] else _NO_ANSWER,
        "dateCreated": record["answered_at"],
        "parentItem": {"@type": "Question", "name": record["question"]},
        "digitalSourceType": WRITTEN if model else QUOTED,
        "creditText": NOTICE,
        "creator": {
            "@type": "SoftwareApplication",
            "name": "Cuttings",
            "applicationCategory": "language model" if model else "quotation",
            **({"softwareRequirements": model} if model else {}),
        },
        "isBasedOn": _archive(archive),
        "citation": [quotation_ld(each, base) for each in record["citations"]],
    }
    return {"@context": "https://schema.org", "@type": "Answer", **_known(facts)}


def _archive(archive: Mapping[str, Any]) -> dict[str, Any]:
    facts = {
        "name": str(archive.get("name", "")),
        "version": str(archive.get("generation", "")),
        "temporalCoverage": f"../{archive['newest'][:10]}" if archive.get("newest") else "",
    }
    return {"@type": "Dataset", **_known(facts)}


def quotation_ld(citation: Mapping[str, Any], base: str) -> dict[str, Any]:
    """A citation of an answer, as JSON has it."""
    facts = {
        "position": citation["number"],
        "text": citation["quote"],
        "url": _address(citation["link"], base),
        "isPartOf": article_ld(citation["article"], base),
    }
    return {"@type": "Quotation", **_known(facts)}


def article_ld(card: Mapping[str, Any], base: str) -> dict[str, Any]:
    """An article by its card."""
    facts = {
        "identifier": card["id"],
        "headline": card["title"],
        "datePublished": card["published"],
        "dateModified": card["updated"],
        "author": [{"@type": "Person", "name": name} for name in card["authors"]],
        "publisher": {"@type": "Organization", "name": card["source"]} if card["source"] else {},
        "articleSection": card["section"],
        "url": _address(card["url"], base),
        "copyrightNotice": card["rights"],
    }
    return {"@type": SCHEMA_TYPES.get(card["kind"].strip().lower(), "NewsArticle"), **_known(facts)}


def _address(link: str, base: str) -> str:
    """Where a link leads, seen from anywhere; empty for one that a browser would run."""
    safe = safe_link(link)
    return f"{base}{safe}" if safe.startswith("/") else safe


def _known(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {name: value for name, value in facts.items() if value}
