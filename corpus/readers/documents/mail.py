"""Read a mail, such as a press release, as an article."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr

from corpus.record.file_id import file_id
from corpus.record.record import articles_from
from corpus.text.decode import File, decode, read_bytes
from corpus.text.markup import html_text
from corpus.types.article import Article
from corpus.types.errors import RecordError
from corpus.types.notice import Report

MAX_BYTES = 50 * 2**20

_SIGNATURE = re.compile(r"\n-- \n.*\Z", re.DOTALL)
_PREFIX = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)


def read_mail(file: File, name: str, report: Report) -> Iterator[Article]:
    """The text of an .eml file, without its signature and what is attached; addresses are not kept.

    Raises RecordError for what is no mail, or has no text.
    """
    try:
        message = email.message_from_bytes(read_bytes(file, MAX_BYTES), policy=email.policy.default)
        record = _record(message)
    except (ValueError, LookupError, AttributeError, TypeError) as error:   # of headers that no standard allows
        raise RecordError(f"This mail can't be read ({str(error)[:100]}); save it again.") from None
    if not record.get("text"):
        raise RecordError("This mail has no text in it; export it as .eml with its body.")
    yield from articles_from(record, name, report, file_id=file_id(name))


def _record(message: EmailMessage) -> dict[str, str]:
    """What a mail says, under Article's names."""
    body = message.get_body(("plain", "html"))
    content = _content(body) if body is not None else ""
    is_html = body is not None and body.get_content_subtype() == "html"
    record = {
        "id": str(message.get("Message-ID") or "").strip().strip("<>"),
        "title": _PREFIX.sub("", str(message.get("Subject") or "").strip()),
        "text": html_text(content) if is_html else _SIGNATURE.sub("", content.replace("\r\n", "\n")),
        "published": _date(message),
        "authors": parseaddr(str(message.get("From") or ""))[0],
        "source": str(message.get("Organization") or ""),
    }
    return {field: value for field, value in record.items() if value}


def _date(message: EmailMessage) -> str:
    """Its date as it is written: reading one that is off by centuries raises what only some versions of Python do."""
    return next((" ".join(str(value).split()) for name, value in message.raw_items() if name.casefold() == "date"), "")


def _content(body: MIMEPart) -> str:
    """The text of a part, by the charset that it states, or the one that it has."""
    data = body.get_payload(decode=True)
    return decode(data, body.get_content_charset() or "") if isinstance(data, bytes) and data else ""
