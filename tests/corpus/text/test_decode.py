"""Bytes to text, within bounds."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

import corpus.text.decode
from corpus import Notice, RecordError
from corpus.text.decode import MendedUtf8, decode, decode_and_tell, read_bytes, text_lines

RUSSIAN = "Городской совет во вторник проголосовал за закрытие старого моста до весны. " * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_and_utf8_are_understood(encoding: str) -> None:
    assert decode("Café “bridge”".encode(encoding)) == "Café “bridge”"


def test_a_declared_charset_counts_where_it_is_not_utf8() -> None:
    assert decode("Café “x”".encode("cp1252"), "ISO-8859-1") == "Café “x”"
    assert decode(RUSSIAN.encode("koi8-r"), "koi8-r") == RUSSIAN
    assert decode("Café".encode(), "iso-8859-1") == "Café"


@pytest.mark.parametrize("declared", ["", "nonsense", "hex", "idna", "utf-7", "x" * 1000, "\x00"])
def test_without_a_usable_charset_it_is_guessed(declared: str) -> None:
    assert decode(RUSSIAN.encode("cp1251"), declared) == RUSSIAN


@pytest.mark.parametrize("data", [b"%PDF-1.4\n" + bytes(range(256)) * 9, b"PK\x03\x04" + bytes(300), b"\x00\x01\x02"])
def test_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(RecordError, match="binary"):
        decode(data)


def test_one_stray_control_character_makes_no_binary_file() -> None:
    assert decode(b"A word\x00 " + b"more " * 100).startswith("A word\x00")


def test_a_file_larger_than_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"12345")
    assert read_bytes(tmp_path / "a.txt", 5) == b"12345"
    with pytest.raises(RecordError, match="more than 4 bytes"):
        read_bytes(tmp_path / "a.txt", 4)


def test_a_gzip_bomb_ends_in_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus.text.decode, "MIN_SUSPECT_BYTES", 100_000)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(bytes(10_000_000)))
    with pytest.raises(RecordError, match="unpacks to far more"):
        read_bytes(tmp_path / "a.jsonl.gz")


def test_lines_come_with_their_numbers(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeffone\r\n\ntwo\u2028".encode())
    assert list(text_lines(tmp_path / "a.txt", "a.txt", print)) == [(1, "one\r\n"), (2, "\n"), (3, "two\u2028")]


def test_a_line_that_is_too_long_is_reported_and_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus.text.decode, "MAX_LINE", 10)
    (tmp_path / "a.txt").write_text("short\n" + "long" * 20 + "\nlast line\n" + "x" * 11)
    notices: list[Notice] = []
    assert list(text_lines(tmp_path / "a.txt", "a.txt", notices.append)) == [(1, "short\n"), (3, "last line\n")]
    assert [(notice.place, notice.skipped) for notice in notices] == [("a.txt:2", True), ("a.txt:4", True)]


def test_stray_bytes_far_down_a_utf8_file_are_read_as_windows_1252(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"plain line\n" * 7000 + "Café “x”".encode("cp1252") + " ü".encode())
    *_, (_, last) = text_lines(tmp_path / "a.txt", "a.txt", print)
    assert last == "Café “x” ü"


def test_lines_in_another_encoding_are_read(tmp_path: Path) -> None:
    for encoding in ("utf-16", "cp1251"):
        (tmp_path / "a.txt").write_bytes((RUSSIAN + "\n" + RUSSIAN).encode(encoding))
        assert [line.strip() for _, line in text_lines(tmp_path / "a.txt", "a.txt", print)] == [RUSSIAN.strip()] * 2


THAI = "นายกเทศมนตรีกล่าวว่าสะพานเก่าจะปิดจนถึงฤดูใบไม้ผลิ"
CHINESE = "市议会周二投票决定关闭旧桥直到春天，市长说工程将持续两年。"


def test_one_stray_byte_leaves_the_rest_as_it_is_and_is_counted() -> None:
    notices: list[Notice] = []
    text = decode_and_tell("Łódź “x” ".encode() + b"caf\xe9 " + "é".encode(), "a.txt", notices.append)
    assert text == "Łódź “x” café é"
    assert [str(each).split(" is not")[0] for each in notices] == ["a.txt: 1 byte"]


def test_a_text_that_is_cut_within_a_character_keeps_the_others() -> None:
    assert decode("Café Müller paid €".encode()[:-1]).startswith("Café Müller paid ")


def test_stray_bytes_of_a_table_are_told_with_the_first_line_of_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Łódź\n".encode() * 5 + b"caf\xe9 O\x92Brien\n" + "Łódź\n".encode())
    notices: list[Notice] = []
    assert [line for _, line in text_lines(tmp_path / "a.txt", "a.txt", notices.append)][5] == "café O’Brien\n"
    assert [(each.place, each.message[:11], each.skipped) for each in notices] == [("a.txt:6", "2 bytes are", False)]


@pytest.mark.parametrize(("text", "encoding"), [(THAI, "cp874"), (CHINESE, "gb18030"), (RUSSIAN, "koi8-r")])
def test_other_encodings_are_not_taken_for_utf8_with_strays(text: str, encoding: str) -> None:
    assert decode((text * 3).encode(encoding), encoding) == text * 3


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_a_stream_is_mended_wherever_it_is_cut(size: int) -> None:
    mended = MendedUtf8(io.BytesIO("Łódź ".encode() + b"\xe9" + " €".encode()))
    assert b"".join(iter(lambda: mended.read(size), b"")).decode() == "Łódź é €"
    assert mended.strays == 1


def test_japanese_in_seven_bits_is_read_as_stated_and_ascii_stays() -> None:
    text = "橋は閉鎖された。 It is shut."
    assert decode(text.encode("iso-2022-jp"), "ISO-2022-JP") == text
    assert decode(b"It is shut.", "iso-2022-jp") == "It is shut."
    assert decode(b"\x1b[1mIt is shut.", "iso-2022-nowhere") == "\x1b[1mIt is shut."
