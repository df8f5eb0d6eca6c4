"""One way of writing a text: what Excel, keyboards and telephones do to Thai and Western text is undone before comparing.

Beside it: cells cut to what a list may hold.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coalition.imports.issues import RowIssue, issue
from coalition.imports.lexicon import pattern

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Nothing of these is seen on screen, and each makes two equal names different."""
_THAI = re.compile("[\u0e00-\u0e7f]")
_TONE = "\u0e48-\u0e4b"
_ABOVE_BELOW = "\u0e31\u0e34-\u0e3a\u0e47\u0e4d"
_THAI_REPAIRS = [
    (re.compile("\u0e40\u0e40"), "\u0e41"),  # two sara e typed for sara ae
    (re.compile(f"\u0e4d([{_TONE}]?)\u0e32"), "\\1\u0e33"),  # nikhahit + sara aa typed for sara am
    (re.compile(f"([{_TONE}])\u0e4d\u0e32"), "\\1\u0e33"),
    (re.compile(f"\u0e33([{_TONE}])"), "\\1\u0e33"),  # tone typed after sara am
    (re.compile(f"([{_TONE}\u0e4c])([{_ABOVE_BELOW}])"), "\\2\\1"),  # tone typed before the vowel
    (re.compile("([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\\1+"), "\\1"),  # a mark typed twice
]
_TO_REPAIR = re.compile("|".join(pattern.pattern for pattern, _ in reversed(_THAI_REPAIRS)))
"""Any of them; most texts need none. The one that refers back to its group comes first."""
THAI_DIGITS = str.maketrans({chr(0x0E50 + number): str(number) for number in range(10)})


def has_thai(text: str) -> bool:
    """Whether any letter is Thai."""
    return _THAI.search(text) is not None


def lacks_capitals(text: str) -> bool:
    """Whether a text is of a script without capitals, which tell names from other words; of Thai ones others tell."""
    return text.lower() == text.upper() and any(map(str.isalpha, text)) and not has_thai(text)


def norm_text(text: str) -> str:
    """The text as it looks: NFC, Thai marks in their one right order, nothing invisible, single blanks, trimmed.

    Case, punctuation and Thai digits are left: it is still what was written, and may be shown and stored.
    """
    if text.isascii():
        if text.isprintable() and "  " not in text:
            return text.strip(" ")
    else:
        text = unicodedata.normalize("NFC", text)
        if _INVISIBLE.search(text):
            text = _INVISIBLE.sub("", text)
        if _TO_REPAIR.search(text):
            for pattern, right in _THAI_REPAIRS:
                text = pattern.sub(right, text)
        if not _ODD_BLANKS.search(text):
            return text.strip(" ")
    # A control character stays, so that its row can be named; str.split would take some of them for blanks.
    return _BLANKS.sub(" ", text).strip(" ")


def lines_in(written: str) -> tuple[str, ...]:
    """The lines of a cell that holds several texts; (): it holds one, such as a name and, below, in whose place they came."""
    if "\n" not in written and "\r" not in written:
        return ()
    lines = tuple(filter(None, map(norm_text, re.split("[\r\n]+", written))))
    return () if any(map(IN_PLACE_OF.match, lines[1:])) else lines


IN_PLACE_OF = pattern("names.stands_in", "names.representing")  # before the name of the person in whose place somebody came


_ODD_BLANK = "\t\r\n\x0b\x0c\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_BLANKS = re.compile(f"[ {_ODD_BLANK}]+")
_ODD_BLANKS = re.compile(f"[{_ODD_BLANK}]|  ")


# --- cells cut to what a list may hold --------------------------------------------------------------------------------------
# Every rule that looks at a cell may therefore count on a length it can search in no time; the row of the cell is refused and
# told (docs/decisions/0020). Only here is the limit known.


MOST_LETTERS = 1_000  # a longer cell is no name, no place and no note of a row
_CUT = "…"
_DAMAGED = re.compile("[\x00-\x08\x0e-\x1f\x7f\u2400-\u241f\u2421]")
_PICTURES = {**{code: 0x2400 + code for code in range(0x20)}, 0x7F: 0x2421}
"""What stands where a control character stood, which no database keeps: its picture ("␇"), so that the row is refused again
where nobody mended it."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """Why a row is refused whatever else it says: a code of the issue catalogue; letters of the cell, where it is too long."""

    code: str
    count: int = 0

    def told(self, line: int, raw: tuple[str, ...] = ()) -> RowIssue:
        """The issue of the row that starts at a line."""
        return issue(self.code, line, raw=raw, count=f"{self.count:,}")


BadCells = Mapping[int, BadCell]  # {line a row starts at: why it is refused}


def bounded(text: str) -> tuple[str, BadCell | None]:
    """The text as rules may see it, and what is wrong with it; None: nothing, and it is as it was."""
    bad = None
    if len(text) > MOST_LETTERS or (len(text) == MOST_LETTERS and text.endswith(_CUT)):  # or was, and comes back as it was cut
        bad = BadCell("too_long", len(text))
        text = text[: MOST_LETTERS - 1] + _CUT
    if not (text.isascii() and text.isprintable()) and _DAMAGED.search(text):
        seen = _DAMAGED.sub(lambda found: found[0].translate(_PICTURES), text)
        return seen, bad or BadCell("control_characters")
    return text, bad


def rows_of(
    bad: Mapping[str, BadCell], others: Iterable[int], rows: Sequence[Sequence[str]], lines: Sequence[int]
) -> dict[int, BadCell]:
    """{line: why its row is refused}, the first cell of the row that is bad.

    `bad`: {cell as rules see it: what is wrong with it}. `others`: lines in another encoding. `lines`: where each row starts.
    """
    found = {lines[bisect_right(lines, line) - 1]: BadCell("other_encoding") for line in others}
    if not bad:
        return found
    for line, row in zip(lines, rows, strict=False):
        for cell in row:
            if cell in bad:
                found.setdefault(line, bad[cell])
    return found
