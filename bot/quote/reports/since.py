"""Says of an answer as of a day what became since of the articles that it cites."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from textwrap import shorten

from bot.answer import Answer, Citation, Later, version_of
from bot.languages.replies import Replies, replies
from index import Archive, Readable

_NOTE = 200        # characters of a correction that the answer's text repeats
_MARK = re.compile(r"\[(\d+)\]")


def as_known(answer: Answer, as_of: datetime, archive: Readable) -> Answer:
    """The answer with the day as of which it is, and what was corrected since; small talk and questions back stay."""
    if not answer.question_used or answer.choices:
        return answer
    marked = {each.number: _marked(each, as_of, archive) for each in answer.quoted}
    dated = replace(
        answer,
        citations=tuple(marked[each.number] for each in answer.citations),
        more=tuple(marked[each.number] for each in answer.more),
        premises=tuple(
            replace(each, citation=marked.get(each.citation.number, each.citation)) if each.citation else each
            for each in answer.premises
        ),
    )
    return replace(dated, text=f"{answer.text}\n\n{_line(dated, as_of, replies(answer.language))}")


def _line(answer: Answer, as_of: datetime, says: Replies) -> str:
    """That it is as of a day, and a sentence for each citation that was corrected since."""
    since = []
    for each in answer.citations:
        if each.later:
            key, note = "corrected_since" if each.later.note else "changed_since", _MARK.sub(r"(\1)", each.later.note)
            since.append(says(key, mark=f"[{each.number}]", day=says.day(each.later.on),
                              note=shorten(note, _NOTE, placeholder=" …")))
    return " ".join([says("as_known", day=says.day(as_of)), *since])


def _marked(citation: Citation, as_of: datetime, archive: Readable) -> Citation:
    """With what became of its article, and where that is anything, with a link to the words as they were."""
    later = _later(citation, as_of, archive) if isinstance(archive, Archive) else None
    if later is None:
        return citation
    link = citation.link
    if link.startswith("/articles/"):
        link = link.replace("?", f"?version={version_of(citation.article)}&", 1)
    return replace(citation, later=later, link=link)


def _later(citation: Citation, as_of: datetime, archive: Archive) -> Later | None:
    """A correction that the article has since the version that is cited, or that its words have gone; None for neither.

    What was corrected and taken back again is not told.
    """
    cited = citation.article
    versions = [each.version for each in archive.history(cited.id)]
    numbers = [each.number for each in versions if each.article == cited]
    after = [each for each in versions if numbers and each.number > numbers[-1]]
    if not after:
        return None
    for correction in after[-1].article.corrections:
        if correction not in cited.corrections:
            date, note = correction
            came = next(each.stored for each in after if correction in each.article.corrections)
            return Later(date if date and date > as_of else came or archive.now(), note)
    if citation.quote in after[-1].article.text:
        return None
    changed = next(each.stored for each in after if citation.quote not in each.article.text)
    return Later(changed or archive.now(), "")
