"""The questions of a form: which ask whether somebody will come, and which answers of yes and no say nothing of presence."""

import re
from collections.abc import Mapping
from datetime import date

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.reader import Grid
from coalition.imports.formats.roll import cells_under
from coalition.imports.sheets.headers import is_promise, is_signature, match
from coalition.imports.sheets.presence import mark_of

_PROMISE = re.compile(
    r"\b(?:are|will|can|could) you (?:be )?(?:attend\w*|com(?:e|ing)|join\w*|make it|able to (?:attend|come|join|make))\b"
    r"|\bdo you (?:plan|intend|expect|want|wish) to (?:attend|come|join)\b|\bconfirm (?:your )?(?:attendance|participation)\b"
    r"|ยืนยัน(?:การ)?(?:เข้าร่วม|มา)|(?:สะดวก|ประสงค์|สามารถ|ต้องการ)(?:จะ|ที่จะ)?(?:เข้าร่วม|เข้าประชุม|มา)|จะ(?:เข้า|มา)",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\b(?:today|tonight|now)\b|วันนี้", re.IGNORECASE)
_NEXT = re.compile(r"\b(?:next|future|again)\b|ครั้งหน้า|ครั้งต่อไป|คราวหน้า|อีก", re.IGNORECASE)
_ANSWER = re.compile(
    r"(?:yes|no|maybe|not|perhaps|probably|i will|i can|will|ja|nein|vielleicht|oui|non|peut|sí|si|sim|não|ใช่|ไม่|เข้าร่วม"
    r"|อาจ|ได้|สะดวก|ตอบรับ|ปฏิเสธ|แน่นอน)(?![a-z])",
    re.IGNORECASE,
)
_PRESENCE = re.compile(
    r"\bdid you (?:attend|come|join)\b|\b(?:attendance|attended|present|presence|checked? in|signed in)\b|มา/ไม่มา|เช็คชื่อ"
    r"|สถานะ(?:การเข้าร่วม)?|การเข้าร่วม",
    re.IGNORECASE,
)
_MODES = frozenset({
    "online", "onsite", "on-site", "on site", "in person", "in-person", "virtual", "remote", "zoom", "via zoom", "hybrid",
    "face to face", "ออนไลน์", "ออนไซต์", "ออนไซท์", "ในห้องประชุม", "ณ ห้องประชุม",
})  # fmt: skip


def other_questions(grid: Grid, header: int, known: Mapping[int, str]) -> dict[int, str]:
    """{column: "ignore"} for consent, lunch, feedback, online or not: answers that are no mark of who was there.

    Args:
        known: columns whose field is settled; they are left alone.
    """
    found: dict[int, str] = {}
    for i, head in enumerate(grid.rows[header]):
        cells = set(cells_under(grid, header, i))
        if i in known or not head or not cells or is_signature(head):
            continue
        says_how = all(cell.casefold() in _MODES for cell in cells)
        if says_how or (all(map(mark_of, cells)) and not _asks_presence(head)):
            found[i] = "ignore"
    return found


def _asks_presence(head: str) -> bool:
    named = match(head)
    whole = named.field == "attended" and named.strength >= 2
    return whole or bool(_PRESENCE.search(head)) or bool(_asks_promise(head) and _TODAY.search(head))


def _asks_promise(head: str) -> bool:
    return is_promise(head) or _PROMISE.search(head) is not None


def promised(grid: Grid, header: int, *, together: bool) -> bool:
    """Whether a form asks who will come: its answers are given before the meeting, and nobody signed in.

    Args:
        together: the answers came within hours of each other, as those of people in one room do.
    """
    for i, head in enumerate(grid.rows[header]):
        if not head or not _asks_promise(head) or _TODAY.search(head) or (_NEXT.search(head) and together):
            continue
        cells = cells_under(grid, header, i)
        answers = sum(mark_of(cell) is not None or _ANSWER.match(cell) is not None for cell in cells)
        if cells and answers * 5 >= len(cells) * 4 and not all(cell.casefold() in _MODES for cell in cells):
            return True
    return False


def is_ahead(grid: Grid, header: int, sent: int, today: date) -> bool:
    """Whether a question that asks who will come was answered with days after the answer was sent.

    Args:
        sent: the column of the time each answer was sent.
    """
    for i, head in enumerate(grid.rows[header]):
        if not head or not _asks_promise(head):
            continue
        rows = [row for row in grid.rows[header + 1 :] if len(row) > max(i, sent) and row[i] and row[sent]]
        both = [(find_date(row[i], today=today), find_date(row[sent], today=today)) for row in rows]
        later = sum(answer is not None and wrote is not None and answer.on > wrote.on for answer, wrote in both)
        if later * 2 > len(both):
            return True
    return False
