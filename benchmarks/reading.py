"""Reading alone, bytes to printed JSON: CPU seconds per MB and memory per byte, for a very long list and for awkward files.

    python -m benchmarks.reading [CASE ...]

Memory is the peak of a process of its own above that of its loaded libraries, the bytes of the file included.
"""

import csv
import io
import json
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.floor import cpu, in_child, peak_mb
from benchmarks.import_attendance import attendance_csv

TODAY = date(2026, 11, 25)
_MB = 1 << 20


def long_list() -> bytes:
    """1,000,000 rows: date, meeting, name, organization, status; 1 % impossible dates, a hundred rows a meeting."""
    head, *lines = attendance_csv(100_000).decode("utf-8-sig").splitlines()
    parts = [head]
    for title in ("Plenary", *(f"Working group {n}" for n in range(1, 10))):
        parts += [line.replace("Plenary", title) for line in lines]
    return "\r\n".join([*parts, ""]).encode("utf-8-sig")


def matrix() -> bytes:
    """500 people, 400 meeting days."""
    days = [(date(2024, 1, 3) + timedelta(days=2 * n)).isoformat() for n in range(400)]
    chance = random.Random(1)
    marks = ([chance.choice(["x", "x", "", "absent"]) for _ in days] for _ in range(500))
    return _written(
        [["Name", "Organization", *days], *([f"Ann {_letters(n)}", f"House {n % 60}", *row] for n, row in enumerate(marks))]
    )


def rejoining() -> bytes:
    """A Zoom report of one meeting with 100,000 joins of 30,000 people."""
    chance = random.Random(2)
    header = ["Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)", "Guest"]
    rows = []
    for _ in range(100_000):
        person, begin, stay = chance.randrange(30_000), chance.randrange(100), chance.randrange(1, 15)
        clock = [f"11/18/2026 {9 + at // 60:02}:{at % 60:02}:00 AM" for at in (begin, begin + stay)]
        rows.append([f"Bo Chan{_letters(person)}", f"p{person}@example.org", *clock, str(stay), "Yes"])
    return _written([header, *rows])


def all_different() -> bytes:
    """200,000 rows in which no cell is like another, many names are nobody's, and every second row has a length of its own."""
    chance = random.Random(3)
    odd = ["Total {}", "iPhone {}", "Note: {} came late", "{} people", "Hope House {}", "A{} Lee and Bo Chan", ""]
    rows: list[list[str]] = [["Date", "Name", "Organization", "Remark"]]
    for n in range(200_000):
        name = chance.choice(odd).format(n) if n % 3 == 0 else f"Ann {_letters(n)}"
        rows.append([f"{n % 40}/{n % 15}/2026 {n}", name, f"House {n}", f"remark {n}", *["x"] * (n % 2)])
    return _written(rows)


def blank_lines() -> bytes:
    """3 MB of empty lines under a few people."""
    return b"Name,Organization,Date\n" + b"Ann Lee,Hope House,2026-05-14\n" * 3 + b"\n" * 3_000_000


def quoted_lines() -> bytes:
    """50,000 rows, each with a cell of three lines."""
    return _written(
        [
            ["Name", "Organization", "Date"],
            *([f"Ann {_letters(n)}", f"House\nof {n}\nHill", "2026-05-14"] for n in range(50_000)),
        ]
    )


def ditto_marks() -> bytes:
    """90,000 rows in a file no CSV writer made: a lone quotation mark for "the same as above" in two rows of three."""
    rows = (f"{n},Ann {_letters(n)},{'Hope House' if n % 3 == 0 else chr(34)},2026-05-14" for n in range(90_000))
    return "\n".join(["No.,Name,Organization,Date", *rows]).encode()


def _letters(number: int) -> str:
    """A surname that no other number has."""
    return "".join(chr(97 + int(digit)) for digit in str(number)).capitalize()


def _written(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


CASES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "long": ("1,000,000 rows of a long list", long_list),
    "matrix": ("a matrix of 500 people and 400 days", matrix),
    "rejoining": ("a Zoom report with 100,000 joins", rejoining),
    "different": ("200,000 rows, every cell different, a third odd", all_different),
    "blank": ("3,000,000 empty lines", blank_lines),
    "quoted": ("50,000 rows with cells of several lines", quoted_lines),
    "ditto": ("90,000 rows with lone quotation marks", ditto_marks),
}


def run(file: Path) -> dict[str, float]:
    """One child: read the file, print its JSON to nowhere, and say what that took."""
    from coalition.imports.read.attendance_file import read_attendance
    from coalition.imports.reading import as_json

    read_attendance(attendance_csv(100), "warm.csv", today=TODAY)  # what is loaded once per process, when first needed
    start = peak_mb()
    data = file.read_bytes()
    reading, read = cpu(lambda: read_attendance(data, file.name, today=TODAY))
    peak = peak_mb()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        _, shown = cpu(lambda: json.dump(as_json(reading), nowhere, ensure_ascii=False))
    size = len(data) / _MB
    return {
        "size": size,
        "read": read / size,
        "print": shown / size,
        "memory_read": (peak - start) / size,
        "memory": (peak_mb() - start) / size,
        "entries": len(reading.entries),
        "refused": reading.rows.refused if reading.refused is None else -1,
    }


def table(chosen: list[str]) -> Iterator[str]:
    """The lines of the table, as they are measured."""
    yield "| file | MB | entries | refused rows | read, s per MB | print, s per MB | peak bytes per byte: read, printed |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen:
            title, made = CASES[name]
            file = Path(folder) / f"{name}.csv"
            file.write_bytes(made())
            found = in_child("benchmarks.reading", "--child", str(file))
            yield (
                f"| {title} | {found['size']:.1f} | {found['entries']:,} | {found['refused']:,} | {found['read']:.3f} |"
                f" {found['print']:.3f} | {found['memory_read']:.1f}, {found['memory']:.1f} |"
            )


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--child"]:
        print(json.dumps(run(Path(arguments[1]))))
        return
    for line in table(arguments or list(CASES)):
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
