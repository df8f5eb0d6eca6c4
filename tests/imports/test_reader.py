"""Bytes -> cells: every way offices and web services save a table, and every way a file can be something else."""

import csv
import io
import zipfile

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from coalition.formula_cells import without_apostrophe
from coalition.imports.cells import reader
from coalition.imports.cells.reader import MAX_COLUMNS, FileRefused, Grid, read_grid
from coalition.imports.cells.text import norm_text
from tests.support.examples import examples

HEADER = ("name", "organization", "date", "ชื่อ", "หน่วยงาน")


def header_score(cells: list[str]) -> float:
    return sum(cell.casefold() in HEADER for cell in cells)


def read(data: bytes | str, **told: str) -> Grid:
    return read_grid(data.encode() if isinstance(data, str) else data, header_score=header_score, **told)


def refused(data: bytes | str) -> tuple[str, str]:
    with pytest.raises(FileRefused) as caught:
        read(data)
    return caught.value.issue.code, caught.value.issue.why


THAI = "ชื่อ,หน่วยงาน\r\nสมชาย แก้วมณี,พมจ.เชียงราย\r\nนฤมล ปัญญาดี,บ้านพักเด็ก\r\n"
WESTERN = "Name;Organization\r\nJürgen Weiß;Planète Enfants\r\nO’Malley;“Hub”\r\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (THAI.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + THAI.encode(), "utf-8+bom"),
        (b"\xef\xbb\xbf\xef\xbb\xbf" + THAI.encode(), "utf-8+bom"),
        (THAI.encode("cp874"), "cp874"),
        (THAI.encode("utf-16"), "utf-16-le+bom"),
        (b"\xfe\xff" + THAI.encode("utf-16-be"), "utf-16-be+bom"),
        (THAI.encode("utf-16-le"), "utf-16-le"),
        (THAI.encode("utf-16-be"), "utf-16-be"),
        (THAI.encode("utf-32"), "utf-32-le+bom"),
    ],
)
def test_a_thai_list_reads_the_same_in_every_encoding(data: bytes, encoding: str) -> None:
    grid = read(data)
    assert grid.encoding == encoding
    assert grid.rows[1] == ["สมชาย แก้วมณี", "พมจ.เชียงราย"]
    assert (grid.delimiter, grid.lines, grid.flags) == (",", [1, 2, 3], [])


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WESTERN.encode("cp1252"), "cp1252"),
        (WESTERN.encode("mac-roman").replace(b"\r\n", b"\r"), "mac-roman"),
        ("Name;Organization\nRenée Lefèvre;Hub\n".encode("mac-roman"), "mac-roman"),
        (WESTERN.encode(), "utf-8"),
        ("Name;Organization\nRenée Lefèvre;Créée\n".encode("cp1252"), "cp1252"),
    ],
)
def test_western_letters_survive_windows_and_the_old_mac(data: bytes, encoding: str) -> None:
    grid = read(data)
    assert (grid.encoding, grid.delimiter) == (encoding, ";")
    assert grid.rows[1][0] in ("Jürgen Weiß", "Renée Lefèvre")


def test_the_encoding_a_person_chose_is_taken() -> None:
    assert read("Name\nª×èÍ".encode("cp1252"), encoding="cp874").rows[1] == ["ชื่อ"]
    assert read("Name\nNok", encoding="no such encoding").rows[1] == ["Nok"]


def test_one_damaged_character_does_not_turn_a_thai_file_into_french() -> None:
    grid = read(THAI.encode() + b"\xff\r\n")
    assert grid.encoding == "utf-8"
    assert grid.flags == ["garbled_text"]
    assert grid.rows[1][0] == "สมชาย แก้วมณี"


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_thai_saved_in_the_wrong_encoding_is_repaired_and_said(wrong: str) -> None:
    sound = "Name,Organization\nสมชาย,José\n"
    garbled = "".join(c.encode().decode("latin-1") if ord(c) > 0xFF else c for c in sound)
    if wrong == "cp1252":
        garbled = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in sound.replace("é", "e").encode()).replace(
            "Jose", "José"
        )
    grid = read(garbled)
    assert grid.rows[1] == ["สมชาย", "José"]
    assert grid.flags == ["repaired_text"]


def test_thai_read_as_cp874_by_mistake_is_repaired() -> None:
    garbled = "".join(bytes([b]).decode("cp874", "ignore") or chr(b) for b in "สมชาย แก้วมณี".encode())
    assert read(f"Name,Organization\n{garbled},Hub\n").rows[1] == ["สมชาย แก้วมณี", "Hub"]


def test_french_names_are_no_damaged_thai() -> None:
    assert read("Name\nà côté\nÃngela\nRenée\nเธอ เธน\n").flags == []


@pytest.mark.parametrize("lost", ["??????", "???? ??????", "____ ______", "Sa\ufffdcha"])
def test_letters_an_old_export_lost_are_flagged(lost: str) -> None:
    assert read(f"Name,Organization\n{lost},Hub\n").flags == ["garbled_text"]


def test_a_question_or_a_line_to_sign_on_is_no_damaged_text() -> None:
    assert read("Name,Organization\nNok?,________\nWho??,?\n").flags == []


def _zip(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (_zip("[Content_Types].xml", "xl/workbook.xml"), ".xlsx"),
        (_zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ".ods"),
        (_zip("word/document.xml"), ".docx"),
        (_zip("list.csv"), ".zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, ".doc"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"GIF89a", "GIF"),
        (b"BM\x36\x00\x00\x00\x00\x00", "BMP"),
        (b"\x1f\x8b\x08", ".gz"),
        (b"\x00\x00\x00\x18ftypheic", "a phone"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"\xef\xbb\xbf  <table><tr>", "web page"),
        ("<html>".encode("utf-16"), "web page"),
        (bytes(range(1, 32)) * 20, "an unknown kind"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, what: str) -> None:
    code, why = refused(data)
    assert code == "not_text"
    assert what in why


def test_a_name_beginning_with_bm_is_no_picture() -> None:
    assert read("BM,Name\n1,Nok\n").rows[0] == ["BM", "Name"]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\r\n", b"\xff\xfe", b"\x1a"])
def test_an_empty_file_is_said_to_be_empty(data: bytes) -> None:
    assert refused(data)[0] == "empty_file"


def test_a_file_full_of_nul_characters_is_named_with_the_first_row_of_them() -> None:
    assert refused(b"Name,Organization\r\nNok,Hub\r\nA" + b"\x00" * 20 + b"nn,Hub\r\n") == (
        "nul_bytes",
        "The file is damaged or is not text: it contains unreadable characters (NUL), first in row 3.",
    )


def test_nul_characters_after_the_end_are_no_matter() -> None:
    assert read(b"Name\nNok\n" + b"\x00" * 200).rows == [["Name"], ["Nok"]]


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "\ufeffsep=;", "sep=;;;"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_sep_gives_the_delimiter_and_still_counts_as_a_row(first: str, end: str) -> None:
    grid = read(end.join([first, "Name;Organization", "Nok;Hub, Mae Sai"]))
    assert (grid.delimiter, grid.rows, grid.lines) == (";", [[], ["Name", "Organization"], ["Nok", "Hub, Mae Sai"]], [1, 2, 3])


@pytest.mark.parametrize("first", ["sep=\t", "sep=\\t"])
def test_the_line_sep_may_say_tab(first: str) -> None:
    assert read(f"{first}\nName\tDate\nNok\t1, 2\n").delimiter == "tab"


def test_a_sep_line_left_over_from_another_delimiter_is_not_believed() -> None:
    assert read("sep=;\nName,Organization\nNok,Hub\n").delimiter == ","


def test_commas_in_times_do_not_hide_the_tabs() -> None:
    lines = ["1. Summary", "Start time\t9/14/23, 1:28:05 PM", "", "Name\tDate"]
    lines += [f"Nok, {i}\t9/14/23, 1:{i}:09 PM" for i in range(10, 40)]
    assert read("\n".join(lines)).delimiter == "tab"


@pytest.mark.parametrize(("name", "mark"), [(",", ","), (";", ";"), ("tab", "\t"), ("|", "|")])
def test_without_any_known_header_the_steadiest_delimiter_is_taken(name: str, mark: str) -> None:
    assert read("".join(f"a{i}{mark}b b, c{mark}d\n" for i in range(5))).delimiter == name


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_delimiter_that_parts_each_line_alike_is_not_outdone_by_words_between_commas(mark: str) -> None:
    text = "\n".join(
        mark.join(row)
        for row in (["Name, Organization", "5.3.2026", "12.3.2026"], ["Lee, Ann", "x", ""], ["Chan, Bo", "", "x"])
    )
    assert read(text).rows[1] == ["Lee, Ann", "x", ""]


def test_the_delimiter_a_person_chose_is_taken() -> None:
    assert read("Name,Organization;x\n", delimiter=";").rows == [["Name,Organization", "x"]]


def test_blanks_after_the_comma_do_not_break_the_quotation() -> None:
    assert read('"Name", "Organization"\n"Inta, Boonsri", "Hub"\n').rows[1] == ["Inta, Boonsri", "Hub"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('="2021-06-10 13:55:00"', "2021-06-10 13:55:00"),
        ('"=""2021-06-10"""', "2021-06-10"),
        ('=""2021-06-10""', "2021-06-10"),
        ("'0810000102", "0810000102"),
        ("'=IMAGE(1)", "=IMAGE(1)"),
        ("'t Hooft", "'t Hooft"),
        ("0810000102", "0810000102"),
        ("NA", "NA"),
        ("null", "null"),
        ("41025", "41025"),
        ("\u00a0Nok\u202f\u200b  Thongdee \u3000", "Nok Thongdee"),
        ("นํ้า", "น้ำ"),
        ("เเม่สาย", "แม่สาย"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_cell_is_the_text_a_person_reads(cell: str, text: str) -> None:
    assert read(f"Name,Organization\n{cell},Hub\n").rows[1] == [text, "Hub"]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_rows_are_counted_as_the_spreadsheet_shows_lines(end: str) -> None:
    text = end.join(["Name,Organization", '"Nok', 'Thongdee",Hub', "", "Ann,Hub", '"Bee","one', "two", 'three"', "Cee,Hub"])
    grid = read(text)
    assert grid.lines == [1, 2, 4, 5, 6, 9]
    assert grid.rows[1] == ["Nok Thongdee", "Hub"]
    assert grid.rows[2] == []
    assert grid.rows[4] == ["Bee", "one two three"]


def test_odd_line_separators_inside_a_cell_are_no_new_row() -> None:
    assert len(read("Name,Organization\nNok\u2028Thongdee,H\x0cub\x85\n").rows) == 2


def test_rows_keep_their_own_length() -> None:
    assert [len(row) for row in read("Name,Organization,Date\nNok\nAnn,Hub,,,,\n").rows] == [3, 1, 6]


_ROWS = "No.,Name,Organization,Role\n1,Ann,Hub,Nurse\n{}\n3,Cee,Hub,Nurse\n4,Dee,{},Nurse\n5,Eve,Hub,{}\n"
_MANY = "".join(f"Person {i},Hub\n" for i in range(9))


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('Name,Organization\nNok,Hub\n"Ann,Hub\nBee,Hub\n', 3),
        ('Name,Organization\nNok,"Hub\nAnn,Hub\nBee,"Hub, Mae Sai"\n', 2),
        (f'Name,Organization\nNok,"Hub\n{_MANY}Bee,Hub"\n', 2),
        ('Name,Organization\n"Nok,Hub\n' + "Ann,Hub\n" * 50_000, 2),
        ('Name,Organization,Role\nAnn,Hub,x\n"Nok,Hub,x\nBee,Hub",y\nCee,Hub,x\n', 3),
        ('Name,Organization,Role\nAnn,Hub,x\nDee,",x\nNok,"Hub,x\nBee,",y\nCee,Hub,x\n', 5),
        ('Name,Organization,Role\nAnn,Hub,x\n"Nok,Hub,x\nBee",Hub,y\nCee,Hub,x\n', 3),
        ('No.,Name,Organization,Role\n1,Ann,Hub,x\n2,"Bee,Hub,x\n3,Cee",Hub,y\n4,Dee,Hub,x\n', 3),
        ('Name,Organization,Role\nAnn,Hub,x\nBee,"\nNok,"\nCee,Hub,x\n', 3),
        (_ROWS.format('2,Bee,",x', "Hub", "Nurse"), 3),
        (_ROWS.format('2,Bee,",x', '"', "Nurse"), 3),
        (_ROWS.format('2,"Bee, Jo"," ,x', '"', "Nurse"), 3),
        (_ROWS.format('2,Bee,Hub,"', "Hub", "Nurse"), 3),
        (_ROWS.format('2,Bee,Hub,"', '"Hub, Mae Sai"', '"'), 6),
        (_ROWS.format('2,"Bee,"Hub,x', "Hub", '"'), 6),
        (_ROWS.format('",Bee,Hub,x', '"', '"Nurse\nand midwife"'), 3),
        (_ROWS.format("2,Bee,Hub,x", "Hub", '"Nurse\nand midwife'), 6),
    ],
)
def test_a_quotation_mark_that_opens_no_quotation_is_told_with_its_row_and_swallows_nobody(text: str, row: int) -> None:
    assert refused(text) == ("unclosed_quote", f"Row {row} has an opening quotation mark, but the closing one is missing.")


@pytest.mark.parametrize(
    "cell",
    ['"\nHub"', '"Hub\n"', '"Hub,\nMae Sai"', '"Hub\n\nroom 5, floor 2, Mae Sai\nThailand"', '"He said ""go"", so\nwe went"'],
)
def test_a_cell_quoted_over_several_lines_stays_one(cell: str) -> None:
    grid = read(_ROWS.format("2,Bee,Hub,x", cell, f"{cell}\n6,Fay,{cell},{cell}"))
    assert [row[1] for row in grid.rows] == ["Name", "Ann", "Bee", "Cee", "Dee", "Eve", "Fay"]
    assert {len(row) for row in grid.rows} == {4}
    assert grid.flags == []


@pytest.mark.parametrize(
    ("table", "width"),
    [
        ('Ann,Hub,"Brings:\nforms, pens, paper"\nBee,"Door\n",ok\nCee,Hub,ok\n', 3),
        ('Ann,Hub,"Invite also\nJane Moss, Tom Reed, Eve Berg"\nBee,"Door\n",ok\nCee,Hub,ok\n', 3),
        ('Ann,"Ministry of Work,\nHealth, Chiang Rai",x\nBee,"Door\n",x\nCee,"Office\nRegion 5, Chiang Mai",x\n', 3),
        ('Ann,Hub,"Director, Hub,"\nBee,Hub,"Head of unit\nLegal, Policy, Advocacy"\nCee,"Hub,\nDoor,",x\n', 3),
        ('Ann,Hub,"Wants: pens,"\nBee,Hub,"She said\nA,B,C"\nCee,Hub,"\nA, B, C"\n', 3),
        ('Ann,"Hub\nChiang Rai, Thailand"\nBee,"Door\nMae Sai, Thailand\nTel, 0812345678\nFax, 0812345679\n"\nCee,Hub\n', 2),
        ('Ann,Hub,"x\n1, 2, 3\n4, 5, 6\n7, 8, 9\n1, 2, 3\n4, 5, 6\n7, 8, 9",,\nBee,Hub,"y,",,\nCee,Hub,z,,\n', 5),
    ],
)
def test_notes_and_addresses_over_several_lines_are_no_rows(table: str, width: int) -> None:
    grid = read(",".join(["Name", "Organization", "Remarks", "Phone", "Role"][:width]) + "\n" + table)
    assert [row[0] for row in grid.rows] == ["Name", "Ann", "Bee", "Cee"]
    assert {len(row) for row in grid.rows} == {width}
    assert grid.flags == []


def test_quotation_marks_inside_a_cell_are_read_as_written() -> None:
    assert read('Name,Organization\nNok,"The "Hub" Mae Sai"\n').rows[1][0] == "Nok"


def test_a_thousand_columns_are_too_many() -> None:
    assert refused("Name" + "," * 999 + "\n") == ("too_wide", "Row 1 has too many columns (1000).")
    assert len(read("Name" + "," * (MAX_COLUMNS - 1)).rows[0]) == MAX_COLUMNS


@pytest.mark.parametrize("line", [b"a" * 50_000_000, b"," * 50_000_000, b'"' * 50_000_000])
def test_a_line_of_fifty_megabytes_is_answered_at_once(line: bytes) -> None:
    assert refused(b"Name,Organization\nNok,Hub\n" + line) == ("line_too_long", "Row 3 is too long (50.0 MB).")


def _physical_lines(text: str) -> int:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.count("\n") + (not text.endswith("\n"))


@settings(max_examples=examples(400), deadline=None)
@given(
    st.binary(max_size=300)
    | st.lists(
        st.sampled_from([b"a", b",", b";", b"\t", b'"', b"\r", b"\n", b"\xe0", b"\xb8\x81", b"=", b"'", b"\x00"]), max_size=60
    ).map(b"".join)
)
@example(b"a\x80\r\xe0\xb8\x81")
def test_no_bytes_raise_anything_but_a_refusal_and_no_row_is_lost(data: bytes) -> None:
    try:
        grid = read(data)
    except FileRefused:
        return
    assert len(grid.rows) == len(grid.lines)
    assert all(a < b for a, b in zip(grid.lines, grid.lines[1:], strict=False))
    if grid.encoding == "utf-8" and b'"' not in data and not grid.flags:
        text = data.rstrip(b"\x1a\x00").decode(errors="replace")  # rows in another encoding are rows all the same
        first = grid.lines[0]
        assert grid.lines == list(range(first, _physical_lines(text) + 1))


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@settings(max_examples=examples(150), deadline=None)
@given(
    st.lists(st.lists(CELLS, min_size=2, max_size=5), min_size=1, max_size=8),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\r\n", "\n", "\r"]),
)
def test_every_row_written_comes_back(table: list[list[str]], delimiter: str, codec: str, end: str) -> None:
    assume(not any(cell.strip() == delimiter for row in table for cell in row))  # between quotation marks: two ditto marks
    lines = [["Name", "Organization", "Date"], *table]
    text = end.join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in lines)
    grid = read(text.encode(codec))
    assert [len(row) for row in grid.rows] == [len(row) for row in lines]


WRITTEN = st.lists(st.sampled_from(["a", "Ann Lee", ",", ", ", ";", '"', "\n", "\r\n", " ", "ก"]), max_size=10).map("".join)


def _is_plain(cell: str) -> bool:
    """Whether its quotation cannot be taken for a ditto mark: a cell that begins with a delimiter looks as `",` does; nor for
    a mark forgotten behind a name, where a line may hold as much as a row. Those that people write are tried below."""
    begins = cell.lstrip(" ")[:1]
    return not ("," in cell and ("\n" in cell or "\r" in cell)) and begins != ","


@settings(max_examples=examples(150), deadline=None)
@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(st.lists(WRITTEN.filter(_is_plain), min_size=width, max_size=width), min_size=1)
    ),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_table_csv_has_written_comes_back_as_it_was(table: list[list[str]], quoting: int, end: str) -> None:
    out = io.StringIO(newline="")
    header = ["Name", "Organization", "Date", "Role", "Remarks"][: len(table[0])]
    csv.writer(out, quoting=quoting, lineterminator=end).writerows([header, *table])  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "opened", lambda rows, clean: rows)  # tells what a spreadsheet wrapped, see test_wrapped
        grid = read(out.getvalue(), delimiter=",")
    assert list(grid.rows) == [header, *([norm_text(cell) for cell in row] for row in table)]
    assert grid.flags == []


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.sampled_from(["a", " b ", ",", ",", "\n", "\r", "\r\n", "\x0b", "\u2028", "&amp;", "ก"])).map("".join))
def test_lines_without_quotations_are_parted_as_csv_parts_them(text: str) -> None:
    plain, quoted = (read(f"Name,Date\n{text}\nz,{last}\n", delimiter=",") for last in ("z", '"z"'))
    assert (plain.rows, plain.lines, plain.bad, plain.broken) == (quoted.rows, quoted.lines, quoted.bad, quoted.broken)


@pytest.mark.parametrize(
    "cell",
    ["12 Road, Mae Sai\nChiang Rai", "Hope House\nMae Sai, Chiang Rai\nThailand", "tea,coffee\nwater", "late,\nill, tired"],
)
def test_addresses_and_remarks_of_several_lines_swallow_no_row(cell: str) -> None:
    grid = read(f'Name,Remarks,Date\nAnn Lee,"{cell}",2026-05-14\nBo Chan,,2026-05-14\n')
    assert list(grid.rows)[1:] == [["Ann Lee", norm_text(cell), "2026-05-14"], ["Bo Chan", "", "2026-05-14"]]


@pytest.mark.parametrize("cell", ["'\x1f", "'\u00a0", "' \x1c"])
def test_an_apostrophe_before_nothing_but_blanks_leaves_an_empty_cell(cell: str) -> None:
    assert without_apostrophe(cell) == ""
