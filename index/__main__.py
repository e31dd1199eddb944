"""`python -m index`: the command line of the archive, brought together with what withdrawals have to reach."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from corpus import Article
from index.archive import Redacted, hand_in
from index.cli.commands import cli


def _redact(folder: Path, files: Sequence[Path], ids: Collection[str], articles: Sequence[Article]) -> Redacted:
    """Out of what bots keep; imported late, because it takes longer than most commands."""
    from bot.records.redact import redact

    return redact(folder, files, ids, articles)


hand_in("bot", _redact)

if __name__ == "__main__":
    cli(prog_name="python -m index")
