"""Files that members share: checked by their content, kept beside the database in a folder that only its owner can open.

A file is named by the hash of its content and nothing else: no name that somebody typed becomes a path, the same file is kept
once, and a file that was changed on the disk is noticed. Nothing in a file is ever run or drawn; it leaves as a download.
"""

import io
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

from sqlalchemy import URL, make_url

from coalition import database, private_files
from coalition.guard import IDENTITY, LONGEST, findings
from coalition.vocabulary import FileType

LARGEST = 10_000_000
"""Bytes that a file may have."""

_HASH = re.compile("[0-9a-f]{64}")

_BEGINS = {
    b"%PDF-": FileType.PDF,
    b"\x89PNG\r\n\x1a\n": FileType.PNG,
    b"\xff\xd8\xff": FileType.JPEG,
}
_HOLDS = {
    "word/document.xml": FileType.DOCX,
    "xl/workbook.xml": FileType.XLSX,
    "ppt/presentation.xml": FileType.PPTX,
}
_MACROS = "vbaproject.bin"


class FileNotTaken(Exception):
    """The file cannot be kept; the message says why, in a sentence with `{placeholders}` for `values`."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message: str = message
        self.values: dict[str, Any] = values


def type_of(data: bytes, *, is_table: bool = False) -> FileType:
    """What a file is, by its content; its name only tells a table (CSV) from another text.

    Raises:
        FileNotTaken: it is empty, too large, of another type, holds macros, or is locked by a password.
    """
    if not data:
        raise FileNotTaken("This file is empty.")
    if len(data) > LARGEST:
        raise FileNotTaken("This file is too large: at most {most} MB.", most=LARGEST // 1_000_000)
    for begins, kind in _BEGINS.items():
        if data.startswith(begins):
            return kind
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    if not _is_text(data):
        raise FileNotTaken(
            "This type of file is not accepted. Save it as PDF, or as Word, Excel, PowerPoint, PNG, JPEG or text."
        )
    return FileType.CSV if is_table else FileType.TXT


def _office(data: bytes) -> FileType:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.casefold() for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
        raise FileNotTaken("This file is damaged. Save it again and add it again.") from problem
    if any(name.endswith(_MACROS) for name in names):
        raise FileNotTaken("This file contains macros, which can run by themselves. Save it without them.")
    for part, kind in _HOLDS.items():
        if part in names and "[content_types].xml" in names:
            return kind
    raise FileNotTaken("This type of file is not accepted. Save it as PDF, or as Word, Excel, PowerPoint, PNG, JPEG or text.")


def _is_text(data: bytes) -> bool:
    """Whether it is plain text: UTF-8 or Thai Windows, without signs that no text has, and no page of a browser."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp874")
        except UnicodeDecodeError:
            return False
    is_plain = not any(sign < " " and sign not in "\t\r\n\f" for sign in text)
    return is_plain and not text.lstrip().startswith("<")


# --- who is in it -----------------------------------------------------------------------------------------------------


def identifiers_in(data: bytes, kind: FileType) -> int:
    """How many identity and passport numbers and days of birth a text, a table or an Office file holds; None can be found
    in a PDF or a picture, which are not looked into.

    Telephones, addresses and names belong into a list of contacts, so they are not counted. What is found may be none, and
    what is not found may be there (docs/decisions/0016): whoever adds the file looks into it.
    """
    lines = _lines(data, kind)
    pieces = (line[start : start + LONGEST] for line in lines for start in range(0, len(line), LONGEST))
    count, left = 0, _MOST_SIGNS
    for piece in filter(_MAY_TELL.search, pieces):
        count += sum(found.kind in IDENTITY for found in findings(piece))
        left -= len(piece)
        if left < 0:
            break
    return count


_MAY_TELL = re.compile(r"[0-9\u0e50-\u0e59](?:[^\n]{0,12}[0-9\u0e50-\u0e59]){5}")
"""Six digits near each other: fewer tell of nobody here."""
_MOST_SIGNS = 250_000
"""Characters of a file that are looked through: a second or so of the slowest; of a table its first thousands of rows."""
_MOST_XML = 20_000_000
"""Bytes that are unpacked of an Office file."""
_PARTS = re.compile(
    r"(?:word/(?!theme|style|font)|xl/(?:sharedstrings|worksheets/|(?:threaded)?comments)|ppt/(?:slides|notesslides|comments)/).*\.xml"
)
_ENDS = re.compile(rb"</(?:w:p|w:tc|a:p|si|c|v)>")
_TAG = re.compile(rb"<[^<>]*>")


def _lines(data: bytes, kind: FileType) -> Iterator[str]:
    if kind in (FileType.TXT, FileType.CSV):
        for encoding in ("utf-8-sig", "cp874"):
            with suppress(UnicodeDecodeError):
                yield from data.decode(encoding).splitlines()
                return
    elif kind in (FileType.DOCX, FileType.XLSX, FileType.PPTX):
        with suppress(zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, zlib.error):
            yield from _office_lines(data)


def _office_lines(data: bytes) -> Iterator[str]:
    left = _MOST_XML
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            if left > 0 and _PARTS.fullmatch(part.filename.casefold()):
                with archive.open(part) as file:
                    xml = file.read(left)
                left -= len(xml)
                text = _TAG.sub(b"", _ENDS.sub(b"\n", xml)).decode("utf-8", "replace")
                yield from unescape(text).splitlines()


def tells_where(data: bytes) -> bool:
    """Whether a JPEG or PNG says where it was taken, as telephones write it: nobody who looks at a picture sees that."""
    if b"exif:GPSL" in data:  # as XMP
        return True
    found = (data.find(mark) for mark in (b"Exif\0\0", b"eXIf"))
    return any(_has_point(data[at + length :]) for at, length in zip(found, (6, 4), strict=True) if at >= 0)


def _has_point(exif: bytes) -> bool:
    """Whether an Exif block has a latitude or a longitude; of a damaged one nobody can tell."""
    order = "<" if exif.startswith(b"II") else ">"

    def entries(at: int) -> dict[int, int]:
        (count,) = struct.unpack_from(f"{order}H", exif, at)
        rows = [struct.unpack_from(f"{order}HHII", exif, at + 2 + 12 * place) for place in range(count)]
        return {tag: value for tag, _, _, value in rows}

    with suppress(struct.error):
        point = entries(*struct.unpack_from(f"{order}I", exif, 4)).get(_GPS)
        return point is not None and bool(entries(point).keys() & {_LATITUDE, _LONGITUDE})
    return False


_GPS, _LATITUDE, _LONGITUDE = 0x8825, 2, 4  # of Exif 2.32


# --- the folder -------------------------------------------------------------------------------------------------------


def folder_of(url: str | URL) -> Path:
    """Where the files of a database are: beside it; for PostgreSQL, beside where the program would keep its own."""
    file = database.database_file(url)
    if file is not None:
        return file.with_name(f"{file.stem}-files")
    return database.DEFAULT_FILE.with_name(f"{make_url(url).database or 'coalition'}-files")


def keep(folder: Path, data: bytes) -> str:
    """Keep a file; returns its hash. One that is kept already stays as it is.

    Raises:
        OSError: the disk is full or protected.
    """
    name = sha256(data).hexdigest()
    path = folder / name
    if read(folder, name) is not None:
        return name
    private_files.make_folder(folder)
    part = folder / f".{name}.part"
    try:
        part.unlink(missing_ok=True)
        path.unlink(missing_ok=True)  # it was changed on the disk: what is brought now is what it was
        with private_files.create(part) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # somebody else keeps the same file in this moment
            private_files.put_new(part, path)
    finally:
        part.unlink(missing_ok=True)
    return name


def read(folder: Path, name: str | None) -> bytes | None:
    """The file with this hash; None: it is not there, or not as it was kept."""
    if name is None or not _HASH.fullmatch(name):
        return None
    try:
        data = (folder / name).read_bytes()
    except OSError:
        return None
    return data if sha256(data).hexdigest() == name else None


def is_kept(folder: Path, name: str | None) -> bool:
    """Whether there is a file of this hash; it is not read."""
    return name is not None and bool(_HASH.fullmatch(name)) and (folder / name).is_file()


def kept(folder: Path) -> set[str]:
    """Hashes of the files that are there."""
    try:
        return {path.name for path in folder.iterdir() if _HASH.fullmatch(path.name)}
    except OSError:
        return set()


def forget(folder: Path, name: str) -> None:
    """Remove a file that nothing refers to, as far as the disk lets us."""
    if _HASH.fullmatch(name):
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)
