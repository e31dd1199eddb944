"""Scans are recognised where Tesseract is installed, and else named with what would do it."""

from __future__ import annotations

import os
import shutil
import stat
import textwrap
from pathlib import Path

import pytest

from corpus import Fields, InputError, MissingPackage, Notice, SourceError, read
from corpus.readers.documents import ocr
from corpus.types.scanned import confidence
from index import Archive, build
from index.ingest.build import update
from tests.corpus.readers.documents.test_pdf import COLUMNS, PICTURE, pdf
from tests.fakes import WordEmbedder

# Says what it was asked, and gives one page of ALTO as Tesseract does.
STAND_IN = """#!/bin/sh
if [ "$1" = --list-langs ]; then printf 'List of available languages in "/usr" (2):\\neng\\nosd\\n'; exit 0; fi
head -c 2 | grep -q P5 || exit 1
[ "$3 $4 $5" = "-l eng --dpi" ] || exit 1
cat <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description><sourceImageInformation><fileName>stdin</fileName>
</sourceImageInformation></Description><Layout><Page WIDTH="2480" HEIGHT="3508" ID="page_0"><PrintSpace>
<TextBlock ID="b" HPOS="10" VPOS="10" WIDTH="90" HEIGHT="30"><TextLine><String CONTENT="The" WC="0.96"/><SP/>
<String CONTENT="har-" WC="0.90"/></TextLine><TextLine><String CONTENT="bour" WC="0.54"/></TextLine></TextBlock>
</PrintSpace></Page></Layout></alto>
END
"""


COLUMN_WORDS = [(50.0, "the mayor spoke"), (320.0, "nobody came again")]


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of that name, for whoever looks for one."""
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(textwrap.dedent(STAND_IN))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return program


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A page of text, and one without."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "bell.pdf").write_bytes(pdf(COLUMNS, PICTURE))
    return folder


def test_a_page_without_text_is_recognised_and_says_how_surely(tesseract: Path, scan: Path) -> None:
    notices: list[Notice] = []
    (article,) = read(scan, notices.append, fields=Fields(ocr="eng"))
    assert article.text.endswith("\n\nThe harbour")
    at = article.text.index("The harbour", 100)
    assert article.extra["page_starts"] == [[0, 1], [at, 2]]
    assert (confidence(article, at, at + 5), confidence(article, 0, 9)) == (pytest.approx(0.8), None)
    assert article.extra["confidence"] == 0.8 and "scans" not in article.extra
    assert not notices


def test_a_page_that_can_not_be_recognised_is_named(tesseract: Path, scan: Path) -> None:
    tesseract.write_text("#!/bin/sh\nexit 3\n")
    notices: list[Notice] = []
    assert len(list(read(scan, notices.append, fields=Fields(ocr="eng")))) == 1
    assert [each.message for each in notices] == [
        "Page 2 can't be recognised; see whether Tesseract reads a picture of it.",
        "1 of 2 pages are pictures without text, the first of them page 2.",
    ]


def test_many_pages_that_can_not_be_recognised_are_one_notice(tesseract: Path, scan: Path) -> None:
    (scan / "bell.pdf").write_bytes(pdf(COLUMNS, PICTURE, PICTURE, PICTURE))
    tesseract.write_text("#!/bin/sh\nexit 3\n")
    notices: list[Notice] = []
    list(read(scan, notices.append, fields=Fields(ocr="eng")))
    assert notices[0].message.endswith("reads a picture of it. So it is with 2 others.")
    assert len(notices) == 2


def test_where_tesseract_has_gone_since_it_is_named_once(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (scan / "bell.pdf").write_bytes(pdf(COLUMNS, PICTURE, PICTURE))
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    notices: list[Notice] = []
    list(read(scan, notices.append, fields=Fields(ocr="eng")))
    assert [each.message.partition(",")[0] for each in notices] == [
        "Tesseract", "2 of 3 pages are pictures without text"]


def test_where_it_can_not_tell_which_side_is_up_a_page_is_read_as_it_lies(tesseract: Path, scan: Path) -> None:
    tesseract.write_text(tesseract.read_text().replace("cat <<", 'case "$*" in *--psm*) exit 1;; esac\ncat <<'))
    (article,) = read(scan, lambda notice: None, fields=Fields(ocr="eng"))
    assert article.text.endswith("\n\nThe harbour")


def test_without_the_flag_it_is_named(scan: Path) -> None:
    (scan / "bell.pdf").write_bytes(pdf(PICTURE))
    with pytest.raises(SourceError, match="--ocr has Tesseract recognise them"):
        list(read(scan, lambda notice: None))


def test_without_tesseract_a_build_says_so_before_anything_is_written(
    tmp_path: Path, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    with pytest.raises(MissingPackage, match="apt install tesseract-ocr"):
        build(tmp_path / "news", [scan], embedder=WordEmbedder(), fields=Fields(ocr="eng"))
    assert not (tmp_path / "news").exists()


@pytest.mark.parametrize(
    ("languages", "reason"),
    [("xyz", "Tesseract has no xyz"), ("eng+deu", "no deu"), ("-c evil", "write them as"), ("osd", "no osd")],
)
def test_languages_that_there_are_not_are_refused(tesseract: Path, languages: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        ocr.check(languages)


def test_the_languages_are_kept_in_the_archive(tesseract: Path, tmp_path: Path, scan: Path) -> None:
    build(tmp_path / "news", [scan], embedder=WordEmbedder(), fields=Fields(ocr="eng"))
    with Archive.open(tmp_path / "news", embedder=WordEmbedder()) as archive:
        assert update(archive, [scan]).unchanged == 1
        (article,) = archive.articles()
    assert article.text.endswith("The harbour")


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_tesseract_reads_a_picture_of_a_page() -> None:
    columns = [(left, 700 - 14 * row, 11, f"{words} at the harbour wall") for left, words in COLUMN_WORDS
               for row in range(30)]
    blocks = ocr.recognised(pdf(columns), 0, "eng")
    text = " ".join(block.text for block in blocks)
    assert text.index("the mayor spoke") < text.rindex("the mayor spoke") < text.index("nobody came")
    assert all(block.confidence for block in blocks)
