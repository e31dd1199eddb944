"""Examples for the API's description: one question to the sample archive, and what comes back."""

from __future__ import annotations

from typing import Any

ID = "5f0c2f9ab81b4f0e9a6cbe1d7f4a3c21"

QUESTION: dict[str, Any] = {
    "question": "Who is the mayor of Merrowby?",
    "scope": {"since": "2023-01-01", "sections": ["Council"], "limit": 5},
}

CARD: dict[str, Any] = {
    "id": "bell-2023-05-05-mayor",
    "title": "Rourke wins by 214 votes",
    "url": "https://www.example.org/2023/05/05/rourke-wins",
    "published": "2023-05-05T06:10:00+01:00",
    "updated": None,
    "authors": ["Ada Finch"],
    "source": "The Merrowby Bell",
    "section": "Council",
    "kind": "news",
    "language": "en",
    "status": "usable",
    "embargoed_until": None,
    "expires": None,
    "corrections": [],
    "rights": "",
}

_TEXT = "Nell Rourke is the new mayor of Merrowby. She won by 214 votes."
ARTICLE: dict[str, Any] = {**CARD, "text": _TEXT}
_HIT: dict[str, Any] = {"article": CARD, "text": _TEXT, "start": 0, "end": 63, "score": 2.41, "twins": []}
SEARCHED: dict[str, Any] = {"query": "mayor", "hits": [_HIT]}

_FLOODED = "Water got into 140 homes in Saltgate on Saturday 12 November."
EVENTS: dict[str, Any] = {
    "query": "got into homes",
    "events": [
        {
            "day": "2022-11-12", "place": "Saltgate", "figure": "140 homes", "sentence": _FLOODED,
            "title": "River at its highest", "source": "The Merrowby Bell", "published": "2022-11-13T08:00:00+00:00",
            "corrections": [], "article": "bell-2022-11-13-river", "start": 0, "end": len(_FLOODED),
            "link": "https://www.example.org/2022/11/13/river#:~:text=Water%20got,12%20November.", "others": [],
        }
    ],
    "complete": True,
}

ANSWER: dict[str, Any] = {
    "id": ID,
    "conversation": "q83vEjRWeJ...",
    "generated": {"ai_generated": True, "method": "quotation"},
    "question": "Who is the mayor of Merrowby?",
    "question_used": "Who is the mayor of Merrowby?",
    "queries": [],
    "choices": [],
    "respelt": [],
    "text": "“Nell Rourke is the new mayor of Merrowby.” — 5 May 2023, The Merrowby Bell [1]",
    "language": "en",
    "answered": True,
    "citations": [
        {
            "number": 1,
            "article": CARD,
            "version": "3f1c9a0be5d24c77",
            "quote": "Nell Rourke is the new mayor of Merrowby.",
            "start": 0,
            "end": 41,
            "link": "https://www.example.org/2023/05/05/rourke-wins#:~:text=Nell%20Rourke,of%20Merrowby.",
            "twins": [],
        }
    ],
    "hits": [_HIT],
    "scope": {"since": None, "until": None, "sections": [], "sources": [], "authors": [], "kinds": [],
              "languages": [], "limit": 10},
    "support": 0.97,
    "notices": [],
    "lead": 1,
    "more": [],
    "short": None,
    "premises": [],
    "withheld": [],
    "model": "",
    "usage": {},
    "timings": {"retrieve": 0.012, "answer": 0.031},
    "archive": {"name": "The Merrowby Bell", "generation": 68, "articles": 66, "newest": "2024-11-26T07:00:00+00:00"},
}

PROBLEM: dict[str, Any] = {
    "type": "about:blank",
    "title": "Unprocessable Content",
    "status": 422,
    "detail": "Please ask a question, such as “Who is the mayor of Merrowby?”.",
    "code": "invalid",
    "request_id": "3a7f9c0d12e4b685",
}

SUGGESTED: dict[str, Any] = {"questions": ["Who is the mayor of Merrowby?", "When did the bridge reopen?"]}

READY: dict[str, Any] = {
    "status": "ready", "archive": "The Merrowby Bell", "generation": 68, "articles": 66,
    "newest": "2024-11-26T07:00:00+00:00",
    "model": {
        "name": "gpt-5-mini", "reachable": True, "checked": "its provider's list of models", "detail": "",
    },
}

ANSWER_LD: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "Answer",
    "@id": f"https://ask.example.org/api/answers/{ID}.jsonld",
    "identifier": ID,
    "digitalSourceType": "https://schema.org/AlgorithmicMediaDigitalSource",
    "isBasedOn": {"@type": "Dataset", "name": "The Merrowby Bell", "version": "68"},
}

STREAM = """event: status
data: {"status": "answering"}

event: text
data: {"text": "“Nell Rourke is"}

event: text
data: {"text": " the new mayor of Merrowby.” [1]"}

event: citation
data: {"number": 1, "article": {"id": "bell-2023-05-05-mayor"}, "quote": "Nell Rourke is the new mayor of Merrowby."}

event: done
data: {"id": "5f0c2f9ab81b4f0e9a6cbe1d7f4a3c21", "answered": true, "conversation": "q83vEjRWeJ..."}

"""
