"""Answers as NLWeb writes them: schema.org objects with what they rest on, a question back, or an honest failure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.answer import Answer, Citation
from bot.newsroom.credit import corrections, credit
from bot.web.api.answer_ld import QUOTED, WRITTEN, article_ld, quotation_ld
from bot.web.api.export import NOTICE
from bot.web.api.links import article_link
from bot.web.nlweb.shapes import BEFORE, CHATGPT, LIST, PLAIN, NlwebPrefer
from bot.web.service.desk import Served
from bot.web.service.recent_answers import method
from corpus import Article

NO_RESULTS = "NO_RESULTS"
_AGAIN_S = 10              # after which it is worth coming back
_SCHEMA = "https://schema.org"

Response = dict[str, Any]


def response_of(
    served: Served, prefer: NlwebPrefer, version: str, session: Mapping[str, str], base: str
) -> Response:
    """An answer, a question which of several is meant, or, where the archive doesn't hold it, a failure.

    `base` is this server's address; `session` is what the next question brings along.
    """
    answer = served.answer
    content: dict[str, Any]
    if answer.choices:
        kind, content = "elicitation", {"elicitation": _elicitation(answer)}
    elif not answer.answered:
        kind, content = "failure", {"error": {"code": NO_RESULTS, "message": answer.text},
                                    "known": _items(answer.citations, base)}
    else:
        kind, content = "answer", _content(answer, prefer, version, base)
    own = {"cuttings/answer": served.id, "cuttings/method": method(answer), "cuttings/ai_generated": True,
           "cuttings/notices": list(answer.notices)}
    shaped = {"response_format": _format(prefer)} if kind == "answer" else {}
    used = {"decontextualized_query": answer.question_used} if answer.question_used else {}
    return {"_meta": {**_meta(kind, version), **shaped, **used, "session_context": dict(session), **own}, **content}


def promise(token: str, version: str) -> Response:
    """That the answer is being written, and the token to come back with."""
    return {"_meta": _meta("promise", version), "promise": {"token": token, "estimated_time": _AGAIN_S}}


def failure(code: str, message: str, version: str) -> Response:
    """That there is no answer, and why, in one sentence."""
    return {"_meta": _meta("failure", version), "error": {"code": code, "message": message}}


def _meta(kind: str, version: str) -> dict[str, Any]:
    """Which kind of response it is; the version before wrote the kinds with a capital."""
    return {"response_type": kind.capitalize() if version == BEFORE else kind, "version": version}


def _format(prefer: NlwebPrefer) -> str:
    return CHATGPT if prefer.response_format == CHATGPT else PLAIN


def _content(answer: Answer, prefer: NlwebPrefer, version: str, base: str) -> dict[str, Any]:
    """The quotations by their articles, after the answer's text unless a list alone is wanted and there is one."""
    items = _items(answer.quoted, base)
    alone = prefer.mode == LIST and items
    results = items if alone else [_summary(answer), *items]
    if _format(prefer) == PLAIN:
        return {"results": results}
    type_, text = ("Type", "Text") if version == BEFORE else ("type", "text")
    return {"content": [{type_: "text", text: answer.text}], "structuredData": results}


def _elicitation(answer: Answer) -> dict[str, Any]:
    asked = {"id": "meaning", "text": answer.text, "type": "single_select", "options": list(answer.choices)}
    return {"text": answer.text, "questions": [asked]}


def _summary(answer: Answer) -> dict[str, Any]:
    """The answer's own text; its marks [n] are the positions of the quotations below."""
    return {"@context": _SCHEMA, "@type": "SearchSummary", "text": answer.text, "inLanguage": answer.language,
            "creditText": NOTICE, "digitalSourceType": WRITTEN if answer.model else QUOTED}


def _items(citations: Sequence[Citation], base: str) -> list[dict[str, Any]]:
    """The articles that are quoted, in order, each with its quotations as its grounding."""
    quoted: dict[str, list[Citation]] = {}
    for each in citations:
        quoted.setdefault(f"{each.article.id} {each.version}", []).append(each)
    return [_item(together[0].article, together, base) for together in quoted.values()]


def _item(article: Article, citations: Sequence[Citation], base: str) -> dict[str, Any]:
    written = [each.to_dict() for each in citations]
    quotations = [quotation_ld(each, base) for each in written]
    for quotation, each in zip(quotations, written, strict=True):
        quotation.pop("isPartOf")
        quotation["version"] = each["version"]
        if each["later"]:
            quotation["correction"] = each["later"]["note"] or "These words were changed since."
            quotation["dateModified"] = each["later"]["on"]
    link = article_link(article, base)
    urls = [quotation["url"] for quotation in quotations if "url" in quotation]
    return {
        "@context": _SCHEMA,
        **article_ld(article.card(), base),
        "url": link,
        "name": article.title,
        "description": " … ".join(" ".join(each.quote.split()) for each in citations),
        "correction": corrections(article),
        "grounding": {"source_urls": list(dict.fromkeys(urls)), "citations": [credit(article, link)],
                      "quotations": quotations},
    }
