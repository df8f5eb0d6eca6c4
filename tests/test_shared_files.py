"""Which files are taken, and how they are kept: by the hash of their content, never by a name that somebody typed."""

import io
import zipfile
from pathlib import Path

import pytest

from coalition import shared_files
from coalition.shared_files import LARGEST, FileNotTaken, identifiers_in, type_of
from coalition.vocabulary import FileType


def office(*names: str, text: str = "<x/>") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, text)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%", FileType.PDF),
        (b"\x89PNG\r\n\x1a\n\x00", FileType.PNG),
        (b"\xff\xd8\xff\xe0\x00", FileType.JPEG),
        (office("word/document.xml"), FileType.DOCX),
        (office("xl/workbook.xml"), FileType.XLSX),
        (office("ppt/presentation.xml"), FileType.PPTX),
        ("ขั้นตอน\r\n1. Call\t".encode(), FileType.TXT),
        ("สายด่วน".encode("cp874"), FileType.TXT),
    ],
)
def test_a_file_is_known_by_its_content(data: bytes, kind: FileType) -> None:
    assert type_of(data) is kind
    assert type_of(data, is_table=True) is (FileType.CSV if kind is FileType.TXT else kind)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"a" * (LARGEST + 1), "at most 10 MB"),
        (b"MZ\x90\x00\x03", "not accepted"),
        (b"\x7fELF\x02\x01", "not accepted"),
        (b"\xef\xbb\xbf <!doctype html><script>", "not accepted"),
        (b"<svg onload=evil()>", "not accepted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 9, "not accepted"),
        (office("word/other.xml"), "not accepted"),
        (b"PK\x03\x04" + b"\x00" * 40, "damaged"),
        (office("xl/workbook.xml", "xl/vbaProject.bin"), "macros"),
    ],
)
def test_what_could_run_or_cannot_be_read_is_not_taken(data: bytes, why: str) -> None:
    with pytest.raises(FileNotTaken, match=why):
        type_of(data, is_table=True)


IDENTITY = "3 1005 01234 56 3"


@pytest.mark.parametrize(
    ("data", "kind", "count"),
    [
        (f"Case list\nเลขประจำตัว {IDENTITY}\nborn 12 March 2009\n".encode(), FileType.TXT, 2),
        (f"name;id\nA;{IDENTITY.replace(' ', '')}\n".encode("cp874"), FileType.CSV, 1),
        (office("word/document.xml", text=f"<w:p><w:t>ID </w:t><w:t>{IDENTITY}</w:t></w:p>"), FileType.DOCX, 1),
        (
            office("xl/worksheets/sheet1.xml", "xl/workbook.xml", text=f"<c><v>{IDENTITY.replace(' ', '')}</v></c>"),
            FileType.XLSX,
            1,
        ),
        (office("xl/workbook.xml", "xl/comments1.xml", text=f"<t>{IDENTITY}</t>"), FileType.XLSX, 1),
        (office("ppt/presentation.xml", "ppt/notesSlides/notesSlide1.xml", text=f"<a:t>{IDENTITY}</a:t>"), FileType.PPTX, 1),
        (
            b"Desk, 053-000-100, desk@member.example\nAct B.E. 2551 section 33, 12 March 2009\nBudget 1,200,000 baht\n",
            FileType.CSV,
            0,
        ),
        (f"%PDF-1.7 {IDENTITY}".encode(), FileType.PDF, 0),
    ],
)
def test_numbers_that_tell_who_somebody_is_are_found_and_those_of_a_contact_list_are_not(
    data: bytes, kind: FileType, count: int
) -> None:
    assert identifiers_in(data, kind) == count


def test_a_file_is_kept_once_for_its_owner_alone_and_one_that_was_changed_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "coalition-files"
    name = shared_files.keep(folder, b"%PDF-1")
    assert shared_files.keep(folder, b"%PDF-1") == name
    assert (folder.stat().st_mode & 0o777, (folder / name).stat().st_mode & 0o777) == (0o700, 0o600)
    assert shared_files.kept(folder) == {name}
    (folder / name).write_bytes(b"%PDF-2")
    assert shared_files.read(folder, name) is None
    assert shared_files.keep(folder, b"%PDF-1") == name
    assert shared_files.read(folder, name) == b"%PDF-1"


@pytest.mark.parametrize("name", ["", "../coalition.db", "/etc/passwd", "0" * 63, "Z" * 64, None])
def test_nothing_but_a_hash_names_a_file(name: str | None, tmp_path: Path) -> None:
    assert shared_files.read(tmp_path, name) is None
    assert not shared_files.is_kept(tmp_path, name)
