"""Days as an iCalendar file (RFC 5545), which every calendar program takes in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

_LINE = 75  # octets of a content line without its end (RFC 5545, 3.1)


@dataclass(frozen=True)
class Day:
    """One whole day in a calendar.

    Attributes:
        uid: what it is known by in every later file; nothing else in the world has it.
        on: the day.
        summary: its title.
        description: what else there is to say; may be empty.
    """

    uid: str
    on: date
    summary: str
    description: str = ""


def uid_of(kind: str, number: int, coalition: str) -> str:
    """What the day of a row is known by: a table, its row, and the coalition whose row it is."""
    return f"{kind}-{number}-{sha256(coalition.encode()).hexdigest()[:12]}@coalition.invalid"


def calendar(days: Iterable[Day], *, name: str, written_at: datetime) -> bytes:
    """The file: one event of a whole day each, which keeps nobody's time busy.

    Args:
        days: what stands in it.
        name: what the calendar is called.
        written_at: when the file is made, with time zone.
    """
    stamp = written_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Coalition dashboard//Actions//EN", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{_escaped(name)}")  # not in the standard; read by most programs
    for day in days:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_escaped(day.uid)}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(day.summary)}",
            *([f"DESCRIPTION:{_escaped(day.description)}"] if day.description else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _escaped(text: str) -> str:
    """A value of type TEXT (RFC 5545, 3.3.11): marks escaped, line ends written out, other control characters left out."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(letter for letter in text if letter == "\t" or (letter >= " " and letter != "\x7f"))


def _folded(line: str) -> str:
    """A line in parts of at most 75 octets, each further one after a blank; no letter is cut in two."""
    parts: list[str] = [""]
    room = _LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            parts.append("")
            room = _LINE - 1  # the blank in front counts
        parts[-1] += letter
        room -= size
    return "\r\n ".join(parts)
