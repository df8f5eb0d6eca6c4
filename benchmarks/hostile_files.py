"""Files that somebody would make to stop the dashboard, and files that a disk or a program has damaged; what becomes of one."""

import gzip
import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from coalition.access.templates import cases_template, services_template
from coalition.database import connect, reading
from coalition.imports.cells.reader import FileRefused
from coalition.imports.commit import Tell
from coalition.imports.dispatch import plan_and_reading
from coalition.imports.formats.registry import every_format
from tests.support.accounting import lost_in_plan, unaccounted
from tests.support.workbooks import workbook, workbook_of

TODAY = date(2026, 11, 25)
FILES = Path(__file__).parent.parent / "tests" / "files" / "attendance"
_HEAD = "Name,Organization,Role\n"
_TAIL = "Ann Lee,Hub,Nurse\nBob Ray,Hub,Nurse\n"
_UNITS = {
    "letters": "A", "words": "Ann Lee ", "brackets": "(", "pairs": "() ", "blanks": "a  ", "figures": "1", "commas": "1;2,",
    "hyphens": "a-b-", "points": ".", "colons": "a: ", "strokes": "1/2/", "Thai": "ก", "Thai words": "สมชาย ", "quotes": "''",
    "and": "Ann and ", "times": "12:00 ", "days": "14 May ", "marks": "\u200b", "combining": "a\u0301", "addresses": "a@b ",
}  # fmt: skip


def examine_job(_tell: Tell, url: str, data: bytes, name: str) -> tuple[str, list[str]]:
    """("read" or why it was refused, what does not add up) of one file, planned against what is stored."""
    with reading(connect(url)) as session:
        try:
            plan, read = plan_and_reading(session, data, name, today=TODAY)
        except FileRefused as refused:
            return refused.issue.code, []
        wrong = [*unaccounted(read), *lost_in_plan(plan, read)] if read else []
        plan.rows(0, 20)
        return plan.refused or "read", wrong


# --- made to do harm ------------------------------------------------------------------------------------------------
def hostile_files() -> dict[str, bytes]:
    """{what it is: the file}; a hundred of them."""
    found: dict[str, bytes] = {}
    for what, unit in _UNITS.items():
        long = (unit * 60_000)[:60_000].replace('"', "")
        fits = (unit * 1_000)[:1_000]
        found[f"60,000 {what} in a cell"] = f'{_HEAD}Eve Stone,"{long}",x\n{_TAIL}'.encode()
        found[f"60,000 {what} in the header"] = f'Name,Organization,"{long}"\n{_TAIL}'.encode()
        found[f"300 rows of 1,000 {what}"] = (_HEAD + "".join(f'Eve {n},"{fits[:990]} {n}",x\n' for n in range(300))).encode()
    found |= {what: make() for what, make in _OTHERS.items()}
    return dict(islice(found.items(), 100))


def _bomb(level: int = 50_000_000) -> bytes:
    return workbook([["Name"]], extra={"xl/media/zeros.bin": bytes(level)})


def _far_corner() -> bytes:
    sheet = '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    data = workbook([["Name"], ["Ann Lee"]])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename.startswith("xl/worksheets/"):
                content = content.split(b"<sheetData")[0] + sheet.encode() + b"</worksheet>"
            new.writestr(part.filename, content)
    return out.getvalue()


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    evil = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><x>&a8;</x>'
    return workbook([["Name"]], extra={"xl/sharedStrings.xml": evil.encode()})


def _rows(row: str, count: int) -> bytes:
    return (_HEAD + "".join(row.format(n=n, m=n % 500) for n in range(count))).encode()


def _matrix(days: int, people: int) -> bytes:
    header = "Name," + ",".join(f"{1 + n % 28}/{1 + n // 28 % 12}/{2025 + n // 336}" for n in range(days))
    return "\n".join([header, *(f"Ann Lee{n}" + ",x" * days for n in range(people))]).encode()


_OTHERS: dict[str, Callable[[], bytes]] = {
    "20,000 A beside a name": lambda: b"name," + b"A" * 20_000 + b"\nAnn Lee,x\nBob Ray,y\n",
    "one NUL": lambda: (_HEAD + "A\0nn,Hub,x\n" + _TAIL).encode(),
    "NUL everywhere": lambda: b"\0".join(bytes([byte]) for byte in (_HEAD + _TAIL).encode()) + b"\0\0\0",
    "NUL only": lambda: bytes(100_000),
    "100,000 columns": lambda: b",".join(b"Name" for _ in range(100_000)) + b"\n" + b"," * 99_999 + b"\n",
    "1,000,000 columns": lambda: b"," * 999_999 + b"\nAnn Lee\n",
    "499 columns, 2,000 rows": lambda: (b",".join([b"Name"] * 499) + b"\n") * 2_000,
    "a line of 50 MB": lambda: _HEAD.encode() + b"A" * 50_000_000,
    "a line of 990 kB": lambda: _HEAD.encode() + b"(" * 990_000 + b"\n" + _TAIL.encode(),
    "20 MB of commas": lambda: (b"," * 400 + b"\n") * 50_000,
    "20 MB of quotation marks": lambda: (b'"' * 400 + b"\n") * 50_000,
    "20 MB of line ends": lambda: b"\n" * 20_000_000,
    "1,000,000 rows of one letter": lambda: b"Name\n" + b"A\n" * 1_000_000,
    "quotation never closed": lambda: _HEAD.encode() + b'"' + b"Ann Lee,Hub,x\n" * 50_000,
    "quotations in quotations": lambda: _HEAD.encode() + b'"' * 99_999 + b"\n" + _TAIL.encode(),
    "a mark in every cell": lambda: b'Na"me,"Org,""x"\n' * 20_000,
    "two encodings": lambda: _HEAD.encode() + "สมชาย แก้ว,บ้าน,x\n".encode() * 50 + "มาลี ใจดี,บ้าน,x\n".encode("cp874") * 50,
    "UTF-7": lambda: (_HEAD + "สมชาย <b>,บ้าน,x\n").encode("utf-7"),
    "UTF-16 of odd length": lambda: (_HEAD + _TAIL).encode("utf-16") + b"x",
    "UTF-16 with half a pair": lambda: (_HEAD + "A").encode("utf-16-le") + b"\x3d\xd8" + ("x" + _TAIL).encode("utf-16-le"),
    "UTF-32 without a mark": lambda: (_HEAD + _TAIL).encode("utf-32-le"),
    "wrong UTF-8": lambda: _HEAD.encode() + b"\xc0\x80\xff\xfe\xf8\x88\x80\x80\x80,x,y\n" * 1_000,
    "ISO-2022": lambda: (_HEAD + "山田,東京,x\n").encode("iso2022_jp"),
    "EBCDIC": lambda: (_HEAD + _TAIL).encode("cp500"),
    "a bomb": _bomb,
    "a cell in the far corner": _far_corner,
    "a cell in the far corner of an old Excel file": (FILES.parent / "workbooks" / "far_corner.xls").read_bytes,
    "a billion laughs": _laughs,
    "a bomb in gzip": lambda: gzip.compress(bytes(50_000_000)),
    "half a workbook": lambda: workbook([["Name"], ["Ann Lee"]])[:-300],
    "200 sheets": lambda: workbook_of({f"S{n}": [["Name", "Organization"], ["Ann Lee", "Hub"]] for n in range(200)}),
    "a workbook of 30,000 brackets": lambda: workbook([["Name", "Organization"], ["Ann Lee", "(" * 30_000], ["Bo Ray", "Hub"]]),
    "a workbook of 400 columns": lambda: workbook([["Name"] * 400] + [["Ann Lee"] * 400] * 200),
    "a lying zip": lambda: b"PK\x03\x04" + struct.pack("<26x") + bytes(1_000),
    "services of 1,000 letters": lambda: services_template() + b"".join(b"Hub%d,A2,%s\n" % (n, b"x" * 990) for n in range(500)),
    "cases of 1,000 letters": lambda: cases_template() + b"".join(b"%d,%s,2026-05-01\n" % (n, b"(" * 990) for n in range(500)),
    "100,000 different names": lambda: _rows("Ann{n} Lee{n},Hub{m},x\n", 100_000),
    "5,000 organizations alike": lambda: _rows("Ann Lee{n},Hope House {n},x\n", 5_000),
    "90 people in one cell": lambda: _HEAD.encode() + b'"' + b"; ".join(b"Ann Lee%d" % n for n in range(90)) + b'",Hub,x\n',
    "a matrix of 400 days": lambda: _matrix(400, 100),
    "binary": lambda: random.Random(1).randbytes(200_000),
}  # fmt: skip


# --- damaged --------------------------------------------------------------------------------------------------------
def samples() -> list[bytes]:
    """Sound files of all kinds to start from."""
    found = [form.sample.data() for form in every_format() if form.sample]
    found += [services_template(), cases_template(), (FILES.parent / "workbooks" / "sign_in.xls").read_bytes()]
    return found + [path.read_bytes() for path in sorted(FILES.iterdir()) if path.suffix in {".csv", ".xlsx", ".txt", ".ods"}]


_PIECES = (
    b"", b"\0", b'"', b",", b";", b"\t", b"\n", b"\r", b"\xff", b"\xe0\xb8", b"(", b"A" * 5_000, b"(" * 1_000, b"1" * 900,
    b" " * 700, b"+ADw-", b"\xef\xbb\xbf", b"14/05/2569", b"Total", "รวม".encode(), "ก".encode("cp874") * 30, b"a-b " * 200,
)  # fmt: skip


def mutants(seed: int) -> Iterator[bytes]:
    """Samples with some bytes changed, doubled, cut or put together with another; always the same for one seed."""
    chance = random.Random(seed)
    known = samples()
    while True:
        data = chance.choice(known)
        for _ in range(chance.randint(1, 6)):
            begin, end = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
            match chance.randrange(6):
                case 0:
                    data = data[:begin] + chance.choice(_PIECES) + data[begin:]
                case 1:
                    data = data[:begin] + chance.choice(_PIECES) + data[min(end, begin + 40) :]
                case 2:
                    data = data[:begin] + data[begin:end] * chance.randint(2, 4) + data[end:]
                case 3:
                    data = (
                        data[:begin]
                        + bytes(byte ^ (1 << chance.randrange(8)) for byte in data[begin : begin + 3])
                        + data[begin + 3 :]
                    )
                case 4:
                    data = data[:begin] + chance.choice(known)[: chance.randint(0, 3_000)]
                case _:
                    data = data[:begin] + data[min(end, begin + 200) :]
            data = data[:200_000]
        yield data
