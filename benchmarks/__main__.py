"""Run a measurement: `python -m benchmarks quality`, `speed`, `scale`, `web`, `peers`, `guards` and others."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from benchmarks import (
    again,
    faiss_curve,
    fit,
    fit_languages,
    formats,
    guards,
    ingest,
    languages,
    load,
    long,
    peers,
    pictures,
    planning,
    premises,
    prose,
    quality,
    recurring,
    rewriting,
    scale,
    speed,
    spoken,
    start,
    stores,
    streamed,
    train,
    web,
)
from benchmarks.sets import SETS, SPLITS
from corpus import CuttingsError
from index.cross_encoder.weights import LEARNT

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Choose a measurement, and what to measure with."""
    chosen = _parser().parse_args()
    if "data" in chosen and not chosen.data.is_dir():
        print(f"There is no data in {chosen.data}; name its folder with --data or CUTTINGS_DATA.", file=sys.stderr)
        if chosen.measure is not _quality:    # which has the sample archive's questions all the same
            sys.exit(2)
    try:
        chosen.measure(chosen)
    except CuttingsError as error:
        print(error, file=sys.stderr)
        sys.exit(2)


def _quality(chosen: argparse.Namespace) -> None:
    if chosen.language:
        languages.measure(chosen.data, chosen.cache, chosen.language, chosen.over, split=chosen.split,
                          limit=chosen.limit, embedder=chosen.embedder, tell=quality.tell)
        return
    quality.measure(quality.Options(
        data=chosen.data, cache=chosen.cache, only=tuple(chosen.only), without=tuple(chosen.without),
        split=chosen.split, limit=chosen.limit, articles=chosen.articles, embedder=chosen.embedder,
        build_only=chosen.build_only, write=chosen.write,
    ))


def _ingest(chosen: argparse.Namespace) -> None:
    if chosen.streamed_gib:
        streamed.measure(chosen.streamed_gib)
    elif chosen.again:
        again.measure(chosen.data)
    else:
        ingest.measure(chosen.data)


def _scale(chosen: argparse.Namespace) -> None:
    if chosen.curve:
        faiss_curve.measure(chosen.cache / "scale", ROOT / "docs" / "scale.png")
    else:
        scale.measure(chosen.data, chosen.cache / "scale", chosen.sizes)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    which = parser.add_subparsers(dest="which", required=True)
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument("--data", type=Path, default=Path(os.environ.get("CUTTINGS_DATA", ROOT.parent / "shared/data")))

    fast = which.add_parser("speed", parents=[data], help="how fast an archive is built and asked")
    fast.add_argument("--articles", type=int, default=6_000, help="how many real articles to measure with")
    fast.add_argument("--passages", type=int, default=400, help="how many passages to embed with both engines")
    fast.set_defaults(measure=lambda chosen: speed.measure(chosen.data, chosen.articles, chosen.passages))

    cold = which.add_parser("start", help="from a cold start to an answer, and to the first page")
    cold.set_defaults(measure=lambda chosen: start.measure())

    grown = which.add_parser("scale", parents=[data], help="what an archive costs as it grows")
    grown.add_argument("--cache", type=Path, default=ROOT / ".cache" / "benchmarks", help="where the archive is kept")
    grown.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="passages")
    grown.add_argument("--curve", action="store_true", help="draw what kinds of FAISS index cost, into docs/scale.png")
    grown.set_defaults(measure=_scale)

    others = which.add_parser("peers", parents=[data], help="beside what a user would pick instead")
    others.add_argument("--python", type=Path, required=True, help="interpreter with benchmarks/requirements-peers.txt")
    others.add_argument("--articles", type=int, default=300, help="how many articles of RealTimeQA")
    others.add_argument("--questions", type=int, default=150, help="at most this many questions")
    others.set_defaults(
        measure=lambda chosen: peers.measure(chosen.data, chosen.python, chosen.articles, chosen.questions))

    read = which.add_parser("ingest", parents=[data], help="how fast and how well articles are read")
    read.add_argument("--streamed-gib", type=float, help="only the memory of reading exports of this size, on /tmp")
    read.add_argument("--again", action="store_true", help="only what it costs to build once more from the same files")
    read.set_defaults(measure=_ingest)

    rightly = which.add_parser("formats", parents=[data],
                               help="how rightly an agency's items, unseen pages, PDF and scans are read")
    rightly.add_argument("--agency", type=Path, help="a folder of an agency's items in JSON (AP)")
    rightly.add_argument("--items", type=int, default=60, help="how many of them")
    rightly.add_argument("--pages", type=Path, help="fundus's tests/resources/parser/test_data")
    rightly.add_argument("--pdf", type=Path, help="a folder of PDF files")
    rightly.set_defaults(measure=lambda chosen: formats.measure(
        formats.Folders(chosen.data, chosen.agency, chosen.pages, chosen.pdf), chosen.items))

    checked = which.add_parser("guards", parents=[data], help="what the guards of a chat model's answers catch")
    checked.add_argument("--part", choices=prose.PARTS, help="only this part of the sentences written by hand")
    checked.set_defaults(measure=lambda chosen: guards.measure(chosen.data, chosen.part))

    granted = which.add_parser("premises", parents=[data], help="what is noticed of what questions take for granted")
    granted.add_argument("--cache", type=Path, default=ROOT / ".cache" / "benchmarks", help="where archives are kept")
    granted.add_argument("--part", choices=premises.PARTS, help="only this part of the pairs written by hand")
    granted.set_defaults(measure=lambda chosen: premises.measure(chosen.data, chosen.cache, chosen.part, quality.tell))

    follow = which.add_parser("rewriting", parents=[data], help="how follow-ups compare with what people make of them")
    follow.set_defaults(measure=lambda chosen: rewriting.measure(chosen.data))

    planned = which.add_parser("planning", parents=[data], help="what a model's plans of a search are held to")
    planned.set_defaults(measure=lambda chosen: planning.measure(chosen.data))

    served = which.add_parser("web", help="what asking over HTTP costs, at one reader and at 200")
    served.add_argument("--questions", type=int, default=5_000, help="how many are asked before memory is read again")
    served.add_argument("--browser", action="store_true", help="time the page in Chromium too")
    served.set_defaults(measure=lambda chosen: web.measure(chosen.questions, chosen.browser))

    loaded = which.add_parser("load", help="what many readers at once get, and what it costs")
    loaded.add_argument("--readers", type=int, default=200, help="how many ask at once")
    loaded.add_argument("--seconds", type=float, default=60, help="for how long")
    loaded.add_argument("--archive", type=Path, help="instead of the sample archive")
    loaded.add_argument("--workers", type=int, default=1, help="compare servers with so many to servers without")
    loaded.add_argument("--questions", type=Path, help="a file of JSON Lines with questions for it")
    loaded.set_defaults(measure=lambda chosen: load.measure(chosen.readers, chosen.seconds, chosen.archive,
                                                            chosen.questions, chosen.workers))

    elsewhere = which.add_parser("stores", help="what an archive costs in Milvus, beside its folder")
    elsewhere.add_argument("--archive", type=Path, required=True, help="the folder that was pushed there")
    elsewhere.add_argument("--store", action="append", required=True, help="where it was pushed to (repeatable)")
    elsewhere.add_argument("--questions", type=Path, required=True, help="a file of JSON Lines with questions for it")
    elsewhere.set_defaults(measure=lambda chosen: stores.measure(chosen.archive, chosen.store, chosen.questions))

    taken = which.add_parser("pictures", help="take the pictures of the page that the documentation shows")
    taken.set_defaults(measure=lambda _: pictures.measure())

    lasting = which.add_parser("long", help="what a process holds after many questions and changes of the archive")
    lasting.add_argument("--questions", type=int, default=50_000, help="how many are asked")
    lasting.add_argument("--updates", type=int, default=2_000, help="how many changes another process writes meanwhile")
    lasting.set_defaults(measure=lambda chosen: long.measure(chosen.questions, chosen.updates,
                                                             ROOT / "docs" / "long.png"))

    taught = which.add_parser("train", parents=[data], help="teach the model that reads sentences what answers")
    taught.add_argument("--write", type=Path, default=LEARNT, help="the file to write")
    taught.add_argument("--start", type=Path, help="a file with what was learnt before the news, which alone is then")
    taught.set_defaults(measure=lambda chosen: train.measure(chosen.data, quality.tell, chosen.write, chosen.start))

    fitted = which.add_parser("fit", parents=[data], help="fit anew by which numbers sentences are chosen")
    fitted.add_argument("--cache", type=Path, default=ROOT / ".cache" / "benchmarks", help="where archives are kept")
    fitted.add_argument("--languages", action="store_true", help="those for other languages than English")
    fitted.set_defaults(measure=lambda chosen: (fit_languages if chosen.languages else fit).measure(
        chosen.data, chosen.cache, quality.tell))

    quoted = which.add_parser("quotations", parents=[data], help="how often a quotation's speaker is the right one")
    quoted.set_defaults(measure=lambda chosen: spoken.measure(chosen.data))

    recur = which.add_parser("recurring", parents=[data], help="how often a row of recurring events is right")
    recur.set_defaults(measure=lambda chosen: recurring.measure(chosen.data))

    good = which.add_parser("quality", parents=[data], help="how well questions are answered, refused and cited")
    good.set_defaults(measure=_quality)
    good.add_argument("--cache", type=Path, default=ROOT / ".cache" / "benchmarks", help="where archives are kept")
    good.add_argument("--only", action="append", choices=(*SETS, *quality.MORE), default=[],
                      help="only this set (repeatable)")
    good.add_argument("--without", action="append", choices=quality.BASELINES, default=[],
                      help="leave a baseline out (repeatable): BM25 over whole articles, what the archive's passages "
                           "give, LangChain's tutorial")
    good.add_argument("--split", choices=SPLITS, default="all", help="half of the questions, by their ids' hash")
    good.add_argument("--limit", type=int, help="at most this many questions of each kind; 0: all, of SQuAD too")
    good.add_argument("--articles", type=int, help="only this many articles of each set, for a trial")
    good.add_argument("--embedder", help="another sentence-transformers model, by name or path")
    good.add_argument("--language", choices=(*languages.LANGUAGES, languages.FRENCH),
                      help="only questions in this language, of other sets")
    good.add_argument("--over", choices=(*languages.LANGUAGES, languages.FRENCH), default="",
                      help="and over articles in that one")
    good.add_argument("--build-only", action="store_true", help="fill the cache and measure nothing")
    good.add_argument("--write", action="store_true", help="put the figures and the curve into docs/")
    return parser


if __name__ == "__main__":
    main()
