"""One fuzzing process of `benchmarks.fuzz`: python -m benchmarks.fuzz_target DATABASE [libFuzzer options]."""

import random
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import atheris  # type: ignore  # in the environment `benchmarks.fuzz` makes

with atheris.instrument_imports(include=["coalition.imports"]):
    from coalition.imports.cells.reader import FileRefused
    from coalition.imports.dispatch import plan_and_reading

from coalition.database import migrate, open_engine, reading
from coalition.demo.load import load_demo
from tests.support.accounting import lost_in_plan, unaccounted

TODAY = date(2026, 11, 25)
NAMES = (
    "meeting 2026-05-14.csv",
    "list.csv",
    "participants_81234567890.csv",
    "book.xlsx",
    "05022024.txt",
    "วันที่ 14 พ.ค. 2569.csv",
)
_CELLS = [
    "", "x", "/", "-", "ลา", "14/05/2569", "30/02/2026", "2026-05-14", "5/6/2026 1:02:03 PM", "45061", "=1+1", "Anong Saelee",
    "Total", "รวม", "iPhone", "Absent", "Name", "ชื่อ-สกุล", "Organization", "Date", "1. Summary", "3. In-Meeting Activities",
    "Attendee Details", "a\nb", "\"", "0000000", "ก" * 200, "NA", "99:99", "\u200b", "(Guest)", "Checked In",
]  # fmt: skip
_CODECS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp874", "cp1252", "mac_roman", "latin-1")

FORGET = 1_000
"""Inputs after which that is done: what grows then is no memory of earlier files."""

Rows = list[list[str]]


def _rows_changed(rows: Rows, chance: random.Random) -> Rows:
    """What happens to lists between a program and an upload."""
    at, other = chance.randrange(len(rows)), chance.randrange(len(rows))
    what = chance.randrange(7)
    if what == 0:
        rows.insert(other, list(rows[at]))
    elif what == 1:
        rows[at], rows[other] = rows[other], rows[at]
    elif what == 2 and len(rows) > 1:
        del rows[at]
    elif what == 3 and rows[at]:
        rows[at][chance.randrange(len(rows[at]))] = chance.choice(_CELLS)
    elif what == 4:
        rows.insert(at, [""] * chance.randrange(6))
    elif what == 5:
        first, second = chance.randrange(8), chance.randrange(8)
        for row in rows:
            if max(first, second) < len(row):
                row[first], row[second] = row[second], row[first]
    else:
        rows[at].append(chance.choice(_CELLS))
    return rows


def mutate(data: bytes, most: int, seed: int) -> bytes:
    """The next input: bytes changed by the fuzzer, or the list changed as a list."""
    chance = random.Random(seed)
    if chance.random() < 0.4:
        return bytes(atheris.Mutate(data, most))
    codec = chance.choice(_CODECS)
    text = data[1:].decode("utf-16" if data[1:3] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", errors="replace")
    mark = max("\t;,|", key=text.count)
    rows = [line.split(mark) for line in text.lstrip("\ufeff").splitlines()] or [[]]
    for _ in range(chance.randrange(1, 5)):
        rows = _rows_changed(rows, chance)
    mark = chance.choice((mark, mark, mark, ",", ";", "\t"))
    end = chance.choice(("\r\n", "\n", "\r"))
    written = end.join(mark.join(row) for row in rows).encode(codec if chance.random() < 0.2 else "utf-8", errors="replace")
    return (data[:1] + written)[:most]


def _forget() -> None:
    """Drop what the importer remembers of texts: up to 50,000 of each kind, and those of a fuzzer are all different."""
    for name, module in list(sys.modules.items()):
        if name.startswith("coalition.imports"):
            for value in list(vars(module).values()):
                if callable(getattr(value, "cache_clear", None)):
                    value.cache_clear()


def target(database: str) -> Callable[[bytes], None]:
    """The function that is given every input; it raises when something is wrong."""
    url = f"sqlite:///{database}"
    migrate(url)
    engine = open_engine(url)
    load_demo(engine, TODAY)

    def one(data: bytes) -> None:
        name = NAMES[data[0] % len(NAMES)] if data else NAMES[0]
        with reading(engine) as session:
            try:
                plan, read = plan_and_reading(session, data[1:], name, today=TODAY)
            except FileRefused:
                return
            wrong = [*unaccounted(read), *lost_in_plan(plan, read)] if read else []
            plan.rows(0, 20)
        if wrong:
            raise AssertionError("; ".join(wrong))

    tried = 0

    def kept(data: bytes) -> None:
        nonlocal tried
        tried += 1
        if tried % FORGET == 0:
            _forget()
        try:
            one(data)
        except BaseException:
            Path(f"{database}.failed").write_bytes(data)  # the fuzzer itself keeps some of them only
            raise

    return kept


if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], target(sys.argv[1]), custom_mutator=mutate)
    atheris.Fuzz()
