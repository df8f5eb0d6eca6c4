"""Whether the person of a row was there: marks, words of status, times of check-in, the waiting room."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from coalition.imports.headers import fold
from coalition.imports.marks import read_mark

_REGISTERED = frozenset(
    fold(word)
    for word in (
        "registered", "attending", "going", "invited", "confirmed", "pending", "accepted", "rsvp", "maybe",
        "tentative", "waitlist",
        "waiting list", "will attend", "complete", "approved", "interested", "ลงทะเบียน", "ลงทะเบียนแล้ว", "ตอบรับ",
        "ยืนยัน", "เชิญ",
    )
)  # fmt: skip
_NOT_THERE = frozenset(
    fold(word)
    for word in (
        "not attending", "deleted", "refunded", "cancelled", "canceled", "withdrawn", "declined", "rejected",
        "not checked in",
        "did not attend", "no show", "not present", "not attended", "ยกเลิก",
    )
)  # fmt: skip


@lru_cache(maxsize=4096)
def mark_of(cell: str) -> str | None:
    """What a cell of attendance says: "present", "absent",
    "excused"; "registered": expected only; None: it does not say."""
    folded = fold(cell)
    if folded in _REGISTERED:
        return "registered"
    if folded in _NOT_THERE:
        return "absent"
    mark: str | None = read_mark(cell)
    if mark is None and any(map(str.isdigit, cell)) and ":" in cell:
        return "present"  # the time somebody was checked in
    return mark


Marked = tuple[str, str, str]
"""State, issue code ("" none), the cell it is about."""


def mark_reader(
    rows: Sequence[Sequence[str]], attended: Sequence[tuple[int, str]], checked: int | None, waiting: int | None
) -> Callable[[Sequence[str]], Marked]:
    """A function that tells from a row whether its person was there.

    Args:
        rows: all rows of the table.
        attended: (column, what a tick in it says).
        checked: the column of the time somebody was checked in; an empty cell says: did not come.
        waiting: the column that says who was in the waiting room only.
    """
    if checked is not None and not any(checked < len(row) and row[checked] for row in rows):
        checked = None
    if not attended and checked is None and waiting is None:
        return lambda _row: ("present", "", "")

    def read(row: Sequence[str]) -> Marked:
        if waiting is not None and waiting < len(row) and mark_of(row[waiting]) == "present":
            return "absent", "waiting_room", ""
        if checked is not None and not attended:
            return ("present" if checked < len(row) and row[checked] else "absent"), "", ""
        for at, says in attended:
            cell = row[at] if at < len(row) else ""
            mark = mark_of(cell) if cell else "absent"
            if mark is None:
                return "absent", "unknown_mark", cell
            if mark == "present":
                return says, "", ""
            if mark == "excused":
                return "excused", "", ""
        return ("absent" if any(says == "present" for _, says in attended) else "present"), "", ""

    return read


def is_check_in(header: str) -> bool:
    """Whether a column holds the time somebody was checked in at the door."""
    return "check" in header.casefold() or "เช็คอิน" in header
