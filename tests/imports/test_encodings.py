"""Letters that cannot be told are not guessed: rows in a second encoding are refused, and encodings that hide signs too."""

from datetime import date

import pytest

from coalition.imports.cells.encodings import decode
from coalition.imports.cells.reader import FileRefused, Grid, read_grid
from coalition.imports.dispatch import lines_of
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.read.parting import header_score
from coalition.imports.reading import Reading
from tests.support.accounting import unaccounted

TODAY = date(2026, 11, 25)
HEAD = b"Name,Organization\n"
THAI = ("สมชาย แก้วมณี,บ้านริมน้ำ\n", "มาลี ใจดี,ศูนย์แสงเขา\n", "อนงค์ แซ่ลี,บ้านริมน้ำ\n")
WESTERN = ("José García,Café Útil\n", "Renée Lefèvre,Maison Créée\n", "Jürgen Weiß,Hülfe\n")


def grid_of(data: bytes) -> Grid:
    return read_grid(data, header_score=header_score)


def reading_of(data: bytes) -> Reading:
    reading = read_attendance(data, "list 2026-05-14.csv", today=TODAY)
    assert unaccounted(reading) == []
    return reading


@pytest.mark.parametrize(
    ("parts", "encoding", "bad"),
    [
        ([(THAI[:2], "utf-8"), (THAI[2:], "cp874")], "utf-8", [4]),
        ([(THAI[:2], "cp874"), (THAI[2:], "utf-8")], "cp874", [4]),
        ([(THAI[:1], "cp874"), (THAI[1:], "utf-8")], "utf-8", [2]),
        ([(WESTERN[:2], "utf-8"), (WESTERN[2:], "cp1252")], "utf-8", [4]),
        ([(WESTERN[:2], "cp1252"), (WESTERN[2:], "utf-8")], "cp1252", [4]),
        ([(THAI[:2], "cp874"), (WESTERN[:1], "utf-8")], "cp874", [4]),
    ],
)
def test_rows_in_a_second_encoding_are_refused_and_shown_as_they_were_written(
    parts: list[tuple[tuple[str, ...], str]], encoding: str, bad: list[int]
) -> None:
    data = HEAD + b"".join("".join(rows).encode(codec) for rows, codec in parts)
    written = [row.strip().split(",") for rows, _ in parts for row in rows]
    grid = grid_of(data)
    assert (grid.encoding, list(grid.bad), {why.code for why in grid.bad.values()}) == (encoding, bad, {"other_encoding"})
    assert list(grid.rows)[1:] == written
    reading = reading_of(data)
    assert [(found.line, found.code, list(found.raw)) for found in reading.issues if found.code == "other_encoding"] == [
        (line, "other_encoding", written[line - 2]) for line in bad
    ]
    kept = [row[0] for line, row in enumerate(written, 2) if line not in bad]
    assert sorted(name or "" for name in reading.entries.name) == sorted(kept)
    assert lines_of(print, data, bad, encoding=reading.encoding) == {line: tuple(written[line - 2]) for line in bad}


def test_a_header_in_another_encoding_than_its_rows_is_read_in_its_own() -> None:
    reading = reading_of("ชื่อ-สกุล,หน่วยงาน\n".encode() + "".join(THAI).encode("cp874"))
    assert reading.entries.name == ["สมชาย แก้วมณี", "มาลี ใจดี", "อนงค์ แซ่ลี"]
    assert reading.rows.refused == 0


def test_the_row_is_found_behind_a_cell_of_several_lines() -> None:
    data = 'Name,Organization\n"สมชาย แก้วมณี","บ้าน\nริมน้ำ"\nมาลี ใจดี,ศูนย์\n'.encode() + THAI[2].encode("cp874")
    assert list(grid_of(data).bad) == [5]


def test_which_encoding_is_the_file_s_may_be_said() -> None:
    data = HEAD + "".join(THAI[:2]).encode("cp874") + THAI[2].encode()
    grid = read_grid(data, encoding="utf-8", header_score=header_score)
    assert list(grid.bad) == [2, 3]


@pytest.mark.parametrize(
    "text",
    ["ยก รก\n" * 3 + THAI[0], "".join(THAI), "เนก\n" + "".join(THAI)],
)
def test_short_words_in_cp874_that_could_be_utf8_are_no_second_encoding(text: str) -> None:
    grid = grid_of(HEAD + text.encode("cp874"))
    assert (grid.encoding, grid.bad) == ("cp874", {})


def test_a_damaged_letter_is_no_second_encoding() -> None:
    data = HEAD + "".join(THAI).encode().replace("ณ".encode(), "ณ".encode()[:2], 1)
    grid = grid_of(data)
    assert (grid.encoding, grid.bad, grid.flags) == ("utf-8", {}, ["garbled_text"])


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (("Name,Organization\n" + THAI[0] + THAI[1]).encode("utf-7"), "UTF-7"),
        (b"Name,Organization\nAnn +ADw-script+AD4-,Hub\n", "UTF-7"),
        (b"+/v8-Name,Organization\nAnn Lee,Hub\n", "UTF-7"),
        ("Name,Organization\n山田太郎,東京\n".encode("iso2022_jp"), "ISO-2022"),
        ("Name,Organization\n张伟,北京\n".encode("hz"), "HZ"),
    ],
)
def test_an_encoding_that_hides_signs_is_refused_with_what_to_do(data: bytes, name: str) -> None:
    with pytest.raises(FileRefused) as refused:
        grid_of(data)
    assert refused.value.issue.code == "hidden_encoding"
    assert name in refused.value.issue.why
    assert "CSV (UTF-8)" in refused.value.issue.suggestion
    assert reading_of(data).refused


def test_plus_signs_of_telephones_addresses_and_notes_are_no_encoding() -> None:
    text = "Name,Phone,Email\nAnn Lee,+66812345678-,ann+work@example.org\nBo Chan,+66 81 234 5678,bo+Data-x@example.org\n"
    text += "Dao Win,+662-123-4567,a+b-c\nEve C++ Stone,1+1-2+3-4,+AAA-x\nFay ~{note}~,+1-800-555,1+Dec-2026\n"
    assert len(grid_of(text.encode()).rows) == 6


@pytest.mark.parametrize("encoding", ["utf-7", "punycode", "unicode_escape", "hz", "zlib", "base64"])
def test_an_encoding_that_hides_signs_cannot_be_chosen(encoding: str) -> None:
    with pytest.raises(LookupError):
        decode(b"Name\nNok\n", encoding)


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp932", "氏名,所属,出欠\n高梨 健一,葉月市役所,出席\n三枝 隆,葉月消防署,欠席\n"),
        ("gb18030", "姓名,单位,签到\n王伟,希望之家,出席\n李娜,警察局,缺席\n"),
        ("big5", "姓名,單位,簽到\n王偉,希望之家,出席\n李娜,警察局,缺席\n"),
        ("cp949", "이름,소속,출석\n김철수,희망의 집,출석\n박영희,경찰서,결석\n"),
    ],
)
def test_lists_of_east_asia_are_read_as_their_spreadsheets_save_them(codec: str, text: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding, decoded.flags) == (text, codec, ())


def test_a_thai_file_is_no_chinese_one() -> None:
    text = "ชื่อ-สกุล,หน่วยงาน,ลายมือชื่อ\nสมชาย ใจดี,มูลนิธิบ้านสายลม,มา\n" * 3
    assert decode(text.encode("cp874")).encoding == "cp874"
