"""A process that asks an archive until a moment, and looks at everything that it is shown.

`python reader.py FOLDER SECONDS`: prints how many questions it asked and the longest that one took, in seconds.
"""

from __future__ import annotations

import random
import re
import sys
import time
from pathlib import Path

from bot import Bot
from index import Archive
from tests.fakes import WordEmbedder
from tests.faults.writer import word, written

_MARK = re.compile(r"mark(\w+)v(\d+)")


def ask(folder: Path, seconds: float) -> tuple[int, float]:
    """Ask by turns for the newest articles and for what nobody has; raises AssertionError for a wrong citation."""
    chance = random.Random(folder.name + str(time.time_ns()))
    asked, longest, until = 0, 0.0, time.monotonic() + seconds
    with Archive.open(folder, embedder=WordEmbedder()) as archive:
        bot = Bot(archive)
        while time.monotonic() < until:
            question = f"What happened in the harbour? {word(f'a{chance.randint(0, 200)}', chance.randint(1, 3))}"
            began = time.monotonic()
            answer = bot.ask(question)
            longest, asked = max(longest, time.monotonic() - began), asked + 1
            for citation in answer.citations:
                _is_right(citation.article.id, citation.article.text)
                assert citation.article.text[citation.start : citation.end] == citation.quote
            for hit in answer.hits:
                _is_right(hit.article.id, hit.article.text)
    return asked, longest


def _is_right(id: str, text: str) -> None:
    """The text is that of a version of this article, whole."""
    found = _MARK.match(text)
    assert found and found[1] == id, f"{id} shows another article"
    assert text == written(id, int(found[2])).text, f"{id} shows half a version"


if __name__ == "__main__":
    sys.stdout.write("{} {:.3f}\n".format(*ask(Path(sys.argv[1]), float(sys.argv[2]))))
